"""The counters of a class as a layered graph: states before each day, and where each effect of a day leads.

An *effect* is what a shift does to the counters; effect 0 is a day off. States from which the horizon cannot be finished
within all bounds are left out, and states with the same future are one, so that the graph is the smallest there is: a path
exists exactly if a roster does that keeps all counters, and costs what their tariffs say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.counters.automata import Automaton, automaton_of
from scheduler.rules.basis.statement import Counter

INT = np.int64
Ints = NDArray[np.int64]
_WIDEST = 1 << 62


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
    toll
        What each step costs besides, in cost units; of the same shapes.
    """

    states: NDArray[np.int64]
    effects: NDArray[np.int64]
    row_effect: NDArray[np.int64]
    follow: tuple[NDArray[np.int32], ...]
    toll: tuple[Ints, ...]


def counter_graph(counters: Sequence[Counter], rows: Ints, row_day: Ints, days: int) -> CounterGraph:
    """Build the graph of all counters over `rows` of the shift table (`row_day`: day of every row of it)."""
    of_day = [rows[row_day[rows] == day] for day in range(days)]
    binding = [(counter, automaton) for counter in counters
               if (automaton := automaton_of(counter, [counter.label[today] for today in of_day])) is not None]
    labels = np.zeros((len(row_day), len(binding)), dtype=INT)
    for column, (counter, _) in enumerate(binding):
        labels[:, column] = counter.label
    off = np.array([[counter.off_label for counter, _ in binding]], dtype=INT)
    row_effect = np.full(len(row_day), -1, dtype=INT)
    effects: list[Ints] = []
    for today in of_day:
        distinct, inverse = np.unique(labels[today], axis=0, return_inverse=True)
        row_effect[today] = inverse.reshape(-1) + 1
        effects.append(np.vstack([off, distinct]))
    follow, toll = _forward([automaton for _, automaton in binding], effects)
    return _smallest(follow, toll, effects, row_effect)


def _forward(automata: list[Automaton], effects: list[Ints]) -> tuple[list[Ints], list[Ints]]:
    """For each day the states that follow those reached, -1 where none, and what each step costs; (states, effects) each."""
    states = [np.array([automaton.initial], dtype=INT) for automaton in automata]
    count, follow, tolls = 1, list[Ints](), list[Ints]()
    for day, labels in enumerate(effects):
        shape = (count, len(labels))
        legal, toll = np.ones(shape, dtype=np.bool_), np.zeros(shape, dtype=INT)
        reached = []
        for column, automaton in enumerate(automata):
            after, is_legal = automaton.step(day, states[column][:, None], labels[None, :, column])
            legal &= is_legal
            toll += automaton.toll(day, states[column][:, None], labels[None, :, column])
            reached.append(np.broadcast_to(after, shape))
        first, index = _distinct([after[legal] for after in reached], int(legal.sum()))
        states = [after[legal][first] for after in reached]
        count = len(first)
        index_of = np.full(shape, -1, dtype=INT)
        index_of[legal] = index
        follow.append(index_of)
        tolls.append(np.where(legal, toll, 0))
    return follow, tolls


def _distinct(columns: list[Ints], size: int) -> tuple[Ints, Ints]:
    """Places at which each distinct row of the columns first stands, and the number of every row among them."""
    key, span = np.zeros(size, dtype=INT), 1
    for column in columns if size else ():
        low, width = int(column.min()), int(column.max() - column.min()) + 1
        if span * width > _WIDEST:
            key = np.unique(key, return_inverse=True)[1].reshape(-1)
            span = size
        key, span = key * width + (column - low), span * width
    _, first, index = np.unique(key, return_index=True, return_inverse=True)
    return first.astype(INT), index.reshape(-1).astype(INT)


def _smallest(follow: list[Ints], toll: list[Ints], effects: list[Ints], row_effect: Ints) -> CounterGraph:
    """Leave out the states that cannot reach the end, and make those with the same future one: backward over the days."""
    days = len(follow)
    states = np.ones(days + 1, dtype=INT)
    after_last = int(follow[-1].max(initial=-1)) + 1 if days else 1
    states[days] = min(1, after_last)
    renumber = np.zeros(after_last, dtype=INT)
    kept, tolls = list[NDArray[np.int32]](), list[Ints]()
    for day in range(days - 1, -1, -1):
        onward = np.where(follow[day] >= 0, np.append(renumber, -1)[follow[day]], -1)
        alive = np.asarray((onward >= 0).any(axis=1))
        costs = np.where(onward >= 0, toll[day], 0)[alive]
        first, index = _distinct([*onward[alive].T, *costs.T[costs.any(axis=0)]], int(alive.sum()))
        kept.append(onward[alive][first].astype(np.int32))
        tolls.append(costs[first])
        renumber = np.full(len(alive), -1, dtype=INT)
        renumber[alive] = index
        states[day] = len(first)
    sizes = np.array([len(labels) for labels in effects], dtype=INT)
    return CounterGraph(states, sizes, row_effect, tuple(reversed(kept)), tuple(reversed(tolls)))
