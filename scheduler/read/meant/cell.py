"""One cell by the kind of its field."""

from __future__ import annotations

import re

from scheduler.instance.base import WEEKDAYS
from scheduler.instance.words.messages import found
from scheduler.read.meant.numbers import number
from scheduler.read.meant.times import date, moment, time, windows
from scheduler.read.meant.unclear import UnclearError

_RANGE = re.compile(r"\s*(?:\.\.+|…|–|—|\bto\b|\bbis\b|\s-\s)\s*")
_DOTTED = re.compile(r"(\d{1,2}\.(?:\d{1,2}\.(?:\d{4})?)?)\s*[-–]\s*(\d{1,2}\.\d{1,2}\.\d{4})")
_SHORT = re.compile(r"(?P<day>\d{1,2})\.(?:(?P<month>\d{1,2})\.(?P<year>\d{4})?)?")
_LAST = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YES, _NO = {"yes", "ja", "x", "✓", "wahr", "true"}, {"no", "nein", "falsch", "false"}
_DAY_NAMES = {name: short for short, names in {
    "mon": ("monday", "mondays"), "tue": ("tuesday", "tues", "tuesdays"), "wed": ("wednesday", "weds", "wednesdays"),
    "thu": ("thursday", "thur", "thurs", "thursdays"), "fri": ("friday", "fridays"), "sat": ("saturday", "saturdays"),
    "sun": ("sunday", "sundays")}.items() for name in names}


def meant(text: str, kind: str, unit: str = "", mark: str | None = None) -> str | list[str]:
    """What a cell says, in the form that the models read.

    Parameters
    ----------
    text
        What was written.
    kind
        Kind of the field, as `Guide.kind` says.
    unit
        Unit of the field.
    mark
        What parts off decimals in this table, if known.

    Raises
    ------
    UnclearError
        If it has to be asked about.
    """
    if kind == "number":
        return number(text, unit, mark)
    if kind == "truth":
        folded = text.strip().casefold()
        return "true" if folded in _YES else "false" if folded in _NO else text
    if kind == "window":
        return windows(text)
    if kind in ("date", "moment", "time"):
        return {"date": date, "moment": moment, "time": time}[kind](text)
    return _days(text) if kind in ("when", "weekdays") else text


def _ends(text: str) -> list[str]:
    """Parts of a range; a dash without space around parts only dates that are written with dots."""
    dotted = _DOTTED.fullmatch(text)
    return list(dotted.groups()) if dotted else _RANGE.split(text)


def _full_dates(ends: list[str]) -> list[str]:
    """Both ends of a range, where the first may leave its year or month to the last: ``7.-9.12.2026``."""
    last = _LAST.fullmatch(ends[-1].strip())
    first = _SHORT.fullmatch(ends[0].strip())
    if len(ends) != 2 or last is None or first is None or first["year"]:
        return ends
    month = int(first["month"] or last["month"])
    if (month, int(first["day"])) > (int(last["month"]), int(last["day"])):
        raise UnclearError(f"found {found(' - '.join(end.strip() for end in ends))}: the year of its first day is not clear; "
                           "write both dates whole, such as 21.12.2026 - 06.01.2027")
    return [f"{first['day']}.{month}.{last['year']}", ends[1]]


def _days(text: str) -> str:
    """A date, a range of dates, or weekdays by their short names: ``mon-fri`` of ``Monday to Friday``."""
    ends = [date(part) for part in _full_dates(_ends(text.strip()))]
    if len(ends) == 2 and all(_ISO.fullmatch(end) for end in ends):
        return "..".join(ends)
    read = date(text)
    if read != text or text[:1].isdigit():
        return read
    parts = re.split(r"(\s*(?:[-–,;]|\bto\b|\bbis\b|\band\b)\s*)", text.strip().lower())
    marks = {"–": "-", "to": "-", "bis": "-", ";": ",", "and": ","}
    words = [_DAY_NAMES.get(part.strip(), marks.get(part.strip(), part.strip())) for part in parts]
    return "".join(words) if all(word in WEEKDAYS or word in ("-", ",") for word in words) else text
