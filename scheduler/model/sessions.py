"""What facilitators hold for one after the other: the search has it with those whom it is for alone, a roster with both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift


def with_sessions(instance: Instance, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
    """The roster in which facilitators have what they hold for others, as far as they are in a shift then."""
    if not instance.led_by:
        return tuple(shifts)
    return tuple(shift.holding([*_led(instance, shift, shifts)]) for shift in shifts)


def settled(instance: Instance, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
    """The roster in which facilitators have exactly what they hold for others now; shifts that stay are the same objects."""
    if not instance.led_by:
        return tuple(shifts)
    found = with_sessions(instance, [without_sessions(instance, shift) for shift in shifts])
    return tuple(before if before == after else after for before, after in zip(shifts, found, strict=True))


def without_sessions(instance: Instance, shift: Shift) -> Shift:
    """A shift without what its operator holds for others: that follows from theirs."""
    if not (led := instance.led_by.get(shift.operator)):
        return shift
    return shift.keeping(lambda each: each.label not in led)


def _led(instance: Instance, shift: Shift, shifts: Sequence[Shift]) -> Iterator[Break]:
    """What others have that the operator of a shift holds for them, as far as it lies in the shift."""
    led = instance.led_by.get(shift.operator, frozenset())
    others = (other for other in shifts if led and other.operator != shift.operator)
    for each in (each for other in others for each in other.breaks if each.label in led):
        start, end = max(each.start, shift.start, key=_moment), min(each.end, shift.end, key=_moment)
        if _moment(start) < _moment(end):
            yield each.model_copy(update={"start": start, "end": end})


def _moment(time: dt.datetime) -> float:
    return time.timestamp()  # Python would compare two times of one zone by the wall clock
