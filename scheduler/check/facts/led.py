"""What operators hold for others one after the other, which follows from what these have."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.instance.instance import Instance
from scheduler.roster import Shift


def held_by(instance: Instance, operator: str) -> frozenset[str]:
    """Names of the activities that an operator holds for one after the other."""
    return frozenset(each.name for each in instance.activities if each.is_one_to_one and each.facilitator == operator)


def without_led(instance: Instance, shifts: Iterable[Shift]) -> list[Shift]:
    """Shifts without what their operators hold so."""
    led = {who: held_by(instance, who) for who in {each.facilitator for each in instance.activities} if who}

    def without(shift: Shift) -> Shift:
        own = led.get(shift.operator, frozenset())
        return shift.keeping(lambda each: each.name not in own)

    return [without(shift) for shift in shifts]
