"""What is stated of each operator over one table of all shifts, made once and passed on."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.instance.fairness import NOT_OF_SHIFTS
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules import statements_of
from scheduler.rules.basis.shift_table import ShiftTable, shift_table
from scheduler.rules.basis.statement import Statement


@dataclass(frozen=True, eq=False)
class Stated:
    """An instance with its table of shifts; operators who differ in their names alone share their statements."""

    instance: Instance
    _known: dict[Hashable, tuple[Statement, ...]] = field(default_factory=dict)

    @cached_property
    def table(self) -> ShiftTable:
        """All shifts anybody could work."""
        return shift_table(self.instance)

    def of(self, operator: Operator) -> tuple[Statement, ...]:
        """Everything that holds for the roster of an operator."""
        key = likeness(self.instance, operator)
        if key not in self._known:
            self._known[key] = statements_of(self.instance, operator, self.table)
        return self._known[key]


def likeness(instance: Instance, operator: Operator) -> Hashable:
    """What two operators must have in common for the same to be stated of them: all but their names and skills."""
    known = (instance.history_of.get(operator.id), instance.ledger_of.get(operator.id))
    return (tuple(each.is_for(operator) for each in instance.activities),
            operator.model_dump_json(exclude={"id", "name", "email", "skills", "timezone", "language"}),
            tuple(entry.model_dump_json(exclude={"operator"}) for entry in instance.availability_of.get(operator.id, ())),
            instance.rotation_of.get(operator.id, ()),
            *("" if each is None else each.model_dump_json(exclude={*NOT_OF_SHIFTS}) for each in known))
