"""The least purchase of an outside call centre: what is paid anyway is used where it saves most.

The minimum binds the whole horizon at once, so that no curve of a single cell knows it. With own operators given, the
cheapest purchase is that of `cost.purchase`, and, where it stays below the minimum, of what else is useful the most saving
first. For the search, a share *f* of the price is forgiven: as max(M, S) ≥ (1 − f) S + f M for every spending *S*, a bound at
that price, and *f M* on top, is one of the whole (Lagrange; `solve.least_purchase`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.parts import (
    OUTSIDE,
    CostPart,
    Needs,
    below_minimum,
    calls_offered,
    offer_of,
    priced_calls,
)
from scheduler.demand.cost.purchase import operators_bought
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.yesterday import people

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Settled:
    """The cheapest purchase beside given own operators.

    Parameters
    ----------
    parts
        Every term of the set's cost, cell by cell: arrays of shape (cells,).
    spent
        What the purchases cost, in units.
    forgiven
        Share of the price that the minimum pays anyway, from 0 to 1: what is bought last saves the rest of it.
    """

    parts: tuple[CostPart, ...]
    spent: int
    forgiven: float


@dataclass(frozen=True, eq=False)
class _Steps:
    """What else is useful: the cell of each step, what it saves, and its price; all (steps,), in order of time."""

    cell: Counts
    saved: Floats
    price: Floats

    def taken(self, left: float) -> tuple[Counts, float]:
        """Steps that `left` units pay for, the most saving for its price first, and the share of the price they must save.

        The first that no longer fits is taken too where it saves more than is then paid on top.
        """
        ratio = self.saved / self.price
        order = np.argsort(-ratio, kind="stable")
        paid = np.cumsum(self.price[order])
        number = int((paid <= left).sum())
        if number == len(order):
            return order, 0.0
        following, over = order[number], paid[number] - left
        return order[: number + int(self.saved[following] > over)], min(1.0, float(ratio[following]))


def settled(needs: Needs, interval: Counts, present: Counts) -> Settled:
    """Cheapest purchase with so many own operators on the phone in cells of these intervals; both (cells,)."""
    assert needs.instance.outside is not None
    if needs.instance.outside.by_call and needs.instance.objective.missed_call is not None:
        return _calls_settled(needs, interval, present)
    return _operators_settled(needs, interval, present)


def anyway(instance: Instance, forgiven: float) -> int:
    """What of the least purchase the search leaves out with the share of the price that is forgiven; in units, rounded down.

    A unit for each cell covers what curves of missed calls are rounded by.
    """
    if instance.outside is None or not forgiven:
        return 0
    rounding = instance.grid.cells if instance.outside.by_call else 0
    return max(0, int(forgiven * units(instance.outside.minimum_purchase)) - rounding)


def minimum_units(needs: Needs) -> int:
    """The least purchase in units."""
    return 0 if needs.instance.outside is None else units(needs.instance.outside.minimum_purchase)


def _operators_settled(needs: Needs, interval: Counts, present: Counts) -> Settled:
    own, offer, most = needs.own_parts, offer_of(needs), len(people(needs.instance))
    curve = np.asarray(np.sum([part.cost for part in own], axis=0))
    price = offer.price[interval]
    worth_it, useful = (operators_bought(curve, each, offer.capacity, most)[interval, present]
                        for each in (offer.price, np.zeros_like(offer.price)))
    left, forgiven, bought = minimum_units(needs) - int((worth_it * price).sum()), 0.0, worth_it
    if left > 0:
        steps = _more_operators(curve, interval, present + worth_it, useful - worth_it, price)
        taken, saved = steps.taken(left)
        bought = worth_it + np.bincount(steps.cell[taken], minlength=len(interval))
        forgiven = 1 - saved
    cost = bought * price
    help_bought = CostPart(OUTSIDE, cost, cost, offer.per, offer.unit)
    return Settled((*(part.at(interval, present + bought) for part in own), help_bought), int(cost.sum()), forgiven)


def _more_operators(curve: Counts, interval: Counts, there: Counts, more: Counts, price: Counts) -> _Steps:
    """One step for each operator more that saves anything; a price of nothing is one that is always paid."""
    cell = np.repeat(np.arange(len(more)), more)
    number = there[cell] + np.arange(len(cell)) - np.repeat(np.cumsum(more) - more, more)
    last = curve.shape[1] - 1
    saved = curve[interval[cell], np.minimum(number, last)] - curve[interval[cell], np.minimum(number + 1, last)]
    return _Steps(cell, saved.astype(np.float64), np.maximum(price[cell], 1).astype(np.float64))


def _calls_settled(needs: Needs, interval: Counts, present: Counts) -> Settled:
    """Missed calls are handed over: all where that is cheaper, else as many as the minimum pays for, in order of time."""
    instance = needs.instance
    outside, missed_price = instance.outside, instance.objective.missed_call
    assert outside is not None
    assert missed_price is not None
    price, lost = units(outside.price), units(missed_price)
    missed = priced_calls(needs, len(people(instance)))[interval, present] / instance.grid.cells_per_interval
    taken = np.minimum(missed, calls_offered(instance)[interval])
    left, forgiven = minimum_units(needs), 0.0
    if price >= lost:
        before = np.concatenate([[0.0], np.cumsum(taken)[:-1]])
        forgiven = 1.0 if float(taken.sum()) * price <= left else 1 - lost / price
        taken = np.clip(left / price - before, 0.0, taken)
    elif float(taken.sum()) * price < left:
        forgiven = 1.0
    paid, rest = (np.rint(each).astype(np.int64) for each in (taken * price, (missed - taken) * lost))
    below = below_minimum(needs, len(people(instance))).at(interval, present)
    return Settled((CostPart("missed_calls", rest, rest, lost, "calls"), below, CostPart(OUTSIDE, paid, paid, price, "calls")),
                   int(paid.sum()), forgiven)
