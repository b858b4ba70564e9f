r"""Handling times with or without their trend: whichever the past of this very hotline shows to be better.

A day's level is its handling time over what is usual on such days at such hours, :math:`r_d`. The trend is the line through
:math:`\log r_d`, weighted by calls and halved every eight weeks; it is followed for four weeks ahead at most.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from scheduler.demand.forecast.backtest import days_ahead_for, origins
from scheduler.demand.forecast.handling import handling_times
from scheduler.demand.forecast.history import CLOSED, Days, Floats, History

STEADY, RECENT, TREND = "steady", "recent weeks", "trend"
_RECENT_HALF_LIFE_WEEKS = 1.5
_TREND_HALF_LIFE_WEEKS = 8.0
_LEAST_WEEKS = 4.0
"""Weeks of handling times from which on a change of them is told from chance."""
_MOST_WEEKS_AHEAD = 4.0
_BETTER_BY = 0.03
"""Share of the error by which another way must be better than the steady one, so that chance does not choose."""
_WORTH_IT = 0.002
"""Share of the handling time by which it must be better: less nobody would notice."""

Way = Callable[[History, Days], Floats]


@dataclass(frozen=True)
class Handling:
    """Handling times of coming days.

    Parameters
    ----------
    aht_s
        Mean handling time in seconds; shape (days, intervals of a day); NaN: closed, or nothing known.
    way
        How they were foretold.
    errors
        Error of each way on the past, as a share of the handling time, weighted by calls; empty: not tested.
    """

    aht_s: Floats
    way: str
    errors: Mapping[str, float]

    @property
    def notes(self) -> tuple[str, ...]:
        """What somebody should know; nothing where handling times are steady."""
        if self.way == STEADY:
            return ()
        how = {RECENT: "of the last weeks weigh most", TREND: "go on along their trend"}[self.way]
        return (f"handling times {how}: on the past that was off by {self.errors[self.way]:.1%}, and by "
                f"{self.errors[STEADY]:.1%} without",)


def foretold_handling(history: History, target: Days) -> Handling:
    """Foretell handling times by the way that was best on the past, and steadily unless another was clearly better."""
    timed = np.flatnonzero(history.is_known & ~np.isnan(history.aht_s).all(axis=1))
    if timed.size == 0 or (timed[-1] - timed[0] + 1) / 7 < _LEAST_WEEKS:
        return Handling(handling_times(history, target), STEADY, {})
    errors = errors_on_the_past(history, days_ahead_for(len(history.days), len(target)))
    best = min(errors, key=errors.__getitem__)
    way = best if errors[best] < min((1 - _BETTER_BY) * errors[STEADY], errors[STEADY] - _WORTH_IT) else STEADY
    return Handling(WAYS[way](history, target), way, errors)


def errors_on_the_past(history: History, days_ahead: int) -> dict[str, float]:
    """Error of each way over the origins of the backtest: sum of calls times seconds off, over that of the handling time."""
    off, total = dict.fromkeys(WAYS, 0.0), 0.0
    for origin in origins(len(history.days), days_ahead):
        past, days = history.before(origin), slice(origin, origin + days_ahead)
        target = history.days.part(origin, min(origin + days_ahead, len(history.days)))
        calls, came = np.nan_to_num(history.calls[days]), history.aht_s[days]
        foretold = {name: way(past, target) for name, way in WAYS.items()}
        counts = ~np.isnan(came) & np.all([~np.isnan(each) for each in foretold.values()], axis=0)
        total += float((calls * came)[counts].sum())
        for name, each in foretold.items():
            off[name] += float((calls * np.abs(each - came))[counts].sum())
    return {name: each / total if total else 0.0 for name, each in off.items()}


def _recent(history: History, target: Days) -> Floats:
    return handling_times(history, target, _RECENT_HALF_LIFE_WEEKS)


def _along_the_trend(history: History, target: Days) -> Floats:
    usual = handling_times(history, target)
    level, slope = trend(history)
    ahead = np.arange(len(target)) + (target.first - history.days.first).days - len(history.days)
    return usual * np.exp(level + slope * np.minimum(ahead / 7, _MOST_WEEKS_AHEAD))[:, None]


def trend(history: History) -> tuple[float, float]:
    """Logarithm of the level at the end of a history, and its change a week; both 0 where nothing is known."""
    usual = handling_times(history, history.days)
    timed = ~np.isnan(history.aht_s) & ~np.isnan(usual) & (history.days.kinds != CLOSED)[:, None]
    calls = np.where(timed, np.nan_to_num(history.calls), 0.0)
    came, expected = ((calls * np.nan_to_num(each)).sum(axis=1) for each in (history.aht_s, usual))
    known = (came > 0) & (expected > 0)
    if known.sum() < 2:
        return 0.0, 0.0
    age = history.age_weeks()[known]
    weights = calls.sum(axis=1)[known] * 0.5 ** (age / _TREND_HALF_LIFE_WEEKS)
    slope, level = np.polyfit(-age, np.log(came[known] / expected[known]), 1, w=np.sqrt(weights))
    return float(level), float(slope)


WAYS: dict[str, Way] = {STEADY: handling_times, RECENT: _recent, TREND: _along_the_trend}
