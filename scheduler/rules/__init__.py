"""The rules of one operator's roster, one file each, and the list of them.

A rule is stated once, over the table of all shifts anybody could work, in the few kinds of `statement`; the CP-SAT
model and the one-operator programme both read these statements, and neither knows a rule by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules import (
    availability,
    consecutive_days,
    days_per_week,
    hours_per_week,
    one_shift_a_day,
    opening_hours,
    pay,
    pins,
    rest,
    shift_form,
    wishes,
)
from scheduler.rules.shift_table import ShiftTable
from scheduler.rules.statement import Statement

RULES: tuple[Callable[[Instance, Operator, ShiftTable], Iterator[Statement]], ...] = (
    one_shift_a_day.state,
    shift_form.state,
    opening_hours.state,
    availability.state,
    pins.state,
    hours_per_week.state,
    days_per_week.state,
    consecutive_days.state,
    rest.state,
    wishes.state,
    pay.state,
)


def statements_of(instance: Instance, operator: Operator, table: ShiftTable) -> tuple[Statement, ...]:
    """Everything that holds for the roster of one operator."""
    return tuple(statement for state in RULES for statement in state(instance, operator, table))
