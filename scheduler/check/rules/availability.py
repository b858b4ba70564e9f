"""Nobody works when they are unavailable, or outside the only window they have on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.availability import closed_windows, days_touched
from scheduler.check.facts.times import number, overlap, span
from scheduler.check.facts.words import shift_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "availability"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes worked, for each shift that overlaps a window in which its operator is unavailable.

    `unavailable` holds on every date it speaks of, also on the day before the horizon (its window may pass midnight)
    and after it (the last shifts may run on). `only` makes the rest of its local day unavailable; several of a day are
    allowed together, and so are the hours after midnight of an `only` of the day before whose window passes it.
    """
    for shift in shifts:
        for day in days_touched(instance, shift):
            for window, text in closed_windows(instance, shift.operator, day):
                if common := overlap(span(shift), window):
                    yield Violation(NAME, number(common), "min", f"{shift_text(instance, shift)}: {text} on "
                                    f"{instance.grid.date(day)}")
