"""How many are in an activity at a moment, and whether who holds it for one after the other is with each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.times import Span, minutes_between, number, overlap, span
from scheduler.check.facts.words import clock, shift_text
from scheduler.check.violation import Violation
from scheduler.instance.activities import Activity
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift

NAME = "activities"
Held = tuple[Shift, Break]


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation for each moment with too many in an activity, and for each that one has without who holds it.

    Amounts are operators, or minutes.
    """
    for activity in instance.activities:
        held = [(shift, each) for shift in shifts for each in shift.breaks if each.name == activity.name]
        most = activity.at_once
        if activity.is_one_to_one:
            own = [each for each in held if each[0].operator == activity.facilitator]
            held, most = [each for each in held if each[0].operator != activity.facilitator], 1
            yield from _without_facilitator(instance, activity, held, own)
            yield from _with_nobody(instance, held, own)
        if most is not None:
            yield from _crowded(instance, activity, most, held)


def _crowded(instance: Instance, activity: Activity, most: int, held: Sequence[Held]) -> Iterator[Violation]:
    """Moments at which more begin an activity than may be in it, and at which a group begins while another is in it."""
    spans = Counter(span(each) for _, each in held)
    for begins in sorted({begins for begins, _ in spans}):
        told = f"{begins.astimezone(instance.grid.zone):%Y-%m-%d} {clock(instance, begins)}: {activity.name}"
        there = sum(count for (first, end), count in spans.items() if first <= begins < end)
        if there > most:
            yield Violation(NAME, there - most, "operators", f"{told} has {there} at once; allowed are {most}")
        if activity.together and any(first < begins < end for first, end in spans):
            yield Violation(NAME, 1, "activities", f"{told} begins while another group is in it")


def _without_facilitator(
    instance: Instance, activity: Activity, held: Sequence[Held], own: Sequence[Held]
) -> Iterator[Violation]:
    """Who has an activity while its facilitator does not."""
    led = [span(each) for _, each in own]
    for shift, each in held:
        begins, ends = span(each)
        if lacking := minutes_between(begins, ends) - _shared((begins, ends), led):
            yield Violation(NAME, number(lacking), "min",
                            f"{_text(instance, shift, each)} without {activity.facilitator}, who holds it")


def _with_nobody(instance: Instance, held: Sequence[Held], own: Sequence[Held]) -> Iterator[Violation]:
    """When a facilitator holds something for nobody, outside their shift, or beside a break or something else."""
    theirs = [span(each) for _, each in held]
    for shift, each in own:
        mine = span(each)
        alone = minutes_between(*mine) - _shared(mine, theirs)
        outside = minutes_between(*mine) - overlap(mine, span(shift))
        twice = sum(overlap(mine, span(other)) for other in shift.breaks if other is not each)
        if off := alone + outside + twice:
            yield Violation(NAME, number(off), "min", f"{_text(instance, shift, each)}: who holds it does so inside their "
                            "shift, for somebody, and beside nothing else")


def _shared(one: Span, others: Sequence[Span]) -> int | Fraction:
    """Minutes of a span that lie in others; those that these share with each other are told elsewhere."""
    return min(minutes_between(*one), sum(overlap(one, other) for other in others))


def _text(instance: Instance, shift: Shift, held: Break) -> str:
    return f"{shift_text(instance, shift)}: {held.name} {clock(instance, held.start)}-{clock(instance, held.end)}"
