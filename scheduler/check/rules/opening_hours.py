"""Every shift lies inside the opening hours of the day on which it starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.opening import opening_spans
from scheduler.check.facts.shifts import in_horizon, shifts_by_operator
from scheduler.check.facts.templates import fitting
from scheduler.check.facts.times import Span, day_of_shift, length, minutes_between, number, span
from scheduler.check.facts.words import shift_text, window_text
from scheduler.check.rules.pins import is_pinned
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "opening_hours"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes outside the hours, for each shift that leaves the opening span of its day.

    The *opening span* of a day runs from the first opening of the windows written for that day to the last closing of
    them, and on over every window of the following days that touches or overlaps what is reached so far. The closed
    hours between two windows of the day belong to it. So around the clock a shift may lie anywhere; and since the two days
    after the horizon are evaluated by the same `hours`, the last shifts of the horizon run past its end exactly where the
    hours would go on. A shift lies in [first opening, end of the span] of its day, or of the day before, whose window may
    pass midnight; that of the day before the horizon does not count.

    Exempt are shifts that fit a template with `outside_hours: true` (on closed days, too), and those pinned with times.
    """
    spans = opening_spans(instance)
    for operator, own in shifts_by_operator(instance, shifts):
        for shift in filter(lambda shift: in_horizon(instance, shift), own):
            day = day_of_shift(instance, shift)
            opening = spans[day]
            outside = min(_minutes_outside(shift, each) for each in spans[max(0, day - 1) : day + 1])
            if not outside or is_pinned(instance, shift):
                continue
            if any(template.outside_hours for template in fitting(instance, instance.contract_of(operator), shift)):
                continue
            hours = f"the day is open {window_text(instance, opening)}" if opening else "the day is closed"
            yield Violation(NAME, outside, "min", f"{shift_text(instance, shift)}: {hours}")


def _minutes_outside(shift: Shift, opening: Span | None) -> int | float:
    if opening is None:
        return number(length(shift))
    start, end = span(shift)
    outside = max(0, minutes_between(start, opening[0])) + max(0, minutes_between(opening[1], end))
    return number(min(outside, length(shift)))
