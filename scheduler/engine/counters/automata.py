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

from scheduler.rules.basis.statement import Counter, Groups, Recovery, Run, Succession, Total, Window

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


@dataclass(frozen=True, eq=False)
class _Total:
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
class _Run:
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
class _Groups:
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
class _Succession:
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
class _Recovery:
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


def _unchanged(state: Ints, label: Ints) -> Step:
    after = state + np.zeros_like(label)
    return after, np.ones(after.shape, dtype=np.bool_)
