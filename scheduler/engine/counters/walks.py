"""From a problem to the flat arrays of the compiled loops: shifts by start, and each class's walk over the days.

The rest between shifts becomes a *ready* index: before a day it says from which cell on the operator may start again.
Index 0 means "from the first start on"; only ready times that forbid a start still to come are told apart, so that rest
costs nothing where it cannot bind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.compiled.arrays import FAR, Shifts, Walks
from scheduler.engine.counters.graph import CounterGraph, counter_graph
from scheduler.model.chains import Chains
from scheduler.model.classes import OperatorClass
from scheduler.model.problem import Problem
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import key_of

INT = np.int64
Ints = NDArray[np.int64]


def shifts_of(table: ShiftTable) -> Shifts:
    """Rows of the table by start."""
    starts, index = np.unique(table.start, return_inverse=True)
    row_at = np.full((len(starts), len(table.forms)), -1, dtype=INT)
    row_at[index, table.form] = np.arange(len(table))
    return Shifts(starts, row_at, table.day, table.start, table.end, table.form, index,
                  np.array([form.cells for form in table.forms], dtype=INT))


@dataclass(frozen=True, eq=False)
class _ClassWalk:
    """Arrays of one class; `groups` holds (effect, latest ready, ready after) by day; the second falls within an effect."""

    groups: tuple[Ints, ...]
    row_group: Ints
    ready_after_off: tuple[Ints, ...]


def walks_of(problem: Problem, shifts: Shifts) -> Walks:
    """Walks of all classes; classes of equal counters share one graph."""
    table, days = problem.table, problem.days
    graphs, graph_of = _graphs(problem)
    walks = [_class_walk(each, graphs[graph], table) for each, graph in zip(problem.classes, graph_of, strict=True)]
    starts = [np.unique(np.searchsorted(shifts.starts, table.start[each.rows])) for each in problem.classes]
    ready_counts = [len(after) for walk in walks for after in walk.ready_after_off]
    group_counts = [len(groups) for walk in walks for groups in walk.groups]
    group_from = _offsets(group_counts)
    groups = _stacked([groups for walk in walks for groups in walk.groups], 3)
    first_group = group_from[::days][: len(walks)] if days else np.zeros(len(walks), dtype=INT)
    follow = [each for graph in graphs for each in graph.follow]
    return Walks(
        days=days,
        skill=np.array([each.skill for each in problem.classes], dtype=INT),
        start_from=_offsets([len(each) for each in starts]),
        start=_joined(starts),
        uses_chain=_chain_use(problem, problem.chains),
        row_from=_offsets([len(each.rows) for each in problem.classes]),
        row=_joined([each.rows for each in problem.classes]),
        row_cost=_joined([each.cost for each in problem.classes]),
        row_group=_joined([walk.row_group + first for walk, first in zip(walks, first_group, strict=True)]),
        group_from=group_from,
        effect_from=_effect_groups(group_from, groups[:, 0]),
        group_effect=groups[:, 0].copy(), group_start=groups[:, 1].copy(), group_ready=groups[:, 2].copy(),
        ready_from=_offsets(ready_counts),
        ready_after_off=_joined([after for walk in walks for after in walk.ready_after_off]),
        off_cost=np.array([_off_cost(each, days) for each in problem.classes], dtype=INT),
        graph=np.array(graph_of, dtype=INT),
        states=np.array([graph.states for graph in graphs], dtype=INT),
        effects=np.array([graph.effects for graph in graphs], dtype=INT),
        follow_from=_offsets([each.size for each in follow])[:-1].reshape(len(graphs), days),
        follow=np.concatenate([each.reshape(-1) for each in follow]),
        tolled=np.array([any(toll.any() for toll in graph.toll) for graph in graphs], dtype=np.bool_),
        toll=_tolls(graphs),
    )


def _effect_groups(group_from: Ints, effect: Ints) -> Ints:
    """First group of each effect, which ends where the next begins; shape (classes · days, effects + 1)."""
    width = int(effect.max(initial=0)) + 2
    layer = np.repeat(np.arange(len(group_from) - 1), np.diff(group_from))
    wanted = np.arange(len(group_from) - 1)[:, None] * width + np.arange(width)
    return np.searchsorted(layer * width + effect, wanted).astype(INT)


def _tolls(graphs: list[CounterGraph]) -> Ints:
    """Tolls of all steps, as `follow` has them; nothing at all where no graph has any."""
    tolls = [each.reshape(-1) for graph in graphs for each in graph.toll]
    return _joined(tolls) if any(each.any() for each in tolls) else np.zeros(0, dtype=INT)


def _graphs(problem: Problem) -> tuple[list[CounterGraph], list[int]]:
    keys: dict[tuple[object, ...], list[int]] = {}
    for index, each in enumerate(problem.classes):
        keys.setdefault(tuple(map(key_of, each.counters)), []).append(index)
    graphs, graph_of = [], [0] * len(problem.classes)
    for members in keys.values():
        first = problem.classes[members[0]]
        rows = np.unique(np.concatenate([problem.classes[index].rows for index in members]))
        graphs.append(counter_graph(first.counters, rows, problem.table.day, problem.days))
        for index in members:
            graph_of[index] = len(graphs) - 1
    return graphs, graph_of


def _class_walk(each: OperatorClass, graph: CounterGraph, table: ShiftTable) -> _ClassWalk:
    day, start, ready = table.day[each.rows], table.start[each.rows], table.end[each.rows] + each.gap
    known = _ready_times(day, start, ready, table.days)
    latest, after = np.zeros(len(day), dtype=INT), np.zeros(len(day), dtype=INT)
    if any(len(times) for times in known):
        for today in range(table.days):
            mask = day == today
            latest[mask] = np.searchsorted(known[today], start[mask], side="right")
            after[mask] = _index_in(known[today + 1], ready[mask])
    effect = graph.row_effect[each.rows]
    # Four numbers as one, in their order: numpy tells single numbers apart many times faster than rows.
    sizes = (int(effect.max(initial=0)) + 1, int(latest.max(initial=0)) + 1, int(after.max(initial=0)) + 1)
    packed = ((day * sizes[0] + effect) * sizes[1] + sizes[1] - 1 - latest) * sizes[2] + after
    _, first, row_group = np.unique(packed, return_index=True, return_inverse=True)
    bounds = np.searchsorted(day[first], np.arange(table.days + 1))
    groups = np.stack([effect[first], latest[first], after[first]], axis=1)
    return _ClassWalk(
        groups=tuple(groups[bounds[today] : bounds[today + 1]] for today in range(table.days)),
        row_group=row_group.reshape(-1),
        ready_after_off=(
            *(np.append(0, _index_in(known[today + 1], known[today])) for today in range(table.days)),
            np.zeros(1 + len(known[-1]), dtype=INT),
        ),
    )


def _ready_times(day: Ints, start: Ints, ready: Ints, days: int) -> list[Ints]:
    """Ready times, rising, that forbid a start on a day or after it; one array for each day and one for the end."""
    first_start = np.full(days + 1, FAR, dtype=INT)
    np.minimum.at(first_start, day, start)
    first_start = np.minimum.accumulate(first_start[::-1])[::-1]
    last_ready = np.zeros(days + 1, dtype=INT)
    np.maximum.at(last_ready, day + 1, ready)
    binds = np.maximum.accumulate(last_ready) > first_start
    empty = np.zeros(0, dtype=INT)
    return [np.unique(ready[(day < today) & (ready > first_start[today])]) if binds[today] else empty
            for today in range(days + 1)]


def _index_in(times: Ints, ready: Ints) -> Ints:
    """Index of ready times among those told apart; 0 for those that forbid nothing any more."""
    if not len(times):
        return np.zeros(len(ready), dtype=INT)
    return np.where(ready >= times[0], np.searchsorted(times, ready) + 1, 0).astype(INT)


def _off_cost(each: OperatorClass, days: int) -> Ints:
    cost = each.day_off_cost.copy()
    cost[[day for day in each.must_work if day < days]] = FAR
    return cost


def _chain_use(problem: Problem, chains: Chains) -> NDArray[np.bool_]:
    """Whether a class has a shift that may use a chain; shape (classes, chains)."""
    use = np.zeros((len(problem.classes), len(chains.size)), dtype=np.bool_)
    link_chain = np.repeat(np.arange(len(chains.size)), np.diff(chains.link_from))
    for number, each in enumerate(problem.classes):
        forms = np.unique(problem.table.form[each.rows])
        use[number, link_chain[np.isin(chains.link_form, forms)]] = True
    return use


def _offsets(counts: Sequence[int]) -> Ints:
    return np.concatenate([np.zeros(1, dtype=INT), np.cumsum(np.array(counts, dtype=INT))])


def _joined(arrays: list[Ints]) -> Ints:
    return np.concatenate(arrays).astype(INT) if arrays else np.zeros(0, dtype=INT)


def _stacked(arrays: list[Ints], columns: int) -> Ints:
    return np.concatenate(arrays).astype(INT) if arrays else np.zeros((0, columns), dtype=INT)
