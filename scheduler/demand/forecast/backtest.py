"""Which method foretells a hotline best: every method is asked at the same past moments, and then compared with the calls.

At each origin a method sees only the days before it, cleaned as if they were all there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from scheduler.demand.forecast.clean import clean
from scheduler.demand.forecast.history import Days, Floats, History
from scheduler.demand.forecast.learned import Learned, Method
from scheduler.demand.forecast.methods import completed

LEAST_TRAINING_DAYS = 7
LEAST_HISTORY_DAYS = LEAST_TRAINING_DAYS + 4
_MOST_ORIGINS = 16
_MOST_DAYS_AHEAD = 14
_FEW_CALLS = 5.0
_BLEND_WITHIN = 1.06
_BLEND_MOST = 4
BLEND = "mean of the best"


@dataclass(frozen=True)
class Fold:
    """One origin: the days after it, what each method foretold, and what came; arrays of shape (days, intervals)."""

    origin: int
    target: Days
    foretold: Mapping[str, Floats]
    came: Floats


@dataclass(frozen=True)
class Choice:
    """The method chosen.

    Parameters
    ----------
    name
        Its name, or `BLEND`.
    parts
        The methods whose mean is taken; one, unless it is a blend.
    wape
        Weighted absolute percentage error of each method in the backtest, as a share: the sum of absolute errors over
        the sum of calls.
    """

    name: str
    parts: tuple[str, ...]
    wape: Mapping[str, float]


@dataclass
class Backtest:
    """Folds of a history, each made once.

    Parameters
    ----------
    history
        As recorded, not cleaned.
    methods
        The methods that compete, by name.
    days_ahead
        Days that are foretold from each origin.
    """

    history: History
    methods: Mapping[str, Method]
    days_ahead: int
    _folds: dict[int, Fold] = field(default_factory=dict)

    def fold(self, origin: int) -> Fold:
        """What is foretold from before day `origin`, and what came; days past the end of the history are left out."""
        if origin not in self._folds:
            end = min(origin + self.days_ahead, len(self.history.days))
            learned = Learned(clean(self.history.before(origin))[0])
            target = self.history.days.part(origin, end)
            foretold = {name: completed(method(learned, target), learned, target) for name, method in self.methods.items()}
            self._folds[origin] = Fold(origin, target, foretold, self.history.calls[origin:end])
        return self._folds[origin]

    def folds(self, before: int | None = None) -> list[Fold]:
        """Folds whose days all lie before a day (left out: the end of the history)."""
        return [self.fold(origin) for origin in origins(before or len(self.history.days), self.days_ahead)]


def origins(days: int, days_ahead: int) -> list[int]:
    """Days from which is foretold: weekly from the end backwards, closer in a short history, earliest first."""
    last = days - days_ahead
    first = max(LEAST_TRAINING_DAYS, min(28, days // 3))
    step = 7 if last - first >= 35 else 3 if last - first >= 12 else 1
    return list(range(last, first - 1, -step))[:_MOST_ORIGINS][::-1]


def days_ahead_for(history_days: int, horizon_days: int) -> int:
    """Days ahead at which is tested: the horizon, at most two weeks, and at most a third of the history."""
    return max(1, min(horizon_days, _MOST_DAYS_AHEAD, (history_days - LEAST_TRAINING_DAYS) // 2))


def wape(pairs: Sequence[tuple[Floats, Floats]]) -> float:
    """Weighted absolute percentage error of (foretold, came), as a share; where either is unknown nothing counts."""
    error = total = 0.0
    for foretold, came in pairs:
        counts = ~np.isnan(foretold) & ~np.isnan(came)
        error += float(np.abs(foretold - came)[counts].sum())
        total += float(came[counts].sum())
    return error / total if total > 0 else float("nan")


def root_mean_square(pairs: Sequence[tuple[Floats, Floats]]) -> float:
    """Root of the mean squared error of (foretold, came), in calls; where either is unknown nothing counts."""
    squares = np.concatenate([((foretold - came) ** 2).ravel() for foretold, came in pairs])
    return float(np.sqrt(np.nanmean(squares))) if not np.isnan(squares).all() else float("nan")


def choose(folds: Sequence[Fold], names: Sequence[str]) -> Choice:
    """The method with the smallest error, or the mean of the best few (within 6 % of it) where that is as good.

    The error is the WAPE; below five calls an interval, where forecasting nothing has a small WAPE, it is the root of the
    mean squared error, which is smallest for the mean of the calls. Means of forecasts often beat their parts, as errors
    cancel (Bates & Granger 1969, Operational Research Quarterly 20).
    """
    came = np.concatenate([fold.came.ravel() for fold in folds])
    measure = root_mean_square if np.nanmean(came) < _FEW_CALLS else wape
    pairs = {name: [(fold.foretold[name], fold.came) for fold in folds] for name in names}
    usable = sorted((error, name) for name in names if not np.isnan(error := measure(pairs[name])))
    if not usable:
        return Choice(names[0], (names[0],), {name: float("nan") for name in names})
    best = usable[0][0]
    parts = tuple(name for error, name in usable[:_BLEND_MOST] if error <= best * _BLEND_WITHIN)
    chosen = Choice(usable[0][1], (usable[0][1],), {})
    if len(parts) > 1:
        pairs[BLEND] = [(blend(fold.foretold, parts), fold.came) for fold in folds]
        chosen = Choice(BLEND, parts, {}) if measure(pairs[BLEND]) <= best else chosen
    return replace(chosen, wape={name: wape(of_method) for name, of_method in pairs.items()})


def blend(foretold: Mapping[str, Floats], parts: Sequence[str]) -> Floats:
    """Mean of several forecasts."""
    return np.asarray(np.mean([foretold[name] for name in parts], axis=0))
