"""An instance as an Excel workbook to fill in, with notes and drop-downs; `read_workbook` reads back what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from scheduler.instance.base import WEEKDAYS
from scheduler.instance.contracts import SEPARATOR
from scheduler.instance.instance import Instance
from scheduler.instance.words.guide import Guide, unit_of
from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import TABLES
from scheduler.read.workbook import layout

_LAST_ROW = 2_000
"""Drop-downs reach down to this row."""

_INTO_HOTLINE = ("hotline", "horizon")
_OF_DAY_TOTAL = ("per_day", "aht_s", "weekday_factors")
_TABLE_NOTES = {
    "id": "unique; names the operator's calendar file", "contract": "a name from the sheet Contracts",
    "skills": "queues the operator answers, and topics; parted by |",
    "queue": "a queue of the sheet Service, if any", "when": "a date, or weekdays such as mon-fri",
    "from": "HH:MM; empty: all day", "to": "HH:MM; empty: all day",
    "kind": "unavailable, only, prefer, avoid or pinned", "operator": "an id from the sheet Operators",
    "worked_days": "days worked in a row just before the horizon; or days_off", "days_off": "days off in a row just before it",
    "nights": "night shifts in a row up to the last day worked", "last_shift": "template of the last shift",
    "last_end": "end of the last shift, local time",
    "start": "start of the interval, local time", "calls": "expected number of calls", "aht_s": "mean handling time, seconds",
    "calls_p10": "in one interval of ten fewer calls come; empty: not known",
    "calls_p90": "in one interval of ten more calls come; empty: not known",
    "campaign_factor": "what the sheet Campaigns has lifted these calls by already; empty: nothing",
    "date": "day on which a campaign appears", "uplift_percent": "expected uplift of that day's calls, %",
    "decay_days": "days in which the uplift falls to 37 % (exponential) or to nothing (linear)",
    "decay": "exponential or linear; empty: exponential",
}


def write_workbook(instance: Instance, path: Path) -> None:
    """Write an instance to a workbook at `path`."""
    import xlsxwriter

    data = instance.model_dump(mode="json", by_alias=True, exclude_none=True)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        writer = _Writer(book)
        sheets = {
            "Hotline": _hotline_keys(data),
            "Hours": _hours_rows(data["hours"]),
            "Service": _keys(data["service"], ("service",)),
            "Shifts": _object_rows(layout.SHIFTS, enumerate(data["shifts"])),
            "Breaks": _break_rows(data["breaks"]),
            "Contracts": _object_rows(layout.CONTRACTS, data["contracts"].items()),
            **{title: _table_rows(data, table) for title, table in layout.TABLE_SHEETS.items()},
            "Objective": _keys(data["objective"], ("objective",)),
        }
        for title in layout.SHEETS:
            if title != "Shape" or len(sheets[title]) > 1:  # an empty one would say that there is a shape without rows
                writer.sheet(title, sheets[title], _notes(title))
        _add_choices(writer, instance)


class _Writer:
    """Writes tables of plain values; text stays text, whatever it looks like."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._header = book.add_format({"bold": True, "bottom": 1})
        self._date = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._text = book.add_format({"num_format": "@"})
        self.sheets: dict[str, Any] = {}

    def sheet(self, title: str, rows: Sequence[Sequence[Any]], notes: dict[str, str]) -> None:
        sheet = self.sheets[title] = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(rows[0]):
            sheet.write_string(0, column, name, self._header)
            width = max((len(str(row[column])) for row in rows[:60]), default=8)
            form = self._text if name in ("from", "to", "when") else None
            sheet.set_column(column, column, min(60, max(10, width + 2)), form)
            if name in notes:
                sheet.write_comment(0, column, notes[name])
        for number, row in enumerate(rows[1:], 1):
            for column, value in enumerate(row):
                self._cell(sheet, number, column, value)

    def _cell(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        elif isinstance(value, dt.datetime):
            sheet.write_datetime(row, column, value, self._moment)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, self._date)
        else:
            sheet.write_string(row, column, str(value), self._text)

    def choose(self, title: str, column: int, source: list[str] | str) -> None:
        """Offer a list of values in a column."""
        self.sheets[title].data_validation(1, column, _LAST_ROW, column, {"validate": "list", "source": source})


def _keys(data: dict[str, Any], path: FieldPath, prefix: str = "") -> list[list[Any]]:
    """Rows (key, value, note) of nested dictionaries, with a header."""
    guide = Guide(Instance)
    return [["key", "value", "note"], *_key_rows(data, path, prefix, guide)]


