"""After the last of successive night shifts an operator has as many days off as the contract says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.nights import is_night
from scheduler.check.facts.shifts import days_worked, shifts_by_operator
from scheduler.check.facts.times import day_of_shift
from scheduler.check.facts.words import day_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "days_off_after_nights"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in days, for each series of nights after which work comes too soon.

    Nights on successive days are one series, which any other day ends. A night just before the horizon counts if the
    history tells of it.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        least, history = instance.contract_of(operator).min_days_off_after_nights, instance.history_of.get(operator.id)
        if least is None:
            continue
        worked = days_worked(instance, own)
        nights = {day_of_shift(instance, shift) for shift in own if is_night(instance, shift)} & worked
        if history and history.nights:
            nights.add(-1 - (history.days_off or 0))
        for night in sorted(nights):
            following = min((day for day in worked if day > night), default=None)
            if following is None or (following == night + 1 and following in nights):
                continue
            missing = least - (following - night - 1)
            if missing > 0:
                yield Violation(NAME, missing, "days", f"{operator.id} works a night on {day_text(instance, night)} and "
                                f"again on {day_text(instance, following)}; allowed are at least {least} days off between")
