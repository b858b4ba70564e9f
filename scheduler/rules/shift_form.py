"""A shift has the start of a template, on one of its days, and one of its lengths, as far as the contract allows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.break_forms import least_unpaid_minutes
from scheduler.rules.basis.shift_table import ShiftTable, gaps_of
from scheduler.rules.basis.statement import Forbid, Statement
from scheduler.rules.pins import pinned_rows
from scheduler.timegrid import MINUTES_PER_DAY

NAME = "shift_form"


def offered(instance: Instance, operator: Operator, table: ShiftTable, *, outside_hours: bool) -> NDArray[np.bool_]:
    """Mask of the shifts the contract's templates offer: all of them, or only those not bound to opening hours."""
    contract = instance.contract_of(operator)
    usable = [
        (contract.shifts is None or template.name in contract.shifts) and (template.outside_hours or not outside_hours)
        for template in instance.shifts
    ]
    shortest, longest = contract.shift_minutes or (0, MINUTES_PER_DAY)
    said = table.offered[usable]
    return np.asarray(((said > 0) & (said >= shortest) & (said <= longest)).any(axis=0))


def longest_paid_minutes(instance: Instance, operator: Operator) -> int:
    """Paid minutes of the longest shift that the contract's templates offer on any day."""
    contract = instance.contract_of(operator)
    shortest, longest = contract.shift_minutes or (0, MINUTES_PER_DAY)
    return max((minutes - sum(least_unpaid_minutes(instance.breaks, part) for part in (first, minutes - first) if part)
                for template in instance.shifts if contract.shifts is None or template.name in contract.shifts
                for minutes in template.length.minutes if shortest <= minutes <= longest
                for first, _ in gaps_of(template, minutes)), default=0)


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Forbid what no template of the contract offers; a pin overrides the templates, and so does what a repair may ask for."""
    yield Forbid(NAME, ~offered(instance, operator, table, outside_hours=False)
                 & ~pinned_rows(instance, operator, table) & (table.extra_minutes == 0))
