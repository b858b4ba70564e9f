"""What to buy of an outside call centre beside k own operators: the infimal convolution of two convex costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def operators_bought(curve: Counts, price: Counts, capacity: Counts, most: int) -> Counts:
    r"""Outside operators beside each number of own ones; shape (intervals, most + 1).

    Of :math:`\min_{0 \leq j \leq c} f(k + j) + p j` the smallest minimiser. As *f* is convex, it is the step from *k* up
    to the first number from which one operator more saves no more than its price, cut at the capacity. The minimum is
    convex in *k* again, so that the engine needs to know nothing of it.

    Parameters
    ----------
    curve
        Cost of so many operators, own or not, during one cell; convex; shape (intervals, at least most + 1). It is taken
        to save nothing beyond its last column.
    price
        Price of an outside operator during one cell of an interval; shape (intervals,).
    capacity
        Most that can be had in an interval; shape (intervals,).
    most
        Largest number of own operators.
    """
    saved = -np.diff(curve, axis=1)
    enough = (saved > price[:, None]).sum(axis=1)  # savings fall, so those above the price are the first ones
    own = np.arange(most + 1)
    return np.asarray(np.clip(enough[:, None] - own[None, :], 0, capacity[:, None]), dtype=np.int64)


def with_bought(part: Counts, bought: Counts) -> Counts:
    """A part of the cost with the bought operators added to the own ones; shape of `bought`."""
    own = np.arange(bought.shape[1])[None, :]
    return np.asarray(np.take_along_axis(part, np.minimum(own + bought, part.shape[1] - 1), axis=1))
