"""Standby lists: who can be called in, first and second, in a window of certain days; they are at home and do not work."""

from __future__ import annotations

import datetime as dt
from typing import Self

from pydantic import Field, model_validator

from scheduler.instance.activities import Dates
from scheduler.instance.base import LocalTime, Model, Weekdays, both_or_none, format_local_time
from scheduler.instance.operators import Operator
from scheduler.instance.together import EVERYBODY, People, belongs
from scheduler.timegrid import MINUTES_PER_DAY


class StandbyList(Model):
    """People who can be called in, in the order in which they are called, in a window of each of its days.

    A place on it is no work, is not paid, and changes no roster. Whoever has one could come at any time of the window: they
    are there, in no shift, and the rest of their contract lies between the window and their shifts.

    Parameters
    ----------
    name
        What documents call it.
    who
        Who may have a place; left out: everybody.
    days
        Weekdays of its windows; left out: all.
    on
        A date, or several, in place of weekdays, also on which the hotline is closed; left out: every open day of `days`.
    from, to
        Its window by the wall clock, which may pass midnight; it belongs to the day on which it starts. Left out: all day.
    places
        How many people it has; the first is called first.
    max_per_week
        Most places of this list that one person has in a calendar week; left out: any number.
    """

    name: str = Field(min_length=1, max_length=60)
    who: People = EVERYBODY
    days: Weekdays | None = None
    on: Dates = ()
    start: LocalTime | None = Field(None, alias="from")
    end: LocalTime | None = Field(None, alias="to")
    places: int = Field(1, ge=1, le=20)
    max_per_week: int | None = Field(None, ge=1, le=7)

    @model_validator(mode="after")
    def _is_readable(self) -> Self:
        if not self.name.isprintable():
            raise ValueError(f"name: found {self.name!r}; allowed are letters, digits and signs")
        if self.days is not None and self.on:
            raise ValueError("on: stands beside days; allowed are dates, or weekdays")
        return self

    @model_validator(mode="after")
    def _is_a_window(self) -> Self:
        both_or_none(self.start, self.end)
        if self.start is not None and self.start == self.end:
            raise ValueError(f"to: the window starts and ends at {format_local_time(self.start)}; for a whole day leave out "
                             "from and to")
        return self

    @property
    def window(self) -> tuple[int, int]:
        """Start and end in minutes after midnight; (0, 1440) for the whole day."""
        return (0, MINUTES_PER_DAY) if self.start is None or self.end is None else (self.start, self.end)

    def may_lie_on(self, date: dt.date) -> bool:
        """Whether a date is one of its days."""
        return date in self.on if self.on else self.days is None or date.weekday() in self.days

    def is_for(self, operator: Operator) -> bool:
        """Whether an operator may have a place."""
        return belongs(operator, self.who)

    def told(self) -> str:
        """Its window in words."""
        start, end = map(format_local_time, self.window)
        return f"{start}-{end}"
