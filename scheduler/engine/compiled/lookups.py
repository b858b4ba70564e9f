"""From a problem to the arrays that are not part of the walks: forms with their breaks, who may work what, room to work in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from scheduler.engine.compiled.arrays import FAR, Change, Entries, Forms, Frontier, Ints, Room, Sequences, Shifts, Walks
from scheduler.instance.activities import PREFIX
from scheduler.model.problem import Problem
from scheduler.rules.basis.break_forms import Order

INT = np.int64


def forms_of(problem: Problem) -> Forms:
    """Forms of shifts with their sequences of breaks."""
    table, chains = problem.table, problem.chains
    _, chain_of = problem.chain_orders
    links = sorted((form, chain_of[form, number], number) for form, each in enumerate(table.forms)
                   for number in range(len(each.orders)))
    orders = [table.forms[form].orders[number] for form, _, number in links]
    windows = np.zeros((5, len(links), chains.cells.shape[1]), dtype=INT)
    which, closed = problem.closed_starts
    order_of = np.full((len(table.forms), len(chains.size)), -1, dtype=INT)
    lanes, window = np.zeros(windows.shape[1:], dtype=INT), np.zeros(windows.shape[1:], dtype=INT)
    for place, ((form, chain, _), order) in enumerate(zip(links, orders, strict=True)):
        order_of[form, chain], lanes[place], window[place] = place, problem.break_lanes[chain], which[chain]
        windows[3:, place] = chains.min_work[chain], chains.max_work[chain]
        for position, each in enumerate(order.breaks):
            windows[:3, place, position] = each.cells, each.earliest, each.latest
    cells, low, high, least, most = windows
    return Forms(
        chains=Sequences(chains.size, _held(problem.chain_orders[0]), chains.cells, chains.low, chains.high,
                         chains.min_work, chains.max_work,
                         problem.break_lanes, problem.break_lanes * (problem.all_cells + 1), which, closed),
        chain_from=chains.link_from, chain_form=chains.link_form, last_low=chains.link_low, last_high=chains.link_high,
        orders=Sequences(np.array([len(order.breaks) for order in orders], dtype=INT), _held(orders), cells, low, high,
                         least, most, lanes, lanes * (problem.all_cells + 1), window, closed),
        order_from=np.searchsorted([form for form, _, _ in links], np.arange(len(table.forms) + 1)).astype(INT),
        order_chain=np.array([chain for _, chain, _ in links], dtype=INT),
        order_of=order_of,
    )


def _held(orders: Sequence[Order]) -> Ints:
    """How many activities each order has."""
    return np.array([sum(each.kind.startswith(PREFIX) for each in order.breaks) for order in orders], dtype=INT)


def entries_of(problem: Problem, walks: Walks) -> Entries:
    """Which shifts each class may work, and what tells whether days are legal."""
    entry_of = np.full((len(problem.classes), len(problem.table)), -1, dtype=np.int32)
    day_from = np.zeros((len(problem.classes), problem.days + 1), dtype=INT)
    for number, each in enumerate(problem.classes):
        first = walks.row_from[number]
        entry_of[number, each.rows] = first + np.arange(len(each.rows))
        day_from[number] = first + np.searchsorted(problem.table.day[each.rows], np.arange(problem.days + 1))
    return Entries(
        class_of=problem.class_of, skill_of=walks.skill[problem.class_of], entry_of=entry_of, day_from=day_from,
        row=walks.row, cost=walks.row_cost, effect=walks.group_effect[walks.row_group], off_cost=walks.off_cost,
        gap=np.array([each.gap for each in problem.classes], dtype=INT), graph=walks.graph, effects=walks.effects,
        follow_from=walks.follow_from, follow=walks.follow, tolled=walks.tolled, toll=walks.toll,
        cell_day=days_of_cells(problem),
    )


def days_of_cells(problem: Problem) -> Ints:
    """Day whose shifts reach each cell: the last one that has begun to start shifts by then; shape (cells,)."""
    firsts = np.full(problem.days, np.iinfo(INT).max)
    np.minimum.at(firsts, problem.table.day, problem.table.start)
    firsts = np.minimum.accumulate(firsts[::-1])[::-1]
    return np.maximum(np.searchsorted(firsts, np.arange(problem.cells), side="right") - 1, 0).astype(INT)


def room_for(problem: Problem, forms: Forms, shifts: Shifts, walks: Walks) -> Room:
    """Room of the sizes that a problem needs; prices are 0, what else is written before it is read is not set."""
    chains, groups = forms.chains, int(np.diff(walks.group_from[:: problem.days]).max())
    most, widest = chains.cells.shape[1], int((chains.high - chains.low).max(initial=0)) + 1
    # A chain that forms share is looked at as far as the longest goes, also past the last cell; nothing there counts.
    beyond = int((chains.high + chains.cells).max(initial=0))
    return Room(
        price=np.zeros((problem.skills.lanes, problem.all_cells), dtype=INT),
        prefix=np.empty(problem.skills.lanes * (problem.all_cells + 1) + beyond, dtype=INT),
        value=np.empty(len(problem.table), dtype=INT),
        gains=np.empty((max(2, most), widest), dtype=INT), queue=np.empty(widest, dtype=INT),
        placed=np.empty(most, dtype=INT), costs_to_go=np.empty(int(walks.states.sum(axis=1).max()) + 1, dtype=INT),
        group_price=np.empty(groups, dtype=INT), group_row=np.empty(groups, dtype=INT),
        effect_price=np.empty((problem.days, walks.effect_from.shape[1]), dtype=INT),
        day_from=np.empty(problem.days + 2, dtype=INT), chosen=np.empty(problem.days, dtype=INT),
        frontier=_frontier(problem.days, _most_nodes(walks)),
        all_starts=np.arange(len(shifts.starts), dtype=INT), all_chains=np.ones(len(chains.size), dtype=np.bool_),
    )


def another(room: Room) -> Room:
    """Room of the same sizes, for another loop."""
    own: dict[str, Any] = {name: np.empty_like(array) for name, array in room._asdict().items()
                           if isinstance(array, np.ndarray) and not name.startswith("all_")}
    own |= {"price": np.zeros_like(room.price), "frontier": _frontier(len(room.chosen), len(room.frontier.reached))}
    return room._replace(**own)


def _frontier(days: int, nodes: int) -> Frontier:
    seen = np.zeros(nodes + 1, dtype=INT)
    return Frontier(np.empty(days + 2, dtype=INT), np.full(nodes, FAR), seen, *(np.empty(nodes, dtype=INT) for _ in range(5)))


def _most_nodes(walks: Walks) -> int:
    """Most nodes of a class in which rest binds, over all days and the end; 1 where it binds in none."""
    ready = np.diff(walks.ready_from).reshape(len(walks.graph), walks.days + 1)
    nodes = (walks.states[walks.graph] * ready).sum(axis=1)
    return max(1, int(nodes[(ready > 1).any(axis=1)].max(initial=0)))


def no_change(problem: Problem, most_breaks: int) -> Change:
    """Room for a change that is tried."""
    pairs = [np.zeros(2, dtype=INT) for _ in range(4)]
    operator, day, row, chain = pairs
    return Change(operator, day, row, np.zeros(2, dtype=np.bool_), chain, np.zeros((2, most_breaks), dtype=INT),
                  np.zeros(problem.days, dtype=INT), np.zeros(problem.days, dtype=INT))
