"""Counters that compare shifts as automata: with the last one worked, and with all of a span of days.

States and labels are as in `automata`; the label of a shift is its value, below 0 on a day off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from scheduler.rules.basis.comparison import Change, Spans, Variety

Ints = NDArray[np.int64]
Step = tuple[Ints, NDArray[np.bool_]]


@dataclass(frozen=True, eq=False)
class _Changes:
    """State: the value of the last shift in the span of the day, below 0 for none."""

    change: Change
    span_of: Ints
    initial: int

    def step(self, day: int, state: Ints, label: Ints) -> Step:
        after = np.where(label < 0, state, label)
        legal = np.ones(after.shape, dtype=np.bool_) if self.change.price is not None else self._beyond(day, state, label) == 0
        return (np.full_like(after, -1) if _ends(self.change.spans, self.span_of, day) else after), legal

    def toll(self, day: int, state: Ints, label: Ints) -> Ints:
        return self._beyond(day, state, label) * (self.change.price or 0)

    def _beyond(self, day: int, state: Ints, label: Ints) -> Ints:
        compared = (state >= 0) & (label >= 0) & (self.span_of[day] >= 0)
        return np.where(compared, self.change.beyond(state, label), 0)


def changes(change: Change, labels: Sequence[Ints]) -> _Changes | None:
    """Automaton of a change; ``None`` where no two values are so far apart, or that costs nothing."""
    values = [int(value) for today in labels for value in today]
    values += [] if change.before is None else [change.before]
    ends = np.array([min(values, default=0), max(values, default=0)])
    if not change.beyond(ends, ends[::-1]).any() or change.price == 0:
        return None
    return _Changes(change, _span_of(change.spans, len(labels)), -1 if change.before is None else change.before)


@dataclass(frozen=True, eq=False)
class _Varieties:
    """State: the set of values in the span of the day, by its number; 0 is the empty one.

    Parameters
    ----------
    values
        All values, rising.
    follow
        The set with each value added, -1 where there are too many; shape (sets, values).
    size
        Number of values in each set.
    """

    variety: Variety
    span_of: Ints
    values: Ints
    follow: Ints
    size: Ints
    initial: int

    def step(self, day: int, state: Ints, label: Ints) -> Step:
        after = np.where(label < 0, state, self.follow[state, np.searchsorted(self.values, np.maximum(label, self.values[0]))])
        if self.span_of[day] < 0:
            after = state + np.zeros_like(label)
        legal = after >= 0
        return (np.zeros_like(after) if _ends(self.variety.spans, self.span_of, day) else after), legal

    def toll(self, day: int, state: Ints, label: Ints) -> Ints:
        if self.variety.price is None or self.span_of[day] < 0:
            return np.zeros(1, dtype=np.int64)
        after = self.follow[state, np.searchsorted(self.values, np.maximum(label, self.values[0]))]
        is_new = (label >= 0) & (after != state) & (self.size[after] > self.variety.most)
        return np.where(is_new, self.variety.price, 0)


def varieties(variety: Variety, labels: Sequence[Ints]) -> _Varieties | None:
    """Automaton of a variety; ``None`` where there are no more values than may be, or more cost nothing."""
    known = set() if variety.before is None else {variety.before}
    values = sorted(known.union(*(today.tolist() for today in labels)))
    if len(values) <= variety.most or variety.price == 0:
        return None
    longest = max((last + 1 - first for first, last in variety.spans), default=0) + len(known)
    most = min(longest, len(values)) if variety.price is not None else variety.most
    sets = [each for size in range(most + 1) for each in combinations(range(len(values)), size)]
    number = {each: index for index, each in enumerate(sets)}
    follow = np.array([[number.get(tuple(sorted({*each, value})), -1) for value in range(len(values))] for each in sets])
    size = np.array([len(each) for each in sets], dtype=np.int64)
    initial = number[(values.index(variety.before),)] if variety.before is not None else 0
    return _Varieties(variety, _span_of(variety.spans, len(labels)), np.array(values), follow.astype(np.int64), size, initial)


def _span_of(spans: Spans, days: int) -> Ints:
    """Number of the span of each day, -1 for none."""
    span_of = np.full(days, -1, dtype=np.int64)
    for number, (first, last) in enumerate(spans):
        span_of[first : last + 1] = number
    return span_of


def _ends(spans: Spans, span_of: Ints, day: int) -> bool:
    """Whether a day is the last of a span, or of none."""
    return bool(span_of[day] < 0) or spans[int(span_of[day])][1] == day
