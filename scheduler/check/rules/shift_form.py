"""Every shift has the start and the length of a template that its operator's contract allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.templates import candidates, miss
from scheduler.check.facts.times import length, number
from scheduler.check.facts.words import shift_text
from scheduler.check.rules.pins import is_pinned
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "shift_form"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation for each shift no template fits: the minutes by which start and length miss the nearest one.

    A template is open to a shift if the contract's `shifts` name it and its `days` hold the weekday of the start. It
    fits if the wall clock reads one of its starts (either time it does, in the hour an autumn night repeats), and the
    elapsed length is one of its lengths and within the contract's `shift_minutes`. A shift pinned with times is exempt:
    there the supervisor overrides the templates.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        contract = instance.contract_of(operator)
        for shift in own:
            if is_pinned(instance, shift):
                continue
            misses = [(miss(instance, contract, template, shift), template.name)
                      for template in candidates(instance, contract, shift)]
            if not misses:
                yield Violation(NAME, number(length(shift)), "min", f"{shift_text(instance, shift)}: contract "
                                f"{operator.contract!r} allows no template on this day")
            elif min(misses)[0]:
                amount, nearest = min(misses)
                yield Violation(NAME, number(amount), "min", f"{shift_text(instance, shift)}, {number(length(shift))} "
                                f"min long, fits no template of contract {operator.contract!r}; nearest is {nearest!r}")
