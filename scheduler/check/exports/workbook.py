"""Re-read the workbook: `Roster`, `Breaks` and `Standby`; figures in `Coverage`, `Operators` and `Summary`."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl

from scheduler.check.exports.standby import places_shown
from scheduler.check.exports.text import dashed, readable, unmarked
from scheduler.check.facts.breaks import parts
from scheduler.check.facts.covers import covers
from scheduler.check.facts.pay import paid_minutes
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import day_of, day_of_shift, minutes_between, number, span
from scheduler.check.facts.words import clock, window_text
from scheduler.check.violation import Violation
from scheduler.errors import InputError
from scheduler.guards import read_workbook_bytes
from scheduler.instance.instance import Instance
from scheduler.language.breaks import called
from scheduler.language.words import language, marked
from scheduler.roster import Roster

NAME = "workbook"
_BREAK_COLUMNS = (marked("Operator"), marked("Name"), marked("Date"), marked("Kind"), marked("Start"), marked("End"),
                  marked("Minutes"))
_STANDBY_COLUMNS = (marked("Date"), marked("List"), marked("Start"), marked("End"), marked("Place"), marked("Operator"))
_TOTALS, _BOUNDS = (marked("Shifts"), marked("Hours")), (marked("Least"), marked("Most"))
_ABSENCES = {"leave": marked("Leave"), "sick": marked("Sick"), "public_holiday": marked("Holiday"),
             "unavailable": marked("n/a")}
_Row = tuple[str, ...]
_Found = tuple[int | float, str, str]
_Values = list[list[Any]]


def check_workbook(instance: Instance, result: Roster, path: Path, *, require_all: bool = False) -> Iterator[Violation]:
    """Yield a violation for each cell of the workbook that says something else than the roster.

    A missing workbook counts only with `require_all`.
    """
    if not path.exists():
        if require_all:
            yield Violation(NAME, 1, "files", f"{path.name} is missing")
        return
    said = language(instance.hotline.language).say
    try:
        tables, worked_out = _tables(path, said)
    except InputError as error:
        yield from (Violation(NAME, 1, "files", str(fault)) for fault in error.faults)
        return
    except (BadZipFile, ParseError, KeyError, ValueError, OSError) as error:
        yield Violation(NAME, 1, "files", f"{path.name} cannot be read: {error}")
        return
    for name, of_table in ((name, each) for name, each in _CHECKS.items() if name != "Standby" or instance.standby):
        if name not in tables:
            yield Violation(NAME, 1, "sheets", f"sheet {said(name)} is missing")
            continue
        formulas = _formulas(tables[name]) if name != "Roster" else _totals(instance, result, tables[name], worked_out)
        for amount, unit, text in (*formulas, *of_table(instance, result, _values(tables[name]))):
            yield Violation(NAME, amount, unit, f"{said(name)}: {text}")


def _tables(path: Path, said: Callable[[str], str]) -> tuple[dict[str, list[tuple[Any, ...]]], _Values]:
    """Rows of cells of the sheets that are compared, and the values of the formulas of `Roster`."""
    content = read_workbook_bytes(path, path.name)
    # Read-only, so that the large sheet of the days beside them is never parsed.
    book, worked_out = (openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=only) for only in (False, True))
    try:
        tables = {name: list(book[said(name)].iter_rows()) for name in _CHECKS if said(name) in book.sheetnames}
        return tables, _values(list(worked_out[said("Roster")].iter_rows())) if "Roster" in tables else []
    finally:
        book.close()
        worked_out.close()


def _values(rows: list[tuple[Any, ...]]) -> _Values:
    """Values of the cells, every row as long as the longest and none missing at the top."""
    width = max(map(len, rows), default=0)
    return [[cell.value for cell in row] + [None] * (max(width, 2) - len(row)) for row in rows or [()]]


def _formulas(rows: list[tuple[Any, ...]]) -> Iterator[_Found]:
    for cell in (cell for row in rows for cell in row):
        if cell.data_type == "f":
            yield 1, "cells", f"{cell.coordinate} is a formula"


def _roster_table(instance: Instance, values: _Values) -> tuple[int, list[Any], _Values]:
    """Index of the header, the header, and the rows of operators: those up to the first blank one."""
    begins = _said(instance, "Operator", "Name")
    top = next((at for at, row in enumerate(values) if tuple(row[:2]) == begins), 0)
    body = values[top + 1 :]
    end = next((at for at, row in enumerate(body) if all(cell in (None, "") for cell in row)), len(body))
    return top, values[top], body[:end]


def _dates(instance: Instance, result: Roster) -> list[str]:
    """Days of the horizon, and the one after it where a shift starts on it."""
    days = max([instance.horizon.days, *(day_of(instance, shift.start) + 1 for shift in result.shifts)])
    return [instance.grid.date(day).isoformat() for day in range(days)]


def _roster(instance: Instance, result: Roster, values: _Values) -> Iterator[_Found]:
    """Compare operators × days; a day without a shift is empty, or says why somebody is away."""
    _, header, rows = _roster_table(instance, values)
    dates = _dates(instance, result)
    shown = [_date(cell) for cell in header[2 : 2 + len(dates)]]
    begins, totals = _said(instance, "Operator", "Name"), _said(instance, *_TOTALS, *_BOUNDS)
    if shown != dates or tuple(header[:2]) != begins or {*header[2 + len(dates) :]} - {None, *totals}:
        yield 1, "rows", f"the header is not {', '.join(begins)} and the dates of the horizon"
        return
    yield from _differences("operator", _operators(instance), Counter(key for row in rows if (key := _key(row))))
    yield from _names(instance, rows)
    zone, away = instance.grid.zone, _away(instance, dates)
    found: Counter[_Row] = Counter(
        (_key(row), date, dashed(text)) for row in rows for date, text in zip(dates, row[2:], strict=False)
        if text not in (None, "") and (_key(row), date, text) not in away)
    right: Counter[_Row] = Counter(
        (readable(shift.operator), shift.start.astimezone(zone).date().isoformat(), dashed(window_text(instance, span(part))))
        for shift in result.shifts for part in parts(shift))
    yield from _differences("shift", right, _apart(found))


def _apart(found: Counter[_Row]) -> Counter[_Row]:
    """Shifts of cells that name several."""
    return Counter({(key, day, times): count for (key, day, text), count in found.items() for times in text.split(",")})


def _away(instance: Instance, dates: list[str]) -> set[_Row]:
    """What may stand in a cell of a day on which somebody is away."""
    said = language(instance.hotline.language).say
    return {(readable(entry.operator), date, said(_ABSENCES[entry.kind])) for entry in instance.availability for date in dates
            if entry.kind in _ABSENCES and entry.is_whole_day and entry.on(dt.date.fromisoformat(date))}


def _totals(instance: Instance, result: Roster, rows: list[tuple[Any, ...]], worked_out: _Values) -> Iterator[_Found]:
    """Formulas stand among the totals alone, and what they were last worked out to is what the roster says."""
    top, header, people = _roster_table(instance, _values(rows))
    shifts_label, hours_label = totals = _said(instance, *_TOTALS)
    below = top + 1 + len(people)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            label = header[column] if column < len(header) else None
            if cell.data_type == "f" and not (top < at and (label in totals or at > below)):
                yield 1, "cells", f"{cell.coordinate} is a formula"
    shifts = {readable(operator.id): own for operator, own in shifts_by_operator(instance, result.shifts)}
    for at, values in enumerate(worked_out[top + 1 : below], top + 2):
        own = shifts.get(_key(values), [])
        right = {shifts_label: len({day_of(instance, shift.start) for shift in own}),
                 hours_label: float(sum(paid_minutes(instance, shift) for shift in own) / 60)}
        for label, figure in right.items():
            value = values[header.index(label)] if label in header else None
            if value is not None and _figure(value) != _figure(figure):
                yield 1, "cells", f"row {at}: {label} {value!r}; the roster says {figure:g}"


def _breaks(instance: Instance, result: Roster, values: _Values) -> Iterator[_Found]:
    """Compare the breaks, one a row; the date is that of the whole shift."""
    header, *rows = values
    columns, own = _said(instance, *_BREAK_COLUMNS), language(instance.hotline.language)
    if tuple(header[:len(columns)]) != columns:
        yield 1, "rows", f"the header is not {', '.join(columns)}"
        return
    rows = [row for row in rows if any(value is not None for value in row)]
    yield from _names(instance, rows)
    found = Counter((_key(row), _date(row[2]), *map(unmarked, map(str, row[3:7]))) for row in rows)
    right: Counter[_Row] = Counter(
        (readable(shift.operator), shift.start.astimezone(instance.grid.zone).date().isoformat(),
         called(own, pause.kind, pause.name), clock(instance, pause.start), clock(instance, pause.end),
         str(number(minutes_between(pause.start, pause.end))))
        for shift in result.shifts for part in parts(shift) for pause in part.breaks)
    yield from _differences("break", right, found)


def _coverage(instance: Instance, result: Roster, values: _Values) -> Iterator[_Found]:
    """Compare who is required, on the phone and short, a row for each interval and set of queues; a repeated hour has two."""
    queue = _said(instance, "Queue") if instance.service.queues else ()
    helped = _said(instance, "Outside help") if instance.outside is not None else ()
    names = (*_said(instance, "Start", "Required", "On phone", "Short"), *helped, *queue)
    rows = _columns(values, names)
    if rows is None:
        yield 1, "rows", f"the header lacks one of {', '.join(names)}"
        return
    figures = 3 + len(helped)
    found = Counter((_minute(start), *map(_figure, more[:figures]), *(readable(str(name)) for name in more[figures:]))
                    for start, *more in rows)
    right: Counter[_Row] = Counter(
        (_minute(row.start.astimezone(instance.grid.zone).replace(tzinfo=None)), _figure(row.required),
         _figure(row.on_phone), _figure(row.missing), *(_figure(row.outside) for _ in helped),
         *(readable(row.queue or "") for _ in queue)) for row in covers(instance, result))
    yield from _differences("interval", right, found)


def _operator_figures(instance: Instance, result: Roster, values: _Values) -> Iterator[_Found]:
    """Compare days worked and paid hours, one operator a row."""
    names = _said(instance, "Operator", "Days", "Paid hours")
    rows = _columns(values, names)
    if rows is None:
        yield 1, "rows", f"the header lacks one of {', '.join(names)}"
        return
    found = Counter((readable(str(key or "")), _figure(days), _figure(hours)) for key, days, hours in rows)
    right: Counter[_Row] = Counter(
        (readable(operator.id), _figure(len({day_of_shift(instance, shift) for shift in shifts})),
         _figure(float(sum(paid_minutes(instance, shift) for shift in shifts) / 60)))
        for operator, shifts in shifts_by_operator(instance, result.shifts))
    yield from _differences("row", right, found)


def _columns(values: _Values, names: tuple[str, ...]) -> _Values | None:
    """Cells below these headers, of every row that is not blank; None if a header is missing."""
    header, *rows = values
    if not set(names) <= set(header):
        return None
    at = [header.index(name) for name in names]
    return [[row[column] for column in at] for row in rows if any(cell is not None for cell in row)]


def _minute(value: object) -> str:
    """Date and time; Excel counts days in floating point, so that a moment may lack some microseconds."""
    return f"{value + dt.timedelta(seconds=30):%Y-%m-%d %H:%M}" if isinstance(value, dt.datetime) else str(value)


def _figure(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, int | float) else str(value)


def _summary(instance: Instance, result: Roster, values: _Values) -> Iterator[_Found]:
    rows = {str(row[0]).strip(): row[1] for row in values}
    labels = _said(instance, "objective", "bound", "gap")
    for label, right in zip(labels, (result.run.objective, result.run.bound, result.run.gap), strict=True):
        found = rows.get(label)
        if not isinstance(found, int | float):
            yield 1, "rows", f"{label}: {found!r}; the roster says {right:.12g}"
        elif not math.isclose(found, right, rel_tol=1e-9, abs_tol=1e-6):
            yield abs(found - right), "of the figure", f"{label}: {found:.12g}; the roster says {right:.12g}"


def _said(instance: Instance, *texts: str) -> tuple[str, ...]:
    """Titles as the workbook has them, in the language of the hotline."""
    return tuple(map(language(instance.hotline.language).say, texts))


def _operators(instance: Instance) -> Counter[str]:
    return Counter(key for operator in instance.operators if (key := readable(operator.id)))


def _key(row: list[Any]) -> str:
    """Operator of a row; empty for an id of nothing but characters no document can carry."""
    return readable(str(row[0] or ""))


def _names(instance: Instance, rows: _Values) -> Iterator[_Found]:
    names: dict[str, set[str]] = {}
    for operator in instance.operators:
        names.setdefault(readable(operator.id), set()).update((readable(operator.name), readable(operator.label)))
    for row in rows:
        key, name = _key(row), readable(str(row[1] or ""))
        if key in names and name not in names[key]:
            yield 1, "cells", f"operator {key!r} is called {name!r}"


def _date(value: object) -> str:
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)


def _differences(what: str, right: Counter[Any], found: Counter[Any]) -> Iterator[_Found]:
    for item, count in sorted((right - found).items()):
        yield count, f"{what}s", f"the {what} {_text(item)} of the roster is missing"
    for item, count in sorted((found - right).items()):
        yield count, f"{what}s", f"the {what} {_text(item)} is not in the roster"


def _text(item: str | _Row) -> str:
    return item if isinstance(item, str) else " ".join(item)


def _standby(instance: Instance, result: Roster, values: _Values) -> Iterator[_Found]:
    """Compare the places on standby, one a row; a place that nobody has is a row without an operator."""
    header, *rows = values
    columns = _said(instance, *_STANDBY_COLUMNS)
    if tuple(header[:len(columns)]) != columns:
        yield 1, "rows", f"the header is not {', '.join(columns)}"
        return
    found = Counter((_date(row[0]), readable(str(row[1])), *map(str, row[2:5]), readable(str(row[5] or "")))
                    for row in rows if any(value is not None for value in row))
    yield from _differences("place", places_shown(instance, result), found)


_CHECKS = {"Roster": _roster, "Breaks": _breaks, "Coverage": _coverage, "Operators": _operator_figures,
           "Summary": _summary, "Standby": _standby}
