"""Between two shifts of an operator lies at least the rest of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import exact, minutes_between, number
from scheduler.check.facts.words import shift_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "rest"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes of rest that are missing, for each two successive shifts too close together.

    Rest is elapsed time, also over a clock change. Shifts that overlap have a negative rest, so they are covered. The
    last shift before the horizon counts where the history tells when it ended, and so does standby.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        least = exact(instance.contract_of(operator).rest_hours) * 60
        pairs = [(before.end, after, shift_text(instance, before)) for before, after in pairwise(own)]
        history = instance.history_of.get(operator.id)
        for last, what in ((history.last_end, "last shift"), (history.standby_until, "standby")) if history else ():
            if last is not None:
                end = last if last.tzinfo else last.replace(tzinfo=instance.grid.zone)
                pairs += [(end, after, f"{operator.id}, {what} before the horizon,") for after in own]
        for end, after, before in pairs:
            found = minutes_between(end, after.start)
            if found < least:
                yield Violation(NAME, number(least - found), "min", f"{before} to {shift_text(instance, after)}: "
                                f"{number(found)} min of rest; allowed are at least {number(least)} min")
