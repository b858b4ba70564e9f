"""Which templates a shift fits: the question `shift_form` and `opening_hours` both ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from scheduler.check.facts.breaks import gap_minutes, parts
from scheduler.check.facts.times import Minutes, distance, length
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.shifts import ShiftTemplate
from scheduler.roster import Shift


def fitting(instance: Instance, contract: Contract, shift: Shift) -> list[ShiftTemplate]:
    """Templates open to the shift that have exactly its wall-clock start, and its length, elapsed or by the clock."""
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

    The start is what the wall clock reads, so that both occurrences of a repeated hour fit. So is the end of a template that
    keeps the clock; and what the clock skips is the moment of the change.
    """
    return _miss(instance, template, _lengths(contract, template), shift)


def _miss(instance: Instance, template: ShiftTemplate, lengths: Iterable[int], shift: Shift) -> Minutes:
    local, end = (moment.astimezone(instance.grid.zone).replace(tzinfo=None) for moment in (shift.start, shift.end))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    starts = [midnight + timedelta(minutes=minute) for minute in template.start.minutes]
    if template.split or gap_minutes(shift):
        return _minutes(min(abs(local - start) for start in starts)) + _parts_miss(template, lengths, shift)
    if not template.length.keeps_clock:
        off_start = min(abs(local - start) for start in starts)
        return _minutes(off_start) + min(distance(length(shift), minutes) for minutes in lengths)
    spans = [(start, timedelta(minutes=minutes)) for start in starts for minutes in lengths]
    if any(_strikes(instance, shift.start, start) and _strikes(instance, shift.end, start + span) for start, span in spans):
        return 0
    return min(_minutes(abs(local - start) + abs(end - local - span)) for start, span in spans)


def _parts_miss(template: ShiftTemplate, lengths: Iterable[int], shift: Shift) -> Minutes:
    """Minutes by which the parts and the gap of a shift miss those of a template, which may have none."""
    away, split = gap_minutes(shift), template.split
    if split is None:
        return away + min(distance(length(shift) - away, minutes) for minutes in lengths)
    steps = range(0, 24 * 60, split.every_minutes)
    first, found = length(parts(shift)[0]), list[Minutes]()
    for minutes in lengths:
        for one in (split.part_minutes[0] + step for step in steps):
            if all(split.part_minutes[0] <= part <= split.part_minutes[1] for part in (one, minutes - one)):
                found.append(distance(first, one) + distance(length(shift) - away, minutes))
    gaps = [split.gap_minutes[0] + step for step in steps if split.gap_minutes[0] + step <= split.gap_minutes[1]]
    return min(found) + min(distance(away, gap) for gap in gaps)


def _strikes(instance: Instance, moment: datetime, reading: datetime) -> bool:
    """Whether the hotline's clock reads a local time at a moment, or skips it then."""
    just_before, now = (each.astimezone(instance.grid.zone).replace(tzinfo=None)
                        for each in (moment.astimezone(UTC) - timedelta(microseconds=1), moment))
    return reading == now or just_before < reading < now


def _minutes(span: timedelta) -> Fraction:
    return Fraction(span // timedelta(microseconds=1), 60_000_000)


def is_of_template(instance: Instance, shift: Shift, name: str) -> bool:
    """Whether a shift has exactly a start and a length of a template, on one of its weekdays, whatever its contract."""
    weekday = shift.start.astimezone(instance.grid.zone).weekday()
    return any(
        template.name == name
        and (template.days is None or weekday in template.days)
        and not _miss(instance, template, template.length.minutes, shift)
        for template in instance.shifts
    )


def _lengths(contract: Contract, template: ShiftTemplate) -> list[int]:
    least, most = contract.shift_minutes or (0, template.length.to_minutes)
    return [minutes for minutes in template.length.minutes if least <= minutes <= most]
