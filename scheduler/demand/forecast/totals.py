r"""Calls of a day as a whole: a level that drifts, the weekday, and the position in the month.

.. math:: \log T_d = l_d + g(k_d) + w(k_d) + m(d) + \epsilon_d, \qquad l_d = l_{d-1} + \eta_d

with the group of alike weekdays :math:`g`, the weekday's deviation :math:`w` and the effect :math:`m` of the days around the
turn and the middle of the month, both drawn to 0 (ridge). All are estimated together by penalised least squares, which is the
posterior mean of a local level model (Harvey 1989, Forecasting, structural time series models and the Kalman filter, ch. 2)
with multiplicative day effects (Weinberg, Brown & Stroud 2007, Journal of the American Statistical Association 102).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.forecast.history import CLOSED, Days, Floats, History, Ints
from scheduler.demand.forecast.profile import Profiles

_RIDGE_WEEKDAY = 0.5
_RIDGE_MONTH = 2.0
_NOISE_VARIANCE = 0.005
"""Variance of a day's logarithm besides the Poisson noise 1/T: small days weigh less."""
_FEW_CALLS_A_DAY = 5.0
"""Below, the logarithms of totals, of which many are 0, say nothing; the mean does."""
_FROM_START = ((1, 1), (2, 2), (3, 3), (4, 5), (6, 8), (9, 11), (12, 14), (15, 17), (18, 21), (22, 25))
_FROM_END = (0, 1, 2)
_MOST_DAYS = 731
MONTH_NEEDS_DAYS = 60
"""Days of history from which on effects of the month are learned: two turns of the month at least."""


@dataclass(frozen=True)
class Level:
    """How the level is learned.

    Parameters
    ----------
    drift
        Variance of the level's step from day to day, over that of a day's noise.
    with_month
        Whether the position in the month counts.
    """

    drift: float
    with_month: bool = False


def day_totals(history: History, learned: Profiles, target: Days, level: Level) -> Floats:
    """Expected calls of each day of `target`, NaN where it is closed; shape (days of target,)."""
    start = max(0, len(history.days) - _MOST_DAYS)
    days, totals = history.days.part(start, len(history.days)), np.nan_to_num(learned.totals[start:], nan=1.0)
    known = (history.is_known & ~np.isnan(learned.totals))[start:]
    logs = np.log(np.maximum(totals, 0.5))
    usual = np.maximum(_usual(totals, known, days.kinds, days.kinds), 1.0)
    weights = np.where(known, history.weights[start:] / (1 + 1 / usual / _NOISE_VARIANCE), 0.0)
    with_month = level.with_month and len(days) >= MONTH_NEEDS_DAYS
    design = _design(days, learned, with_month)
    levels, effects = _solved(weights, design, logs, level.drift)
    means = np.exp(levels[-1] + _design(target, learned, with_month) @ effects)
    means *= _mean_of_exponential(logs - levels - design @ effects, weights)
    few = _usual(totals, known, target.kinds, days.kinds)
    means = np.where((few > 0) & (few < _FEW_CALLS_A_DAY), few, means)
    return np.where(target.kinds == CLOSED, np.nan, means)


def _usual(totals: Floats, known: NDArray[np.bool_], of_kinds: Ints, kinds: Ints) -> Floats:
    """Mean total of the known days of each of `of_kinds`, 0 where there is none.

    Were days weighed by their own calls, and not by these, poor days would count too little.
    """
    means = np.array([totals[known & (kinds == kind)].mean() if (known & (kinds == kind)).any() else 0.0 for kind in range(7)])
    return np.asarray(means[of_kinds])


def _solved(weights: Floats, design: Floats, logs: Floats, drift: float) -> tuple[Floats, Floats]:
    """Levels of the days and effects that minimise the penalised squares; shapes (days,) and (columns of the design,).

    The levels are linked from day to day only, so that they are eliminated by a tridiagonal system first, and what is left is
    as small as the design is wide.
    """
    weighted = weights[:, None] * np.column_stack([design, logs])
    links = np.full(len(logs), 2.0)
    links[[0, -1]] = 1.0 if len(logs) > 1 else 0.0
    free = _tridiagonal(weights + links / drift + 1e-9, -1.0 / drift, weighted)
    left = design.T @ weighted - (weights[:, None] * design).T @ free
    left[:, :-1] += np.diag([1e-4] * 7 + [_RIDGE_WEEKDAY] * 7 + [_RIDGE_MONTH] * (design.shape[1] - 14))
    effects: Floats = np.asarray(np.linalg.solve(left[:, :-1], left[:, -1]), dtype=np.float64)
    return free[:, -1] - free[:, :-1] @ effects, effects


def _tridiagonal(diagonal: Floats, beside: float, right: Floats) -> Floats:
    """Solution of a symmetric system with one number beside the diagonal, for several right sides, by elimination (Thomas)."""
    solution, ratio = right.copy(), np.zeros(len(diagonal))
    pivot = diagonal[0]
    for at in range(1, len(diagonal)):
        ratio[at] = beside / pivot
        pivot_before, pivot = pivot, diagonal[at] - beside * ratio[at]
        solution[at] -= solution[at - 1] * beside / pivot_before
    for at in range(len(diagonal) - 1, -1, -1):
        below = beside * solution[at + 1] if at + 1 < len(diagonal) else 0.0
        own = beside / ratio[at + 1] if at + 1 < len(diagonal) else pivot
        solution[at] = (solution[at] - below) / own
    return solution


def _design(days: Days, learned: Profiles, with_month: bool) -> Floats:
    rows = np.arange(len(days))
    is_open = (days.kinds != CLOSED).astype(float)
    group, weekday = np.zeros((len(days), 7)), np.zeros((len(days), 7))
    group[rows, learned.groups[days.kinds]] = is_open
    weekday[rows, days.kinds] = is_open
    return np.hstack([group, weekday, _position_in_month(days)] if with_month else [group, weekday])


def _position_in_month(days: Days) -> Floats:
    """Indicators of the position of each day in its month, from the start and from the end."""
    day = np.array([date.day for date in days.dates])
    left = np.array([calendar.monthrange(date.year, date.month)[1] - date.day for date in days.dates])
    columns = [(day >= first) & (day <= last) for first, last in _FROM_START] + [left == end for end in _FROM_END]
    return np.array(columns, dtype=float).T


def _mean_of_exponential(residuals: Floats, weights: Floats) -> float:
    """Mean of the exponential of the residuals: the mean of the calls, not that of their logarithms, is wanted."""
    total = float(weights.sum())
    return float((weights * np.exp(np.clip(residuals, -2, 2))).sum()) / total if total > 0 else 1.0
