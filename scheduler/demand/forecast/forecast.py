"""The recipe: clean, test the methods on the past, forecast by the best, and put bounds around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from scheduler.demand.forecast.handling_choice import foretold_handling
from scheduler.demand.forecast.history import Days, Floats, History, Ints, names_of
from scheduler.demand.forecast.intervals import Bounds, Errors, calibrated, coverage, far_factor, student_factor
from scheduler.demand.forecast.learned import Learned, Method
from scheduler.demand.forecast.methods import DRIFTS, completed, factorised, methods_for
from scheduler.demand.forecast.totals import Level

SHORT_DAYS = 14
_SHORT_WIDENING = 1.5
"""Errors of a few days next to each other are more alike than those to come."""
SHORT_METHOD = "profile and total, quick level"
"""What foretells where nothing can be tested."""


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


@dataclass(frozen=True)
class Decision:
    """What the past says at a moment: the method, and the errors it made.

    Parameters
    ----------
    learned
        The cleaned history before the moment.
    oddities
        What was odd in it.
    folds
        Folds of the backtest; none in a history too short for one.
    choice
        The method chosen.
    """

    learned: Learned
    oddities: tuple[Oddity, ...]
    folds: tuple[Fold, ...]
    choice: Choice

    def bounds(self, expected: Floats, target: Days) -> Bounds:
        """Bounds around what the chosen method foretells for the days after the moment; shape (days, intervals)."""
        groups = self.learned.profiles.groups
        bounds = _bounds(self.folds, self.choice, groups, expected, target)
        is_short = bool(self.folds) and self.learned.history.weeks * 7 < SHORT_DAYS
        return bounds.widened(expected, _SHORT_WIDENING) if is_short else bounds


def decide(test: Backtest, before: int) -> Decision:
    """Choose a method by what is known before day `before` of the history."""
    history = test.history.before(before)
    cleaned, oddities = clean(history)
    learned = Learned(cleaned)
    if history.weeks * 7 < LEAST_HISTORY_DAYS:
        return Decision(learned, oddities, (), Choice(SHORT_METHOD, (SHORT_METHOD,), {}))
    folds = tuple(_without_gaps(fold, history, cleaned) for fold in test.folds(before))
    return Decision(learned, oddities, folds, choose(folds, list(test.methods)))


def forecast(history: History, target: Days, methods: Mapping[str, Method] | None = None) -> Forecast:
    """Forecast the days of `target`, which begin after the history ends, perhaps some days later.

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
    gap = (target.first - history.days.dates[-1]).days - 1
    if gap < 0:
        raise ValueError(f"the forecast begins on {target.first}, but the history goes on to {history.days.dates[-1]}")
    between = Days.of(history.days.dates[-1], gap + 1).part(1, gap + 1)
    ahead = Days(between.first if gap else target.first, np.concatenate([between.kinds, target.kinds]))
    competing = {SHORT_METHOD: factorised(Level(DRIFTS["quick level"])), **(methods or methods_for(history))}
    test = Backtest(history, competing, days_ahead_for(len(history.days), len(ahead)))
    decision = decide(test, len(history.days))
    learned, choice = decision.learned, decision.choice
    calls = blend({name: completed(competing[name](learned, ahead), learned, ahead) for name in choice.parts}, choice.parts)
    bounds = decision.bounds(calls, ahead).widened(calls, far_factor(len(ahead), test.days_ahead))
    handling = foretold_handling(learned.history, target)
    return Forecast(
        days=target,
        interval_minutes=history.interval_minutes,
        calls=calls[gap:],
        low=bounds.low[gap:],
        high=bounds.high[gap:],
        aht_s=handling.aht_s,
        method=choice.name,
        parts=choice.parts,
        tested=_summary(decision) if decision.folds else None,
        oddities=decision.oddities,
        notes=(*_notes(history, decision, target, methods is None), *handling.notes),
    )


def _without_gaps(fold: Fold, history: History, cleaned: History) -> Fold:
    """A fold in which what was no record, rather than no call, does not count."""
    days = slice(fold.origin, fold.origin + len(fold.target))
    lost = np.isnan(cleaned.calls[days]) & ~np.isnan(history.calls[days])
    return Fold(fold.origin, fold.target, fold.foretold, np.where(lost, np.nan, fold.came))


def _summary(decision: Decision) -> Tested:
    folds = decision.folds
    return Tested(len(folds), max(len(fold.target) for fold in folds), decision.choice.wape,
                  _left_out_coverage(folds, decision.choice, decision.learned.profiles.groups))


def _bounds(folds: Sequence[Fold], choice: Choice, groups: Ints, expected: Floats, target: Days) -> Bounds:
    bounds = calibrated(Errors.of(folds, choice, groups), expected, groups[target.kinds])
    return bounds.widened(expected, student_factor(len(folds))) if folds else bounds


def _left_out_coverage(folds: Sequence[Fold], choice: Choice, groups: Ints) -> float:
    """Coverage in each fold of the bounds that the other folds give."""
    results: list[tuple[Bounds, Floats]] = []
    for index, fold in enumerate(folds):
        others = [other for at, other in enumerate(folds) if at != index]
        expected = blend(fold.foretold, choice.parts)
        if others:
            results.append((_bounds(others, choice, groups, expected, fold.target), fold.came))
    return coverage(results)


def _notes(history: History, decision: Decision, target: Days, may_boost: bool) -> Iterator[str]:
    known, cleaned = int(history.is_known.sum()), decision.learned.history
    if not decision.folds:
        yield (f"only {known} days of history: nothing could be tested, weekdays are hardly told apart, and the bounds are "
               "wide guesses")
    elif history.weeks * 7 < SHORT_DAYS:
        yield (f"only {known} days of history, fewer than 2 weeks: the method rests on few days, and the bounds are widened by "
               "half")
    unknown = sorted(set(target.kinds[target.kinds >= 0].tolist()) - set(cleaned.days.kinds[cleaned.is_known].tolist()))
    if unknown:
        yield f"no history of {names_of(unknown)}: the mean over all other days stands there"
    lost = int((np.isin(history.days.kinds, history.days.kinds[history.is_known]) & ~cleaned.is_known).sum())
    if lost:
        yield f"{lost} days have no record: they are not taken as zero"
    if may_boost and decision.folds and not boosting.is_installed():
        yield boosting.WHY_ABSENT
