"""The recipe: clean, test the methods on the past, forecast by the best, and put bounds around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.demand.forecast import boosting
from scheduler.demand.forecast.backtest import (
    LEAST_HISTORY_DAYS,
    Backtest,
    Choice,
    Fold,
    blend,
    choose,
    days_ahead_for,
)
from scheduler.demand.forecast.clean import Oddity, clean
from scheduler.demand.forecast.handling import handling_times
from scheduler.demand.forecast.history import Days, Floats, History, names_of
from scheduler.demand.forecast.intervals import Bounds, Errors, calibrated, coverage
from scheduler.demand.forecast.methods import Learned, Method, completed, factorised, methods_for
from scheduler.demand.forecast.totals import Level

SHORT_DAYS = 14
_SHORT_METHOD = "profile and total, quick level"


@dataclass(frozen=True)
class Tested:
    """What the backtest said.

    Parameters
    ----------
    origins, days_ahead
        Number of past moments from which was foretold, and for how many days.
    wape
        Error of each method, as a share of the calls.
    coverage
        Share of the intervals inside the 80 % bounds, each fold with bounds made from the others; NaN: not tested.
    """

    origins: int
    days_ahead: int
    wape: Mapping[str, float]
    coverage: float


@dataclass(frozen=True)
class Forecast:
    """Calls of coming days by interval of the wall clock.

    Parameters
    ----------
    days
        The days.
    interval_minutes
        Length of an interval.
    calls, low, high, aht_s
        Expected calls, their 10 % and 90 % quantile, and the mean handling time in seconds; shape (days, intervals of a
        day); NaN: closed, or nothing known.
    method, parts
        The method chosen, and the methods whose mean it is.
    tested
        The backtest; None: the history is too short for one.
    oddities
        What was odd in the history.
    notes
        What else somebody should know, in words.
    """

    days: Days
    interval_minutes: int
    calls: Floats
    low: Floats
    high: Floats
    aht_s: Floats
    method: str
    parts: tuple[str, ...]
    tested: Tested | None
    oddities: tuple[Oddity, ...]
    notes: tuple[str, ...]


def forecast(history: History, target: Days, methods: Mapping[str, Method] | None = None) -> Forecast:
    """Forecast the days of `target`, which begin when the history ends or later.

    Parameters
    ----------
    history
        Calls as recorded.
    target
        Days to foretell.
    methods
        Methods that compete; left out: all that the length of the history allows.

    Raises
    ------
    ValueError
        If the target begins before the history ends.
    """
    if target.first < history.days.first or (gap := (target.first - history.days.dates[-1]).days - 1) < 0:
        raise ValueError(f"the forecast begins on {target.first}, but the history goes on to {history.days.dates[-1]}")
    cleaned, oddities = clean(history)
    learned = Learned(cleaned)
    whole = Days.of(history.days.dates[-1], gap + 1).part(1, gap + 1)
    ahead = Days(whole.first if gap else target.first, np.concatenate([whole.kinds, target.kinds]))
    competing = dict(methods or methods_for(history))
    folds, choice = _tested(history, cleaned, competing, len(ahead))
    foretold = {name: completed(competing[name](learned, ahead), learned, ahead) for name in choice.parts}
    calls = np.maximum(blend(foretold, choice.parts), 0)
    groups = learned.profiles.groups
    errors = Errors.of(folds, choice, groups)
    bounds = calibrated(errors, calls, groups[ahead.kinds])
    return Forecast(
        days=target,
        interval_minutes=history.interval_minutes,
        calls=calls[gap:],
        low=bounds.low[gap:],
        high=bounds.high[gap:],
        aht_s=handling_times(cleaned, target),
        method=choice.name,
        parts=choice.parts,
        tested=_summary(folds, choice, groups) if folds else None,
        oddities=oddities,
        notes=tuple(_notes(history, cleaned, ahead, folds, methods is None)),
    )


def _tested(
    history: History, cleaned: History, methods: Mapping[str, Method], ahead: int
) -> tuple[list[Fold], Choice]:
    """Folds and the choice; what was no record is no test either."""
    known = np.flatnonzero(history.is_known)
    span = int(known[-1] - known[0] + 1) if known.size else 0
    if span < LEAST_HISTORY_DAYS:
        name = _SHORT_METHOD
        assert isinstance(methods, dict)
        methods.setdefault(name, factorised(Level(0.3)))
        return [], Choice(name, (name,), {})
    test = Backtest(history, methods, days_ahead_for(len(history.days), ahead))
    folds = [without_gaps(fold, history, cleaned) for fold in test.folds()]
    return folds, choose(folds, list(methods))


def without_gaps(fold: Fold, history: History, cleaned: History) -> Fold:
    """A fold in which what was no record, rather than no call, does not count."""
    days = slice(fold.origin, fold.origin + len(fold.target))
    lost = np.isnan(cleaned.calls[days]) & ~np.isnan(history.calls[days])
    return Fold(fold.origin, fold.target, fold.foretold, np.where(lost, np.nan, fold.came))


def _summary(folds: Sequence[Fold], choice: Choice, groups: np.ndarray) -> Tested:
    return Tested(len(folds), max(len(fold.target) for fold in folds), choice.wape, left_out_coverage(folds, choice, groups))


def left_out_coverage(folds: Sequence[Fold], choice: Choice, groups: np.ndarray) -> float:
    """Coverage in each fold of the bounds that the other folds give."""
    results: list[tuple[Bounds, Floats]] = []
    for index, fold in enumerate(folds):
        others = [other for at, other in enumerate(folds) if at != index]
        expected = blend(fold.foretold, choice.parts)
        if others:
            bounds = calibrated(Errors.of(others, choice, groups), expected, groups[fold.target.kinds])
            results.append((bounds, fold.came))
    return coverage(results)


def _notes(
    history: History, cleaned: History, ahead: Days, folds: Sequence[Fold], may_boost: bool
) -> list[str]:
    notes = []
    days = int(history.is_known.sum())
    if history.weeks * 7 < SHORT_DAYS:
        notes.append(f"only {days} days of history, fewer than 2 weeks: weekdays are hardly told apart, and the bounds are "
                     "wide guesses" if not folds else
                     f"only {days} days of history, fewer than 2 weeks: method and bounds rest on few days")
    unknown = sorted(set(ahead.kinds[ahead.kinds >= 0].tolist()) - set(cleaned.days.kinds[cleaned.is_known].tolist()))
    if unknown:
        notes.append(f"no history of {names_of(unknown)}: the mean over all other days stands there")
    lost = int((np.isin(history.days.kinds, history.days.kinds[history.is_known]) & ~cleaned.is_known).sum())
    if lost:
        notes.append(f"{lost} days have no record: they are not taken as zero")
    if may_boost and folds and not boosting.is_installed():
        notes.append(boosting.WHY_ABSENT)
    return notes
