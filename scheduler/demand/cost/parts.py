"""The staffing cost of a queue, part by part: what the engine minimises is their sum, what a roster's terms say is each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.convex import integer_convex
from scheduler.demand.cost.purchase import operators_bought, with_bought
from scheduler.demand.opening import outside_intervals
from scheduler.demand.queueing.missed_calls import missed_calls
from scheduler.demand.queueing.queue import FUZZ, Queue
from scheduler.demand.queueing.uncertainty import LoadDistribution
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
    """One term of the staffing cost, for every number of own operators who serve the queue.

    Parameters
    ----------
    name
        Name of the term in `roster.json`.
    cost
        During one cell of an interval, in units of `instance.objective.UNITS`; shape (intervals, most + 1). The sum over
        the parts of a queue is convex.
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


def cost_parts(
    instance: Instance, name: str | None, queue: Queue, required: Counts, distribution: LoadDistribution | None
) -> tuple[CostPart, ...]:
    """Parts of a queue's staffing cost: by the requirement, or by missed calls where these have a price; and outside help.

    Parameters
    ----------
    name, queue, distribution
        The queue, its callers, and how uncertain its load is.
    required
        Operators it requires; shape (intervals,).
    """
    most, needs = len(people(instance)), _Needs(instance, queue, required, distribution)
    outside = instance.outside if instance.outside is not None and instance.outside.queue == name else None
    if outside is None:
        return _own_parts(needs, most)
    if outside.by_call and instance.objective.missed_call is not None:
        return _with_overflow(needs, most)
    own = _own_parts(needs, 2 * int(required.max(initial=0)) + most + _ROOM)
    return _with_outside_operators(needs, own, most)


@dataclass(frozen=True, eq=False)
class _Needs:
    """What the cost of a queue rests on."""

    instance: Instance
    queue: Queue
    required: Counts
    distribution: LoadDistribution | None


def expected_missed(
    instance: Instance, queue: Queue, distribution: LoadDistribution | None, most: int
) -> tuple[Floats, Floats]:
    """Expected missed calls of each interval, and their convex minorant, with 0 to `most` planned; (intervals, most + 1).

    Over the forecast's distribution where it has quantiles, and on as many lines as the hotline has, if it has a single
    queue: several ones share the lines, and none is counted out.
    """
    lines = instance.hotline.lines if len(instance.queues) == 1 else None
    found = missed_calls(queue, most, distribution, lines)
    return found.expected, found.convex


def _own_parts(needs: _Needs, most: int) -> tuple[CostPart, ...]:
    instance = needs.instance
    if instance.objective.missed_call is None:
        return _by_requirement(instance, needs.required, most)
    _, missed = expected_missed(instance, needs.queue, needs.distribution, most)
    price = units(instance.objective.missed_call)
    cost = integer_convex(missed / instance.grid.cells_per_interval * price)
    return CostPart("missed_calls", cost, cost, price, "calls"), _below_minimum(needs, most)


