"""Convex piecewise-linear costs of how many are on the phone, cell by cell, as pieces between the points where they bend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scheduler.model.dayplan.families import FAR


@dataclass(frozen=True)
class Curve:
    """Cost of k on the phone during one cell: `zero` for nobody, then one piece after the other.

    Parameters
    ----------
    zero
        Cost of nobody.
    pieces
        ``(width, slope)``: the cost of one more over so many operators; slopes rise, and the last piece is `FAR` wide.
    """

    zero: int
    pieces: tuple[tuple[int, int], ...]

    @classmethod
    def of_slopes(cls, zero: int, slopes: Iterable[int]) -> Curve:
        """Gather equal slopes, and go on with the last one for ever."""
        pieces: list[tuple[int, int]] = []
        for slope in slopes:
            if pieces and pieces[-1][1] == slope:
                pieces[-1] = (pieces[-1][0] + 1, slope)
            else:
                pieces.append((1, slope))
        return cls(zero, (*pieces[:-1], (FAR, pieces[-1][1])))

    @classmethod
    def of_requirement(cls, required: int, short: int, surplus: int) -> Curve:
        """One price for each missing operator, and one for each surplus one."""
        below = ((required, -short),) if required else ()
        return cls(required * short, (*below, (FAR, surplus)))

    def cost(self, present: int) -> int:
        """Cost of so many on the phone."""
        total, left = self.zero, present
        for width, slope in self.pieces:
            taken = min(left, width)
            total, left = total + taken * slope, left - taken
        return total

    def best(self, tilt: int = 0, scale: int = 1) -> int:
        """The fewest on the phone for the least cost, where each is worth `tilt` less than nothing."""
        return sum(width for width, slope in self.pieces if slope * scale + tilt < 0)

    def least(self, tilt: int = 0, scale: int = 1) -> int:
        """Least of ``scale · cost + tilt · present``."""
        return scale * self.zero + sum(width * cost for width, slope in self.pieces if (cost := slope * scale + tilt) < 0)

    def after(self, present: int) -> Curve:
        """The curve of those who come to so many that are there anyway."""
        zero, left, pieces = self.cost(present), present, []
        for width, slope in self.pieces:
            gone = min(left, width)
            left -= gone
            if width - gone or width == FAR:
                pieces.append((width - gone if width < FAR else FAR, slope))
        return Curve(zero, tuple(pieces))

    def about(self, pivot: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Width and cost of one fewer, going down from a point where the curve bends, and of one more, going up."""
        below: list[tuple[int, int]] = []
        above: list[tuple[int, int]] = []
        reached = 0
        for width, slope in self.pieces:
            (below if reached < pivot else above).append((width, slope))
            reached += width
        return [(width, -slope) for width, slope in reversed(below)], above


@dataclass(frozen=True, eq=False)
class Curves:
    """The curve of each cell from `first` on."""

    each: Sequence[Curve]
    first: int = 0

    def __len__(self) -> int:
        return len(self.each)

    @property
    def end(self) -> int:
        """First cell after the last."""
        return self.first + len(self.each)

    @cached_property
    def floor(self) -> int:
        """Cost that nobody's presence could be below."""
        return sum(curve.least() for curve in self.each)

    @cached_property
    def steepest(self) -> int:
        """Largest cost of one more or fewer."""
        return max((abs(slope) for curve in set(self.each) for _, slope in curve.pieces), default=0)

    @cached_property
    def _table(self) -> NDArray[np.int64]:
        most = 1 + max((sum(width for width, _ in curve.pieces[:-1]) for curve in self.each), default=0)
        rows = {curve: [curve.cost(present) for present in range(most + 1)] for curve in set(self.each)}
        return np.array([rows[curve] for curve in self.each], dtype=np.int64).reshape(len(self.each), most + 1)

    def cost(self, present: NDArray[np.int64]) -> int:
        """Cost of the numbers on the phone; shape (cells,)."""
        table = self._table
        last = table.shape[1] - 1
        inside = np.minimum(present, last)
        beyond = (present - inside) * (table[:, last] - table[:, last - 1])
        return int(table[np.arange(len(table)), inside].sum() + beyond.sum())

    def worth(self, price: int) -> NDArray[np.int64]:
        """How many in each cell save more than a price; shape (cells,)."""
        return np.array([curve.best(price) for curve in self.each], dtype=np.int64)

    def after(self, present: NDArray[np.int64], first: int, end: int) -> Curves:
        """The curves of a window of cells, for those who come to what is there anyway; shape of `present` (cells,)."""
        window = range(first - self.first, end - self.first)
        return Curves([self.each[cell].after(int(present[cell])) for cell in window], first)
