"""Days worked in each calendar week lie within the contract's bounds, as far as they can be asked for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Statement, Total, Window
from scheduler.rules.basis.weeks import Week, credited, free_days, weeks

NAME = "days_per_week"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Count days worked by week; days before the horizon and days of leave as in `hours_per_week`."""
    windows = tuple(_window(instance, operator, week) for week in weeks(instance))
    yield Total(NAME, np.ones(len(table), dtype=np.int64), windows, "days")


def _window(instance: Instance, operator: Operator, week: Week) -> Window:
    least, most = instance.contract_of(operator).days_per_week
    history = instance.history_of.get(operator.id)
    known = history.week_days if history is not None else None
    before = known or 0 if week.has_begun else 0
    if week.goes_on or (week.has_begun and known is None):
        least = 0
    due = max(0, least - before - len(credited(instance, operator, week)))
    return Window(week.first, week.last, min(due, free_days(instance, operator, week)), max(0, most - before))
