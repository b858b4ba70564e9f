"""What each operator could work, each rule of a single shift kept, whatever else they work."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import Demand
from scheduler.demand.opening import outside_intervals
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.yesterday import still_on_the_phone
from scheduler.rules import hours_per_week, opening_hours, shift_form
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Forbid, Total, Window
from scheduler.rules.preflight import HOURS, allowed_rows
from scheduler.rules.stated import Stated, likeness

Mask = NDArray[np.bool_]

_OF_THE_CONTRACT = (shift_form.NAME, opening_hours.NAME)
"""Rules that say what a contract offers, whoever has it and whenever they are there."""


@dataclass(frozen=True, eq=False)
class Reach:
    """What one operator, and everybody like them, could work.

    Parameters
    ----------
    rows
        Shifts that no rule forbids; shape (rows of the table,).
    covers, offered
        Cells that lie within one of these shifts, and within a shift that the contract offers, or within the shift of yesterday
        that goes on into the horizon; shape (cells,).
    longest, longest_offered
        Minutes on the phone of the longest of these shifts of each day, and of those that the contract offers; shape (days,).
    weeks
        Days and bounds of paid minutes of each calendar week.
    longer
        The same of each month, and of the period, where the contract bounds them.
    phone_share
        Least and most minutes on the phone for a paid minute, of the shifts that the contract offers.
    """

    rows: Mask
    covers: Mask
    offered: Mask
    longest: NDArray[np.int64]
    longest_offered: NDArray[np.int64]
    weeks: tuple[Window, ...]
    longer: tuple[tuple[Window, ...], ...]
    phone_share: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Team:
    """An instance with its demand, and what each of its operators could work."""

    instance: Instance
    demand: Demand

    @cached_property
    def stated(self) -> Stated:
        """What is stated of each operator."""
        return Stated(self.instance)

    @property
    def table(self) -> ShiftTable:
        """All shifts anybody could work."""
        return self.stated.table

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """What each operator could work, in their order; those of equal contract and availability share one."""
        known: dict[Hashable, Reach] = {}
        found = []
        for operator in self.instance.operators:
            key = likeness(self.instance, operator)
            if key not in known:
                known[key] = _reach(self, operator)
            found.append(known[key])
        return tuple(found)

    def answering(self, queue: str | None) -> list[int]:
        """Operators who answer a queue, by index."""
        return [index for index, each in enumerate(self.instance.operators) if queue is None or queue in each.skills]

    @cached_property
    def phone_minutes(self) -> NDArray[np.int64]:
        """Minutes on the phone of each shift of the table."""
        cells = [form.cells - min((sum(pause.cells for pause in order.breaks) for order in form.orders), default=0)
                 for form in self.table.forms]
        return np.array(cells, dtype=np.int64)[self.table.form] * self.instance.grid.cell_minutes

    @cached_property
    def required(self) -> NDArray[np.int64]:
        """Operators each queue requires in each cell, alone, 0 where closed; shape (queues, cells)."""
        return self._by_cell(np.stack([each.required for each in self.demand.queues]))

    @cached_property
    def required_together(self) -> NDArray[np.int64]:
        """Operators all queues require in each cell, those that share operators as one; shape (cells,)."""
        return self._by_cell(np.sum([each.required for each in self.demand.wholes], axis=0))

    @cached_property
    def own_required(self) -> NDArray[np.int64]:
        """The same, but nobody where an outside call centre can take all calls; shape (cells,)."""
        if self.instance.outside is None or len(self.instance.queues) > 1:
            return self.required_together
        taken = np.repeat(outside_intervals(self.instance), self.instance.grid.cells_per_interval)
        return np.where(taken[: len(self.required_together)], 0, self.required_together)

    def _by_cell(self, required: NDArray[np.int64]) -> NDArray[np.int64]:
        cells = np.repeat(required, self.instance.grid.cells_per_interval, axis=-1)
        return np.asarray(np.where(self.demand.is_open[: cells.shape[-1]], cells, 0))

    def longest(self, rows: Mask) -> NDArray[np.int64]:
        """Minutes on the phone of the longest of some shifts of each day; shape (days,)."""
        longest = np.zeros(self.instance.horizon.days, dtype=np.int64)
        np.maximum.at(longest, self.table.day[rows], self.phone_minutes[rows])
        return longest

    def covered(self, rows: Mask) -> Mask:
        """Cells of the horizon that lie within one of some shifts; shape (cells,)."""
        cells = self.required.shape[1]
        change = np.zeros(max(cells, int(self.table.end.max(initial=0))) + 1, dtype=np.int64)
        np.add.at(change, self.table.start[rows], 1)
        np.add.at(change, self.table.end[rows], -1)
        return np.asarray(np.cumsum(change)[:cells] > 0)


def _reach(team: Team, operator: Operator) -> Reach:
    stated, table = team.stated.of(operator), team.table
    rows = allowed_rows(stated, table)
    bounds = {each.rule: each.windows for each in stated if isinstance(each, Total) and each.rule in HOURS}
    offered = allowed_rows(tuple(each for each in stated if isinstance(each, Forbid) and each.rule in _OF_THE_CONTRACT), table)
    ends = {each.id: end for each, end in still_on_the_phone(team.instance)}
    there = np.arange(team.required.shape[1]) < ends.get(operator.id, 0)
    share = team.phone_minutes[offered] / np.maximum(table.paid_minutes[offered], 1)
    return Reach(rows, team.covered(rows) | there, team.covered(offered) | there, team.longest(rows), team.longest(offered),
                 bounds.pop(hours_per_week.NAME), tuple(bounds.values()),
                 (float(share.min(initial=1)), float(share.max(initial=0))))
