"""The master of the bundle method: the conjugate of coverage, its proximal prices, and a quadratic over the simplex."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.jit import loop


@loop
def conjugate(slopes, interval, price, base):  # type: ignore[no-untyped-def]
    """Sum over cells of the least ``curve(k) − price · k``; `slopes` (intervals, most) rises in k, `base` is curve(0)."""
    total = np.int64(0)
    for cell in range(len(price)):
        row = slopes[interval[cell]]
        there = 0
        high = len(row)
        while there < high:
            middle = (there + high) // 2
            if row[middle] < price[cell]:
                there = middle + 1
            else:
                high = middle
        total += base[interval[cell]] - price[cell] * there
        for k in range(there):
            total += row[k]
    return total


@loop
def proximal_price(slopes, interval, pushed, steps, price, present):  # type: ignore[no-untyped-def]
    """Solve ``price + step · k = pushed`` for each good, with k the number of it that `price` makes optimal.

    Each has a curve, `interval` (goods,), and a step, `steps` (goods,). Writes `price` and k (fractional where the price is
    a slope of the curve) to `present`.
    """
    for cell in range(len(pushed)):
        row, step = slopes[interval[cell]], steps[cell]
        low, high = 0, len(row)
        while low < high:
            middle = (low + high) // 2
            if row[middle] + step * (middle + 1) < pushed[cell]:
                low = middle + 1
            else:
                high = middle
        if low < len(row) and pushed[cell] >= row[low] + step * low:
            price[cell] = row[low]
            present[cell] = (pushed[cell] - row[low]) / step
        else:
            price[cell] = pushed[cell] - step * low
            present[cell] = low


@loop
def simplex_descent(gradient, products, step, weight, rounds):  # type: ignore[no-untyped-def]
    """Minimise a quadratic over the simplex, in place, by exact steps along the steepest pair of weights.

    Its matrix is `step` times `products`, which is symmetric.
    """
    size = len(weight)
    for _ in range(rounds):
        take, give = 0, -1
        for i in range(size):
            if gradient[i] < gradient[take]:
                take = i
            if weight[i] > 0 and (give < 0 or gradient[i] > gradient[give]):
                give = i
        steepest = gradient[give] - gradient[take]
        if steepest < 1e-9:
            return
        curvature = step * (products[take, take] + products[give, give] - 2 * products[take, give])
        amount = weight[give]
        if curvature > 1e-12:
            amount = min(amount, steepest / curvature)
        weight[take] += amount
        weight[give] -= amount
        if weight[give] < 1e-12:
            weight[give] = 0.0
        for i in range(size):
            gradient[i] += amount * step * (products[take, i] - products[give, i])
