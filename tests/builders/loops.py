"""Parts of the compiled loops, made callable from Python one by one, and room for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, SimpleNamespace

import numpy as np

from scheduler.engine.compiled import breaks, presence, pricing, shortest_path
from scheduler.engine.compiled.arrays import Forms, Frontier, Room
from scheduler.engine.compiled.jit import loop
from scheduler.engine.compiled.lookups import forms_of
from scheduler.model.chains import chain_orders, chains_of, closed_starts
from scheduler.rules.basis.break_clock import Spans
from scheduler.rules.basis.break_forms import Clock, Form


@loop
def marginal(cover, skill, cell):
    """Cost of one more operator of a skill in a cell."""
    return presence.marginal(cover, skill, cell)


@loop
def change(cover, skill, cell, sign):
    """Put one operator on the phone in a cell, or take one away."""
    return presence.change(cover, skill, cell, cell + 1, sign)


@loop
def price_shifts(forms, shifts, room, price, starts, uses_chain):
    """Price the shifts at some starts."""
    pricing.prefix_sums(price.reshape(1, len(price)), room.prefix)
    pricing.price_shifts(forms, shifts, room, starts, uses_chain)


@loop
def place_breaks(forms, shifts, room, row, placed):
    """Place the breaks of a shift at the prices that were asked last; return its chain."""
    start, form = shifts.row_start[row], shifts.row_form[row]
    order, _ = breaks.place_breaks(forms.orders, forms.order_from[form], forms.order_from[form + 1],
                                   room.prefix, room.gains, room.queue, start, start, placed)
    return forms.order_chain[order]


@loop
def least_walk(walks, room, number):
    """Walk over the days at least cost."""
    return shortest_path.shortest_path(walks, room, number)


@loop
def own_of(walks, number, rows):
    """Cost of the days of one operator of a class."""
    return shortest_path.own_cost(walks, number, rows)


def forms_arrays(forms: list[Form], spans: Mapping[Clock, Spans] = MappingProxyType({}), cells: int = 0) -> Forms:
    """Arrays of forms without a problem; `spans` of the clocks of their breaks, in so many cells."""
    table, orders = SimpleNamespace(forms=forms), chain_orders(forms)
    chains = chains_of(forms)
    closed = closed_starts(orders[0], spans, chains.cells.shape[1], cells)
    return forms_of(SimpleNamespace(table=table, chains=chains, chain_orders=orders, closed_starts=closed,
                                    break_lanes=np.zeros_like(chains.cells), all_cells=0))


def room_of(forms: Forms, cells: int, rows: int) -> Room:
    """Room to price shifts."""
    most, none = forms.chains.cells.shape[1], np.zeros(0, dtype=np.int64)
    return Room(
        price=np.zeros((1, cells), dtype=np.int64), prefix=np.zeros(cells + 1, dtype=np.int64),
        value=np.zeros(rows, dtype=np.int64),
        gains=np.zeros((max(2, most), cells), dtype=np.int64), queue=np.zeros(cells, dtype=np.int64),
        placed=np.zeros(most, dtype=np.int64), costs_to_go=none, group_price=none, group_row=none, effect_price=none[None],
        day_from=none, chosen=none, frontier=Frontier(*[none] * 8), all_starts=none,
        all_chains=np.ones(len(forms.chains.size), dtype=np.bool_),
    )
