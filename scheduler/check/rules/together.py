"""Rules of people together: hard ones are never broken, and the others have a price for each hour and operator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.coverage import on_phone, stretches
from scheduler.check.facts.people import ids
from scheduler.check.facts.priced import Priced
from scheduler.check.facts.windows import in_window
from scheduler.check.violation import Violation
from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.together import TogetherRule
from scheduler.roster import Shift

NAME = "together"

Cells = NDArray[np.int64]

_SAID = {
    "least": "too few are there", "most": "too many are there", "beside": "of those who need somebody beside them are too many",
    "apart": "are there who must not meet", "together": "are not where the others are",
    "lunch_together": "work while another has lunch",
}


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in operators, for each stretch of cells in which a hard rule is broken."""
    for rule in instance.together:
        if rule.price_per_hour is None:
            broken = _broken(instance, shifts, rule)
            for first, end in stretches(broken > 0):
                start, stop = (instance.grid.moment(cell) for cell in (first, end))
                most = int(broken[first:end].max())
                yield Violation(NAME, most, "operators", f"{start:%Y-%m-%d %H:%M}-{stop:%Y-%m-%d %H:%M}: by the rule "
                                f"{rule.name or rule.rule!r} up to {most} {_SAID[rule.rule]}")


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of breaking the rules that are not hard, if there are any."""
    minutes, price = 0, 0
    priced = [rule for rule in instance.together if rule.price_per_hour is not None]
    for rule in priced:
        found = int(_broken(instance, shifts, rule).sum()) * instance.grid.cell_minutes
        minutes += found
        price += units(rule.price_per_hour or 0, 1) * found
    if priced:
        yield Priced(NAME, price, Fraction(minutes, 60), "operator-hours")


def _broken(instance: Instance, shifts: Sequence[Shift], rule: TogetherRule) -> Cells:
    """How many break a rule in each cell; shape (cells,)."""
    who = ids(instance, rule.who)
    holds = in_window(instance, rule.days, rule.start, rule.end)
    if rule.rule == "least":
        holds &= open_cells(instance)
        found = np.maximum((rule.number or 0) - _there(instance, shifts, who, rule.counts), 0)
    elif rule.rule == "most":
        found = np.maximum(_there(instance, shifts, who, rule.counts) - (rule.number or 0), 0)
    elif rule.rule == "beside":
        beside = ids(instance, rule.beside or rule.who)
        looked_after = (rule.each or 1) * _there(instance, shifts, beside, rule.counts)
        found = np.maximum(_there(instance, shifts, who - beside, rule.counts) - looked_after, 0)
    elif rule.rule == "apart":
        found = np.maximum(_there(instance, shifts, who, "present") - 1, 0)
    elif rule.rule == "together":
        first, *others = (_there(instance, shifts, {each.id}, "present") for each in instance.operators if each.id in who)
        found = sum((np.abs(first - other) for other in others), np.zeros_like(first))
    else:
        found = _working_at_lunch(instance, shifts, who)
    return np.where(holds, found, 0)


def _working_at_lunch(instance: Instance, shifts: Sequence[Shift], who: set[str]) -> Cells:
    """For each who has lunch, how many of the others are in a shift and have none."""
    works = {each: _there(instance, shifts, {each}, "present") - _there(instance, shifts, {each}, "at_lunch") for each in who}
    found = np.zeros(instance.grid.cells, dtype=np.int64)
    for one in who:
        has_lunch = _there(instance, shifts, {one}, "at_lunch")
        found += has_lunch * sum(works[other] for other in who - {one})
    return found


def _there(instance: Instance, shifts: Sequence[Shift], who: set[str], counts: str | None) -> Cells:
    """How many of some are present, on the phone, in a break or at lunch, in each cell; shape (cells,)."""
    present = _on_phone_but_for(instance, shifts, who, "gap")
    if counts == "on_phone":
        return on_phone(instance, shifts, who)
    if counts == "on_break":
        return _on_phone_but_for(instance, shifts, who, "gap", "activity") - on_phone(instance, shifts, who)
    if counts == "at_lunch":
        return present - _on_phone_but_for(instance, shifts, who, "gap", "lunch")
    return present


def _on_phone_but_for(instance: Instance, shifts: Sequence[Shift], who: set[str], *kinds: str) -> Cells:
    """How many of some would be on the phone, were these kinds of breaks the only ones; shape (cells,)."""
    only = [shift.keeping(lambda each: each.kind in kinds) for shift in shifts]
    return on_phone(instance, only, who)
