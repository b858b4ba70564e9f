"""Titles and words of a log without their dress: case, accents, punctuation and units do not matter."""

from __future__ import annotations

import re
import unicodedata

_BLANK = {"", "-", "--", "–", "null", "none", "nan", "n/a", "#n/a"}
_LONGEST_BLANK = 5
_AMBIGUOUS = frozenset(("s", "h", "min"))
"""Units that may be something else at the end of a title: ``talk min`` is perhaps the shortest talk."""
_UNIT = re.compile(r"[\(\[]\s*([^)\]]*?)\s*[\)\]]\s*$")
UNITS = {
    "s": "s",
    "sec": "s",
    "secs": "s",
    "second": "s",
    "seconds": "s",
    "sek": "s",
    "sekunden": "s",
    "secondes": "s",
    "segundos": "s",
    "secondi": "s",
    "seconden": "s",
    "detik": "s",
    "min": "min",
    "mins": "min",
    "minute": "min",
    "minutes": "min",
    "minuten": "min",
    "minutos": "min",
    "minuti": "min",
    "ms": "ms",
    "milliseconds": "ms",
    "h": "h",
    "hours": "h",
    "сек": "s",
    "секунд": "s",
    "мин": "min",
    "минут": "min",
    "stunden": "h",
    "mm:ss": "m:ss",
    "m:ss": "m:ss",
    "hh:mm:ss": "h:mm:ss",
    "h:mm:ss": "h:mm:ss",
    "hh:mm": "h:mm",
    "h:mm": "h:mm",
}
"""What stands in brackets behind a title."""


def is_blank(value: object) -> bool:
    """Whether a cell says nothing."""
    if isinstance(value, str):
        may_be = len(value) < _LONGEST_BLANK or value[0].isspace() or value[-1].isspace()
        return may_be and value.strip().lower() in _BLANK
    return value is None or value != value


def plain(title: str) -> str:
    """Title in lower case, without accents, with one underscore for whatever is neither letter nor digit."""
    bare = (mark for mark in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(mark))
    return "_".join("".join(mark if mark.isalnum() else " " for mark in bare).split())


def key(title: str) -> str:
    """Title without what is in brackets behind it, as one word: ``Talk Time (mm:ss)`` is ``talktime``."""
    return plain(_UNIT.sub("", title) or title).replace("_", "") + ("percent" if "%" in title else "")


def time_key(title: str) -> str:
    """The same without a unit at its end, of durations alone: ``duration_seconds`` is ``duration``, but none counts calls."""
    head, _, last = plain(_UNIT.sub("", title) or title).rpartition("_")
    return head.replace("_", "") if head and last in UNITS else key(title)


def may_be_a_least(title: str) -> bool:
    """Whether what looks like a unit at the end of a title may be something else."""
    return plain(title).rpartition("_")[2] in _AMBIGUOUS


def unit_of(title: str) -> str | None:
    """Unit that stands in brackets behind a title, or at its end as in ``aht_s``; None if there is none."""
    match = _UNIT.search(title)
    if match and match[1].strip().lower() in UNITS:
        return UNITS[match[1].strip().lower()]
    last = plain(title).rpartition("_")[2]
    return UNITS.get(last) if "_" in plain(title) else None
