"""A shift lies inside the opening hours of its day, unless its template says otherwise.

The span of a day runs from its first opening to its last closing, and on over each window of following days that
touches or overlaps what is reached so far, up to the first gap; around the clock, shifts therefore pass midnight, and
the last ones the end of the horizon. A shift may also lie in the span of the day before, where that passes midnight.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Forbid, Statement
from scheduler.rules.pins import pinned_rows
from scheduler.rules.shift_form import offered

NAME = "opening_hours"

Windows = tuple[tuple[int, int], ...]


def spans(instance: Instance) -> list[tuple[int, int] | None]:
    """First cell of each day's first opening, and the first cell after its last adjoining closing; None if closed."""
    opening = instance.opening_with_following_days
    return [_span(opening[day], opening[day + 1:]) for day in range(instance.grid.days)]


def _span(today: Windows, following: tuple[Windows, ...]) -> tuple[int, int] | None:
    if not today:
        return None
    start, end = today[0][0], today[-1][1]
    for opening, closing in chain.from_iterable(following):
        if opening > end:
            break
        end = max(end, closing)
    return start, end


def inside(instance: Instance, table: ShiftTable) -> NDArray[np.bool_]:
    """Mask of the shifts inside the span of their day, or of the day before."""
    return lie_inside(instance, table.day, table.start, table.end)


def lie_inside(
    instance: Instance, days: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """The same of any shifts, by the day, the first cell, and the first cell after each of them."""
    bounds = np.array([span or (1, 0) for span in spans(instance)], dtype=np.int64)

    def lie_in(day: NDArray[np.int64]) -> NDArray[np.bool_]:
        return np.asarray((start >= bounds[day, 0]) & (end <= bounds[day, 1]))

    return np.asarray(lie_in(days) | lie_in(np.maximum(days - 1, 0)))


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Forbid what lies outside, unless a template with `outside_hours` offers it or it is pinned."""
    allowed = inside(instance, table) | offered(instance, operator, table, outside_hours=True)
    yield Forbid(NAME, ~allowed & ~pinned_rows(instance, operator, table))
