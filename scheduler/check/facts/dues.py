"""What a contract asks of an operator in a week: hours and days, less what was worked before, leave, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scheduler.check.facts.times import exact
from scheduler.check.facts.weeks import DAYS_PER_WEEK, opens_after, opens_before, weeks
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.instance.shifts import ShiftTemplate

Bounds = tuple[Fraction, Fraction]


def minutes_due(instance: Instance, operator: Operator, week: range) -> Bounds:
    """Least and most paid minutes of an operator in a week.

    What `history` says of the started week counts. The least falls away where that is not known or the week goes on after the
    horizon; leave counts towards it. On few free days it is what the longest shifts make there, unless no week at all could
    give it.
    """
    contract = instance.contract_of(operator)
    least, most = (exact(hours) * 60 for hours in contract.hours_per_week)
    least, most = _after_history(instance, week, (least, most), _known(instance, operator, "week_hours"), 60)
    mean = sum(map(exact, contract.hours_per_week), Fraction(0)) * 60 / max(1, sum(contract.days_per_week))
    for _, entry in leave(instance, operator, week):
        least -= mean if entry.hours is None else exact(entry.hours) * 60
    longest = longest_paid(instance, operator)
    if longest * min(DAYS_PER_WEEK, contract.days_per_week[1]) >= exact(contract.hours_per_week[0]) * 60:
        least = min(least, Fraction(days_free(instance, operator, week) * longest))
    return max(least, Fraction(0)), most


def days_due(instance: Instance, operator: Operator, week: range) -> tuple[int, int]:
    """Least and most days an operator works in a week, likewise; never more than the week has days."""
    least, most = map(Fraction, instance.contract_of(operator).days_per_week)
    least, most = _after_history(instance, week, (least, most), _known(instance, operator, "week_days"), 1)
    least -= len(leave(instance, operator, week))
    free = Fraction(days_free(instance, operator, week))
    return int(min(max(least, Fraction(0)), free)), int(min(most, Fraction(len(week))))


def hours_due(instance: Instance, operator: Operator) -> Bounds:
    """Least and most paid hours of an operator over the horizon: those of its weeks together."""
    bounds = [minutes_due(instance, operator, week) for week in weeks(instance)]
    return sum((least for least, _ in bounds), Fraction(0)) / 60, sum((most for _, most in bounds), Fraction(0)) / 60


def _known(instance: Instance, operator: Operator, field: str) -> float | None:
    history = instance.history_of.get(operator.id)
    return None if history is None else getattr(history, field)


def _after_history(instance: Instance, week: range, bounds: Bounds, known: float | None, per: int) -> Bounds:
    least, most = bounds
    if opens_before(instance, week):
        worked = exact(known) * per if known is not None else Fraction(0)
        least, most = (least - worked if known is not None else Fraction(0)), max(most - worked, Fraction(0))
    return (Fraction(0) if opens_after(instance, week) else least), most


def _entries(instance: Instance, operator: Operator, day: int) -> Iterator[Availability]:
    date = instance.grid.date(day)
    return (entry for entry in instance.availability_of.get(operator.id, ()) if entry.on(date))


def leave(instance: Instance, operator: Operator, week: range) -> list[tuple[int, Availability]]:
    """First entry of leave, illness or public holiday of each day, on at most as many days as the contract's most.

    Days that are closed, and not only as a public holiday or an exception, are no working days and count for nothing.
    """
    kinds = ("leave", "sick", "public_holiday")
    by_day = ((day, [entry for entry in _entries(instance, operator, day) if entry.kind in kinds]) for day in week)
    found = [(day, entries[0]) for day, entries in by_day if entries]
    if not found:
        return []
    working = [(day, entry) for day, entry in found if instance.usually_opens_on(day)]
    return working[: instance.contract_of(operator).days_per_week[1]]


def days_free(instance: Instance, operator: Operator, week: range) -> int:
    """Open days on which the operator is not away from midnight to midnight, at most as many as the contract's most."""
    away = ("unavailable", "leave", "sick", "public_holiday")
    free = [day for day in week if instance.is_open_on(day) and not any(
        entry.kind in away and entry.window == (0, 24 * 60) for entry in _entries(instance, operator, day))]
    return min(len(free), instance.contract_of(operator).days_per_week[1])


def longest_paid(instance: Instance, operator: Operator) -> int:
    """Paid minutes of the longest shift any template offers the operator, its unpaid breaks taken off."""
    contract = instance.contract_of(operator)
    shortest, longest = contract.shift_minutes or (0, 24 * 60)
    found = [0]
    for template in instance.shifts:
        if contract.shifts is None or template.name in contract.shifts:
            for minutes in template.length.minutes:
                if shortest <= minutes <= longest:
                    found += [minutes - sum(_unpaid(instance, part) for part in parts)
                              for parts in _partings(template, minutes)]
    return max(found)


def _partings(template: ShiftTemplate, minutes: int) -> list[tuple[int, ...]]:
    """Minutes of the parts that a shift of so many minutes may have; a shift that is not split is one."""
    if template.split is None:
        return [(minutes,)]
    least, most = template.split.part_minutes
    firsts = range(least, most + 1, template.split.every_minutes)
    return [(first, minutes - first) for first in firsts if least <= minutes - first <= most]


def _unpaid(instance: Instance, minutes: int) -> int:
    """Least unpaid minutes of the breaks that a shift, or a part of one, of so many minutes has."""
    lunches, breathers = instance.breaks.lunch, instance.breaks.breathers
    last = max((row.from_shift_minutes for row in lunches if row.from_shift_minutes <= minutes), default=0)
    unpaid = sum(min(row.minutes) for row in lunches if row.from_shift_minutes == last and not row.paid)
    if breathers and not breathers.paid:
        rows = [row for row in breathers.count if row.from_shift_minutes <= minutes]
        unpaid += breathers.minutes * (max(rows, key=lambda row: row.from_shift_minutes).breathers if rows else 0)
    return unpaid
