"""All hard rules, and the check of a roster against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from scheduler.check import (
    availability,
    breaks,
    consecutive_days,
    days_per_week,
    hours_per_week,
    one_shift_a_day,
    opening_hours,
    pins,
    rest,
    seats,
    shift_form,
)
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift


class HardRule(Protocol):
    """A module that finds every breach of one rule."""

    NAME: str

    def check(self, instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
        """Yield one violation for each breach."""
        ...


RULES: tuple[HardRule, ...] = (
    one_shift_a_day,
    shift_form,
    opening_hours,
    breaks,
    hours_per_week,
    days_per_week,
    consecutive_days,
    rest,
    availability,
    pins,
    seats,
)


def check_shifts(instance: Instance, shifts: Sequence[Shift]) -> tuple[Violation, ...]:
    """Every breach of every hard rule; empty for a legal roster."""
    return tuple(violation for rule in RULES for violation in rule.check(instance, shifts))
