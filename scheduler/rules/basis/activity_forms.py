"""Shifts with activities: at which times of the clock those of a day may be held, and which forms have room for them.

An activity at a time is a form of its own: it is no break, so that bounds of work reach over it, and yet the breaks lie beside
it. So a shift may be had without any, or with some at each of the times that are offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise, product

from scheduler.instance.activities import Activity
from scheduler.instance.base import Window
from scheduler.instance.instance import Instance
from scheduler.rules.basis.break_clock import BreakClock, Spans
from scheduler.rules.basis.break_forms import Form, Held, with_activities
from scheduler.timegrid import MINUTES_PER_DAY

Way = tuple[tuple[str, int, int], ...]
"""Activities of a day in order of time: label, minutes after midnight, and length in minutes."""


def ways_of(required: tuple[Activity, ...], counted: tuple[Activity, ...]) -> Iterator[Way]:
    """Every way to hold all activities that are required of a day, and at most one of those that are counted over days."""
    chosen = ((*required, *extra) for extra in ((), *((each,) for each in counted)))
    for activities in chosen:
        for starts in product(*(each.starts for each in activities)):
            way = sorted(zip(starts, (each.minutes for each in activities), (each.kind for each in activities), strict=True))
            if way and all(before[0] + before[1] <= after[0] for before, after in pairwise(way)):
                yield tuple((label, start, minutes) for start, minutes, label in way)


def held_at(label: str, start: int, minutes: int, cell_minutes: int) -> Held:
    """An activity that starts so many minutes after midnight."""
    return Held(label, Window(start % MINUTES_PER_DAY, (start + minutes) % MINUTES_PER_DAY), minutes // cell_minutes)


class ActivityForms:
    """Ways to hold the activities of each day, and the forms of shifts that have room for them."""

    def __init__(self, instance: Instance, clock: BreakClock) -> None:
        self._instance, self._clock, self._grid = instance, clock, instance.grid
        # Forms by their identity, as the clock keeps each of them: to hash each for each shift takes its time.
        self._made: dict[tuple[int, tuple[Held, ...]], Form] = {}
        self._same: dict[tuple[int, ...], tuple[Form, ...]] = {}

    @cached_property
    def ways(self) -> list[list[tuple[tuple[Held, ...], Spans]]]:
        """Of each day all ways that some operator may need, each with its cells."""
        return [list(self._ways_on(day)) if self._instance.activities else [] for day in range(self._grid.days)]

    def of(self, day: int, start: int, forms: tuple[Form, ...]) -> Iterator[Form]:
        """Forms of a shift of a day with its activities, from those that it has without."""
        for held, cells in self.ways[day]:
            taken = tuple((first - start, after - start) for first, after in cells)
            for form in forms:
                if taken[0][0] >= 0 and taken[-1][1] <= form.cells and self._clock.fits_beside(start, form, taken):
                    key = id(form), held
                    if key not in self._made:
                        self._made[key] = with_activities(form, held)
                    yield self._made[key]

    def with_them(self, day: int, start: int, forms: tuple[Form, ...]) -> tuple[Form, ...]:
        """Forms of a shift of a day, without activities and with; one object for shifts that have the same."""
        found = (*forms, *self.of(day, start, forms))
        return self._same.setdefault(tuple(map(id, found)), found)

    def _ways_on(self, day: int) -> Iterator[tuple[tuple[Held, ...], Spans]]:
        of_day = self._instance.activities_on(day)
        needs = dict.fromkeys(
            (tuple(each for each in of_day if each.per is None and each.is_for(operator)),
             tuple(each for each in of_day if each.per is not None and each.is_for(operator)))
            for operator in self._instance.operators)
        for way in dict.fromkeys(way for required, counted in needs for way in ways_of(required, counted)):
            cells = tuple(self._cells(day, start, minutes) for _, start, minutes in way)
            if all((after - first) * self._grid.cell_minutes == minutes
                   for (first, after), (_, _, minutes) in zip(cells, way, strict=True)):
                yield tuple(held_at(*each, self._grid.cell_minutes) for each in way), cells

    def _cells(self, day: int, start: int, minutes: int) -> tuple[int, int]:
        later, minute = divmod(start, MINUTES_PER_DAY)
        return self._grid.window_cells(day + later, minute, (minute + minutes) % MINUTES_PER_DAY)
