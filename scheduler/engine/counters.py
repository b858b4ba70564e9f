"""The counters of a class as a layered graph: states before each day, and where each effect of a day leads.

An *effect* is what a shift adds to the totals; effect 0 is a day off. States from which the horizon cannot be finished
within all bounds are left out, so that a path exists exactly if a roster of legal totals and runs does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from scheduler.rules.statement import Total, Window

INT = np.int64


@dataclass(frozen=True, eq=False)
class CounterGraph:
    """States and transitions.

    Parameters
    ----------
    states
        Number of states before each day, and after the last; shape (days + 1,). 0 states before day 0: impossible.
    effects
        Number of effects of each day, the day off included; shape (days,).
    row_effect
        Effect of each row of the shift table on its day, -1 for rows outside the graph; shape (rows,).
    follow
        For each day the state reached, -1 where none; shape (states, effects) each.
    """

    states: NDArray[np.int64]
    effects: NDArray[np.int64]
    row_effect: NDArray[np.int64]
    follow: tuple[NDArray[np.int32], ...]


@dataclass(frozen=True, eq=False)
class _Counter:
    """A total scaled to small integers; `window_of` is -1 on days that no window covers."""

    amount: NDArray[np.int64]
    windows: tuple[Window, ...]
    window_of: NDArray[np.int64]


def counter_graph(
    totals: Sequence[Total], most_in_a_row: int | None, rows: NDArray[np.int64], row_day: NDArray[np.int64], days: int
) -> CounterGraph:
    """Build the graph of all totals and runs over `rows` of the shift table (`row_day`: day of every row of it)."""
    counters = [counter for total in totals if (counter := _binding(total, rows, row_day, days)) is not None]
    amounts = np.zeros((len(row_day), len(counters)), dtype=INT)
    for column, counter in enumerate(counters):
        amounts[:, column] = counter.amount
    row_effect = np.full(len(row_day), -1, dtype=INT)
    deltas: list[NDArray[np.int64]] = []
    for day in range(days):
        today = rows[row_day[rows] == day]
        distinct, inverse = np.unique(amounts[today], axis=0, return_inverse=True)
        row_effect[today] = inverse.reshape(-1) + 1
        deltas.append(np.vstack([np.zeros((1, len(counters)), dtype=INT), distinct]))
    longest = most_in_a_row if most_in_a_row is not None and most_in_a_row < days else None
    return _pruned(_forward(counters, deltas, longest), deltas, row_effect)


def _binding(total: Total, rows: NDArray[np.int64], row_day: NDArray[np.int64], days: int) -> _Counter | None:
    """Scale a total, and drop the windows that no roster could leave; ``None`` where none is left."""
    largest = np.zeros(days, dtype=INT)
    np.maximum.at(largest, row_day[rows], total.amount[rows])
    kept = [w for w in total.windows if w.least > 0 or largest[w.first : w.last + 1].sum() > w.most]
    if not kept:
        return None
    step = gcd(*(int(value) for value in np.unique(total.amount[rows]))) or 1
    windows = tuple(Window(w.first, w.last, -(-w.least // step), w.most // step) for w in kept)
    window_of = np.full(days, -1, dtype=INT)
    for index, window in enumerate(windows):
        window_of[window.first : window.last + 1] = index
    return _Counter(total.amount // step, windows, window_of)


def _forward(
    counters: list[_Counter], deltas: list[NDArray[np.int64]], longest: int | None
) -> list[NDArray[np.int64]]:
    """States reached day by day, and for each day the matrix of the states that follow; the last entry ends the days."""
    states = np.zeros((1, len(counters) + 1), dtype=INT)
    follow: list[NDArray[np.int64]] = []
    potential = [_potential(counters, deltas, column) for column in range(len(counters))]
    for day, delta in enumerate(deltas):
        shape = (len(states), len(delta))
        reached = np.repeat(states[:, None, :], len(delta), axis=1)
        legal = np.ones(shape, dtype=np.bool_)
        for column, counter in enumerate(counters):
            index = counter.window_of[day]
            if index < 0:
                continue
            window, amount = counter.windows[index], reached[:, :, column] + delta[None, :, column]
            legal &= (amount <= window.most) & (amount + potential[column][day + 1] >= window.least)
            reached[:, :, column] = 0 if day == window.last else amount
        if longest is not None:
            reached[:, 1:, -1] += 1
            reached[:, 0, -1] = 0
            legal &= reached[:, :, -1] <= longest
        index_of = np.full(shape, -1, dtype=INT)
        if legal.any():
            states, inverse = np.unique(reached[legal], axis=0, return_inverse=True)
            index_of[legal] = inverse.reshape(-1)
        else:
            states = states[:0]
        follow.append(index_of)
    return follow


def _potential(counters: list[_Counter], deltas: list[NDArray[np.int64]], column: int) -> NDArray[np.int64]:
    """Most that can still be added from each day to the end of its window; shape (days + 1,)."""
    counter, days = counters[column], len(deltas)
    potential = np.zeros(days + 1, dtype=INT)
    for day in range(days - 1, -1, -1):
        index = counter.window_of[day]
        if index >= 0:
            last = day == counter.windows[index].last
            potential[day] = deltas[day][:, column].max() + (0 if last else potential[day + 1])
        if day and counter.window_of[day - 1] != index:
            potential[day] = potential[day] if index >= 0 else 0
    starts = {window.first for window in counter.windows}
    return np.array([0 if day in starts else potential[day] for day in range(days + 1)], dtype=INT)


def _pruned(
    follow: list[NDArray[np.int64]], deltas: list[NDArray[np.int64]], row_effect: NDArray[np.int64]
) -> CounterGraph:
    """Leave out the states that cannot reach the end."""
    days = len(follow)
    last = follow[-1] if days else np.zeros((1, 1), dtype=INT)
    renumber = np.arange(last.max(initial=-1) + 1, dtype=INT)
    kept: list[NDArray[np.int32]] = []
    states = np.zeros(days + 1, dtype=INT)
    states[days] = len(renumber)
    for day in range(days - 1, -1, -1):
        onward = np.where(follow[day] >= 0, np.append(renumber, -1)[follow[day]], -1)
        alive = (onward >= 0).any(axis=1)
        kept.append(onward[alive].astype(np.int32))
        renumber = np.where(alive, np.cumsum(alive) - 1, -1)
        states[day] = alive.sum()
    effects = np.array([len(delta) for delta in deltas], dtype=INT)
    return CounterGraph(states, effects, row_effect, tuple(reversed(kept)))
