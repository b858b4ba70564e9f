"""After a shift of some template none of another on the next day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.templates import is_of_template
from scheduler.check.facts.times import day_of_shift
from scheduler.check.facts.words import shift_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "forbidden_successions"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in shifts, for each forbidden pair on successive days, the last day before the horizon included."""
    for operator, own in shifts_by_operator(instance, shifts):
        history = instance.history_of.get(operator.id)
        for first, then in instance.contract_of(operator).forbidden_successions:
            after = {-1: "the last shift before the horizon"} if history and history.worked_days and \
                history.last_shift == first else {}
            after |= {day_of_shift(instance, shift): shift_text(instance, shift) for shift in own
                      if is_of_template(instance, shift, first)}
            for shift in own:
                before = after.get(day_of_shift(instance, shift) - 1)
                if before is not None and is_of_template(instance, shift, then):
                    yield Violation(NAME, 1, "shifts", f"{shift_text(instance, shift)} ({then}) comes the day after {before} "
                                    f"({first}); contract {operator.contract!r} forbids it")
