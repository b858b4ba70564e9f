"""Days in a row, with what lies before the horizon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class DaysInARow:
    """First and last day, below 0 before the horizon; `is_cut` if it may be longer than is known."""

    first: int
    last: int
    is_cut: bool

    @property
    def length(self) -> int:
        """Number of days."""
        return self.last - self.first + 1


def runs(days: Iterable[int], horizon: int, before: int | None, *, starts_anew: bool) -> Iterator[DaysInARow]:
    """Yield the runs of `days`, in order.

    Parameters
    ----------
    before
        Days of the same kind in a row up to the day before the horizon, where they are known.
    starts_anew
        Whether the day before the horizon is known to be of another kind.
    """
    marked = sorted({*days, *range(-(before or 0), 0)})
    first: int | None = None
    for place, day in enumerate(marked):
        first = day if first is None else first
        if place + 1 == len(marked) or marked[place + 1] != day + 1:
            unknown_start = first == 0 and not starts_anew
            yield DaysInARow(first, day, is_cut=unknown_start or day == horizon - 1)
            first = None
