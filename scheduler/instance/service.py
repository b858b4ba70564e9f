"""What callers were promised, and the forecast of calls."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from scheduler.instance.base import Model, Table


class Service(Model):
    """Service goal of a queue.

    Parameters
    ----------
    target_percent, answer_within_s
        This share of the calls is answered within so many seconds.
    patience_s
        Mean time until a waiting caller hangs up, in seconds; left out: callers never hang up (Erlang C).
    max_occupancy_percent
        Largest share of their time that operators spend with callers.
    min_operators
        On the phone in every open interval.
    shrinkage_percent
        Unplanned absence the plan must allow for.
    """

    target_percent: float = Field(80, gt=0, lt=100)
    answer_within_s: float = Field(20, ge=0, le=3600)
    patience_s: float | None = Field(None, gt=0, le=36000)
    max_occupancy_percent: float = Field(100, gt=0, le=100)
    min_operators: int = Field(0, ge=0, le=10_000)
    shrinkage_percent: float = Field(0, ge=0, lt=100)


class CallInterval(Model):
    """Forecast of one interval: expected calls and their mean handling time in seconds."""

    start: dt.datetime
    calls: float = Field(ge=0, le=1e7)
    aht_s: float = Field(gt=0, le=36000)


class Calls(Model):
    """Where the forecast comes from; an open interval without a row is an error, not zero calls."""

    forecast: Table[CallInterval]
