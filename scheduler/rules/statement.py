"""The few kinds of statement every rule is made of.

Shifts are rows of a `ShiftTable`; an array over them has shape (rows,). Days are days of the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Forbid:
    """The shifts of `rows` (a mask) may not be worked."""

    rule: str
    rows: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MustWork:
    """On this day a shift must be worked."""

    rule: str
    day: int


@dataclass(frozen=True, eq=False)
class Price:
    """Soft: working a shift costs `rows`, and a day off costs `day_off`, in cost units; shapes (rows,) and (days,)."""

    rule: str
    rows: NDArray[np.int64]
    day_off: NDArray[np.int64]


@dataclass(frozen=True)
class Window:
    """Days `first` to `last`, inclusive, in which a total lies between `least` and `most`."""

    first: int
    last: int
    least: int
    most: int


@dataclass(frozen=True, eq=False)
class Total:
    """The sum of `amount` over the shifts worked lies within the bounds of each window; windows do not overlap."""

    rule: str
    amount: NDArray[np.int64]
    windows: tuple[Window, ...]
    unit: str


@dataclass(frozen=True, eq=False)
class Run:
    """At most `most` days worked in a row."""

    rule: str
    most: int


@dataclass(frozen=True, eq=False)
class Gap:
    """At least so many cells between the end of a shift and the start of the next."""

    rule: str
    cells: int


Statement = Forbid | MustWork | Price | Total | Run | Gap
