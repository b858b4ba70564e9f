"""Operators on the phone by skill, weekday and time of the day: never fewer than hard minimums, and a price for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.coverage import on_phone, stretches
from scheduler.check.facts.priced import Priced
from scheduler.check.facts.windows import in_window
from scheduler.check.violation import Violation
from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.service import Minimum
from scheduler.roster import Shift

NAME = "minimums"
PLACE = 5


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in operators, for each stretch of cells in which somebody is missing to a hard minimum."""
    for minimum in instance.service.minimums:
        if minimum.is_hard:
            missing = _missing(instance, shifts, minimum)
            of = "" if minimum.skill is None else f" with skill {minimum.skill!r}"
            for first, end in stretches(missing > 0):
                start, stop = (instance.grid.moment(cell) for cell in (first, end))
                most = int(missing[first:end].max())
                yield Violation(NAME, most, "operators", f"{start:%Y-%m-%d %H:%M}-{stop:%H:%M}: {minimum.number - most} "
                                f"operators on the phone{of}; allowed are at least {minimum.number}")


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of operators missing to the minimums that are not hard, if there are any."""
    soft = [minimum for minimum in instance.service.minimums if not minimum.is_hard]
    if soft:
        missing = sum(int(_missing(instance, shifts, minimum).sum()) for minimum in soft)
        minutes = missing * instance.grid.cell_minutes
        price = units(instance.objective.understaffing_beyond_10_percent_per_hour, 1)
        yield Priced(NAME, price * minutes, Fraction(minutes, 60), "operator-hours")


def _missing(instance: Instance, shifts: Sequence[Shift], minimum: Minimum) -> NDArray[np.int64]:
    """Operators missing in each cell; shape (cells,)."""
    able = {each.id for each in instance.operators if minimum.skill is None or minimum.skill in each.skills}
    present = on_phone(instance, shifts, able)
    holds = in_window(instance, minimum.days, minimum.start, minimum.end)
    return np.where(holds & open_cells(instance), np.maximum(minimum.number - present, 0), 0)
