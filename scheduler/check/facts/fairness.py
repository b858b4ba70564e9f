"""What operators have had of shifts, nights and weekends, and what each of them owes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from scheduler.check.facts.nights import is_night
from scheduler.check.facts.shifts import days_worked, shifts_by_operator
from scheduler.check.facts.weeks import weekends_touched
from scheduler.instance.fairness import KINDS
from scheduler.instance.instance import Instance
from scheduler.roster import Shift


def counts(instance: Instance, shifts: Sequence[Shift]) -> dict[str, dict[str, int]]:
    """Of each operator, how many of each kind there are in a roster; by operator and kind."""
    found = {each.id: dict.fromkeys(KINDS, 0) for each in instance.operators}
    for operator, own in shifts_by_operator(instance, shifts):
        found[operator.id] = {"shifts": len(own), "nights": sum(is_night(instance, each) for each in own),
                              "weekends": len(weekends_touched(instance, days_worked(instance, own)))}
    return found


def had_after(instance: Instance, shifts: Sequence[Shift]) -> dict[str, dict[str, float]]:
    """What each operator has had after a roster: by the ledger, and in it; by operator and kind."""
    return {operator: {kind: (getattr(instance.ledger_of[operator], kind) if operator in instance.ledger_of else 0) + count
                       for kind, count in found.items()} for operator, found in counts(instance, shifts).items()}


def shares(instance: Instance) -> dict[str, float]:
    """What each operator owes beside whoever owes most: mean weekly hours, by the part of the open days they are there."""
    days = [day for day in range(instance.horizon.days) if instance.is_open_on(day)]
    owes = {}
    for operator, hours in mean_hours(instance).items():
        away = [each for each in instance.availability_of.get(operator, ()) if each.is_absence and each.is_whole_day]
        there = [day for day in days if not any(each.on(instance.grid.date(day)) for each in away)]
        owes[operator] = hours * max(len(there), 0.5) / max(len(days), 1)
    return {operator: each / max(owes.values()) for operator, each in owes.items()}


def mean_hours(instance: Instance) -> dict[str, float]:
    """Weekly hours of each operator's contract, in the mean of its bounds; one at least."""
    pairs = {each.id: instance.contract_of(each).hours_per_week for each in instance.operators}
    return {operator: max(sum(pair) / 2, 1.0) for operator, pair in pairs.items()}


def had_more(instance: Instance, kind: str) -> Mapping[str, float]:
    """Of a kind, what the ledger says each operator had beyond what whoever had least would have had with their hours."""
    hours = mean_hours(instance)
    had = dict.fromkeys(hours, 0.0) | {each.operator: float(getattr(each, kind)) for each in instance.ledger}
    least = min(had[operator] / hours[operator] for operator in hours)
    return {operator: max(0.0, had[operator] - least * hours[operator]) for operator in hours}


def rising(price: int, before: float, share: float, number: int) -> Fraction:
    """What so many cost, in units: the n-th costs n times the price divided by the share, in whole units."""
    return Fraction(sum(round(price * (before + each) / share) for each in range(1, number + 1)))
