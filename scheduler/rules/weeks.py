"""Weeks of the horizon, which run from its first day; the last may be incomplete."""

from __future__ import annotations

from collections.abc import Iterator

DAYS = 7


def weeks(days: int) -> Iterator[tuple[int, int]]:
    """First and last day of each week."""
    for first in range(0, days, DAYS):
        yield first, min(first + DAYS, days) - 1
