"""The day plans of the shared data (its README states the rules), as the package plans them."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.dayplan.task import DayTask
from scheduler.model.dayplan.curves import Curve, Curves
from scheduler.model.dayplan.families import BreakRules, LunchRule, ShiftFamily, families_of

SHORT, SURPLUS, PAID = 100, 2, 1
"""Cost of a missing and of a surplus operator in a quarter-hour, and of a paid quarter-hour."""
LUNCH = LunchRule((2, 3, 4), paid=False, earliest=10, after=8)
LENGTHS = {2: (24, 26, 28, 30), 3: (32, 34, 36)}
"""Lengths of a shift in quarter-hours, by its number of breathers."""
START_EVERY = 2


def read_required(path: Path) -> NDArray[np.int64]:
    """Operators required in each quarter-hour; shape (quarter-hours,).

    Raises
    ------
    ValueError
        Where the intervals are not numbered from 0, or a number is not whole.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for line, row in enumerate(rows):
        if row["interval"] != str(line) or not row["required"].isdigit():
            raise ValueError(f"{path}:{line + 2}: interval {row['interval']!r}, required {row['required']!r}; allowed are "
                             f"interval {line} and a whole number from 0")
    return np.array([int(row["required"]) for row in rows], dtype=np.int64)


def families(quarters: int) -> tuple[ShiftFamily, ...]:
    """All shifts that lie in so many quarter-hours."""
    found: list[ShiftFamily] = []
    for breathers, lengths in LENGTHS.items():
        breaks = BreakRules(LUNCH, breathers, 1, breathers_paid=True, edge=4, min_work=4, max_work=10)
        pairs = [(start, start + length) for length in lengths for start in range(0, quarters - length + 1, START_EVERY)]
        found += families_of(pairs, breaks, kind=breathers)
    return tuple(found)


def task_of(required: NDArray[np.int64]) -> DayTask:
    """Plan shifts for a requirement; shape (quarter-hours,)."""
    curves = Curves([Curve.of_requirement(int(each), SHORT, SURPLUS) for each in required])
    return DayTask(families(len(required)), curves, PAID)
