"""Convex curves: the greatest convex minorant of values on whole numbers, and the same in integers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def convex_minorant(values: Floats) -> Floats:
    """Greatest convex function of the column that is nowhere above the values, row by row; same shape.

    Between the vertices of the lower hull the curve is straight. Vertices are found by one scan of each row.
    """
    columns = np.arange(values.shape[1])
    rows = [np.interp(columns, hull, row[hull]) for row in values for hull in (lower_hull(row.tolist()),)]
    return np.minimum(np.reshape(rows, values.shape), values)


def lower_hull(values: Sequence[float]) -> list[int]:
    """Indices of the vertices of the lower convex hull of the points (index, value); the first and last are among them."""
    hull: list[int] = []
    for index, value in enumerate(values):
        while len(hull) > 1:
            first, second = hull[-2:]
            if (values[second] - values[first]) * (index - first) < (value - values[first]) * (second - first):
                break
            hull.pop()
        hull.append(index)
    return hull


def integer_convex(values: Floats) -> NDArray[np.int64]:
    """Convex integers near convex values: slopes rounded to the nearest, summed from the last column leftwards.

    The last column, where a curve of missed calls is near 0, is exact to half a unit; each column to its left may be off
    by half a unit more. Rounding keeps the order of the slopes, so that the integers are convex, too.
    """
    slopes = np.rint(np.maximum.accumulate(np.diff(values, axis=1), axis=1)).astype(np.int64)
    last = np.rint(values[:, -1:]).astype(np.int64)
    return np.concatenate([last - np.cumsum(slopes[:, ::-1], axis=1)[:, ::-1], last], axis=1)
