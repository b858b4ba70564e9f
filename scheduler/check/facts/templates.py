"""Which templates a shift fits: the question `shift_form` and `opening_hours` both ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from scheduler.check.facts.times import Minutes, distance, length
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.shifts import ShiftTemplate
from scheduler.roster import Shift


def fitting(instance: Instance, contract: Contract, shift: Shift) -> list[ShiftTemplate]:
    """Templates open to the shift that have exactly its wall-clock start and its elapsed length."""
    return [template for template in candidates(instance, contract, shift)
            if not miss(instance, contract, template, shift)]


def candidates(instance: Instance, contract: Contract, shift: Shift) -> Iterator[ShiftTemplate]:
    """Templates the contract allows, on the weekday on which the shift starts, with a length the contract allows."""
    weekday = shift.start.astimezone(instance.grid.zone).weekday()
    for template in instance.shifts:
        named = contract.shifts is None or template.name in contract.shifts
        on_day = template.days is None or weekday in template.days
        if named and on_day and _lengths(contract, template):
            yield template


def miss(instance: Instance, contract: Contract, template: ShiftTemplate, shift: Shift) -> Minutes:
    """Minutes by which the start and the length of a shift together miss a template's nearest ones; 0 if it fits.

    The start is what the wall clock reads, so that both occurrences of a repeated hour fit.
    """
    local = shift.start.astimezone(instance.grid.zone).replace(tzinfo=None)
    since_midnight = local - local.replace(hour=0, minute=0, second=0, microsecond=0)
    start = min(abs(since_midnight - timedelta(minutes=minute)) for minute in template.start.minutes)
    off_length = min(distance(length(shift), minutes) for minutes in _lengths(contract, template))
    return off_length + Fraction(start // timedelta(microseconds=1), 60_000_000)


def is_of_template(instance: Instance, shift: Shift, name: str) -> bool:
    """Whether a shift has exactly a start and a length of a template, on one of its weekdays, whatever its contract."""
    local = shift.start.astimezone(instance.grid.zone)
    since_midnight = local.replace(tzinfo=None) - local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return any(
        template.name == name
        and (template.days is None or local.weekday() in template.days)
        and since_midnight in {timedelta(minutes=minute) for minute in template.start.minutes}
        and length(shift) in template.length.minutes
        for template in instance.shifts
    )


def _lengths(contract: Contract, template: ShiftTemplate) -> list[int]:
    least, most = contract.shift_minutes or (0, template.length.to_minutes)
    return [minutes for minutes in template.length.minutes if least <= minutes <= most]
