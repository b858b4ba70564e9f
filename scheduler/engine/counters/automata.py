"""Each kind of counter as an automaton: the state it keeps before a day, and what a shift or a day off makes of it.

States are small integers. `step` takes states of shape (n, 1) and labels of shape (1, m), and returns what follows and
whether it is legal, both broadcast to (n, m). A counter that no roster can break has no automaton, and states that no
future tells apart are made one where that is easily seen, so that the graph of `counters` stays small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.counters.comparison import changes, varieties
from scheduler.engine.counters.long_rest import long_rests
from scheduler.rules.basis.comparison import Change, Variety
from scheduler.rules.basis.long_rest import LongRest
from scheduler.rules.basis.statement import Counter, Groups, Recovery, Run, Succession, Tariff, Total, Window

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Step = tuple[Ints, Mask]
DayLabels = Sequence[Ints]
"""Labels of the shifts that may be worked, for each day."""


class Automaton(Protocol):
    """What the graph of counters asks of one of them."""

    @property
    def initial(self) -> int:
        """State before day 0."""

    def step(self, day: int, state: Ints, label: Ints) -> Step:
        """State after the day, and whether the step is legal."""

    def toll(self, day: int, state: Ints, label: Ints) -> Ints:
        """What the step costs, in cost units."""


class _Free:
    """An automaton of a hard rule, whose steps cost nothing."""

    def toll(self, day: int, state: Ints, label: Ints) -> Ints:  # noqa: ARG002 - as all of them
        return np.zeros(1, dtype=np.int64)


def automaton_of(counter: Counter, labels: DayLabels) -> Automaton | None:
    """Automaton of a counter; ``None`` where nothing that may be worked can break it."""
    match counter:
        case Total():
            return _total(counter, labels)
        case Run():
            return _run(counter, labels)
        case Groups():
            return _groups(counter, labels)
        case Succession():
            return _succession(labels)
        case Recovery():
            return _recovery(counter, labels)
        case Tariff():
            return _tariff(counter, labels)
        case Change():
            return changes(counter, labels)
        case Variety():
            return varieties(counter, labels)
        case LongRest():
            return long_rests(counter, labels)


@dataclass(frozen=True, eq=False)
class _Total(_Free):
    """State: the amount so far in the window of the day; `still` is the most that the days after each can add to it."""

    windows: tuple[Window | None, ...]
    still: Ints
    initial: int = 0

    def step(self, day: int, state: Ints, label: Ints) -> Step:
        window = self.windows[day]
        if window is None:
            return _unchanged(state, label)
        amount, still = state + label, self.still[day]
        legal = (amount <= window.most) & (amount + still >= window.least)
        if day == window.last:
            return np.zeros_like(amount), legal
        settled = (amount >= window.least) & (amount + still <= window.most)
        return np.where(settled, window.least, amount), legal


def _total(counter: Total, labels: DayLabels) -> Automaton | None:
    largest = np.array([today.max(initial=0) for today in labels], dtype=np.int64)
    windows: list[Window | None] = [None] * len(labels)
    still = np.zeros(len(labels), dtype=np.int64)
    for window in counter.windows:
        days = slice(window.first, window.last + 1)
        if window.least > 0 or largest[days].sum() > window.most:
            windows[days] = [window] * (window.last + 1 - window.first)
            still[days] = largest[days].sum() - np.cumsum(largest[days])
    return _Total(tuple(windows), still) if any(windows) else None


@dataclass(frozen=True, eq=False)
class _Run(_Free):
    """State: the length of the run so far, no longer than tells anything; below 0 where no least binds it."""

    least: int
    most: int | None
    initial: int
    from_start_is_free: bool

    def step(self, day: int, state: Ints, label: Ints) -> Step:
        length, free = np.abs(state), state < 0
        if day == 0 and self.from_start_is_free:
            free = free | (state == 0)
        longer = np.minimum(length + 1, max(1, self.least, self.most or 0))
        onward = np.where(free & (longer < self.least), -longer, longer)
        inside = label == 1
        may_end = (state < 0) | (state == 0) | (length >= self.least)
        may_go_on = np.full_like(may_end, True) if self.most is None else length < self.most
        return np.where(inside, onward, 0), np.where(inside, may_go_on, may_end)


def _run(counter: Run, labels: DayLabels) -> Automaton | None:
    before = counter.before or 0
    reached = counter.off or any((today == 1).any() for today in labels)
    most = counter.most if counter.most is not None and counter.most < len(labels) + before else None
    least = counter.least if counter.least > 1 else 0
    if (most is None and not least) or not (reached or before):
        return None
    return _Run(least, most, min(before, max(least, most or 0)), counter.before is None)


@dataclass(frozen=True, eq=False)
class _Groups(_Free):
    """State: twice the number of groups worked, and 1 more inside a group worked; `group_of` is -1 between groups."""

    groups: tuple[tuple[int, int], ...]
    group_of: Ints
    most: int
    whole: bool
    initial: int = 0

    def step(self, day: int, state: Ints, label: Ints) -> Step:
        group = int(self.group_of[day])
        if group < 0:
            return _unchanged(state, label)
        first, last = self.groups[group]
        count, worked = np.divmod(state, 2)
        now = worked | label
        count = count + (now - worked)
        legal = count <= self.most
        if self.whole and day > first:
            legal &= label == worked
        if day == last:
            now = np.zeros_like(now)
        to_come = len(self.groups) - 1 - group + ((now == 0) & (day < last))
        return 2 * np.maximum(count, self.most - to_come) + now, legal


def _groups(counter: Groups, labels: DayLabels) -> Automaton | None:
    groups = counter.groups
    can_exceed = counter.most is not None and counter.most < len(groups)
    if not can_exceed and not (counter.whole and any(last > first for first, last in groups)):
        return None
    group_of = np.full(len(labels), -1, dtype=np.int64)
    for index, (first, last) in enumerate(groups):
        group_of[first : last + 1] = index
    most = counter.most if counter.most is not None and can_exceed else len(groups)
    return _Groups(groups, group_of, most, counter.whole)


@dataclass(frozen=True, eq=False)
class _Succession(_Free):
    """State: 1 after a shift of `first`, if there is one of `then` that it forbids."""

    forbids_tomorrow: Mask
    initial: int = 0

    def step(self, day: int, state: Ints, label: Ints) -> Step:
        after = (label & 1) * int(self.forbids_tomorrow[day])
        return after + np.zeros_like(state), (state == 0) | (label < 2)


def _succession(labels: DayLabels) -> Automaton | None:
    is_first = np.array([(today & 1).any() for today in labels])
    is_then = np.array([(today >= 2).any() for today in labels])
    forbids_tomorrow = is_first & np.append(is_then[1:], False)
    return _Succession(forbids_tomorrow) if forbids_tomorrow.any() else None


@dataclass(frozen=True, eq=False)
class _Recovery(_Free):
    """State: days off still owed; as many as there can be means that a shift of the series was the day before."""

    days: int
    initial: int

    def step(self, day: int, state: Ints, label: Ints) -> Step:  # noqa: ARG002 - as all of them
        rested = np.maximum(state - 1, 0)
        after = np.where(label == 0, rested, np.where(label == 1, self.days, 0))
        in_series = (label == 1) & (state == self.days)
        return after, (label == 0) | (state == 0) | in_series


def _recovery(counter: Recovery, labels: DayLabels) -> Automaton | None:
    owed = 0 if counter.before is None else max(0, counter.days - counter.before)
    if counter.days < 1 or not (owed or any((today == 1).any() for today in labels)):
        return None
    return _Recovery(counter.days, owed)


@dataclass(frozen=True, eq=False)
class _Tariff:
    """State: twice the amount so far in the span of the day, and 1 more inside a group that has counted.

    An amount from which on the curve is straight is as good as any larger one.
    """

    tariff: Tariff
    span_of: Ints
    group_of: Ints
    straight: Ints
    initial: int = 0

    def step(self, day: int, state: Ints, label: Ints) -> Step:
        span = int(self.span_of[day])
        if span < 0:
            return _unchanged(state, label)
        amount, counted = np.divmod(state, 2)
        amount = np.minimum(amount + self._added(day, counted, label), self.straight[span])
        counted = np.maximum(counted, label * (self.group_of[day] >= 0))
        if self.group_of[day] < 0 or self._is_last_of_group(day):
            counted = np.zeros_like(counted)
        after = np.zeros_like(amount) if day == self.tariff.spans[span][1] else 2 * amount + counted
        return after, np.ones(after.shape, dtype=np.bool_)

    def toll(self, day: int, state: Ints, label: Ints) -> Ints:
        span = int(self.span_of[day])
        if span < 0:
            return np.zeros(1, dtype=np.int64)
        amount, counted = np.divmod(state, 2)
        more = amount + self._added(day, counted, label)
        fixed = self.tariff.curves[span][0] if day == self.tariff.spans[span][0] else 0
        return np.asarray(self.tariff.costs(span, more) - self.tariff.costs(span, amount) + fixed)

    def _added(self, day: int, counted: Ints, label: Ints) -> Ints:
        if self.tariff.groups is None:
            return label
        return np.where(counted == 1, 0, label) * int(self.group_of[day] >= 0)

    def _is_last_of_group(self, day: int) -> bool:
        return day + 1 == len(self.group_of) or bool(self.group_of[day + 1] != self.group_of[day])


def _tariff(counter: Tariff, labels: DayLabels) -> Automaton | None:
    span_of, group_of = (np.full(len(labels), -1, dtype=np.int64) for _ in range(2))
    for number, (first, last) in enumerate(counter.spans):
        span_of[first : last + 1] = number
    for number, (first, last) in enumerate(counter.groups or ()):
        group_of[first : last + 1] = number
    bends = [np.flatnonzero(np.diff(curve, 2)) for curve in counter.curves]
    straight = np.array([each[-1] + 1 if len(each) else 0 for each in bends], dtype=np.int64)
    return _Tariff(counter, span_of, group_of, straight) if counter.curves.any() else None


def _unchanged(state: Ints, label: Ints) -> Step:
    after = state + np.zeros_like(label)
    return after, np.ones(after.shape, dtype=np.bool_)
