"""The long rest of a week as an automaton; states and labels are as in `automata`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.rules.basis.long_rest import LongRest

Ints = NDArray[np.int64]
Step = tuple[Ints, NDArray[np.bool_]]
_SERVED, _OWED = 1, 2
_ORIGIN = 1 << 20
"""So many cells are added to one that may lie before the horizon."""


@dataclass(frozen=True, eq=False)
class _LongRests:
    """State: the cell from which on rest is left over; whether the week has had its rest, and the one before is owed it.

    A week that ends without its rest is owed what goes on over its end: until so many cells have passed no shift may start.
    Cells that no start to come tells apart are one: `after_day` and `after_week` have it for each cell from `low` on, by the
    starts that come after each day and each week, and the last edge.
    """

    counter: LongRest
    week_of: Ints
    low: int
    after_day: tuple[Ints, ...]
    after_week: tuple[Ints, ...]
    initial: int

    def step(self, day: int, state: Ints, label: Ints) -> Step:
        after, missed = self._walk(day, state, label)
        return after, np.ones(after.shape, dtype=np.bool_) if self.counter.price is not None else missed == 0

    def toll(self, day: int, state: Ints, label: Ints) -> Ints:
        if self.counter.price is None:
            return np.zeros(1, dtype=np.int64)
        return np.asarray(self._walk(day, state, label)[1] * self.counter.price)

    def _walk(self, day: int, state: Ints, label: Ints) -> tuple[Ints, Ints]:
        """State after a day, and the weeks that are then known to go without."""
        counter, week = self.counter, int(self.week_of[day])
        first, after = counter.edges[week], counter.edges[week + 1]
        since, served, owed = state // 4 - _ORIGIN, state % 2 == 1, state // 2 % 2 == 1
        off, start = label < 0, label // counter.width
        end = start + label % counter.width
        missed = np.asarray(owed & ~off & (start < since), dtype=np.int64)
        served = served | (~off & (start - since >= counter.cells) & (start > first))
        since, owed = np.where(off, since, end), owed & off
        if day < counter.weeks[week][1]:
            return self._packed(day, since, served, owed), missed
        if week + 1 == len(counter.weeks):
            missed = missed + (~served & (since + counter.cells > after)) + (owed & (since > after))
            return np.zeros_like(missed), missed
        touches = off | (end < after)
        missed = missed + (~served & ~touches)
        is_owed = ~served & touches
        since = np.where(is_owed, since + counter.cells, since)
        return self._packed(day, since, np.full_like(is_owed, not counter.asked[week + 1]), is_owed), missed

    def _packed(self, day: int, since: Ints, served: NDArray[np.bool_], owed: NDArray[np.bool_]) -> Ints:
        week = int(self.week_of[day])
        waits = served & ~owed & (day < self.counter.weeks[week][1])
        since = np.where(waits, self.after_week[week][since - self.low], self.after_day[day][since - self.low])
        return np.asarray((since + _ORIGIN) * 4 + served * _SERVED + owed * _OWED)


def long_rests(counter: LongRest, labels: Sequence[Ints]) -> _LongRests | None:
    """Automaton of a long rest; ``None`` where no week must have one, or it costs nothing to go without."""
    if not any(counter.asked) or counter.price == 0:
        return None
    week_of = np.repeat(np.arange(len(counter.weeks)), [last + 1 - first for first, last in counter.weeks])
    starts = [today // counter.width for today in labels]
    last = np.array([counter.edges[-1]], dtype=np.int64)
    low, high = min(counter.since, counter.edges[0]), max(counter.edges[-1], int(counter.end.max(initial=0))) + 1
    cells = np.arange(low, high + 2 * counter.cells + 1)
    after_day = tuple(_as_late(np.unique(np.concatenate([*starts[day + 1 :], last])), cells, counter.cells)
                      for day in range(len(labels)))
    after_week = tuple(after_day[last] for _, last in counter.weeks)
    initial = (counter.since + _ORIGIN) * 4 + (0 if counter.asked[0] else _SERVED)
    return _LongRests(counter, week_of, low, after_day, after_week, initial)


def _as_late(starts: Ints, cells: Ints, rest: int) -> Ints:
    """For each cell the latest one that stands to all starts as it does, also with up to three rests after it."""
    beyond = starts[-1] + 1
    latest = np.full_like(cells, beyond)
    for times in range(4):
        ahead = starts[np.minimum(np.searchsorted(starts, cells + times * rest), len(starts) - 1)] - times * rest
        latest = np.minimum(latest, np.where(ahead >= cells, ahead, beyond))
    return np.where(cells > starts[-1], beyond, latest)
