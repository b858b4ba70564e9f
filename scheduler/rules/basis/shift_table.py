"""All shifts anybody could work, as one table: a row is a day, a start and a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.activities import PREFIX
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability
from scheduler.instance.pinned_breaks import break_moments
from scheduler.instance.shifts import ShiftTemplate
from scheduler.rules.basis.activity_forms import ActivityForms
from scheduler.rules.basis.break_clock import NO_GAP, BreakClock, Gap, Spans, gap_in, spans_of
from scheduler.rules.basis.break_forms import Clock, Form, Placement
from scheduler.timegrid import TimeGrid, elapsed_minutes

Key = tuple[int, int, int, Gap]
"""Day, first cell and elapsed minutes of a shift, and the gap of a split one."""
PlacedShift = tuple[int, int, Form]
"""Day, first cell and form of a shift whose breaks are fixed."""


@dataclass(frozen=True, eq=False)
class ShiftTable:
    """Rows in order of day, start and form; all times in cells.

    Parameters
    ----------
    forms
        The forms that `form` points into.
    day, start, form
        Day on which a shift starts, its first cell, and its form; each of shape (rows,).
    offered
        Minutes that a template says a shift has, without a gap, 0 if it does not offer it; on the night of a clock change other
        ones may pass; shape (templates, rows).
    spans
        For each clock of the forms' breaks, the cells in which these lie.
    """

    forms: tuple[Form, ...]
    days: int
    day: NDArray[np.int64]
    start: NDArray[np.int64]
    form: NDArray[np.int64]
    offered: NDArray[np.int64]
    spans: Mapping[Clock, Spans] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def end(self) -> NDArray[np.int64]:
        """First cell after each shift."""
        return self.start + np.array([form.cells for form in self.forms], dtype=np.int64)[self.form]

    @cached_property
    def paid_minutes(self) -> NDArray[np.int64]:
        """Paid minutes of each shift."""
        return np.array([form.paid_minutes for form in self.forms], dtype=np.int64)[self.form]

    @cached_property
    def extra_minutes(self) -> NDArray[np.int64]:
        """Paid minutes of each shift beyond the published one whose operator may be asked for it; 0 of all others."""
        return np.array([form.extra_minutes for form in self.forms], dtype=np.int64)[self.form]

    @cached_property
    def has_extra(self) -> bool:
        """Whether there are shifts whose operators may be asked for them."""
        return any(form.extra_minutes for form in self.forms)

    @cached_property
    def placed(self) -> NDArray[np.bool_]:
        """Mask of the rows that stand for one shift with fixed breaks."""
        return np.array([form.placed for form in self.forms], dtype=np.bool_)[self.form]

    def holds(self, label: str) -> NDArray[np.bool_]:
        """Mask of the shifts in which an activity is held, by its label."""
        return self.how_many((label,)) > 0

    def how_many(self, labels: Iterable[str]) -> NDArray[np.int64]:
        """How many activities of some labels are held in each shift."""
        wanted = frozenset(labels)
        return np.array([sum(each.label in wanted for each in form.activities) for form in self.forms],
                        dtype=np.int64)[self.form]

    @cached_property
    def activities(self) -> NDArray[np.int64]:
        """How many activities are held in each shift."""
        return np.array([len(form.activities) for form in self.forms], dtype=np.int64)[self.form]

    @cached_property
    def times(self) -> NDArray[np.int64]:
        """Number of the times of each shift, equal for those of one day, start, end and gap."""
        columns = np.column_stack([self.day, self.start, self.end, self.gap])
        return np.unique(columns, axis=0, return_inverse=True)[1].reshape(-1)

    @cached_property
    def gap(self) -> NDArray[np.int64]:
        """First cell of the gap of each shift, counted from its start, and its length; zeros where there is none; (rows, 2)."""
        return np.array([form.gap for form in self.forms], dtype=np.int64).reshape(-1, 2)[self.form]

    def overlaps(self, start: int, end: int) -> NDArray[np.bool_]:
        """Mask of the shifts that overlap the half-open window of cells."""
        return (self.start < end) & (self.end > start)


def pin_window(instance: Instance, pin: Availability, day: int) -> tuple[int, int]:
    """First cell of a pinned shift with times, and the first cell after it."""
    return instance.grid.window_cells(day, *pin.window)


def rows_of_template(instance: Instance, table: ShiftTable, name: str) -> NDArray[np.bool_]:
    """Mask of the shifts that have the day, start, length and gap of a template, those pinned with their breaks included."""
    mask = np.asarray(table.offered[[template.name for template in instance.shifts].index(name)] > 0)
    placed = np.flatnonzero(table.placed & ~mask)
    if len(placed):
        mask[placed] = np.isin(table.times[placed], table.times[mask])
    return mask


def pinned_gap(instance: Instance, pin: Availability, day: int) -> Gap:
    """Gap of a pinned shift with times, which is not split unless its pin says so."""
    return gap_in(_placement(instance, pin, day), instance.grid.cell_minutes)


def pinned_form(instance: Instance, pin: Availability, day: int) -> Form | None:
    """Form of a pinned shift with its breaks; ``None`` where no break pattern allows them."""
    first, after = pin_window(instance, pin, day)
    minutes = (after - first) * instance.grid.cell_minutes
    return BreakClock(instance).placed(first, minutes, _placement(instance, pin, day))


def _placement(instance: Instance, pin: Availability, day: int) -> Placement:
    """What a pin says of the breaks of its shift, but for what its operator holds for others, which follows from theirs."""
    grid, (first, _), led = instance.grid, pin_window(instance, pin, day), instance.led_by.get(pin.operator, frozenset())
    return tuple((each.kind, grid.cell(start) - first, grid.cell(end) - grid.cell(start))
                 for each, start, end in sorted(break_moments(grid, day, pin.breaks or (), grid.moment(first)),
                                                key=lambda found: not found[0].kind.startswith(PREFIX))
                 if each.kind not in led)


def shift_table(instance: Instance, placed: Iterable[PlacedShift] = ()) -> ShiftTable:
    """Table of every shift that some template offers or some pin demands.

    Shifts whose length, or start, no break pattern fits are left out; `rules.preflight` names them.

    Parameters
    ----------
    placed
        Shifts with fixed breaks that get rows of their own; they are offered as any shift of their times.
    """
    grid = instance.grid
    offered = [shifts_of_template(template, grid) for template in instance.shifts]
    wanted = set().union(*offered, _pinned(instance))
    clock = BreakClock(instance)
    forms_at = _forms_at(clock, wanted)
    if instance.activities:
        beside = ActivityForms(instance, clock)
        forms_at = {shift: beside.with_them(*shift[:2], forms) for shift, forms in forms_at.items()}
    placed, pinned = set(placed), set(_pinned_with_breaks(instance))
    fixed = placed | pinned
    in_order = sorted(wanted, key=itemgetter(2, 0, 1, 3))
    different = {id(forms_at[shift]): forms_at[shift] for shift in in_order}  # to hash each form for each shift takes its time
    forms = (*sorted(dict.fromkeys(form for each in different.values() for form in each), key=lambda form: form.activities),
             *sorted({form for _, _, form in fixed}, key=lambda form: (form.cells, form.orders[0].from_start)))
    index = {form: position for position, form in enumerate(forms)}
    numbers = {known: [index[form] for form in each] for known, each in different.items()}
    gaps = [(form.gap[0] * grid.cell_minutes, form.gap[1] * grid.cell_minutes) for form in forms]
    rows = sorted({*((*shift[:3], number) for shift in wanted for number in numbers[id(forms_at[shift])]),
                   *((day, at, form.cells * grid.cell_minutes, index[form]) for day, at, form in fixed)})
    alone = {(day, start, index[form]) for day, start, form in pinned - placed}
    masks = np.array([[0 if (row[0], row[1], row[3]) in alone else shifts.get((*row[:3], gaps[row[3]]), 0)
                       for row in rows]
                      for shifts in offered], dtype=np.int64)
    day, start, _, form = np.array(rows, dtype=np.int64).reshape(-1, 4).T.copy()
    return ShiftTable(forms, grid.days, day, start, form, masks.reshape(len(offered), len(rows)), _spans(grid, forms))


def _spans(grid: TimeGrid, forms: Iterable[Form]) -> dict[Clock, Spans]:
    """Cells of the clocks of all breaks."""
    clocks = {each.clock for form in forms for order in form.orders for each in order.breaks if each.clock}
    return {clock: spans_of(grid, clock) for clock in clocks}


def _forms_at(clock: BreakClock, wanted: Iterable[Key]) -> dict[Key, tuple[Form, ...]]:
    """Forms of each shift; where no break has windows of the clock, its length and gap alone decide."""
    if clock.spans:
        return {shift: clock.forms(*shift[1:]) for shift in wanted}
    first = {shift[2:]: shift for shift in wanted}
    forms = {key: clock.forms(*shift[1:]) for key, shift in first.items()}
    return {shift: forms[shift[2:]] for shift in wanted}


def shifts_of_template(template: ShiftTemplate, grid: TimeGrid) -> dict[Key, int]:
    """Every shift of a template, with the minutes that it says they have.

    One that starts after the last midnight, in the window of the last day, is a shift of that day.
    """
    found: dict[Key, int] = {}
    for day in range(grid.days):
        found |= {(day, start, minutes, gap): said for start, minutes, said, gap in _shifts_on(template, grid, day)}
    after = ((grid.days - 1, *shift) for shift in _shifts_on(template, grid, grid.days) if shift[0] < grid.cells)
    return found | {(day, start, minutes, gap): said for day, start, minutes, said, gap in after}


def _shifts_on(template: ShiftTemplate, grid: TimeGrid, day: int) -> Iterator[tuple[int, int, int, Gap]]:
    """First cell, elapsed minutes, said minutes and gap of a template's shifts of a day.

    Of a start or an end that the clock repeats both readings count. What it skips is the moment of the change for a shift that
    keeps the clock; one that keeps its length does not start then.
    """
    if template.days is not None and grid.date(day).weekday() not in template.days:
        return
    lengths = template.length
    if not template.keeps_clock:
        starts = (grid.cell(start) for minute in template.start.minutes for start in grid.instants(day, minute))
        yield from ((start, said + gap[1], said, gap) for start, said in product(starts, lengths.minutes)
                    for gap in gaps_of(template, said))
        return
    for minute, said in product(template.start.minutes, lengths.minutes):
        for start, end in product(grid.readings(day, minute), grid.readings(day, minute + said)):
            (first, after), elapsed = grid.cells_touched(start, end), elapsed_minutes(start, end)
            if 0 < (after - first) * grid.cell_minutes == elapsed:
                yield first, elapsed, said, NO_GAP


def gaps_of(template: ShiftTemplate, minutes: int) -> list[Gap]:
    """Gaps that shifts of so many minutes may have; one that is none for those that are not split."""
    split = template.split
    return [NO_GAP] if split is None else [*product(split.firsts(minutes), split.gaps)]


def _pinned_with_breaks(instance: Instance) -> Iterator[PlacedShift]:
    """Every pinned shift whose breaks are pinned, too, and are allowed."""
    for pin in (entry for entry in instance.availability if entry.fixes_breaks):
        for day in range(instance.grid.days):
            if pin.on(instance.grid.date(day)) and (form := pinned_form(instance, pin, day)):
                yield day, pin_window(instance, pin, day)[0], form


def _pinned(instance: Instance) -> set[Key]:
    """Day, first cell, length in minutes and gap of every pinned shift."""
    pins = [entry for entry in instance.availability if entry.kind == "pinned" and entry.start is not None]
    windows = [(day, *pin_window(instance, pin, day), pinned_gap(instance, pin, day)) for pin in pins
               for day in range(instance.grid.days) if pin.on(instance.grid.date(day))]
    return {(day, start, (end - start) * instance.grid.cell_minutes, gap) for day, start, end, gap in windows}
