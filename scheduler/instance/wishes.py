"""Rows of availability that say again what another row says: a wish written twice is one wish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from scheduler.instance.operators import Availability

_Days = tuple[frozenset[int], frozenset[dt.date]]


def repeated(rows: Iterable[Availability]) -> Iterator[tuple[int, Availability | None]]:
    """Yield the index of each row that says something again, and what is left of it: None, or fewer weekdays.

    Two rows say the same of a day if operator, kind and window are the same. Of two the later one is the repeated one,
    but a date gives way to its weekday, wherever that stands.
    """
    rows = tuple(rows)
    weekdays: dict[object, frozenset[int]] = {}
    for row in rows:
        if isinstance(row.when, frozenset):
            weekdays[_key(row)] = weekdays.get(_key(row), frozenset()) | row.when
    seen: dict[object, _Days] = {}
    for index, row in enumerate(rows):
        days, dates = seen.get(_key(row), (frozenset[int](), frozenset[dt.date]()))
        if isinstance(row.when, frozenset):
            new = row.when - days
            if new != row.when:
                yield index, row.model_copy(update={"when": new}) if new else None
            seen[_key(row)] = days | row.when, dates
        elif isinstance(row.when, dt.date):
            if row.when in dates or row.when.weekday() in weekdays.get(_key(row), ()):
                yield index, None
            seen[_key(row)] = days, dates | {row.when}


def counted_once(rows: Iterable[Availability]) -> tuple[Availability, ...]:
    """The rows without what they say again."""
    rows = tuple(rows)
    changed = dict(repeated(rows))
    kept = (changed.get(index, row) for index, row in enumerate(rows))
    return tuple(row for row in kept if row is not None)


def _key(row: Availability) -> tuple[str, str, tuple[int, int]]:
    return row.operator, row.kind, row.window
