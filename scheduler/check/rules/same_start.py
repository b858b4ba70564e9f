"""All shifts of an operator in a calendar week start at the same time of the day, where the contract says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.starts import clock_text, starts_by_week
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "same_start"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in starts, for each shift that starts at another time than the one before it in its week."""
    for operator, own in shifts_by_operator(instance, shifts):
        if not instance.contract_of(operator).same_start_all_week:
            continue
        for _, starts in starts_by_week(instance, operator, own):
            for (before, earlier), (start, shift) in pairwise(starts):
                if start != before:
                    yield Violation(NAME, 1, "starts", f"{shift} starts at {clock_text(start)}, and {earlier} before it at "
                                    f"{clock_text(before)}; allowed is the same start all week")
