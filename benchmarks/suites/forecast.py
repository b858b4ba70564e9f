"""How far off the forecasts are on real calls, by rolling-origin backtest: the table of docs/results/forecast.md.

At each origin every method sees only the days before it, cleaned as if they were all there is; the method chosen, and the
bounds, come from a backtest inside these days.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.row import Row
from benchmarks.suites import Asked
from scheduler.demand.forecast.backtest import Backtest, blend, days_ahead_for, wape
from scheduler.demand.forecast.forecast import decide
from scheduler.demand.forecast.history import Days, Floats, History
from scheduler.demand.forecast.horizon import kinds_of_dates
from scheduler.demand.forecast.intervals import coverage
from scheduler.demand.forecast.methods import methods_for
from scheduler.instance.hours import Hours
from scheduler.read.call_log import Columns, LogOptions, Outcomes
from scheduler.read.call_log.history import read_history

CHOSEN = "chosen"


@dataclass(frozen=True)
class Series:
    """A series with the hours in which the hotline was open, and the origins from which is foretold.

    Parameters
    ----------
    name
        For the table.
    read
        Reads it from the data folder.
    hours
        Opening hours: only these intervals are scored.
    first_origin, step_days
        First origin, in days from the beginning, and the distance of the following.
    days_ahead
        Horizons.
    """

    name: str
    read: Callable[[Path], History]
    hours: Hours
    first_origin: int
    step_days: int
    days_ahead: tuple[int, ...] = (7, 14)


def read_august(data: Path) -> History:
    """Single calls, in quarters of an hour."""
    columns = Columns(start="vru_entry", date="date", handling="ser_time", outcome="outcome")
    options = LogOptions(columns, Outcomes(), interval_minutes=15, hours=(0, 24 * 60))
    return read_history(data / "anonymous_bank_1999_08_calls.csv", options)[0]


def read_six_minutes(data: Path) -> History:
    """Counts per 6 minutes, in half-hours; the two days that the source filled in are left out: they are not known."""
    table = pd.read_csv(data / "anonymous_bank_1999_6min_jan_sep.csv")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calls.csv")
        table[table["imputed_day"] == 0][["start", "calls"]].to_csv(path, index=False)
        return read_history(path, LogOptions(interval_minutes=30))[0]


def read_north_american(data: Path) -> History:
    """Counts per 5 minutes, in quarters of an hour."""
    return read_history(data / "bank_calls_2003_5min_mar_jul.csv", LogOptions(interval_minutes=15))[0]


_BANK_HOURS = {"sun,mon-thu": "07:00-24:00", "fri": "07:00-14:00", "sat": "20:00-24:00"}
_ISRAEL = {"country": "IL", "treat_as": "closed"}

SERIES = (
    Series("bank, August 1999, 15 min", read_august, Hours.model_validate({"weekly": _BANK_HOURS}), 14, 1, (7,)),
    Series("bank, Jan–Sep 1999, 30 min", read_six_minutes,
           Hours.model_validate({"weekly": _BANK_HOURS, "holidays": _ISRAEL}), 70, 7),
    Series("N. American bank, Mar–Jul 2003, 15 min", read_north_american,
           Hours.model_validate({"weekly": {"mon-fri": "07:00-21:00"}}), 42, 7),
    Series("bank, Jan–Sep 1999, holidays not told", read_six_minutes,
           Hours.model_validate({"weekly": _BANK_HOURS}), 70, 7, (7,)),
)


@dataclass(frozen=True)
class Result:
    """Scores of one series and horizon."""

    series: str
    days_ahead: int
    origins: int
    intervals: int
    wape: dict[str, float]
    coverage: float
    chosen: Counter[str]


def run(series: Series, days_ahead: int, data: Path) -> Result:
    history = series.read(data)
    kinds = kinds_of_dates(series.hours, history.days.first, history.days.dates[-1])
    history = replace(history, days=Days.of(history.days.first, len(history.days), kinds))
    is_open = open_mask(series.hours, history)
    methods = methods_for(history, with_boosting=True)
    tests: dict[int, Backtest] = {}

    def test(ahead: int) -> Backtest:
        return tests.setdefault(ahead, Backtest(history, methods, ahead))

    pairs: dict[str, list[tuple[Floats, Floats]]] = {name: [] for name in (*methods, CHOSEN)}
    bounds, chosen = [], Counter[str]()
    for origin in range(series.first_origin, len(history.days) - days_ahead + 1, series.step_days):
        decision = decide(test(days_ahead_for(origin, days_ahead)), origin)
        fold = test(days_ahead).fold(origin)
        came = np.where(is_open[origin : origin + days_ahead], fold.came, np.nan)
        expected = blend(fold.foretold, decision.choice.parts)
        for name, foretold in {**fold.foretold, CHOSEN: expected}.items():
            pairs[name].append((foretold, came))
        bounds.append((decision.bounds(expected, fold.target), came))
        chosen[decision.choice.name] += 1
    scored = sum(int((~np.isnan(came) & ~np.isnan(foretold)).sum()) for foretold, came in pairs[CHOSEN])
    return Result(series.name, days_ahead, len(bounds), scored, {name: wape(parts) for name, parts in pairs.items()},
                  coverage(bounds), chosen)


def open_mask(hours: Hours, history: History) -> np.ndarray:
    """Whether the hotline was open; shape (days, intervals)."""
    mask = np.zeros(history.calls.shape, dtype=bool)
    for day, windows in enumerate(hours.windows(history.days.first, len(history.days))):
        for window in windows:
            mask[day, window.start // history.interval_minutes : window.end // history.interval_minutes] = True
    return mask


def measured(result: Result) -> Iterator[Row]:
    """A row for each method, the one chosen at each origin among them."""
    chosen = ", ".join(f"{name} {count} times" for name, count in result.chosen.most_common())
    for name, error in result.wape.items():
        figures = {"days ahead": float(result.days_ahead), "origins": float(result.origins),
                   "intervals": float(result.intervals), "WAPE": error}
        if name == CHOSEN:
            figures["coverage of 80 %"] = 100 * result.coverage
        yield Row(instance=f"{result.series}, {result.days_ahead} days ahead", method=name, seed=0, seconds=0.0,
                  figures=figures, note=f"chosen: {chosen}" if name == CHOSEN else "")


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Score every series and horizon."""
    data = asked.shared("calls")
    for series in filter(lambda each: asked.wants(each.name), SERIES):
        for days_ahead in series.days_ahead:
            yield from measured(run(series, days_ahead, data))
