"""Rules of people together as head counts: a convex cost of what some people add on the phone and in their breaks.

Of a pair that must be together one adds 1 and the other takes 1 away: the cost is the distance from 0. Whoever needs somebody
beside them adds 1, and who is beside them takes as many away as they may look after. While one of a team has lunch each of the
others who works adds 1. The model, the search and the bound know nothing else of these rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import TOGETHER, HeadCount, reach
from scheduler.demand.opening import in_window, open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Operator
from scheduler.instance.together import TogetherRule, belongs
from scheduler.instance.yesterday import people

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Broken = Callable[[Ints], Ints]

_COUNTS = {"present": (1, 1, 1, 1), "on_phone": (1, 0, 0, 0), "on_break": (0, 1, 1, 0), "at_lunch": (0, 0, 1, 0)}
"""Whether somebody counts on the phone, in a breather, at lunch, and in an activity."""
_PRESENT = np.array(_COUNTS["present"])
_LUNCH = np.array(_COUNTS["at_lunch"])


def together_counts(instance: Instance, *, hard: bool) -> Iterator[HeadCount]:
    """Head counts of the hard rules, whose cost is 1 for each who breaks one, or of the priced ones."""
    has_breaks = instance.breaks.lunch or instance.breaks.breathers
    kinds = 4 if instance.work_names else 3 if has_breaks else 1  # without breaks there is the phone alone
    for rule in instance.together:
        if rule.is_hard == hard:
            price = 1 if rule.price_per_hour is None else units(rule.price_per_hour, instance.grid.cell_minutes)
            cells = in_window(instance, rule.days, rule.start, rule.end)
            applies = np.where(cells & open_cells(instance) if rule.rule == "least" else cells, 0, -1)
            for weights, broken in _stated(rule, people(instance)):
                yield _head_count(rule, weights[:, :kinds], broken, price, applies)


def _stated(rule: TogetherRule, everybody: Sequence[Operator]) -> Iterator[tuple[Ints, Broken]]:
    """What each of the people adds, shape (people, 4), and how many break the rule at each sum."""
    who = np.array([belongs(each, rule.who) for each in everybody], dtype=np.bool_)
    counted = np.outer(who, _COUNTS[rule.counts or "present"]).astype(np.int64)
    number = rule.number or 0
    match rule.rule:
        case "least":
            yield counted, partial(_below, number)
        case "most":
            yield counted, partial(_above, number)
        case "beside":
            beside = np.array([belongs(each, rule.beside or rule.who) for each in everybody], dtype=np.bool_)
            each = np.outer(beside, _COUNTS[rule.counts or "present"]).astype(np.int64) * (rule.each or 1)
            yield np.where(beside[:, None], -each, counted), partial(_above, 0)
        case "apart":
            yield counted, partial(_above, 1)
        case "together":
            yield from ((weights, np.abs) for weights in _pairs(who, everybody))
        case "lunch_together":
            yield from _lunches(who, everybody)


def _pairs(who: Mask, everybody: Sequence[Operator]) -> Iterator[Ints]:
    """The first of some people beside each of the others: their difference."""
    ids = list(dict.fromkeys(each.id for each, own in zip(everybody, who, strict=True) if own))
    for other in ids[1:]:
        sign = np.array([(each.id == other) - (each.id == ids[0]) for each in everybody], dtype=np.int64)
        yield np.outer(sign, _PRESENT)


def _lunches(who: Mask, everybody: Sequence[Operator]) -> Iterator[tuple[Ints, Broken]]:
    """For each of a team: how many of the others work while they have lunch."""
    for one in dict.fromkeys(each.id for each, own in zip(everybody, who, strict=True) if own):
        is_one = np.array([each.id == one for each in everybody], dtype=np.bool_)
        others = int((who & ~is_one).sum())
        weights = np.outer(who & ~is_one, _PRESENT - _LUNCH) + np.outer(is_one, _LUNCH * others)
        yield weights.astype(np.int64), partial(_above, others)


def _below(number: int, sums: Ints) -> Ints:
    return np.asarray(np.maximum(number - sums, 0))


def _above(number: int, sums: Ints) -> Ints:
    return np.asarray(np.maximum(sums - number, 0))


def _head_count(rule: TogetherRule, weights: Ints, broken: Broken, price: int, applies: Ints) -> HeadCount:
    base, most = reach(weights)
    curve = broken(np.arange(-base, most + 1, dtype=np.int64)) * price
    on_break = weights[:, 1:] if weights[:, 1:].any() else None
    return HeadCount(TOGETHER, rule.label, weights[:, 0], curve[None], applies, on_break=on_break, base=base)
