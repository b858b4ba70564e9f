"""Between two shifts of an operator lies at least the rest of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.check.plain import exact, minutes_between, number, shift_text, shifts_by_operator
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "rest"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes of rest that are missing, for each two successive shifts too close together.

    Rest is elapsed time, also over a clock change. Shifts that overlap have a negative rest, so they are covered.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        least = exact(instance.contract_of(operator).rest_hours) * 60
        for before, after in pairwise(own):
            found = minutes_between(before.end, after.start)
            if found < least:
                yield Violation(NAME, number(least - found), "min", f"{shift_text(instance, before)} to "
                                f"{shift_text(instance, after)}: {number(found)} min of rest; allowed are at least "
                                f"{number(least)} min")