def _by_requirement(instance: Instance, required: Counts, most: int) -> tuple[CostPart, ...]:
    """Two prices for operators missing to the requirement, one for surplus ones."""
    on_phone, prices = np.arange(most + 1), instance.objective
    missing = np.maximum(required[:, None] - on_phone, 0)
    first = np.minimum(missing, np.maximum(1, required // 10)[:, None])
    surplus = np.maximum(on_phone - required[:, None], 0)
    return (
        _operators(instance, "understaffing", first, prices.understaffing_per_hour),
        _operators(instance, "understaffing_beyond_10_percent", missing - first,
                   prices.understaffing_beyond_10_percent_per_hour),
        _operators(instance, "overstaffing", surplus, prices.overstaffing_per_hour),
    )


def _below_minimum(needs: _Needs, most: int) -> CostPart:
    """Operators missing to `min_operators`, which are asked for whatever the calls."""
    least = np.where(needs.queue.is_open, needs.queue.service.least_operators, 0)
    missing = np.maximum(least[:, None] - np.arange(most + 1), 0)
    return _operators(needs.instance, "below_minimum", missing,
                      needs.instance.objective.understaffing_beyond_10_percent_per_hour)


def _operators(instance: Instance, name: str, operators: Counts, price_per_hour: float) -> CostPart:
    minutes = instance.grid.cell_minutes
    return CostPart(name, operators * units(price_per_hour, minutes), operators * minutes, 60, "operator-hours")


def _with_outside_operators(needs: _Needs, own: tuple[CostPart, ...], most: int) -> tuple[CostPart, ...]:
    """Add outside operators wherever they cost less than what they save; a price per call is one per operator's share.

    Of the calls of an interval, each of the operators it requires takes an equal share; an outside operator bought by
    the call takes as many. Operators asked for by `min_operators` are own ones.
    """
    instance, queue, required = needs.instance, needs.queue, needs.required
    outside, minutes = instance.outside, instance.grid.cell_minutes
    assert outside is not None
    comes = np.nan_to_num(queue.calls) > 0  # what is bought by the hour needs none, where the requirement is given directly
    some = outside_intervals(instance) & (required > 0) & (comes | bool(instance.requirement and not outside.by_call))
    capacity = np.where(some, np.maximum(required - queue.service.least_operators, 0), 0)
    if outside.by_call:
        share = np.where(some, np.nan_to_num(queue.calls) / np.maximum(required, 1), 0.0)  # calls of one in an interval
        price = np.rint(share / instance.grid.cells_per_interval * units(outside.price)).astype(np.int64)
        if outside.capacity_calls_per_hour is not None:
            calls = outside.capacity_calls_per_hour * instance.grid.interval_minutes / 60
            fits = np.floor(calls / np.where(share > 0, share, 1.0) * (1 + FUZZ))
            capacity = np.minimum(capacity, fits).astype(np.int64)  # in floats first: a few calls a year fit very often
        per, unit = units(outside.price), "calls"
    else:
        price = np.full(len(required), units(outside.price, minutes))
        capacity = capacity if outside.capacity_operators is None else np.minimum(capacity, outside.capacity_operators)
        per, unit = units(outside.price), "operator-hours"
    curve = np.sum([part.cost for part in own], axis=0)
    bought = operators_bought(curve, price, capacity, most)
    cost = bought * price[:, None]
    return (
        *(CostPart(part.name, with_bought(part.cost, bought), with_bought(part.amount, bought), part.per, part.unit)
          for part in own),
        CostPart(OUTSIDE, cost, cost, per, unit),
    )


def _with_overflow(needs: _Needs, most: int) -> tuple[CostPart, ...]:
    """Hand calls that would be missed to the outside call centre, as far as it takes them, where a missed one costs more.

    With *m* expected missed calls, capacity *c* and prices *p* and *q* of an outside and a missed call, the cost is
    p min(m, c) + q max(m - c, 0): rising and convex in *m* for p < q, so that it is convex in the operators as *m* is.
    """
    instance = needs.instance
    outside, missed_price = instance.outside, instance.objective.missed_call
    assert outside is not None
    assert missed_price is not None
    cells = instance.grid.cells_per_interval
    _, missed = expected_missed(instance, needs.queue, needs.distribution, most)
    missed = missed / cells
    capacity = np.where(outside_intervals(instance), np.inf, 0.0)
    if outside.capacity_calls_per_hour is not None:
        capacity = np.minimum(capacity, outside.capacity_calls_per_hour * instance.grid.cell_minutes / 60)
    if outside.price >= missed_price:
        capacity = np.zeros_like(capacity)
    taken = np.minimum(missed, capacity[:, None])
    price, outside_price = units(missed_price), units(outside.price)
    total = integer_convex(taken * outside_price + (missed - taken) * price)
    paid = np.clip(np.rint(taken * outside_price).astype(np.int64), 0, total)
    lost = total - paid
    return (
        CostPart("missed_calls", lost, lost, price, "calls"),
        _below_minimum(needs, most),
        CostPart(OUTSIDE, paid, paid, outside_price, "calls"),
    )