def _key_rows(data: dict[str, Any], path: FieldPath, prefix: str, guide: Guide) -> Iterable[list[Any]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _key_rows(value, (*path, name), f"{prefix}{name}.", guide)
        elif not isinstance(value, list):
            yield [f"{prefix}{name}", _date_or_text(value), guide.allowed((*path, name)) or unit_of((name,))]
        elif value and isinstance(value[0], str):
            yield [f"{prefix}{name}", _joined(value), f"{guide.allowed((*path, name))}, parted by |"]


def _hotline_keys(data: dict[str, Any]) -> list[list[Any]]:
    """What has no sheet of its own: hotline, horizon, the lone fields of hours and breaks."""
    lone = {name: data[name] for name in _INTO_HOTLINE}
    lone["hours"] = {key: value for key, value in data["hours"].items() if key in ("always", "holidays")}
    lone["calls"] = {key: value for key, value in data["calls"].items() if key in _OF_DAY_TOTAL and value is not None}
    lone |= {"nights": data["nights"]} if "nights" in data else {}
    lone["breaks"] = {key: value for key, value in data["breaks"].items() if key != "lunch"}
    return _keys({"schema": data["schema"], **lone}, ())


def _hours_rows(hours: dict[str, Any]) -> list[list[Any]]:
    rows: list[list[Any]] = [list(layout.HOURS_COLUMNS)]
    weekly = hours.get("weekly", {})
    rows += [["weekly", day, ", ".join(weekly[day]), None] for day in WEEKDAYS if day in weekly]
    for kind, key in (("date", "dates"), ("exception", "exceptions")):
        rows += [[kind, _date_or_text(day), ", ".join(windows), None] for day, windows in hours.get(key, {}).items()]
    for rule in hours.get("rules", []):
        rows.append(["rule", rule["rrule"], ", ".join(rule["hours"]), _date_or_text(rule.get("start"))])
    return rows


def _break_rows(breaks: dict[str, Any]) -> list[list[Any]]:
    rows: list[list[Any]] = [list(layout.BREAK_COLUMNS)]
    counts = breaks.get("breathers", {}).get("count", [])
    for kind, entries in (("lunch", breaks.get("lunch", [])), ("breathers", counts)):
        for entry in entries:
            cells = {"kind": kind, **entry, **({"minutes": _joined(entry["minutes"])} if "minutes" in entry else {})}
            rows.append([cells.get(name) for name in layout.BREAK_COLUMNS])
    return rows


def _object_rows(sheet: layout.Sheet, objects: Iterable[tuple[Any, dict[str, Any]]]) -> list[list[Any]]:
    rows: list[list[Any]] = [[column.name for column in sheet.columns]]
    for key, entry in objects:
        rows.append([key if not column.path else _joined(_inside(entry, column.path)) for column in sheet.columns])
    return rows


def _table_rows(data: dict[str, Any], path: FieldPath) -> list[list[Any]]:
    entries = _inside(data, path) or ()
    names = TABLES[path].allowed
    return [list(names), *([_date_or_text(_joined(entry.get(name))) for name in names] for entry in entries)]


def _joined(value: Any) -> Any:
    """A list in one cell, a list of one as itself; numbers by name as ``night:3``, pairs of names as ``late>early``."""
    if isinstance(value, dict):
        return "|".join(f"{name}:{count}" for name, count in value.items())
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "|".join(SEPARATOR.join(pair) for pair in value)
    return value if not isinstance(value, list) else value[0] if len(value) == 1 else "|".join(map(str, value))


def _date_or_text(value: Any) -> Any:
    """A date or a local time as Excel knows it; a time with an offset stays text, since Excel has none."""
    if not isinstance(value, str) or not value[:4].isdigit() or value[4:5] != "-":
        return value
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    if moment.tzinfo is not None or moment.year < 1900:
        return value
    return moment.date() if len(value) == len("2026-12-07") else moment


def _inside(data: Any, path: FieldPath) -> Any:
    for part in path:
        is_pair = isinstance(data, list) and isinstance(part, int)
        data = data[part] if is_pair else (data or {}).get(part)
    return data


def _notes(title: str) -> dict[str, str]:
    sheets = {sheet.title: sheet for sheet in (layout.SHIFTS, layout.CONTRACTS)}
    if title in sheets:
        return {column.name: column.note for column in sheets[title].columns}
    if title == "Breaks":
        notes = {column.name: column.note for sheet in layout.BREAKS.values() for column in sheet.columns}
        return {"kind": "lunch or breathers; breathers.minutes and spacing stand in the sheet Hotline", **notes}
    if title == "Hours":
        return {"kind": ", ".join(layout.HOURS_KINDS), "when": "weekdays such as mon-fri, a date, or a recurrence rule",
                "hours": "08:00-12:00, 13:00-17:00; empty: closed", "start": "first day of a recurrence rule"}
    return _TABLE_NOTES if title in layout.TABLE_SHEETS else {}


def _add_choices(writer: _Writer, instance: Instance) -> None:
    names = {title: list(TABLES[path].allowed) for title, path in layout.TABLE_SHEETS.items()}
    writer.choose("Hours", layout.HOURS_COLUMNS.index("kind"), list(layout.HOURS_KINDS))
    writer.choose("Breaks", layout.BREAK_COLUMNS.index("kind"), list(layout.BREAKS))
    contracts = f"=Contracts!$A$2:$A${len(instance.contracts) + 21}"
    writer.choose("Operators", names["Operators"].index("contract"), contracts)
    kinds = Guide(Instance).allowed(("availability", 0, "kind")).split(", ")
    columns = names["Availability"]
    for title in ("Availability", "History"):
        writer.choose(title, names[title].index("operator"), f"=Operators!$A$2:$A${_LAST_ROW}")
    writer.choose("Availability", columns.index("kind"), kinds)
