r"""The same weeks last year: calls of the same weekday 52 weeks ago, at the level at which recent weeks lie against theirs.

.. math:: T_d = \bar T_{d-364} \cdot \frac{\sum_{r} T_r}{\sum_{r} \bar T_{r-364}}

with :math:`\bar T` the mean of three weeks around, as a single day of last year is mostly noise, and :math:`r` the last
eight weeks.
"""

from __future__ import annotations

import numpy as np

from scheduler.demand.forecast.history import CLOSED, Days, Floats
from scheduler.demand.forecast.learned import Learned, Method

NAME = "same weeks last year"
YEAR_DAYS = 364
NEEDS_DAYS = YEAR_DAYS + 70
"""Days of history from which on the method competes."""
_RECENT_DAYS = 56
_AROUND_WEEKS = (-1, 0, 1)


def same_weeks_last_year(otherwise: Method) -> Method:
    """Calls as in the same weeks of last year; where last year is not known, as another method has them."""

    def method(learned: Learned, target: Days) -> Floats:
        history, calls = learned.history, otherwise(learned, target)
        totals = np.where(history.is_known & (history.weights > 0.5), learned.profiles.totals, np.nan)
        recent = np.arange(max(0, len(totals) - _RECENT_DAYS), len(totals))
        then = _last_year(totals, recent)
        known = ~np.isnan(totals[recent]) & ~np.isnan(then)
        if known.sum() < _RECENT_DAYS // 4:
            return calls
        growth = totals[recent][known].sum() / max(then[known].sum(), 1e-9)
        days = np.arange(len(target)) + (target.first - history.days.first).days
        expected = np.where(target.kinds == CLOSED, np.nan, growth * _last_year(totals, days))
        return np.where(np.isnan(expected)[:, None], calls, expected[:, None] * learned.profiles.shares[target.kinds])

    return method


def _last_year(totals: Floats, days: np.ndarray) -> Floats:
    """Mean calls of three weeks around the day a year before each of some days; NaN where none is known."""
    at = days[:, None] - YEAR_DAYS + 7 * np.array(_AROUND_WEEKS)
    found = np.where((at >= 0) & (at < len(totals)), totals[np.clip(at, 0, len(totals) - 1)], np.nan)
    counts = (~np.isnan(found)).sum(axis=1)
    return np.where(counts > 0, np.nansum(found, axis=1) / np.maximum(counts, 1), np.nan)
