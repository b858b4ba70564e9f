"""An instance as a workbook to fill in, in plain words; `read_workbook` reads back what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scheduler.instance.base import WEEKDAYS
from scheduler.instance.briefing import Briefing
from scheduler.instance.contracts import SEPARATOR
from scheduler.instance.instance import Instance
from scheduler.instance.words.guide import Guide, unit_of
from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import TABLES
from scheduler.read.workbook import layout
from scheduler.read.workbook.form import LAST_ROW, Form, Head
from scheduler.read.workbook.settings import PREFIXES, SETTINGS, Setting
from scheduler.read.workbook.start import ABOUT, write_start
from scheduler.read.workbook.table_labels import TABLE_LABELS

_TEXT_COLUMNS = {"from", "to", "when", "hours", "days", "start_from", "start_to", "time", "id", "operator", "clock"}
_YES_OR_NO = ("yes", "no")
_SETTING_HEADS = ("Setting", "Your value", "Unit", "Allowed", "Example", "What it means")
_SETTING_WIDTHS = (48, 24, 8, 44, 18, 60)
_LONGEST_LIST = 200


def write_workbook(instance: Instance, path: Path, name: str | None = None, briefing: Briefing | None = None) -> None:
    """Write an instance to a workbook at `path`, which is to be called `name` in the end, with what its operators are told."""
    import xlsxwriter

    data = instance.model_dump(mode="json", by_alias=True, exclude_none=True)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        form = Form(book)
        # An empty sheet Shape would say that there is a shape without rows.
        titles = [title for title in layout.SHEETS if title != "Shape" or _inside(data, layout.TABLE_SHEETS[title])]
        told = _briefing_rows(briefing) if briefing else {}
        write_start(form, name or path.name, [*titles, *told])
        for title in titles:
            if title in SETTINGS:
                _write_settings(form, title, data)
            else:
                form.table(title, ABOUT[title], _heads(title), _rows(title, data))
        for title, rows in told.items():
            heads = [Head(column.label, column.hint, _YES_OR_NO if column.name == "sensitive" else (), True,
                          100 if column.name in ("text", "answer") else 24) for column in layout.BRIEFING_SHEETS[title]]
            form.table(title, ABOUT[title], heads, rows)


def _briefing_rows(briefing: Briefing) -> dict[str, list[list[Any]]]:
    """Rows of the sheets of the operator's pack."""
    return {
        "Guide": [[line] for line in briefing.guide.split("\n")],
        "Contacts": [[each.name, each.role, each.phone, each.email, each.hours, "|".join(each.topics)]
                     for each in briefing.contacts],
        "Topics": [[each.topic, each.sensitive, each.answer] for each in briefing.topics],
    }


