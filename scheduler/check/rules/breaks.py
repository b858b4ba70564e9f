"""Every shift has its lunch and its breathers, of the right length, where the break rules allow them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Literal

from scheduler.check.facts.breaks import breathers_due, lunches_due, parts, rule_of
from scheduler.check.facts.times import Minutes, day_of, distance, length, minutes_between, number, span
from scheduler.check.facts.words import clock, shift_text
from scheduler.check.violation import Violation
from scheduler.instance.base import Window
from scheduler.instance.breaks import Lunch
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift

NAME = "breaks"

Finding = tuple[Minutes, str, str]
"""Amount, unit, and what was found against what is allowed."""


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation for each break too many, missing or too long, and each stretch of work out of bounds.

    Amounts are numbers of breaks, and minutes for lengths, windows, the grid and stretches. All bounds are
    inclusive. A break outside its shift, or two that overlap, make a stretch of work of negative length. No shift is
    exempt, pinned or not. Each part of a split shift is judged as a shift of its own.
    """
    for shift in shifts:
        for amount, unit, text in chain(_gaps(instance, shift), *(_of_part(instance, part) for part in parts(shift))):
            yield Violation(NAME, number(amount), unit, f"{shift_text(instance, shift)}: {text}")


def _of_part(instance: Instance, part: Shift) -> Iterator[Finding]:
    """What is wrong with the breaks of a shift, or of one part of a split one, which has those of its own length.

    Activities are work: stretches of work go on through them.
    """
    part = part.keeping(lambda each: each.kind != "activity")
    pauses = sorted(part.breaks, key=lambda pause: pause.start.astimezone(UTC))
    yield from chain(_numbers(instance, part), _lengths(instance, part), _lunch_window(instance, part),
                     _off_clock(instance, part), _off_grid(instance, pauses), _stretches(instance, part, pauses))


def _gaps(instance: Instance, shift: Shift) -> Iterator[Finding]:
    """A shift has at most one gap, which begins and ends on the grid."""
    found = [pause for pause in shift.breaks if pause.kind == "gap"]
    if len(found) > 1:
        yield len(found) - 1, "gaps", f"{len(found)} gaps; a split shift has one"
    yield from chain(_off_grid(instance, found), _off_grid(instance, found, "end"))


def _numbers(instance: Instance, shift: Shift) -> Iterator[Finding]:
    minutes = int(length(shift))
    for kind, right in {"lunch": len(lunches_due(instance, shift)), "breather": breathers_due(instance, shift)}.items():
        found = sum(pause.kind == kind for pause in shift.breaks)
        if found != right:
            yield abs(found - right), "breaks", f"breaks of kind {kind}: {found}; a shift of {minutes} min has {right}"


def _lengths(instance: Instance, shift: Shift) -> Iterator[Finding]:
    for pause in shift.breaks:
        minutes, rule = minutes_between(pause.start, pause.end), rule_of(instance, shift, pause)
        allowed = rule.minutes if isinstance(rule, Lunch) else (rule.minutes,) if rule else ()
        if allowed and minutes not in allowed:
            right = " or ".join(map(str, allowed))
            yield (min(distance(minutes, one) for one in allowed), "min",
                   f"{_text(instance, pause)} lasts {number(minutes)} min; allowed is {right} min")


def _lunch_window(instance: Instance, shift: Shift) -> Iterator[Finding]:
    for lunch in shift.breaks:
        rule, after = rule_of(instance, shift, lunch), minutes_between(shift.start, lunch.start)
        if not isinstance(rule, Lunch):
            continue
        off = max(rule.earliest_minutes - after, after - rule.latest_minutes)
        if off > 0:
            yield off, "min", (f"{_text(instance, lunch)} starts {number(after)} min into the shift; allowed is "
                               f"{rule.earliest_minutes} to {rule.latest_minutes} min")


def _off_clock(instance: Instance, shift: Shift) -> Iterator[Finding]:
    """Breaks that lie in none of their windows of the clock, by the minutes that the nearest one misses."""
    for pause in shift.breaks:
        rule = rule_of(instance, shift, pause)
        if rule is None or not rule.clock:
            continue
        begins, ends = span(pause)
        off = min(max(minutes_between(begins, first), minutes_between(last, ends))
                  for first, last in _windows_around(instance, rule.clock, begins))
        if off > 0:
            allowed = " or ".join(map(str, rule.clock))
            yield off, "min", f"{_text(instance, pause)} lies outside its windows of the clock; allowed is {allowed}"


def _windows_around(instance: Instance, clock: Sequence[Window], moment: datetime) -> list[tuple[datetime, datetime]]:
    """Windows (UTC) of the days around a moment; those that touch are one."""
    days = range(day_of(instance, moment) - 2, day_of(instance, moment) + 3)
    found = list[tuple[datetime, datetime]]()
    for first, last in sorted(instance.grid.window(day, window.start, window.end) for day in days for window in clock):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _off_grid(instance: Instance, pauses: list[Break], side: Literal["start", "end"] = "start") -> Iterator[Finding]:
    """Breaks that start off the grid, or end so."""
    grid = instance.grid.cell_minutes
    for pause in pauses:
        off = minutes_between(instance.grid.origin, pause.start if side == "start" else pause.end) % grid
        if off:
            yield min(off, grid - off), "min", f"{_text(instance, pause)} {side}s off the grid of {grid} min"


def _stretches(instance: Instance, shift: Shift, pauses: list[Break]) -> Iterator[Finding]:
    spacing = instance.breaks.spacing
    starts = [shift.start, *(pause.end for pause in pauses)]
    ends = [*(pause.start for pause in pauses), shift.end]
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        at_edge = place in (0, len(pauses))
        least = spacing.edge_minutes if at_edge else spacing.min_work_minutes
        minutes = minutes_between(start, end)
        most = spacing.max_work_minutes
        if place == len(pauses):
            most = min(most, spacing.max_last_work_minutes)
        off = max(least - minutes, minutes - most)
        if off > 0:
            where = "first or last stretch of work" if at_edge else "stretch of work between two breaks"
            yield off, "min", (f"{where} from {clock(instance, start)} to {clock(instance, end)} is {number(minutes)} "
                               f"min; allowed is {least} to {most} min")


def _text(instance: Instance, pause: Break) -> str:
    return f"{pause.kind} {clock(instance, pause.start)}-{clock(instance, pause.end)}"
