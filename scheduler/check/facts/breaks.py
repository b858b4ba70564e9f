"""What breaks a shift must have, read from the break rules anew: the rules read them by themselves."""

from __future__ import annotations

from scheduler.check.facts.times import length
from scheduler.instance.breaks import Lunch
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift


def lunch_due(instance: Instance, shift: Shift) -> Lunch | None:
    """Lunch a shift must have: of the rows its length reaches, the one that speaks of the longest shifts."""
    reached = [row for row in instance.breaks.lunch if row.from_shift_minutes <= length(shift)]
    return max(reached, key=lambda row: row.from_shift_minutes, default=None)


def breathers_due(instance: Instance, shift: Shift) -> int:
    """Number of breathers a shift must have, likewise."""
    rows = instance.breaks.breathers.count if instance.breaks.breathers else ()
    reached = [(row.from_shift_minutes, row.breathers) for row in rows if row.from_shift_minutes <= length(shift)]
    return max(reached, default=(0, 0))[1]


def is_paid(instance: Instance, shift: Shift, pause: Break) -> bool:
    """Whether a break of a shift is paid time; one that no rule speaks of is not."""
    rule = lunch_due(instance, shift) if pause.kind == "lunch" else instance.breaks.breathers
    return rule is not None and rule.paid