def _write_settings(form: Form, title: str, data: dict[str, Any]) -> None:
    sheet = form.add(title, ABOUT[title])
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(3, 1)
    for column, (label, width) in enumerate(zip(_SETTING_HEADS, _SETTING_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, label, form.head)
    guide = Guide(Instance)
    for row, (setting, value) in enumerate(_settings(title, data), 3):
        if not setting.path:
            for column in range(len(_SETTING_HEADS)):
                sheet.write_string(row, column, setting.label if not column else "", form.group)
            continue
        allowed, kind = guide.allowed(setting.path), guide.kind(setting.path)
        allowed = "yes, no" if kind == "truth" else allowed
        sheet.write_string(row, 0, setting.label, form.plain)
        form.input(sheet, row, 1, value, is_text=kind in ("time", "weekdays"))
        for column, text in enumerate((unit_of(setting.path), allowed, setting.example, setting.meaning), 2):
            sheet.write_string(row, column, text, form.quiet)
        choices = _YES_OR_NO if kind == "truth" else _choices(guide, setting.path)
        tip = f"Allowed: {allowed}. Example: {setting.example}" if setting.example else f"Allowed: {allowed}"
        form.offer(sheet, row, row, 1, Head(setting.label, tip, choices))


def _settings(title: str, data: dict[str, Any]) -> Iterator[tuple[Setting, Any]]:
    """Yield each setting of a sheet with its value, then those that are set and have no label."""
    labelled = {setting.path: setting for setting in SETTINGS[title]}
    own = dict(_leaves(_of_sheet(title, data)))
    queues = (data["service"].get("queues") or {}) if title == "Service" else {}
    for setting in SETTINGS[title]:
        if not setting.path or not queues or setting.path == ("service", "topics"):
            yield setting, _date_or_text(own.pop(setting.path, None))
    for name in queues:
        for setting in SETTINGS[title]:
            path = ("service", "queues", name, *setting.path[1:])
            if setting.path != ("service", "topics"):
                yield (Setting(path, f"{setting.label}: {name}", setting.example, setting.meaning),
                       _date_or_text(own.pop(path, None)))
    for path, value in own.items():
        if path not in labelled:
            yield Setting(path, ".".join(map(str, path[len(PREFIXES[title]):]))), _date_or_text(value)


def _of_sheet(title: str, data: dict[str, Any]) -> dict[str, Any]:
    """Topics that a sheet of settings holds; of some, what has no sheet of its own."""
    if title != "Hotline":
        topic = title.casefold()
        return {topic: data[topic]}
    hours = {key: value for key, value in data["hours"].items() if key in ("always", "holidays")}
    breaks = {key: value for key, value in data["breaks"].items() if key != "lunch"}
    elsewhere = {"hours", "breaks", "calls", "service", "shifts", "contracts", "objective", *(path[0] for path in TABLES)}
    calls = {key: value for key, value in data["calls"].items() if key not in ("forecast", "shape")}
    rest = {key: value for key, value in data.items() if key not in elsewhere}
    return {**rest, "hours": hours, "breaks": breaks, "calls": calls}


def _leaves(data: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    """Yield each value of nested dictionaries with its path; lists of words as one, other lists not at all."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, name))
        elif not isinstance(value, list):
            yield (*path, name), value
        elif value and isinstance(value[0], str):
            yield (*path, name), _joined(value)


def _heads(title: str) -> list[Head]:
    guide = Guide(Instance)
    if title in layout.TABLE_SHEETS:
        path = layout.TABLE_SHEETS[title]
        labels = TABLE_LABELS.get(path, {})
        return [_head(name, *labels.get(name, (name, "")), _chosen(title, name) or _choices(guide, (*path, 0, name)))
                for name in TABLES[path].allowed]
    if title == "Hours":
        kinds = tuple(layout.HOURS_WORDS.values())
        return [_head(column.name, column.label, column.hint, kinds if column.name == "kind" else ())
                for column in layout.HOURS]
    if title == "Breaks":
        columns = {column.name: column for sheet in layout.BREAKS.values() for column in sheet.columns}
        chosen = {"kind": tuple(layout.BREAK_WORDS.values()), "paid": _YES_OR_NO}
        columns["kind"] = layout.BREAK_KIND
        return [_head(name, columns[name].label, columns[name].hint, chosen.get(name, ())) for name in layout.BREAK_COLUMNS]
    sheet = layout.OBJECT_SHEETS[title]
    truths = ("outside_hours", "complete_weekends")
    return [_head(column.name, column.label, column.hint, _YES_OR_NO if column.name in truths else ())
            for column in sheet.columns]


def _head(name: str, label: str, hint: str, choices: Iterable[str] | str) -> Head:
    width = 26 if name in ("when", "hours", "name", "email", "forbidden_successions", "kind") else 18 if name == "start" else 15
    return Head(label, hint, choices if isinstance(choices, str) else tuple(choices), name in _TEXT_COLUMNS, width)


def _chosen(title: str, name: str) -> str:
    """Cells whose names may be chosen in a column."""
    if (title, name) == ("Operators", "contract"):
        return "=Contracts!$A$4:$A$60"
    if name == "operator":
        return f"=Operators!$A$4:$A${LAST_ROW}"
    return "=Shifts!$A$4:$A$60" if name == "last_shift" else ""


def _choices(guide: Guide, path: FieldPath) -> tuple[str, ...]:
    """Words of which one is to be chosen; none where anything may stand."""
    allowed = guide.allowed(path)
    words = tuple(allowed.split(", "))
    is_list = guide.kind(path) == "text" and len(words) > 1 and " or " not in allowed and "such as" not in allowed
    return words if is_list and len(allowed) < _LONGEST_LIST else ()


def _rows(title: str, data: dict[str, Any]) -> list[list[Any]]:
    """Rows of a sheet that is no list of settings."""
    if title in layout.TABLE_SHEETS:
        path = layout.TABLE_SHEETS[title]
        return [[_date_or_text(_joined(entry.get(name))) for name in TABLES[path].allowed]
                for entry in _inside(data, path) or ()]
    if title == "Hours":
        return _hours_rows(data["hours"])
    if title == "Breaks":
        return _break_rows(data["breaks"])
    sheet = layout.OBJECT_SHEETS[title]
    objects = _inside(data, sheet.path)
    return _object_rows(sheet, objects.items() if sheet.key else enumerate(objects or ()))


def _hours_rows(hours: dict[str, Any]) -> list[list[Any]]:
    weekly, words = hours.get("weekly", {}), layout.HOURS_WORDS
    rows: list[list[Any]] = [[words["weekly"], day, ", ".join(weekly[day]), None] for day in WEEKDAYS if day in weekly]
    for kind, key in (("date", "dates"), ("exception", "exceptions")):
        rows += [[words[kind], _date_or_text(day), ", ".join(windows), None] for day, windows in hours.get(key, {}).items()]
    rows += [[words["rule"], rule["rrule"], ", ".join(rule["hours"]), _date_or_text(rule.get("start"))]
             for rule in hours.get("rules", [])]
    return rows


def _break_rows(breaks: dict[str, Any]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    counts = breaks.get("breathers", {}).get("count", [])
    for kind, entries in (("lunch", breaks.get("lunch", [])), ("breathers", counts)):
        for entry in entries:
            cells = entry | {"kind": layout.BREAK_WORDS[kind]}
            if kind == "lunch":
                cells |= {"minutes": _joined(entry["minutes"]), "clock": ", ".join(entry["clock"]) or None}
            rows.append([cells.get(name) for name in layout.BREAK_COLUMNS])
    return rows


def _object_rows(sheet: layout.Sheet, objects: Iterable[tuple[Any, dict[str, Any]]]) -> list[list[Any]]:
    return [[key if not column.path else _cell(column, entry) for column in sheet.columns] for key, entry in objects]


def _cell(column: layout.Column, entry: dict[str, Any]) -> Any:
    """What a column says of an object; a group of fields stands in columns of its own."""
    value = _inside(entry, column.path)
    if isinstance(value, list) and not column.is_list:
        return ", ".join(map(str, value)) or None
    return None if isinstance(value, dict) and not column.is_list else _joined(value)


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
        data = data[part] if is_pair else data.get(part) if isinstance(data, dict) else None
    return data
