"""What breaks a shift must have, read from the break rules anew: the rules read them by themselves."""

from __future__ import annotations

from scheduler.check.facts.times import Minutes, length, minutes_between, span
from scheduler.instance.breaks import Breathers, Lunch
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift


def parts(shift: Shift) -> tuple[Shift, ...]:
    """What a gap parts a shift in, each part with its own breaks; a shift without one is a single part."""
    found, rest = list[Shift](), shift
    for gap in sorted((each for each in shift.breaks if each.kind == "gap"), key=span):
        first, _ = span(gap)
        before = tuple(each for each in rest.breaks if each.kind != "gap" and span(each)[0] < first)
        after = tuple(each for each in rest.breaks if each.kind != "gap" and span(each)[0] >= first)
        found.append(rest.model_copy(update={"end": gap.start, "breaks": before}))
        rest = rest.model_copy(update={"start": gap.end, "breaks": after})
    return (*found, rest)


def gap_minutes(shift: Shift) -> Minutes:
    """Minutes of the gap of a split shift; 0 of any other."""
    return sum((minutes_between(each.start, each.end) for each in shift.breaks if each.kind == "gap"), 0)


def lunches_due(instance: Instance, shift: Shift) -> tuple[Lunch, ...]:
    """Lunches a shift must have, in order of time: of the rows its length reaches, those that speak of the longest shifts."""
    minutes = length(shift)
    reached = [row for row in instance.breaks.lunch if row.from_shift_minutes <= minutes]
    longest = max((row.from_shift_minutes for row in reached), default=0)
    return tuple(row for row in reached if row.from_shift_minutes == longest)


def rule_of(instance: Instance, shift: Shift, pause: Break) -> Lunch | Breathers | None:
    """What rules a break of a shift: of several lunches the first one by the first rule; of one too many there is none."""
    if pause.kind == "breather":
        return instance.breaks.breathers
    lunches, due = [each for each in shift.breaks if each.kind == "lunch"], lunches_due(instance, shift)
    earlier = sum(span(other) < span(pause) for other in lunches) if len(lunches) > 1 else 0
    return due[earlier] if earlier < len(due) else None


def breathers_due(instance: Instance, shift: Shift) -> int:
    """Number of breathers a shift must have, likewise."""
    rows = instance.breaks.breathers.count if instance.breaks.breathers else ()
    reached = [(row.from_shift_minutes, row.breathers) for row in rows if row.from_shift_minutes <= length(shift)]
    return max(reached, default=(0, 0))[1]


def is_paid(instance: Instance, shift: Shift, pause: Break) -> bool:
    """Whether a break of a shift is paid time, as activities are; one that no rule speaks of is not."""
    rule: Lunch | Breathers | None
    if pause.kind == "activity":
        return True
    if pause.kind != "lunch":
        rule = instance.breaks.breathers if pause.kind == "breather" else None
    else:
        is_split = any(each.kind == "gap" for each in shift.breaks)
        part = next((part for part in parts(shift) if pause in part.breaks), shift) if is_split else shift
        rule = rule_of(instance, part, pause)
    return rule is not None and rule.paid
