"""The cost of a set of queues, part by part: what the engine minimises is their sum, what a roster's terms say is each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.convex import integer_convex
from scheduler.demand.cost.purchase import operators_bought, with_bought
from scheduler.demand.opening import outside_intervals
from scheduler.demand.queueing.pooled import PooledQueue
from scheduler.demand.queueing.queue import FUZZ
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.yesterday import people

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

OUTSIDE = "outside"
_ROOM = 10
"""Operators beyond twice the requirement up to which curves are known: more would save nothing."""


@dataclass(frozen=True, eq=False)
class CostPart:
    """One term of the staffing cost, for every number of own operators who answer a set of queues.

    Parameters
    ----------
    name
        Name of the term in `roster.json`.
    cost
        During one cell of an interval, in units of `instance.objective.UNITS`; shape (intervals, most + 1). The sum over
        the parts of a set is convex.
    amount, per
        How much of what the term counts, in `per`-ths of `unit`; shape (intervals, most + 1).
    unit
        What is counted.
    """

    name: str
    cost: Counts
    amount: Counts
    per: int
    unit: str

    def at(self, interval: Counts, number: Counts) -> CostPart:
        """The same in some cells, of which it is known how many are there; all arrays (cells,)."""
        there = interval, np.minimum(number, self.cost.shape[1] - 1)
        return CostPart(self.name, self.cost[there], self.amount[there], self.per, self.unit)


@dataclass(frozen=True, eq=False)
class Needs:
    """What the cost of a set of queues rests on.

    Parameters
    ----------
    callers
        Its callers.
    required, least
        Operators it requires, and those asked for whatever the calls; shape (intervals,).
    whole
        Whether nobody of its operators answers another queue. Else only what is missing costs: the calls of the set are
        among those of a larger one, in whose cost surplus operators, and the calls missed by whoever answers, are counted.
    buys
        What the outside call centre may take of it at most, in operators; None where it takes none of its calls.
    forgiven
        Share of the outside call centre's price that the search leaves out (`cost.least_purchase`).
    """

    instance: Instance
    callers: PooledQueue
    required: Counts
    least: Counts
    whole: bool
    buys: Counts | None
    forgiven: float = 0.0

    def price(self, price: Counts) -> Counts:
        """What is left of a price of outside help, rounded down."""
        return np.floor(price * (1 - self.forgiven)).astype(np.int64) if self.forgiven else price

    @cached_property
    def own_parts(self) -> tuple[CostPart, ...]:
        """Cost without outside help, for as many own and outside operators as save anything."""
        return own_parts(self, 2 * int(self.required.max(initial=0)) + len(people(self.instance)) + _ROOM)


def cost_parts(needs: Needs) -> tuple[CostPart, ...]:
    """Parts of the cost of a set of queues: by requirement, or by missed calls where these have a price; and outside help."""
    instance = needs.instance
    most, outside = len(people(instance)), instance.outside
    if needs.buys is None or outside is None:
        return own_parts(needs, most)
    if outside.by_call and instance.objective.missed_call is not None:
        return _with_overflow(needs, most) if needs.whole else own_parts(needs, most)
    if not needs.whole:
        return own_parts(replace(needs, required=np.maximum(needs.required - offer_of(needs).capacity, 0)), most)
    return _with_outside_operators(needs, most)


def expected_missed(instance: Instance, callers: PooledQueue, most: int) -> tuple[Floats, Floats]:
    """Expected missed calls of each interval, and their convex minorant, with 0 to `most` planned; (intervals, most + 1).

    Over the forecast's distribution where it has quantiles, and on as many lines as the hotline has, if all its queues are
    among them: others share the lines, and none is counted out.
    """
    lines = instance.hotline.lines if len(instance.queues) == len(callers.queues) else None
    return callers.missed(most, lines)


def own_parts(needs: Needs, most: int) -> tuple[CostPart, ...]:
    """Cost of a set without outside help, for 0 to `most` operators."""
    instance = needs.instance
    if instance.objective.missed_call is None:
        return _by_requirement(needs, most)
    missed = priced_calls(needs, most)
    price = units(instance.objective.missed_call)
    cost = integer_convex(missed / instance.grid.cells_per_interval * price)
    return CostPart("missed_calls", cost, cost, price, "calls"), below_minimum(needs, most)


def priced_calls(needs: Needs, most: int) -> Floats:
    """Missed calls that have a price: of a set within another those beyond what its requirement lets pass."""
    _, missed = expected_missed(needs.instance, needs.callers, max(most, int(needs.required.max(initial=0))))
    if needs.whole:
        return missed[:, : most + 1]
    allowed = np.take_along_axis(missed, needs.required[:, None], axis=1)
    outside = needs.instance.outside
    if needs.buys is not None and outside is not None and outside.by_call:
        allowed = allowed + _calls_taken(needs)[:, None] * needs.instance.grid.cells_per_interval
    return np.asarray(np.maximum(missed[:, : most + 1] - allowed, 0.0))


def _by_requirement(needs: Needs, most: int) -> tuple[CostPart, ...]:
    """Two prices for operators missing to the requirement, and one for surplus ones."""
    instance, required = needs.instance, needs.required
    on_phone, prices = np.arange(most + 1), instance.objective
    missing = np.maximum(required[:, None] - on_phone, 0)
    first = np.minimum(missing, np.maximum(1, required // 10)[:, None])
    surplus = np.maximum(on_phone - required[:, None], 0) * needs.whole
    return (
        _operators(instance, "understaffing", first, prices.understaffing_per_hour),
        _operators(instance, "understaffing_beyond_10_percent", missing - first,
                   prices.understaffing_beyond_10_percent_per_hour),
        _operators(instance, "overstaffing", surplus, prices.overstaffing_per_hour),
    )


def below_minimum(needs: Needs, most: int) -> CostPart:
    """Operators missing to `min_operators`, which are asked for whatever the calls."""
    missing = np.maximum(needs.least[:, None] - np.arange(most + 1), 0)
    return _operators(needs.instance, "below_minimum", missing,
                      needs.instance.objective.understaffing_beyond_10_percent_per_hour)


def _operators(instance: Instance, name: str, operators: Counts, price_per_hour: float) -> CostPart:
    minutes = instance.grid.cell_minutes
    return CostPart(name, operators * units(price_per_hour, minutes), operators * minutes, 60, "operator-hours")


def _with_outside_operators(needs: Needs, most: int) -> tuple[CostPart, ...]:
    """Add outside operators wherever they cost less than what they save; a price per call is one per operator's share.

    Of the calls of an interval, each of the operators it requires takes an equal share; an outside operator bought by
    the call takes as many. Operators asked for by `min_operators` are own ones.
    """
    offer, own = offer_of(needs), needs.own_parts
    curve = np.sum([part.cost for part in own], axis=0)
    price = needs.price(offer.price)
    bought = operators_bought(curve, price, offer.capacity, most)
    return (
        *(CostPart(part.name, with_bought(part.cost, bought), with_bought(part.amount, bought), part.per, part.unit)
          for part in own),
        CostPart(OUTSIDE, bought * price[:, None], bought * offer.price[:, None], offer.per, offer.unit),
    )


@dataclass(frozen=True, eq=False)
class Offer:
    """Outside operators that can be had for a set: price of one in a cell, most of them, both (intervals,); and their unit."""

    price: Counts
    capacity: Counts
    per: int
    unit: str


def offer_of(needs: Needs) -> Offer:
    """What the outside call centre offers to a set."""
    instance, required, calls = needs.instance, needs.required, np.nan_to_num(needs.callers.calls)
    outside, minutes = instance.outside, instance.grid.cell_minutes
    assert outside is not None
    assert needs.buys is not None
    # What is bought by the hour needs no calls where the requirement is given directly.
    some = outside_intervals(instance) & (required > 0) & ((calls > 0) | bool(instance.requirement and not outside.by_call))
    capacity = np.where(some, needs.buys, 0)
    if outside.by_call:
        share = np.where(some, calls / np.maximum(required, 1), 0.0)  # calls of one in an interval
        price = np.rint(share / instance.grid.cells_per_interval * units(outside.price)).astype(np.int64)
        if outside.capacity_calls_per_hour is not None:
            taken = outside.capacity_calls_per_hour * instance.grid.interval_minutes / 60
            fits = np.floor(taken / np.where(share > 0, share, 1.0) * (1 + FUZZ))
            capacity = np.minimum(capacity, fits).astype(np.int64)  # in floats first: a few calls a year fit very often
        per, unit = units(outside.price), "calls"
    else:
        price = np.full(len(required), units(outside.price, minutes))
        capacity = capacity if outside.capacity_operators is None else np.minimum(capacity, outside.capacity_operators)
        per, unit = units(outside.price), "operator-hours"
    return Offer(price, np.asarray(capacity, dtype=np.int64), per, unit)


def _with_overflow(needs: Needs, most: int) -> tuple[CostPart, ...]:
    """Hand calls that would be missed to the outside call centre, as far as it takes them, where a missed one costs more.

    With *m* expected missed calls, capacity *c* and prices *p* and *q* of an outside and a missed call, the cost is
    p min(m, c) + q max(m - c, 0): rising and convex in *m* for p < q, so that it is convex in the operators as *m* is.
    """
    instance = needs.instance
    outside, missed_price = instance.outside, instance.objective.missed_call
    assert outside is not None
    assert missed_price is not None
    cells = instance.grid.cells_per_interval
    missed = priced_calls(needs, most) / cells
    taken = np.minimum(missed, _calls_taken(needs)[:, None])
    price, outside_price = units(missed_price), int(needs.price(np.array(units(outside.price))))
    total = integer_convex(taken * outside_price + (missed - taken) * price)
    paid = np.clip(np.rint(taken * outside_price).astype(np.int64), 0, total)
    lost = total - paid
    return (
        CostPart("missed_calls", lost, lost, price, "calls"),
        below_minimum(needs, most),
        CostPart(OUTSIDE, paid, paid, outside_price, "calls"),
    )


def _calls_taken(needs: Needs) -> Floats:
    """Calls that the outside call centre takes at most in a cell of each interval, where it is the cheaper way to lose them."""
    outside, missed_price = needs.instance.outside, needs.instance.objective.missed_call
    assert outside is not None
    assert missed_price is not None
    offered = calls_offered(needs.instance)
    return np.zeros_like(offered) if outside.price * (1 - needs.forgiven) >= missed_price else offered


def calls_offered(instance: Instance) -> Floats:
    """Calls that the outside call centre can take at most in a cell of each interval; shape (intervals,)."""
    outside = instance.outside
    assert outside is not None
    capacity = np.where(outside_intervals(instance), np.inf, 0.0)
    if outside.capacity_calls_per_hour is not None:
        capacity = np.minimum(capacity, outside.capacity_calls_per_hour * instance.grid.cell_minutes / 60)
    return capacity
