"""What it costs to have k operators on the phone: the only thing the engine learns about calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.activities import activity_counts, with_facilitators
from scheduler.demand.cost.head_count import BREAKS, MINIMUMS, STAFFING, Floor, HeadCount, break_labels, floors, head_counts
from scheduler.demand.cost.together import together_counts
from scheduler.demand.demand import Demand
from scheduler.instance.bounds import PER_HOUR
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
        Hard minimums.
    ceiling
        No roster that keeps all rules in `hard` costs more, in units; 0 without any.
    hard
        Head counts of the hard minimums, the hard rules of people together and the limits of activities, at a cost of 1 for
        each who is missing or too many. In `head_counts` that costs far more than anything else; the cost of a roster that
        keeps them all is the true one, and so is every bound.
    breaks
        Labels of the breaks that head counts tell apart.
    """

    is_open: NDArray[np.bool_]
    head_counts: tuple[HeadCount, ...]
    floors: tuple[Floor, ...] = ()
    ceiling: int = 0
    hard: tuple[HeadCount, ...] = ()
    breaks: tuple[str, ...] = BREAKS

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
    """Staffing cost of an instance: its head counts, and a penalty for what breaks its hard ones."""
    priced = (*head_counts(instance, demand), *together_counts(instance, hard=False))
    least = floors(instance)
    hard = (*with_facilitators(instance, (*together_counts(instance, hard=True), *map(_lacking, least))),
            *activity_counts(instance))
    ceiling = _ceiling(instance, priced) if hard else 0
    heads = _merged((*with_facilitators(instance, priced), *_penalties(hard, ceiling)))
    return StaffingCost(demand.is_open, tuple(heads), least, ceiling, hard, break_labels(instance))


def _lacking(floor: Floor) -> HeadCount:
    """How many are missing to a hard minimum."""
    lack = np.maximum(floor.number - np.arange(len(floor.counts) + 1), 0)
    return HeadCount(MINIMUMS, floor.what, floor.counts, lack[None], np.where(floor.applies, 0, -1))


def _penalties(hard: Iterable[HeadCount], ceiling: int) -> Iterator[HeadCount]:
    """What an operator costs in a cell who breaks a hard rule: more than a roster can gain by it, as far as numbers reach.

    A round number, so that it is a multiple of what prices have in common.
    """
    penalty = min(-(-(ceiling + 1) // _ROUND) * _ROUND, _MOST_PENALTY)
    yield from (replace(each, curves=each.curves * penalty) for each in hard)


def _merged(heads: Iterable[HeadCount]) -> Iterator[HeadCount]:
    """Make those that count the same people one, so that they are counted once; a cap stays apart."""
    alike: dict[bytes, HeadCount] = {}
    for each in heads:
        key = each.weights.tobytes() + f"{each.base} {each.cap is None}".encode()
        alike[key] = _sum(alike[key], each) if key in alike and each.cap is None else each
    yield from alike.values()


def _sum(first: HeadCount, second: HeadCount) -> HeadCount:
    """One head count that costs what two of the same people cost together; it keeps what the first is called.

    Curves end where no more of them can be there: the longer of two has no more to say.
    """
    pairs, curve_of = np.unique(np.stack([first.curve_of, second.curve_of]), axis=1, return_inverse=True)
    width = min(first.curves.shape[1], second.curves.shape[1])
    zero = np.zeros((1, width), dtype=np.int64)
    one, other = (np.vstack([each.curves[:, :width], zero])[which]
                  for each, which in zip((first, second), pairs, strict=True))
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
    a_day = sum(price * (24 * 60 if rule in PER_HOUR else 1) for rule, price in instance.objective.bound_units.items())
    missed = a_day * max(_SPAN, 2 * len(instance.shifts)) * len(instance.operators)  # a shift may be of every template
    return staffing + (own + wishes + left + missed + _unfair(instance)) * instance.horizon.days


def _unfair(instance: Instance) -> int:
    """At least what a day costs at which everybody has what is priced for fairness, after all days before."""
    days, shares = instance.horizon.days, instance.shares
    return sum(ceil(units(price) * (shares.had_more[kind][each.id] + days + 1) / shares.relative[each.id]) + 1
               for kind, price in instance.objective.fairness.priced.items() for each in instance.operators)
