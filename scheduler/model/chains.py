"""Chains: the break sequences that forms share, whatever their lengths, as arrays for the compiled loops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scheduler.rules.basis.break_clock import Spans
from scheduler.rules.basis.break_forms import Clock, Form, Order

INT = np.int64


class Chains(NamedTuple):
    """Break sequences shared by forms, and the links from chains to forms; offsets count cells from the shift's start.

    `size` (chains,): breaks of a chain; `cells`, `low`, `high` (chains, most breaks): length and window of each; `min_work`,
    `max_work` (chains, most breaks): work between the break before and each. Links in order of chain: `link_from`
    (chains + 1,), `link_form`, `link_low`, `link_high`: window of the last break in that form. `form_cells` (forms,).
    """

    size: NDArray[np.int64]
    cells: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    min_work: NDArray[np.int64]
    max_work: NDArray[np.int64]
    link_from: NDArray[np.int64]
    link_form: NDArray[np.int64]
    link_low: NDArray[np.int64]
    link_high: NDArray[np.int64]
    form_cells: NDArray[np.int64]


def chains_of(forms: Sequence[Form]) -> Chains:
    """Chains of all forms."""
    links: dict[tuple[object, ...], list[tuple[int, Order]]] = {}
    for index, form in enumerate(forms):
        for order in form.orders:
            links.setdefault(_key(order), []).append((index, order))
    groups = list(links.values())
    widest = max((len(group[0][1].breaks) for group in groups), default=0)
    size, cells = np.zeros(len(groups), dtype=INT), np.zeros((len(groups), max(1, widest)), dtype=INT)
    low, high, min_work, max_work = (np.zeros_like(cells) for _ in range(4))
    link_from, link_rows = [0], []
    for chain, group in enumerate(groups):
        size[chain] = len(group[0][1].breaks)
        for place in range(size[chain]):
            windows = [order.breaks[place] for _, order in group]
            cells[chain, place] = windows[0].cells
            low[chain, place] = min(window.earliest for window in windows)
            high[chain, place] = max(window.latest for window in windows)
        min_work[chain, 1:size[chain]], max_work[chain, 1:size[chain]] = bounds_of_work(group[0][1])
        for index, order in group:
            last = order.breaks[-1] if order.breaks else None
            link_rows.append((index, last.earliest if last else 0, last.latest if last else 0))
        link_from.append(len(link_rows))
    link_form, link_low, link_high = np.array(link_rows, dtype=INT).reshape(-1, 3).T.copy()
    return Chains(
        size=size, cells=cells, low=low, high=high,
        min_work=min_work, max_work=max_work,
        link_from=np.array(link_from, dtype=INT), link_form=link_form, link_low=link_low, link_high=link_high,
        form_cells=np.array([form.cells for form in forms], dtype=INT),
    )


def chain_orders(forms: Sequence[Form]) -> tuple[tuple[Order, ...], dict[tuple[int, int], int]]:
    """For each chain one order that has its kinds of break; and the chain of each (form, number of its order)."""
    chains: dict[tuple[object, ...], int] = {}
    orders: list[Order] = []
    chain_of: dict[tuple[int, int], int] = {}
    for index, form in enumerate(forms):
        for number, order in enumerate(form.orders):
            if _key(order) not in chains:
                orders.append(order)
            chain_of[index, number] = chains.setdefault(_key(order), len(chains))
    return tuple(orders), chain_of


class ClosedStarts(NamedTuple):
    """Where windows of the clock let no break start.

    `which` (chains, most breaks): the row of `closed` that holds for a break, -1 where it may start anywhere; `closed` (rows,
    cells and more): beyond the last cell all is closed, as a chain of longer shifts looks there in shorter ones, too.
    """

    which: NDArray[np.int64]
    closed: NDArray[np.bool_]


def closed_starts(
    orders: Sequence[Order], spans: Mapping[Clock, Spans], most: int, cells: int, beyond: int = 0
) -> ClosedStarts:
    """From one order of each chain, and the cells in which breaks of each clock lie; `beyond` the last cell there are more."""
    rows: dict[tuple[Clock, int], NDArray[np.bool_]] = {}
    which = np.full((len(orders), most), -1, dtype=INT)
    for chain, order in enumerate(orders):
        for place, each in enumerate(order.breaks):
            if each.clock:
                key = each.clock, each.cells
                if key not in rows:
                    rows[key] = np.ones(cells + beyond, dtype=np.bool_)
                    for first, after in spans[each.clock]:
                        rows[key][max(0, first):max(0, min(after, cells) - each.cells + 1)] = False
                which[chain, place] = list(rows).index(key)
    return ClosedStarts(which, np.array(list(rows.values()), dtype=np.bool_).reshape(len(rows), cells + beyond))


def bounds_of_work(order: Order) -> NDArray[np.int64]:
    """Least and most work before each break but the first; shape (2, breaks - 1)."""
    return np.array(order.work, dtype=INT).reshape(-1, 2).T


def _key(order: Order) -> tuple[object, ...]:
    shape = tuple((each.kind, each.cells, each.clock) for each in order.breaks)
    return shape, order.from_start, order.work
