r"""How far the calls may lie from the forecast: quantiles that kept their promise in the backtest.

Busy intervals: errors over :math:`s(\mu) = \sqrt{\mu + c^2 \mu^2}` (Poisson noise and a relative error) are alike whatever the
load; their empirical quantiles among days of the same kind, at a similar load and as far ahead give the bounds (split conformal
prediction with a locally weighted score: Lei et al. 2018, Journal of the American Statistical Association 113).
Quiet intervals: quantiles of the negative binomial distribution with that mean and variance, which at a third of a call are 0
and 1, and not fractions of a call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.demand.forecast.backtest import Choice, Fold, blend
from scheduler.demand.forecast.history import Floats, Ints

LOW, HIGH = 0.1, 0.9
QUIET_CALLS = 10.0
"""Below this expected number of calls counts are discrete, and the distribution is used."""
_LEAST_ERRORS = 60
_LEAST_DAYS = 6
_LEVELS = 3
_UNTESTED_RELATIVE = 0.35
"""Relative error assumed where nothing could be tested: about that of a first guess."""


@dataclass(frozen=True)
class Errors:
    """Errors of the backtest, one entry an interval.

    Parameters
    ----------
    expected, came
        Calls foretold, and calls that came.
    group
        Group of alike weekdays of the day.
    late
        Whether the day lay more than a week ahead.
    day
        Number of the fold and day, to count independent days.
    """

    expected: Floats
    came: Floats
    group: Ints
    late: np.ndarray
    day: Ints

    @classmethod
    def of(cls, folds: Sequence[Fold], choice: Choice, groups: Ints) -> Errors:
        """Errors of the chosen method in all folds."""
        columns: list[tuple[np.ndarray, ...]] = []
        for fold in folds:
            expected = blend(fold.foretold, choice.parts)
            rows, at = np.nonzero(~np.isnan(expected) & ~np.isnan(fold.came))
            columns.append((expected[rows, at], fold.came[rows, at], groups[fold.target.kinds[rows]], rows >= 7,
                            fold.origin + rows))
        if not columns:
            nothing = np.zeros(0)
            return cls(nothing, nothing, nothing.astype(np.int64), nothing.astype(bool), nothing.astype(np.int64))
        return cls(*(np.concatenate(parts) for parts in zip(*columns, strict=True)))

    def where(self, mask: np.ndarray) -> Errors:
        """The entries at which a mask is true."""
        return Errors(self.expected[mask], self.came[mask], self.group[mask], self.late[mask], self.day[mask])

    @property
    def are_enough(self) -> bool:
        """Whether quantiles can be read off."""
        return len(self.day) >= _LEAST_ERRORS and len(np.unique(self.day)) >= _LEAST_DAYS

    @property
    def relative(self) -> float:
        """Relative error c besides Poisson noise, by moments, the largest hundredth left out."""
        squares = (self.came - self.expected) ** 2
        usual = squares <= np.quantile(squares / np.maximum(self.expected, 0.5), 0.99) * np.maximum(self.expected, 0.5)
        surplus = (squares - self.expected)[usual].sum() / max((self.expected[usual] ** 2).sum(), 1e-9)
        return float(np.sqrt(np.clip(surplus, 0.0, 4.0)))


@dataclass(frozen=True)
class Bounds:
    """Bounds between which four of five intervals lie; shape (days, intervals)."""

    low: Floats
    high: Floats

    def widened(self, expected: Floats, factor: float | Floats) -> Bounds:
        """Bounds of busy intervals that lie so many times as far from what is expected; one factor, or shape (days, 1)."""
        is_busy = expected >= QUIET_CALLS
        return Bounds(np.where(is_busy, np.maximum(0.0, expected - factor * (expected - self.low)), self.low),
                      np.where(is_busy, expected + factor * (self.high - expected), self.high))


def far_factor(days: int, tested: int) -> Floats:
    """By how much wider bounds are of days further ahead than those tested; shape (days, 1).

    The error of a day's total grows at most with the fourth root of its distance: ten weeks ahead it was 1.2 to 1.6 times
    as large as two weeks ahead on the calls of 2003, by three speeds of the level, and no larger on those of 1999.
    """
    ahead = np.arange(1, days + 1)[:, None] / max(1, tested)
    return np.asarray(np.maximum(1.0, ahead) ** 0.25)


def student_factor(origins: int) -> float:
    """By how much wider bounds are whose scale was learned at so few moments: Student's quantile over the normal one.

    The errors of one moment are alike, so moments count and not intervals. Expansion of the quantile in 1/n (Abramowitz &
    Stegun 26.7.5), within 1 % from three degrees of freedom on.
    """
    normal, freedom = _normal_quantile(HIGH), max(origins - 1, 3)
    first = (normal**3 + normal) / 4
    second = (5 * normal**5 + 16 * normal**3 + 3 * normal) / 96
    return (normal + first / freedom + second / freedom**2) / normal


def calibrated(errors: Errors, expected: Floats, groups: Ints) -> Bounds:
    """Bounds around a forecast, as wide as the errors say.

    Parameters
    ----------
    errors
        Errors of the backtest.
    expected
        Forecast, NaN where closed; shape (days, intervals).
    groups
        Group of alike weekdays of each day; shape (days,).
    """
    low, high = np.full(expected.shape, np.nan), np.full(expected.shape, np.nan)
    is_late = np.arange(len(expected))[:, None] >= 7
    edges = _edges(errors)
    for late in (False, True):
        for group in np.unique(groups).tolist():
            for level in range(_LEVELS):
                here = ((is_late == late) & (groups == group)[:, None] & (expected >= edges[level])
                        & (expected < edges[level + 1]))
                if here.any():
                    low[here], high[here] = _bounds(_nearest(errors, late, group, edges[level : level + 2]), expected[here])
    return Bounds(np.minimum(low, expected), np.maximum(high, low))


def _edges(errors: Errors) -> Floats:
    """Bounds of the loads that are kept apart: thirds of the busy intervals, the first with the quiet ones."""
    busy = errors.expected[errors.expected >= QUIET_CALLS]
    inner = np.quantile(busy, np.arange(1, _LEVELS) / _LEVELS) if busy.size >= _LEAST_ERRORS else np.full(_LEVELS - 1, np.inf)
    return np.concatenate([[0.0], inner, [np.inf]])


def _nearest(errors: Errors, late: bool, group: int, level: Floats) -> Errors:
    """The errors most alike of which there are enough: load, days and distance the same, then less and less."""
    same_load = (errors.expected >= level[0]) & (errors.expected < level[1])
    same_group, same_week = errors.group == group, errors.late == late
    for mask in (same_load & same_group & same_week, same_group & same_week, same_load & same_week, same_week):
        if (chosen := errors.where(mask)).are_enough:
            return chosen
    return errors


def _bounds(errors: Errors, expected: Floats) -> tuple[Floats, Floats]:
    quiet = errors.where(errors.expected < QUIET_CALLS)
    busy = errors.where(errors.expected >= QUIET_CALLS)
    relative = errors.relative if errors.are_enough else max(_UNTESTED_RELATIVE, errors.relative if len(errors.day) else 0)
    of_quiet = quiet.relative if quiet.are_enough else relative
    low, high = negative_binomial(expected, of_quiet, LOW), negative_binomial(expected, of_quiet, HIGH)
    is_busy = expected >= QUIET_CALLS
    scale = np.sqrt(expected + (relative * expected) ** 2)
    if busy.are_enough:
        scores = (busy.came - busy.expected) / np.sqrt(busy.expected + (relative * busy.expected) ** 2)
        least, most = np.quantile(scores, [LOW, HIGH])
    else:
        least, most = -1.2816, 1.2816  # of the normal distribution
    return (np.where(is_busy, np.maximum(expected + least * scale, 0), low),
            np.where(is_busy, expected + most * scale, high))


def negative_binomial(means: Floats, relative: float, level: float) -> Floats:
    r"""Smallest count whose distribution function reaches `level`; variance :math:`\mu + c^2 \mu^2`, Poisson for c = 0.

    By summing probabilities, which is meant for the small means of quiet intervals; large ones take the normal quantile.
    """
    result = np.maximum(0.0, np.round(means + _normal_quantile(level) * np.sqrt(means + (relative * means) ** 2)))
    small = np.flatnonzero((means < 4 * QUIET_CALLS) & ~np.isnan(means))
    if small.size == 0:
        return result
    mean, dispersion = means.ravel()[small], relative**2
    size = 1 / dispersion if dispersion > 1e-6 else None
    term = np.exp(-mean) if size is None else (size / (size + mean)) ** size
    below, count, answer = term.copy(), 0, np.zeros(small.size)
    while (short := below < level - 1e-12).any() and count < 2_000:
        term = term * mean / (count + 1) if size is None else term * (size + count) / (count + 1) * mean / (size + mean)
        count += 1
        answer[short] = count
        below += term
    flat = result.ravel()
    flat[small] = answer
    return flat.reshape(means.shape)


def _normal_quantile(level: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(level)


def coverage(bounds: Sequence[tuple[Bounds, Floats]]) -> float:
    """Share of the intervals that came to lie between their bounds, the bounds included."""
    inside = total = 0
    for bound, came in bounds:
        counts = ~np.isnan(came) & ~np.isnan(bound.low)
        inside += int(((came >= bound.low) & (came <= bound.high))[counts].sum())
        total += int(counts.sum())
    return inside / total if total else float("nan")
