r"""A forecast by day or by hour, spread over the intervals that are wanted.

Of a total with mean :math:`\mu` and standard deviation :math:`\sigma` an interval with share :math:`w` has the mean
:math:`w\mu`, and the
variance :math:`w\mu + w^2 \max(0, \sigma^2 - \mu)`: calls come at random within the total, and the total is uncertain
as a whole.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.demand.forecast.forecast import Forecast
from scheduler.demand.forecast.history import CLOSED, Floats
from scheduler.demand.forecast.intervals import HIGH, LOW, negative_binomial
from scheduler.instance.calls_grid import open_intervals
from scheduler.instance.instance import Instance
from scheduler.instance.shapes import Shape, weight_at
from scheduler.timegrid import MINUTES_PER_DAY

_NORMAL_90 = 1.2816


def refined(made: Forecast, minutes: int, weights: Floats) -> Forecast:
    """Spread each interval of a forecast over finer ones.

    Parameters
    ----------
    made
        Forecast by longer intervals.
    minutes
        Length of the finer ones.
    weights
        How the calls of a longer interval spread over the finer ones in it; shape (days, finer intervals of a day).
    """
    parts = made.interval_minutes // minutes
    blocks = weights.reshape(len(weights), -1, parts)
    total = blocks.sum(axis=2, keepdims=True)
    share = np.where(total > 0, blocks / np.where(total > 0, total, 1), 0.0).reshape(weights.shape)
    mean, aht_s = (np.repeat(values, parts, axis=1) for values in (made.calls, made.aht_s))
    own = mean * share
    relative = np.sqrt(np.maximum(((made.high - made.low) / 2 / _NORMAL_90) ** 2 - made.calls, 0.0)) / np.maximum(
        made.calls, 1e-9
    )
    bounds = []
    for level in (LOW, HIGH):
        bound = np.full(own.shape, np.nan)
        for day, block in np.argwhere(~np.isnan(made.calls)).tolist():
            at = slice(block * parts, (block + 1) * parts)
            bound[day, at] = negative_binomial(own[day, at], float(relative[day, block]), level)
        bounds.append(bound)
    return replace(
        made, interval_minutes=minutes, calls=own, low=np.minimum(bounds[0], own), high=np.maximum(bounds[1], own), aht_s=aht_s
    )


def even_weights(days: int, minutes: int) -> Floats:
    """Weights that spread evenly."""
    return np.ones((days, MINUTES_PER_DAY // minutes))


def weights_of_shape(made: Forecast, minutes: int, shape: Shape, hours: tuple[int, int], instance: Instance | None) -> Floats:
    """Weights of a shape over the opening hours of each day, or over some hours without an instance."""
    at = np.arange(0, MINUTES_PER_DAY, minutes)
    weights = np.array([weight_at(shape, minute) for minute in at.tolist()], dtype=float)
    if instance is None:
        inside = (at >= hours[0]) & (at < hours[1])
        return np.where((made.days.kinds != CLOSED)[:, None], weights * inside, 0.0)
    grid, is_open = instance.grid, np.zeros((len(made.days), len(at)), dtype=bool)
    for interval in np.flatnonzero(open_intervals(instance)).tolist():
        start = grid.moment(interval * grid.cells_per_interval)
        is_open[(start.date() - made.days.first).days, (start.hour * 60 + start.minute) // minutes] = True
    flat = weights * is_open
    return np.where(flat.sum(axis=1, keepdims=True) > 0, flat, is_open)
