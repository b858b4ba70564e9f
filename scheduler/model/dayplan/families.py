"""Families of shifts that share a chain: equal breaks, and any start and end of two sets whose distance is a length."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray

FAR = 10**6
"""Cells; further than any two events of one shift."""

Pair = tuple[int, int]
"""First cell of a shift, and the first cell after it."""


@dataclass(frozen=True)
class LunchRule:
    """The lunch of a family; everything in cells.

    Parameters
    ----------
    cells
        Allowed lengths.
    paid
        Whether it is paid.
    earliest, latest
        Bounds of its start from the start of the shift.
    after
        Least time from its end to the end of the shift.
    """

    cells: tuple[int, ...]
    paid: bool
    earliest: int
    latest: int = FAR
    after: int = 0


@dataclass(frozen=True)
class BreakRules:
    """The breaks of a family; everything in cells.

    Parameters
    ----------
    lunch
        ``None`` for shifts without one.
    breathers, breather_cells, breathers_paid
        Their number and length, and whether they are paid.
    edge
        Least length of the first and the last stretch of work.
    min_work, max_work
        Least work between two breaks, and most work of any stretch.
    last_work
        Most work of the last stretch.
    """

    lunch: LunchRule | None
    breathers: int
    breather_cells: int
    breathers_paid: bool
    edge: int
    min_work: int
    max_work: int
    last_work: int = FAR

    @property
    def most_unpaid(self) -> int:
        """Unpaid cells of a shift with the longest lunch."""
        lunch = max(self.lunch.cells) if self.lunch and not self.lunch.paid else 0
        return lunch + (0 if self.breathers_paid else self.breathers * self.breather_cells)


@dataclass(frozen=True)
class ShiftFamily:
    """Shifts with the same rules of breaks: every start and end at a distance from `shortest` to `longest`.

    Parameters
    ----------
    starts, ends
        Cells at which a shift may start, and those before which it may end; rising.
    shortest, longest
        Bounds of the length, in cells.
    breaks
        What all of them contain.
    kind
        Families of one kind are counted together when a proof branches on numbers of shifts.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shortest: int
    longest: int
    breaks: BreakRules
    kind: int = 0

    def pairs(self) -> Iterator[Pair]:
        """Start and end of every shift of the family."""
        for start in self.starts:
            low, high = bisect_left(self.ends, start + self.shortest), bisect_right(self.ends, start + self.longest)
            yield from ((start, end) for end in self.ends[low:high])

    @cached_property
    def by_length(self) -> tuple[tuple[int, NDArray[np.int64]], ...]:
        """Every length that occurs, with the starts of its shifts, rising."""
        starts: dict[int, list[int]] = {}
        for start, end in self.pairs():
            starts.setdefault(end - start, []).append(start)
        return tuple((length, np.array(starts[length], dtype=np.int64)) for length in sorted(starts))

    def within(self, first: int, stop: int) -> ShiftFamily | None:
        """The shifts that start in a half-open window of cells; ``None`` where there are none."""
        starts = tuple(start for start in self.starts if first <= start < stop)
        if not starts:
            return None
        ends = tuple(end for end in self.ends if starts[0] + self.shortest <= end <= starts[-1] + self.longest)
        return replace(self, starts=starts, ends=ends) if ends else None


def families_of(pairs: Collection[Pair], breaks: BreakRules, kind: int) -> tuple[ShiftFamily, ...]:
    """As few families as hold exactly these shifts: one for all, or one for each residue of the starts, or each length."""
    lengths = sorted({end - start for start, end in pairs})
    step = gcd(*(length - lengths[0] for length in lengths))
    return tuple(family for part in _parted(pairs, lambda pair: pair[0] % step if step else 0)
                 for family in _closed(part, breaks, kind))


def _closed(pairs: list[Pair], breaks: BreakRules, kind: int) -> Iterator[ShiftFamily]:
    whole = _family(pairs, breaks, kind)
    if set(whole.pairs()) == set(pairs):
        yield whole
    else:
        for part in _parted(pairs, lambda pair: pair[1] - pair[0]):
            yield _family(part, breaks, kind)


def _parted(pairs: Collection[Pair], key: Callable[[Pair], int]) -> list[list[Pair]]:
    parts: dict[int, list[Pair]] = {}
    for pair in sorted(pairs):
        parts.setdefault(key(pair), []).append(pair)
    return [parts[each] for each in sorted(parts)]


def _family(pairs: list[Pair], breaks: BreakRules, kind: int) -> ShiftFamily:
    lengths = [end - start for start, end in pairs]
    starts, ends = (tuple(sorted({pair[place] for pair in pairs})) for place in (0, 1))
    return ShiftFamily(starts, ends, min(lengths), max(lengths), breaks, kind)
