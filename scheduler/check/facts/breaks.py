"""What breaks a shift must have, read from the break rules anew: the rules read them by themselves."""

from __future__ import annotations

from scheduler.check.facts.times import length, span
from scheduler.instance.breaks import Breathers, Lunch
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift


def lunches_due(instance: Instance, shift: Shift) -> tuple[Lunch, ...]:
    """Lunches a shift must have, in order of time: of the rows its length reaches, those that speak of the longest shifts."""
    reached = [row for row in instance.breaks.lunch if row.from_shift_minutes <= length(shift)]
    longest = max((row.from_shift_minutes for row in reached), default=0)
    return tuple(row for row in reached if row.from_shift_minutes == longest)


def rule_of(instance: Instance, shift: Shift, pause: Break) -> Lunch | Breathers | None:
    """What rules a break of a shift: of several lunches the first one by the first rule; of one too many there is none."""
    if pause.kind == "breather":
        return instance.breaks.breathers
    earlier = sum(other.kind == "lunch" and span(other) < span(pause) for other in shift.breaks)
    due = lunches_due(instance, shift)
    return due[earlier] if earlier < len(due) else None


def breathers_due(instance: Instance, shift: Shift) -> int:
    """Number of breathers a shift must have, likewise."""
    rows = instance.breaks.breathers.count if instance.breaks.breathers else ()
    reached = [(row.from_shift_minutes, row.breathers) for row in rows if row.from_shift_minutes <= length(shift)]
    return max(reached, default=(0, 0))[1]


def is_paid(instance: Instance, shift: Shift, pause: Break) -> bool:
    """Whether a break of a shift is paid time; one that no rule speaks of is not."""
    rule = rule_of(instance, shift, pause)
    return rule is not None and rule.paid
