"""From a history to the calls of the coming days: of an instance's horizon and open intervals, or of some days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from scheduler.demand.forecast.closed import last_written, never_on, never_recorded, without_closed
from scheduler.demand.forecast.forecast import Forecast, forecast
from scheduler.demand.forecast.history import CLOSED, Days, History, names_of
from scheduler.demand.forecast.horizon import (
    days_of,
    kinds_of_dates,
    rows_of_instance,
    rows_without_instance,
    without_campaigns,
)
from scheduler.demand.forecast.refine import even_weights, refined, weights_of_shape
from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.instance.shapes import Shape
from scheduler.timegrid import MINUTES_PER_DAY


@dataclass(frozen=True)
class Wanted:
    """What is to be foretold.

    Parameters
    ----------
    instance
        Its horizon and opening hours are; None: some days.
    first, days
        Without an instance: first day (None: the day after the history), and number of days.
    interval_minutes, zone
        Length of an interval, and zone of the hotline.
    aht_s
        Mean handling time in seconds, for a history without one.
    shape, hours
        How a total a day spreads, and without an instance over which minutes after midnight.
    """

    instance: Instance | None = None
    first: dt.date | None = None
    days: int = 14
    interval_minutes: int = 15
    zone: ZoneInfo | None = None
    aht_s: float | None = None
    shape: Shape | None = None
    hours: tuple[int, int] = (0, MINUTES_PER_DAY)


@dataclass(frozen=True, eq=False)
class Coming:
    """Calls of the coming days.

    Parameters
    ----------
    made
        The forecast, with method, backtest and oddities.
    rows
        One row an interval (see `horizon.COLUMNS`).
    history
        The history from which was learned.
    days_between
        Days between the end of the history and the first day foretold.
    notes
        What else somebody should know, in words.
    days_learned
        Days with calls from which was learned; those on which the hotline is closed are none.
    """

    made: Forecast
    rows: pd.DataFrame
    history: History
    days_between: int
    notes: tuple[str, ...]
    days_learned: int


def forecast_calls(history: History, wanted: Wanted) -> Coming:
    """Forecast the calls of the coming days.

    Raises
    ------
    InputError
        If the history ends too late or says too little, or no handling time is known.
    """
    instance = wanted.instance
    if instance is not None:
        history = without_campaigns(with_kinds(history, instance), instance)
    target = (
        days_of(instance)
        if instance is not None
        else Days.of(wanted.first or history.days.dates[-1] + dt.timedelta(days=1), wanted.days)
    )
    recorded = _before(history, target.first)
    absent = never_recorded(recorded)
    if instance is None:
        unused = [*never_on(recorded), *absent]
        target = replace(target, kinds=np.where(np.isin(target.kinds, unused), CLOSED, target.kinds))
    learned, notes = without_closed(recorded)
    if absent and instance is None:
        notes = (*notes, f"no record of any {names_of(absent)}: taken as closed")
    learned = learned.before(int(np.flatnonzero(learned.is_known)[-1]) + 1)
    made = _with_aht(forecast(learned, target), wanted.aht_s)
    if made.interval_minutes > wanted.interval_minutes:
        made, said = _refined(made, wanted)
        notes = (*notes, said)
    rows = rows_of_instance(made, instance, recorded) if instance else rows_without_instance(made, learned, wanted.zone)
    if rows.empty:
        raise InputError([Fault("", "", "no interval is to be forecast: the weekdays asked for never had a call")])
    between = (target.first - recorded.days.dates[last_written(recorded)]).days - 1
    return Coming(made, rows, recorded, between, notes, int(learned.is_known.sum()))


def forecast_queues(histories: Mapping[str | None, History], wanted: Wanted) -> dict[str | None, Coming]:
    """Forecast each queue by itself; a queue None is that of all calls.

    Raises
    ------
    InputError
        As `forecast_calls`, and if the queues of the histories are not those of the instance, or a queue of it has no calls.
    """
    names = tuple(wanted.instance.queues) if wanted.instance is not None else tuple(histories)
    if None in histories and None not in names:
        raise InputError([Fault("", "queue", f"the instance has the queues {_listed(names)}, and the calls are not told apart; "
                                "name the column of the queue with --queue")])
    if None in names and None not in histories:
        raise InputError([Fault("", "queue", f"the instance has one queue, and the calls are told apart: {_listed(histories)}; "
                                "leave out --queue")])
    if lacking := [name for name in names if name not in histories]:
        raise InputError([Fault("", "queue", f"no call of {_listed(lacking)}, which the instance has; the log has "
                                f"{_listed(histories)}")])
    if wanted.instance is None and wanted.first is None:
        wanted = replace(wanted, first=max(each.days.dates[-1] for each in histories.values()) + dt.timedelta(days=1))
    comings = {}
    for name in names:
        try:
            coming = forecast_calls(histories[name], wanted)
        except InputError as error:
            raise error if name is None else InputError([
                Fault(fault.place, fault.field, f"queue {name!r}: {fault.message}") for fault in error.faults]) from None
        comings[name] = replace(coming, rows=coming.rows.assign(queue=name))
    return comings


def _listed(names: Iterable[str | None]) -> str:
    return ", ".join(repr(name) for name in names)


def with_kinds(history: History, instance: Instance) -> History:
    """The history with what an instance says of its dates: holidays, and days that are not like their weekday."""
    kinds = kinds_of_dates(instance.hours, history.days.first, history.days.dates[-1])
    return replace(history, days=Days.of(history.days.first, len(history.days), kinds))


def _with_aht(made: Forecast, aht_s: float | None) -> Forecast:
    if not np.isnan(made.aht_s).all():
        return made
    if aht_s is None:
        raise InputError([Fault("", "aht_s", "the history has no handling times; add a column aht_s, or say --aht SECONDS")])
    return replace(made, aht_s=np.full(made.calls.shape, aht_s))


def _refined(made: Forecast, wanted: Wanted) -> tuple[Forecast, str]:
    minutes = wanted.interval_minutes
    if made.interval_minutes % minutes:
        raise InputError(
            [
                Fault(
                    "",
                    "interval",
                    f"the rows are {made.interval_minutes} min apart, which is no multiple of the interval of {minutes} "
                    "min; choose another with --interval",
                )
            ]
        )
    if made.interval_minutes < MINUTES_PER_DAY:
        return (
            refined(made, minutes, even_weights(len(made.days), minutes)),
            f"foretold by {made.interval_minutes} min, as the table is, and spread evenly over intervals of {minutes} min",
        )
    if wanted.shape is None:
        raise InputError(
            [
                Fault(
                    "",
                    "shape",
                    "the table holds a total a day, which does not say when in the day calls come; say --shape flat, "
                    "double-peak or evening, or --shape FILE with the columns time and weight",
                )
            ]
        )
    weights = weights_of_shape(made, minutes, wanted.shape, wanted.hours, wanted.instance)
    return refined(
        made, minutes, weights
    ), f"foretold by day, as the table is, and spread by the shape over intervals of {minutes} min"


def _before(history: History, first: dt.date) -> History:
    """The history before the first day to be foretold: what is known of later days must not be used for them.

    Raises
    ------
    InputError
        If there is none.
    """
    days = (first - history.days.first).days
    if days < 1:
        raise InputError(
            [
                Fault(
                    "",
                    "start",
                    f"the forecast is to begin on {first}, but the log has no day before it; it begins on {history.days.first}",
                )
            ]
        )
    if not history.is_known[:days].any():
        raise InputError([Fault("", "start", f"no day of the log before {first} has calls from which could be learned")])
    return history.before(min(days, len(history.days)))
