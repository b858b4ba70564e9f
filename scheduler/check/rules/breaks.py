"""Every shift has its lunch and its breathers, of the right length, where the break rules allow them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from itertools import chain

from scheduler.check.facts.breaks import breathers_due, lunch_due
from scheduler.check.facts.times import Minutes, distance, length, minutes_between, number
from scheduler.check.facts.words import clock, shift_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift

NAME = "breaks"

Finding = tuple[Minutes, str, str]
"""Amount, unit, and what was found against what is allowed."""


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation for each break too many, missing or too long, and each stretch of work out of bounds.

    Amounts are numbers of breaks, and minutes for lengths, lunch windows, the grid and stretches. All bounds are
    inclusive. A break outside its shift, or two that overlap, make a stretch of work of negative length. No shift is
    exempt, pinned or not.
    """
    for shift in shifts:
        pauses = sorted(shift.breaks, key=lambda pause: pause.start.astimezone(UTC))
        findings = chain(_numbers(instance, shift), _lengths(instance, shift), _lunch_window(instance, shift),
                         _off_grid(instance, pauses), _stretches(instance, shift, pauses))
        for amount, unit, text in findings:
            yield Violation(NAME, number(amount), unit, f"{shift_text(instance, shift)}: {text}")


def _numbers(instance: Instance, shift: Shift) -> Iterator[Finding]:
    minutes = int(length(shift))
    lunches = 0 if lunch_due(instance, shift) is None else 1
    for kind, right in {"lunch": lunches, "breather": breathers_due(instance, shift)}.items():
        found = sum(pause.kind == kind for pause in shift.breaks)
        if found != right:
            yield abs(found - right), "breaks", f"breaks of kind {kind}: {found}; a shift of {minutes} min has {right}"


def _lengths(instance: Instance, shift: Shift) -> Iterator[Finding]:
    lunch, breathers = lunch_due(instance, shift), instance.breaks.breathers
    allowed = {"lunch": lunch.minutes if lunch else (), "breather": (breathers.minutes,) if breathers else ()}
    for pause in shift.breaks:
        minutes = minutes_between(pause.start, pause.end)
        if allowed[pause.kind] and minutes not in allowed[pause.kind]:
            right = " or ".join(map(str, allowed[pause.kind]))
            yield (min(distance(minutes, one) for one in allowed[pause.kind]), "min",
                   f"{_text(instance, pause)} lasts {number(minutes)} min; allowed is {right} min")


def _lunch_window(instance: Instance, shift: Shift) -> Iterator[Finding]:
    rule = lunch_due(instance, shift)
    for lunch in (pause for pause in shift.breaks if rule and pause.kind == "lunch"):
        after = minutes_between(shift.start, lunch.start)
        off = max(rule.earliest_minutes - after, after - rule.latest_minutes) if rule else 0
        if rule and off > 0:
            yield off, "min", (f"{_text(instance, lunch)} starts {number(after)} min into the shift; allowed is "
                               f"{rule.earliest_minutes} to {rule.latest_minutes} min")


def _off_grid(instance: Instance, pauses: list[Break]) -> Iterator[Finding]:
    grid = instance.grid.cell_minutes
    for pause in pauses:
        off = minutes_between(instance.grid.origin, pause.start) % grid
        if off:
            yield min(off, grid - off), "min", f"{_text(instance, pause)} starts off the grid of {grid} min"


def _stretches(instance: Instance, shift: Shift, pauses: list[Break]) -> Iterator[Finding]:
    spacing = instance.breaks.spacing
    starts = [shift.start, *(pause.end for pause in pauses)]
    ends = [*(pause.start for pause in pauses), shift.end]
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        at_edge = place in (0, len(pauses))
        least = spacing.edge_minutes if at_edge else spacing.min_work_minutes
        minutes = minutes_between(start, end)
        off = max(least - minutes, minutes - spacing.max_work_minutes)
        if off > 0:
            where = "first or last stretch of work" if at_edge else "stretch of work between two breaks"
            yield off, "min", (f"{where} from {clock(instance, start)} to {clock(instance, end)} is {number(minutes)} "
                               f"min; allowed is {least} to {spacing.max_work_minutes} min")


def _text(instance: Instance, pause: Break) -> str:
    return f"{pause.kind} {clock(instance, pause.start)}-{clock(instance, pause.end)}"
