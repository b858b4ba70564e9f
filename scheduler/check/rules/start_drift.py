"""No shift starts earlier or later by the clock than the last one worked by more than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.starts import clock_text, starts
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "start_drift"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes, for each shift that starts too early or too late after the one before it."""
    for operator, own in shifts_by_operator(instance, shifts):
        contract = instance.contract_of(operator)
        sides = (("earlier", contract.max_start_earlier_minutes, -1), ("later", contract.max_start_later_minutes, 1))
        for (before, earlier), (start, shift) in pairwise(starts(instance, operator, own)):
            for word, most, sign in sides:
                moved = sign * (start - before)
                if most is not None and moved > most:
                    yield Violation(NAME, moved - most, "min", f"{shift} starts {moved} min {word} than {earlier} "
                                    f"which starts at {clock_text(before)}; allowed are at most {most} min")
