"""Between two shifts of one operator lies at least the contract's rest; shifts never overlap."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.shift_table import ShiftTable
from scheduler.rules.statement import Gap, Statement

NAME = "rest"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Keep shifts apart, by elapsed time."""
    minutes = Fraction(str(instance.contract_of(operator).rest_hours)) * 60
    yield Gap(NAME, ceil(minutes / instance.grid.cell_minutes))
