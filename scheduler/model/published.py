"""A roster that was published: each of its shifts has a row of its own, with its breaks; every change has a price.

Stated like any rule, so that the search, the model and the bound know nothing of it. What has begun is never changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.objective import CALLED_LATER, Objective, units
from scheduler.model.sessions import without_sessions
from scheduler.roster import Shift, StandbyPlace
from scheduler.rules.basis.break_clock import BreakClock
from scheduler.rules.basis.break_forms import Form, Placement
from scheduler.rules.basis.shift_table import PlacedShift, ShiftTable
from scheduler.rules.basis.statement import Forbid, MustWork, Price, Statement

NAME = "published"
Pair = tuple[int, int]
"""Index of an operator, and a day."""


@dataclass(frozen=True, eq=False)
class Published:
    """What was published.

    Parameters
    ----------
    shifts
        The shift of each operator on each day worked.
    now
        The moment, in cells: shifts that start before it stay.
    exempt
        Operators and days that something else has changed, whose changes cost nothing.
    objective
        Prices of changes.
    cell_minutes
        Length of a cell.
    loose
        Where breaks alone may change, the shifts that are being worked, with the breaks to come free; None: all may change.
    asked
        Longer and shorter shifts that their operators may be asked for, which nobody else works.
    standby
        Windows in which operators are on standby: operator, first cell, the first cell after, and which place they have.
    """

    shifts: dict[Pair, PlacedShift]
    now: float
    exempt: frozenset[Pair]
    objective: Objective
    cell_minutes: int
    loose: dict[Pair, PlacedShift] | None = None
    asked: tuple[tuple[Pair, PlacedShift], ...] = ()
    standby: tuple[tuple[int, int, int, int], ...] = ()

    @classmethod
    def of(
        cls, instance: Instance, shifts: Sequence[Shift], moment: dt.datetime, exempt: Collection[Pair] = (), *,
        breaks_only: bool = False, asked: Iterable[tuple[Shift, int]] = (), standby: Iterable[StandbyPlace] = (),
    ) -> Published:
        """From plain shifts, whose breaks some pattern allows; what begins before a moment stays.

        Shifts that their operators may be asked for stand beside their paid minutes beyond the one that was published. Who is
        on standby comes in within their window as good as free of price, whoever is called first before the others.
        """
        placer = Placer(instance)
        placed, loose = dict(map(placer.place, shifts)), None
        offered = []
        for shift, extra in asked:
            pair, (day, start, form) = placer.place(shift)
            offered.append((pair, (day, start, replace(form, extra_minutes=extra))))
        now = (moment - instance.grid.origin) / dt.timedelta(minutes=instance.grid.cell_minutes)
        if breaks_only:
            clock = BreakClock(instance)
            loose = {pair: (day, start, form) for pair, (day, start, own) in placed.items()
                     if start < now < start + own.cells and (form := clock.loosened(start, own, ceil(now) - start)) != own}
        return cls(placed, now, frozenset(exempt), instance.objective, instance.grid.cell_minutes, loose, tuple(offered),
                   tuple(_on_standby(instance, standby)))

    @cached_property
    def rows(self) -> frozenset[PlacedShift]:
        """All published shifts, and those that may be asked for, whoever works them."""
        return frozenset([*self.shifts.values(), *(self.loose or {}).values(), *(shift for _, shift in self.asked)])

    def rows_in(self, table: ShiftTable) -> dict[PlacedShift, int]:
        """Row of each published shift."""
        form_of = {form: number for number, form in enumerate(table.forms) if form.placed}
        known = {(day, start, form_of[form]): (day, start, form) for day, start, form in self.rows}
        at = zip(table.day.tolist(), table.start.tolist(), table.form.tolist(), strict=True)
        return {known[each]: row for row, each in enumerate(at) if each in known}

    def statements(self, operator: int, table: ShiftTable, rows: dict[PlacedShift, int]) -> tuple[Statement, ...]:
        """What is stated of an operator; `rows` are those of all published shifts."""
        own = [rows[shift] if (shift := self.shifts.get((operator, day))) else -1 for day in range(table.days)]
        loose = [rows[shift] for (who, _), shift in (*(self.loose or {}).items(), *self.asked) if who == operator]
        mine, of_anybody = np.zeros((2, len(table)), dtype=np.bool_)
        mine[[*(row for row in own if row >= 0), *loose]] = True
        of_anybody[list(rows.values())] = True
        worked = [day for day, row in enumerate(own) if row >= 0]
        begun = [day for day in worked if table.start[own[day]] < self.now]
        past = (table.start < self.now) | np.isin(table.day, begun)
        if self.loose is not None:
            past |= ~np.isin(table.times, table.times[[row for row in own if row >= 0]])
        return (Forbid(NAME, (of_anybody | past) & ~mine),
                *(MustWork(NAME, day) for day in (begun if self.loose is None else worked)),
                self._prices(operator, table, own))

    def _prices(self, operator: int, table: ShiftTable, own: list[int]) -> Price:
        """Cost of every row and day off beside the shift, or the day off, that was published."""
        rows, off = np.zeros(len(table), dtype=np.int64), np.zeros(table.days, dtype=np.int64)
        for day, row in enumerate(own):
            if (operator, day) in self.exempt:
                continue
            of_day = np.flatnonzero(table.day == day)
            starts = table.start[of_day] if row < 0 else np.minimum(table.start[of_day], table.start[row])
            rows[of_day] = self._of_shift(starts)
            if row >= 0:
                off[day] = self._of_shift(table.start[row : row + 1])[0]
                same = of_day[table.times[of_day] == table.times[row]]
                rows[same] = self.of_breaks(table.start[same])
                rows[row] = 0
        free = np.array(own)[table.day] < 0  # a day off, on which they may be called in
        for _, first, after, place in (each for each in self.standby if each[0] == operator):
            called = free & (table.start < after) & (table.end > first)
            rows[called] = np.minimum(rows[called], units(CALLED_LATER * (place - 1)))
        return Price(NAME, rows, off)

    def of_breaks(self, starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Units for other breaks in shifts that start in some cells; shape of `starts`."""
        return self._units(self.objective.changed_breaks, starts)

    def _of_shift(self, starts: NDArray[np.int64]) -> NDArray[np.int64]:
        return self._units(self.objective.changed_shift, starts)

    def _units(self, price: float, starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Units of a price, more at short notice; shape of `starts`."""
        objective = self.objective
        is_short = (starts - self.now) * self.cell_minutes < objective.short_notice_hours * 60
        return np.where(is_short, units(price * objective.short_notice_factor), units(price)).astype(np.int64)


def _on_standby(instance: Instance, places: Iterable[StandbyPlace]) -> Iterator[tuple[int, int, int, int]]:
    index = {operator.id: number for number, operator in enumerate(instance.operators)}
    for each in places:
        if each.operator in index:
            window = instance.grid.cells_touched(each.start.astimezone(dt.UTC), each.end.astimezone(dt.UTC))
            yield index[each.operator], *window, each.place


class Placer:
    """From plain shifts of an instance to rows with their breaks; equal ones are worked out once."""

    def __init__(self, instance: Instance) -> None:
        self._instance, self._clock = instance, BreakClock(instance)
        self._forms: dict[tuple[int, int, Placement], Form | None] = {}
        self._index = {operator.id: index for index, operator in enumerate(instance.operators)}

    def place(self, shift: Shift) -> tuple[Pair, PlacedShift]:
        """Operator and day of a shift, and its row with its breaks, without what its operator holds for others.

        Raises
        ------
        ValueError
            If no break pattern allows its breaks.
        """
        grid, shift = self._instance.grid, without_sessions(self._instance, shift)
        start = grid.cell(shift.start)
        day = min(grid.day_of(start), grid.days - 1)
        in_order = sorted(shift.breaks, key=lambda each: (each.kind != "activity", each.start.timestamp()))
        placement: Placement = tuple((each.label, grid.cell(each.start) - start, grid.cell(each.end) - grid.cell(each.start))
                                     for each in in_order)
        key = start if self._clock.spans or shift.activities else 0, shift.minutes, placement
        if key not in self._forms:
            self._forms[key] = self._clock.placed(start, shift.minutes, placement)
        if (form := self._forms[key]) is None:
            raise ValueError(f"{shift.operator} {shift.start:%Y-%m-%d %H:%M}: no break pattern allows these breaks")
        return (self._index[shift.operator], day), (day, start, form)
