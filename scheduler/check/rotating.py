"""A rotation found for nobody in particular, checked: who works it breaks no rule, and its figures are so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from scheduler.check.hard import hard_rules
from scheduler.check.violation import Violation, number_differs
from scheduler.instance.base import WEEKDAYS
from scheduler.instance.instance import Instance
from scheduler.instance.shifts import ShiftTemplate
from scheduler.roster import Break, BreakKind, Shift
from scheduler.rotation_plan import Need, RotationPlan

NAME = "rotation"
_OF_PLACE_AND_OTHERS = ("breaks", "seats", "min_operators", "minimums", "together")
"""Rules of breaks, which a pattern does not place, and of several people."""
_ROUNDS, _WEEK, _DAY = 2, 7, dt.timedelta(days=1)


def check_rotation(
    instance: Instance, plan: RotationPlan, needs: Sequence[Need], mean_hours: tuple[float, float] | None = None
) -> tuple[Violation, ...]:
    """Every breach of a rule of a person who works the pattern twice round, and every figure that is not so."""
    trial = _trial(instance, plan, mean_hours)
    shifts = [shift for person in range(len(plan.pattern)) for shift in _worked(trial, plan, person)]
    found = [violation for rule in hard_rules() if rule.NAME not in _OF_PLACE_AND_OTHERS
             for violation in rule.check(trial, shifts)]
    return (*found, *_weekends(instance, plan), *_mean(plan, mean_hours), *_figures(instance, plan, needs))


def _trial(instance: Instance, plan: RotationPlan, mean_hours: tuple[float, float] | None) -> Instance:
    """A hotline that is open as in the week of the plan, whose people work nothing but the pattern, without clock changes."""
    contract = instance.contracts[plan.contract].model_dump(by_alias=True) | {"max_weekends": None}
    days = (plan.first_day - instance.horizon.start).days
    windows = instance.hours.windows(instance.horizon.start, days + _WEEK)[days:]
    weekly = {WEEKDAYS[(plan.first_day.weekday() + number) % _WEEK]: [str(window) for window in of_day]
              for number, of_day in enumerate(windows)}
    return Instance.model_validate({
        "schema": 1, "hotline": instance.hotline.model_dump(by_alias=True) | {"timezone": "UTC"},
        "horizon": {"start": plan.first_day, "days": _ROUNDS * _WEEK * len(plan.pattern)}, "hours": {"weekly": weekly},
        "calls": {"per_day": 0, "aht_s": 60}, "shifts": instance.shifts, "breaks": instance.breaks, "nights": instance.nights,
        "contracts": {plan.contract: contract | ({"hours_per_week": (0, 168)} if mean_hours else {})},
        "operators": [{"id": f"{number}", "contract": plan.contract} for number in range(len(plan.pattern))],
        "rotations": [plan.rotation]})


def _worked(trial: Instance, plan: RotationPlan, person: int) -> Iterator[Shift]:
    templates = {each.name: each for each in trial.shifts}
    for day in range(trial.horizon.days):
        name = plan.pattern[(day // _WEEK + person) % len(plan.pattern)][day % _WEEK]
        if name is not None:
            midnight = dt.datetime.combine(plan.first_day + day * _DAY, dt.time(), dt.UTC)
            start = midnight + dt.timedelta(minutes=templates[name].start.first)
            end = start + dt.timedelta(minutes=templates[name].length.from_minutes)
            yield Shift(operator=f"{person}", start=start, end=end, breaks=tuple(_unpaid(trial, templates[name], start)))


def _unpaid(trial: Instance, template: ShiftTemplate, start: dt.datetime) -> Iterator[Break]:
    """Its unpaid breaks, one after the other in the middle of it: only how long they are counts here."""
    at = start + dt.timedelta(minutes=template.length.from_minutes // 2)
    for kind, minutes, paid in _breaks(trial, template):
        if not paid:
            yield Break(kind=kind, start=at, end=at + dt.timedelta(minutes=minutes))
            at += dt.timedelta(minutes=minutes)


def _breaks(instance: Instance, template: ShiftTemplate) -> Iterator[tuple[BreakKind, int, bool]]:
    """Kind, minutes, and whether it is paid, of each break of a template of one length."""
    length = template.length.from_minutes
    yield from (("lunch", each.minutes[0], each.paid) for each in instance.breaks.lunches_of(length))
    breathers = instance.breaks.breathers
    if breathers is not None:
        counts = [row.breathers for row in sorted(breathers.count, key=lambda row: row.from_shift_minutes)
                  if row.from_shift_minutes <= length]
        yield from (("breather", breathers.minutes, breathers.paid) for _ in range(counts[-1] if counts else 0))


def _weekends(instance: Instance, plan: RotationPlan) -> Iterator[Violation]:
    """More weekends worked in as many weeks as the horizon has than the contract allows."""
    most, weeks = instance.contracts[plan.contract].max_weekends, len(plan.pattern)
    if most is None:
        return
    dates = [instance.horizon.start + day * _DAY for day in range(-1, instance.horizon.days)]
    is_free = [date.weekday() in instance.hotline.weekend_days for date in dates]
    count = sum(now and (not before or day == 0) for day, (before, now) in enumerate(pairwise(is_free)))
    worked = list[bool]()
    for day in range(weeks * _WEEK * (_ROUNDS + count)):
        if (plan.first_day + day * _DAY).weekday() in instance.hotline.weekend_days:
            if not worked or (plan.first_day + (day - 1) * _DAY).weekday() not in instance.hotline.weekend_days:
                worked.append(False)
            worked[-1] |= plan.pattern[day // _WEEK % weeks][day % _WEEK] is not None
    for first in range(len(worked) - count):
        if (found := sum(worked[first:first + count])) > most:
            yield Violation("weekends", found - most, "weekends", f"{found} of {count} weekends are worked; allowed are {most}")
            return


def _mean(plan: RotationPlan, mean_hours: tuple[float, float] | None) -> Iterator[Violation]:
    mean = sum(plan.paid_hours) / len(plan.paid_hours)
    if mean_hours is not None and not mean_hours[0] - 1e-9 <= mean <= mean_hours[1] + 1e-9:
        yield Violation(NAME, abs(mean - mean_hours[0]), "h", f"{mean:g} paid hours a week in the mean; allowed are "
                        f"{mean_hours[0]:g} to {mean_hours[1]:g}")


def _figures(instance: Instance, plan: RotationPlan, needs: Sequence[Need]) -> Iterator[Violation]:
    """Compare cost and hours with what the pattern makes of one week."""
    templates = {each.name: each for each in instance.shifts}
    worked = [(day, templates[name]) for week in plan.pattern for day, name in enumerate(week) if name is not None]
    missing = beyond = surplus = Fraction(0)
    for need in needs:
        hours, there = Fraction(need.minutes, 60), Fraction(0)
        for day, template in worked:
            length = template.length.from_minutes
            share = (1000 * (length - sum(minutes for _, minutes, _ in _breaks(instance, template)))) // length
            start = day * 24 * 60 + template.start.first
            common = sum(max(0, min(start + length + turn, need.start + need.minutes) - max(start + turn, need.start))
                         for turn in (-_WEEK * 24 * 60, 0, _WEEK * 24 * 60))
            there += plan.crew * Fraction(share, 1000) * Fraction(common, need.minutes)
        lack = max(Fraction(0), need.required - there)
        first = min(lack, max(Fraction(1), Fraction(need.required, 10)))
        missing, beyond = missing + first * hours, beyond + (lack - first) * hours
        surplus += max(Fraction(0), there - need.required) * hours
    paid = [sum(Fraction(_paid(instance, templates[name]), 60) for name in week if name is not None) for week in plan.pattern]
    prices = instance.objective
    cost = (float(missing) * prices.understaffing_per_hour + float(beyond) * prices.understaffing_beyond_10_percent_per_hour
            + float(surplus) * prices.overstaffing_per_hour
            + float(sum(paid)) * plan.crew * instance.contracts[plan.contract].cost_per_hour)
    yield from number_differs(NAME, "cost", plan.cost, cost, "cost")
    yield from number_differs(NAME, "missing hours", plan.missing_hours, float(missing + beyond), "h")
    yield from number_differs(NAME, "surplus hours", plan.surplus_hours, float(surplus), "h")
    for week, (said, right) in enumerate(zip(plan.paid_hours, paid, strict=True), start=1):
        yield from number_differs(NAME, f"paid hours of week {week}", said, float(right), "h")
    if plan.bound > plan.cost + 1e-6:
        yield Violation("bound", plan.bound - plan.cost, "cost", f"bound {plan.bound:g} is above cost {plan.cost:g}")


def _paid(instance: Instance, template: ShiftTemplate) -> int:
    return template.length.from_minutes - sum(minutes for _, minutes, paid in _breaks(instance, template) if not paid)
