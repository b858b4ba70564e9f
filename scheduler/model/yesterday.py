"""Shifts of yesterday that go on into the horizon, as fixed shifts of people who work nothing else.

So the search, the model and the bound have them on the phone without knowing of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.yesterday import still_on_the_phone
from scheduler.rules import shift_form
from scheduler.rules.basis.break_forms import Form, Order
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Forbid, MustWork, Statement

NAME = "yesterday"


@dataclass(frozen=True)
class Yesterday:
    """When the shifts of yesterday end.

    Parameters
    ----------
    ends
        First cell after the shift of each person who is still on the phone when the horizon begins.
    """

    ends: tuple[int, ...]

    @classmethod
    def of(cls, instance: Instance) -> Yesterday:
        """From what `history` says."""
        return cls(tuple(end for _, end in still_on_the_phone(instance)))

    @property
    def _lengths(self) -> list[int]:
        return sorted(set(self.ends))

    def with_rows(self, table: ShiftTable) -> ShiftTable:
        """A table with a row for each end, after all others: on day 0 from its first cell on, without breaks or pay."""
        lengths, forms = self._lengths, len(table.forms)
        if not lengths:
            return table
        nothing = np.zeros(len(lengths), dtype=np.int64)
        own = tuple(Form(cells, 0, (Order((), (), ()),)) for cells in lengths)
        return replace(
            table, forms=(*table.forms, *own), day=np.append(table.day, nothing), start=np.append(table.start, nothing),
            form=np.append(table.form, forms + np.arange(len(lengths))),
            offered=np.pad(table.offered, ((0, 0), (0, len(lengths)))),
        )

    def of_operators(self, table: ShiftTable) -> tuple[Statement, ...]:
        """What is stated of every operator: those rows are no shifts for them."""
        rows = np.arange(len(table)) >= len(table) - len(self._lengths)
        return (Forbid(shift_form.NAME, rows),) if self.ends else ()

    def of_person(self, end: int, table: ShiftTable) -> tuple[Statement, ...]:
        """What is stated of a person whose shift ends so: it is worked, and nothing else."""
        row = len(table) - len(self._lengths) + self._lengths.index(end)
        return Forbid(NAME, np.arange(len(table)) != row), MustWork(NAME, 0)
