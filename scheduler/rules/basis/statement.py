"""The few kinds of statement every rule is made of.

Shifts are rows of a `ShiftTable`; an array over them has shape (rows,). Days are days of the horizon. `Forbid`,
`MustWork` and `Price` speak of single days, `Gap` of two shifts, and the *counters* of the sequence of days. A counter
sees of a shift only its *label*, and of a day off only `off_label`: shifts of equal labels are the same to it. A `Tariff` is a
counter that forbids nothing, and has a price; `Change`, `Variety` and `LongRest` may have one, and forbid where they do not.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, fields
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from scheduler.rules.basis.comparison import Change, Variety
from scheduler.rules.basis.long_rest import LongRest

Labels = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Forbid:
    """The shifts of `rows` (a mask) may not be worked."""

    rule: str
    rows: Mask


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


@dataclass(frozen=True, eq=False)
class Gap:
    """At least so many cells between the end of a shift and the start of the next."""

    rule: str
    cells: int


@dataclass(frozen=True)
class Window:
    """Days `first` to `last`, inclusive, in which a total lies between `least` and `most`."""

    first: int
    last: int
    least: int
    most: int


@dataclass(frozen=True, eq=False)
class Total:
    """The sum of `amount` (none below 0) over the shifts worked lies within each window's bounds; windows do not overlap."""

    rule: str
    amount: NDArray[np.int64]
    windows: tuple[Window, ...]
    unit: str
    off_label: ClassVar[int] = 0

    @property
    def label(self) -> Labels:
        """What a shift adds."""
        return self.amount


@dataclass(frozen=True, eq=False)
class Run:
    """Days in a row on which a shift of `rows` is worked, or, where `off`, either such a shift or none.

    Parameters
    ----------
    least, most
        Bounds of the length of a run, in days; ``None``: no most. A run that the end of the horizon cuts may be shorter.
    before
        Length of the run that day 0 goes on with, in days, 0 where the day before breaks it. ``None``: not known; then a
        run from day 0 on may be shorter than `least`, and counts from day 0.
    """

    rule: str
    rows: Mask
    off: bool = False
    least: int = 0
    most: int | None = None
    before: int | None = None

    @property
    def label(self) -> Labels:
        """1 for a shift inside a run, 0 for one that ends it."""
        return self.rows.astype(np.int64)

    @property
    def off_label(self) -> int:
        """The same for a day off."""
        return int(self.off)


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of days, such as weekends; a group is *worked* if a shift of `rows` is worked on one of its days.

    Parameters
    ----------
    groups
        First and last day of each group, in order, without overlap.
    most
        Largest number of groups worked; ``None``: no bound.
    whole
        Whether a group that is worked must be worked on all of its days.
    """

    rule: str
    rows: Mask
    groups: tuple[tuple[int, int], ...]
    most: int | None = None
    whole: bool = False
    off_label: ClassVar[int] = 0

    @property
    def label(self) -> Labels:
        """1 for a shift that makes its group one worked."""
        return self.rows.astype(np.int64)


@dataclass(frozen=True, eq=False)
class Succession:
    """After a shift of `first` there is none of `then` on the next day."""

    rule: str
    first: Mask
    then: Mask
    off_label: ClassVar[int] = 0

    @property
    def label(self) -> Labels:
        """1 for a shift of `first`, 2 for one of `then`, 3 for one of both."""
        return self.first + 2 * self.then.astype(np.int64)


@dataclass(frozen=True, eq=False)
class Recovery:
    """After the last of a series of shifts of `rows` on successive days come at least `days` days off.

    Parameters
    ----------
    before
        Days off between the last shift of `rows` before the horizon and day 0; ``None``: other work has followed it, or
        nothing is known.
    """

    rule: str
    rows: Mask
    days: int
    before: int | None = None
    off_label: ClassVar[int] = 0

    @property
    def label(self) -> Labels:
        """1 for a shift of the series, 2 for any other."""
        return 2 - self.rows.astype(np.int64)


@dataclass(frozen=True, eq=False)
class Tariff:
    """Soft: the sum of `amount` (none below 0) over the shifts of each span of days costs what `curves` say.

    Parameters
    ----------
    amount
        What a shift adds; shape (rows,).
    spans
        First and last day of each span, in order, without overlap.
    curves
        Cost of each sum from 0 on, in cost units, for each span: convex, and straight on beyond its end; shape (spans, sums),
        of at least two sums.
    groups
        First and last day of groups of days, such as weekends, that lie in the spans: the days of one add together the largest
        of their amounts, which are 0 or 1, and curves do not fall. ``None``: each shift counts.
    """

    rule: str
    amount: NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]
    curves: NDArray[np.int64]
    groups: tuple[tuple[int, int], ...] | None = None
    off_label: ClassVar[int] = 0

    @property
    def label(self) -> Labels:
        """What a shift adds."""
        return self.amount

    @property
    def unit_costs(self) -> NDArray[np.int64]:
        """Costs of which that of every roster is a sum."""
        return self.curves

    def costs(self, span: int, totals: NDArray[np.int64]) -> NDArray[np.int64]:
        """Cost of sums of one span; shape of `totals`."""
        curve = self.curves[span]
        beyond = np.maximum(totals - (len(curve) - 1), 0)
        return np.asarray(curve[totals - beyond] + beyond * (curve[-1] - curve[-2]))

    def cost_of(self, rows: NDArray[np.int64]) -> int:
        """Cost of the rows worked on all days, below 0 for a day off; of several operators, (operators, days), together."""
        added = np.where(rows >= 0, self.amount[rows], 0)
        if self.groups is not None:
            together = np.zeros_like(added)
            for first, last in self.groups:
                together[..., first] = added[..., first : last + 1].max(axis=-1)
            added = together
        return sum(int(self.costs(number, added[..., first : last + 1].sum(axis=-1)).sum())
                   for number, (first, last) in enumerate(self.spans))


Counter = Total | Run | Groups | Succession | Recovery | Tariff | Change | Variety | LongRest
Priced = Tariff | Change | Variety | LongRest
"""Counters that may have a price."""
Statement = Forbid | MustWork | Price | Gap | Counter


def key_of(counter: Counter) -> Hashable:
    """Equal for counters that allow the same, whichever rule they come from."""
    values = (getattr(counter, each.name) for each in fields(counter) if each.name != "rule")
    return type(counter), *(value.tobytes() if isinstance(value, np.ndarray) else value for value in values)
