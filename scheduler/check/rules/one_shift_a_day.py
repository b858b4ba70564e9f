"""At most one shift a day for each operator; and every shift belongs to a known operator and a day of the horizon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.check.facts.shifts import in_horizon, shifts_by_operator
from scheduler.check.facts.times import day_of_shift, number, overlap, span
from scheduler.check.facts.words import shift_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "one_shift_a_day"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in shifts, for each day with several shifts of one operator, and in minutes for overlaps.

    A shift belongs to the day on which it starts, on the hotline's wall clock.
    """
    yield from _strangers(instance, shifts)
    for operator, own in shifts_by_operator(instance, shifts):
        for day, count in Counter(day_of_shift(instance, shift) for shift in own).items():
            if count > 1:
                yield Violation(NAME, count - 1, "shifts", f"{operator.id} has {count} shifts that start on "
                                f"{instance.grid.date(day)}; allowed is one")
        for before, after in pairwise(own):
            if common := overlap(span(before), span(after)):
                yield Violation(NAME, number(common), "min", f"{shift_text(instance, before)} overlaps "
                                f"{shift_text(instance, after)}")


def _strangers(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    known = {operator.id for operator in instance.operators}
    last = instance.grid.date(instance.horizon.days - 1)
    for shift in shifts:
        if shift.operator not in known:
            yield Violation(NAME, 1, "shifts", f"{shift_text(instance, shift)}: no operator has this id")
        if not in_horizon(instance, shift):
            yield Violation(NAME, 1, "shifts", f"{shift_text(instance, shift)} starts outside the horizon, "
                            f"{instance.horizon.start} to {last}")
