"""What a forecast is worth after few days of history, and whether handling times follow their trend: on the same real calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.row import Row
from benchmarks.suites import Asked
from benchmarks.suites.forecast import SERIES, Series, open_mask, read_august
from scheduler.demand.forecast.backtest import wape
from scheduler.demand.forecast.forecast import forecast
from scheduler.demand.forecast.handling_choice import errors_on_the_past
from scheduler.demand.forecast.history import Days, History
from scheduler.demand.forecast.horizon import kinds_of_dates
from scheduler.demand.forecast.intervals import Bounds, coverage

KNOWN_DAYS = (3, 7, 14, 28)
DAYS_AHEAD = 7
_HANDLING = "handling times of August 1999"
_STEP_DAYS = 11
"""Between origins: every weekday is one."""


def after_few_days(series: Series, history: History, known_days: int) -> Row:
    """Forecasts of a week from so many days before it alone, at origins through all of a series."""
    is_open = open_mask(series.hours, history)
    pairs, bounds, widths = [], [], []
    for origin in range(max(KNOWN_DAYS), len(history.days) - DAYS_AHEAD + 1, _STEP_DAYS):
        past, coming = slice(origin - known_days, origin), slice(origin, origin + DAYS_AHEAD)
        known = History.of(history.days.part(past.start, past.stop), history.interval_minutes, history.calls[past])
        if not known.is_known.any():
            continue
        made = forecast(known, history.days.part(coming.start, coming.stop))
        came = np.where(is_open[coming], history.calls[coming], np.nan)
        pairs.append((made.calls, came))
        bounds.append((Bounds(made.low, made.high), came))
        widths.append((made.high - made.low)[~np.isnan(came)])
    calls = np.nanmean(np.concatenate([came.ravel() for _, came in pairs]))
    figures = {"days known": float(known_days), "origins": float(len(pairs)), "WAPE": wape(pairs),
               "coverage of 80 %": 100 * coverage(bounds),
               "width of the bounds": float(np.nanmean(np.concatenate(widths)) / calls)}
    return Row(instance=f"{series.name}, {known_days} days known", method="chosen", seed=0, seconds=0.0, figures=figures)


def handling(history: History) -> Iterator[Row]:
    """Error of each way to foretell handling times."""
    for name, error in errors_on_the_past(history, DAYS_AHEAD).items():
        yield Row(instance=_HANDLING, method=name, seed=0, seconds=0.0, figures={"error": error})


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Score both long series, and the handling times of the log that has them."""
    for series in filter(lambda each: asked.wants(each.name), SERIES[1:3]):
        read = series.read(asked.shared("calls"))
        kinds = kinds_of_dates(series.hours, read.days.first, read.days.dates[-1])
        history = replace(read, days=Days.of(read.days.first, len(read.days), kinds))
        yield from (after_few_days(series, history, days) for days in KNOWN_DAYS)
    if asked.wants(_HANDLING):
        yield from handling(read_august(asked.shared("calls")))
