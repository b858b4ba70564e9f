"""Numbers as people write them: decimal commas, thousands, units."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scheduler.read.meant.unclear import UnclearError

_PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}([.,]\d{3})")
_MANY_GROUPS = re.compile(r"[-+]?[1-9]\d{0,2}(?:(?P<mark>[.,' ])\d{3})(?:(?P=mark)\d{3})*(?P<rest>[.,]\d+)?")
_DECIMAL_COMMA = re.compile(r"[-+]?\d*,\d+")
_DATE = re.compile(r"\d{4}-(\d{2})-(\d{2})(T00:00:00)?")
_DURATION = re.compile(r"(\d{1,3}):(\d{2})(?::00)?")
_UNITS = {"min": ("min", "mins", "minute", "minutes", "minuten"), "h": ("h", "hrs", "hours", "hour", "std", "stunden"),
          "s": ("s", "sec", "secs", "seconds", "sekunden"), "days": ("days", "day", "tage"), "%": ("%",)}


def number(text: str, unit: str, mark: str | None) -> str:
    """A number in the form that the models read, or the text as it is if it is none.

    Parameters
    ----------
    text
        What was written.
    unit
        Unit of the field, which may stand behind the number.
    mark
        What parts off decimals where both marks are used; None: a number such as 1.250 has to be asked about.

    Raises
    ------
    UnclearError
        If it can mean two numbers, or is a date or a time of the day that a spreadsheet has made of it.
    """
    text = _without_unit(text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-"), unit)
    _refuse_dates(text, unit)
    if (match := _DURATION.fullmatch(text)) and unit == "h":
        return f"{int(match[1]) + int(match[2]) / 60:.10g}"
    if match := _GROUPED.fullmatch(text):
        return text.replace(",", ".") if match[1][0] == mark else _grouped(text, match[1][0], mark)
    if _PLAIN.fullmatch(text):
        return text
    if match := _MANY_GROUPS.fullmatch(text):
        if match["rest"] is None or match["rest"][0] != match["mark"]:
            whole = text.removesuffix(match["rest"] or "").replace(match["mark"], "")
            return whole + (match["rest"] or "").replace(",", ".")
        return text
    return text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The mark that parts off decimals in a table, if its numbers show it: one, two, or more than three digits behind it."""
    shown = re.compile(r"[-+]?\d*([.,])(?:\d{1,2}|\d{4,})|[-+]?0?([.,])\d{3}")
    marks = {match[1] or match[2] for text in texts if (match := shown.fullmatch(text.strip()))}
    return marks.pop() if len(marks) == 1 else None


def _without_unit(text: str, unit: str) -> str:
    for word in _UNITS.get(unit, ()):
        bare = text[: -len(word)].strip() if text.lower().endswith(word) else ""
        if bare and unit != "%":
            return bare
    return text.strip()


def _grouped(text: str, sign: str, mark: str | None) -> str:
    if mark is not None:
        return text.replace(sign, "")
    thousands, decimal = text.replace(sign, ""), text.replace(sign, ".")
    raise UnclearError(f"found {_quoted(text)}; did you mean {thousands} or {float(decimal):g}? Write it so")


def _refuse_dates(text: str, unit: str) -> None:
    if match := _DATE.fullmatch(text):
        was = f"{int(match[2])}.{int(match[1])}"
        raise UnclearError(f"found the date {text[:10]}; a spreadsheet makes dates of numbers such as {was}: format the cell "
                           "as a number and write it again")
    if (match := _DURATION.fullmatch(text)) and unit in ("min", "s"):
        minutes = int(match[1]) * 60 + int(match[2])
        meant = f"{minutes} min" if unit == "min" else f"{minutes} s or {minutes * 60} s"
        raise UnclearError(f"found {_quoted(text)}; did you mean {meant}? Write the number alone")


def _quoted(text: str) -> str:
    """The text in quotes, though it looks like a number."""
    return f'"{text}"'
