"""After a shift of some template none of another on the next day.

A shift is of every template that offers its day, start and length, whichever of them its contract may use.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable, rows_of_template
from scheduler.rules.basis.statement import Forbid, Statement, Succession

NAME = "forbidden_successions"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Forbid each pair, also over the start of the horizon."""
    history = instance.history_of.get(operator.id)
    last_shift = history.last_shift if history and history.worked_days is not None else None
    for first, then in instance.contract_of(operator).forbidden_successions:
        forbidden = rows_of_template(instance, table, then)
        yield Succession(NAME, rows_of_template(instance, table, first), forbidden)
        if first == last_shift:
            yield Forbid(NAME, forbidden & (table.day == 0))
