"""What it costs to have k operators on the phone: the only thing the engine learns about calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import MINIMUMS, STAFFING, Floor, HeadCount, floors, head_counts
from scheduler.demand.cost.together import together_counts
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS, units

_ROUND = 60 * UNITS
_MOST_PENALTY = 10**10 // _ROUND * _ROUND
_SPAN = 31
"""Days of the longest span of a bound that a day of the horizon may have to make up for alone."""


@dataclass(frozen=True, eq=False)
class StaffingCost:
    """Convex cost of the numbers on the phone, cell by cell: a sum over head counts.

    Parameters
    ----------
    is_open
        Whether calls are answered in a cell, on all queues alike; shape (cells,). Presence in other cells costs and
        gains nothing, but for head counts that apply there.
    head_counts
        Costs of the number on the phone among some people; those of the sets of queues come first. People are the operators,
        and after them those who are still on the phone from yesterday (`instance.yesterday.people`).
    floors
        Hard minimums. In `head_counts` an operator missing to one costs far more than anything else; the cost of a roster
        that keeps them all is the true one, and so is every bound.
    ceiling
        No roster that keeps all floors and hard rules of people together costs more, in units; 0 without any.
    hard
        Head counts of the hard rules of people together, at a cost of 1 for each who breaks one; in `head_counts` it costs as
        much as to miss a floor.
    """

    is_open: NDArray[np.bool_]
    head_counts: tuple[HeadCount, ...]
    floors: tuple[Floor, ...] = ()
    ceiling: int = 0
    hard: tuple[HeadCount, ...] = ()

    @classmethod
    def of_everybody(cls, required: NDArray[np.int64], curve: NDArray[np.int64]) -> StaffingCost:
        """Cost of one queue that is always open and that everybody answers.

        Parameters
        ----------
        required, curve
            Of each cell: shapes (cells,), (cells, operators + 1).
        """
        cells, everybody = len(required), np.ones(curve.shape[-1] - 1, dtype=np.bool_)
        head = HeadCount(STAFFING, "", everybody, curve, np.arange(cells), None, required, whole=True)
        return cls(np.ones(cells, dtype=np.bool_), (head,))


def staffing_cost(instance: Instance, demand: Demand) -> StaffingCost:
    """Staffing cost of an instance: its head counts, and a penalty for what is missing to its hard minimums."""
    heads = (*head_counts(instance, demand), *together_counts(instance, hard=False))
    least, hard = floors(instance), tuple(together_counts(instance, hard=True))
    ceiling = _ceiling(instance, heads) if least or hard else 0
    return StaffingCost(demand.is_open, tuple(_merged((*heads, *_penalties(least, hard, ceiling)))), least, ceiling, hard)


def _penalties(least: Iterable[Floor], hard: Iterable[HeadCount], ceiling: int) -> Iterator[HeadCount]:
    """What an operator costs in a cell who breaks a hard rule: more than a roster can gain by it, as far as numbers reach.

    A round number, so that it is a multiple of what prices have in common.
    """
    penalty = min(-(-(ceiling + 1) // _ROUND) * _ROUND, _MOST_PENALTY)
    yield from (replace(each, curves=each.curves * penalty) for each in hard)
    for each in least:
        lack = np.maximum(each.number - np.arange(len(each.counts) + 1), 0) * penalty
        yield HeadCount(MINIMUMS, each.what, each.counts, lack[None], np.where(each.applies, 0, -1))


def _merged(heads: Iterable[HeadCount]) -> Iterator[HeadCount]:
    """Make those that count the same people one, so that they are counted once; a cap stays apart."""
    alike: dict[bytes, HeadCount] = {}
    for each in heads:
        key = each.weights.tobytes() + (b"" if each.cap is None else b"cap")
        alike[key] = _sum(alike[key], each) if key in alike and each.cap is None else each
    yield from alike.values()


def _sum(first: HeadCount, second: HeadCount) -> HeadCount:
    """One head count that costs what two of the same people cost together; it keeps what the first is called."""
    pairs, curve_of = np.unique(np.stack([first.curve_of, second.curve_of]), axis=1, return_inverse=True)
    zero = np.zeros((1, first.curves.shape[1]), dtype=np.int64)
    one, other = (np.vstack([each.curves, zero])[which] for each, which in zip((first, second), pairs, strict=True))
    required = None if first.required is None else np.append(first.required, 0)[pairs[0]]
    applies = first.applies | second.applies
    return replace(first, curves=one + other, curve_of=np.where(applies, curve_of.ravel(), -1), required=required)


def _ceiling(instance: Instance, heads: Iterable[HeadCount]) -> int:
    """At least the cost of every roster that keeps caps and floors: the dearest numbers, long shifts, no wish granted."""
    staffing = sum(int(each.curves.max(axis=1)[each.curve_of[each.applies]].sum()) for each in heads if each.cap is None)
    contracts = [instance.contract_of(each) for each in instance.operators]
    own = sum(units(price, 24 * 60) for each in contracts
              for price in (each.cost_per_hour, each.overtime_per_hour, each.time_off_per_hour))
    wishes = units(instance.objective.denied_wish) * (1 + len(instance.availability)) * len(instance.operators)
    left = max((units(each.price_per_day or 0) for each in instance.rotations), default=0) * len(instance.operators)
    missed = sum(instance.objective.bound_units.values()) * 24 * 60 * _SPAN * len(instance.operators)
    return staffing + (own + wishes + left + missed + _unfair(instance)) * instance.horizon.days


def _unfair(instance: Instance) -> int:
    """At least what a day costs at which everybody has what is priced for fairness, after all days before."""
    days, shares = instance.horizon.days, instance.shares
    return sum(ceil(units(price) * (shares.had_more[kind][each.id] + days + 1) / shares.relative[each.id]) + 1
               for kind, price in instance.objective.fairness.priced.items() for each in instance.operators)
