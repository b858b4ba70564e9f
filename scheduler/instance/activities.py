"""Other work: meetings, training and coaching, which people do inside their shifts, paid and away from the phone."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from scheduler.instance.base import LocalTime, Model, OrOne, Weekdays, Window, as_tuple, format_local_time, ordered_pair
from scheduler.instance.hours import Windows
from scheduler.instance.operators import Operator
from scheduler.instance.quantities import Date
from scheduler.instance.together import EVERYBODY, People, belongs
from scheduler.timegrid import MINUTES_PER_DAY

PREFIX = "activity "
"""With the name of an activity behind it, what it is called among the kinds of break."""
_SIGNS = frozenset("|:")
"""What parts breaks in a cell, and hours from minutes."""
_BREAKS = ("lunch", "breather", "gap", "activity")


def _as_pair(value: object) -> object:
    return (value, value) if isinstance(value, int) else value


Dates = Annotated[tuple[Date, ...], BeforeValidator(as_tuple), OrOne()]
Times = Annotated[int, Field(ge=0, le=100)]


class Activity(Model):
    """Work other than calls: paid, away from the phone, and no break.

    It lies in the shift of its day, beside all breaks. On given days (`days`, `on`, or neither: every open day) all of `who`
    who work have it; with `per` each has it so many `times` in each week, month, or in all, on days that the planner chooses.

    Parameters
    ----------
    name
        What documents call it.
    minutes
        Its length.
    who
        Whom it is for; left out: everybody.
    days
        Weekdays on which it may lie; left out: all.
    on
        A date, or several; left out: every day of `days`.
    at
        When it starts, by the wall clock; left out: the planner chooses.
    between
        Windows of the clock, such as 10:00-15:00: it lies in one of them from its start to its end; left out: at any time.
    every_minutes
        Step of the starts the planner may choose, after the begin of each window; of the whole day, after midnight.
    together
        Whether all who have it on a day have it at the same time.
    everyone
        Whether nobody of `who` may be off on a day on which it lies, but for those who are away all day.
    per
        In which span `times` are counted; left out: on each of its days once.
    times
        How often each has it in each span: a number, or least and most.
    facilitator
        Id of the operator who holds it: they have it at the same time as everybody, and are not off then.
    """

    name: str = Field(min_length=1, max_length=60)
    minutes: int = Field(ge=5, le=720)
    who: People = EVERYBODY
    days: Weekdays | None = None
    on: Dates = ()
    at: LocalTime | None = None
    between: Windows = ()
    every_minutes: int = Field(30, ge=5, le=240)
    together: bool = False
    everyone: bool = False
    per: Literal["week", "month", "period"] | None = None
    times: Annotated[tuple[Times, Times], BeforeValidator(_as_pair)] | None = None
    facilitator: str | None = Field(None, min_length=1, max_length=200)

    @field_validator("name")
    @classmethod
    def _name_is_readable(cls, name: str) -> str:
        if not name.isprintable() or not _SIGNS.isdisjoint(name) or name.lower() in _BREAKS:
            raise ValueError(f"found {name!r}; allowed are letters, digits and signs but | and :, and no name of a break "
                             f"({', '.join(_BREAKS)})")
        return " ".join(name.split())

    @model_validator(mode="after")
    def _keys_go_together(self) -> Self:
        if (self.per is None) != (self.times is None):
            lacking, found = ("per", "times") if self.per is None else ("times", "per")
            raise ValueError(f"{lacking}: is missing; per and times stand together, found {found} only")
        for name in ("together", "everyone", "facilitator"):
            if self.per is not None and getattr(self, name):
                raise ValueError(f"{name}: stands beside per; allowed on days that are given, by days or on")
        if self.facilitator is not None and not self.is_common:
            raise ValueError("facilitator: stands beside an activity that each has at a time of their own; allowed beside at, "
                             "or together: true")
        if self.days is not None and self.on:
            raise ValueError("on: stands beside days; allowed are dates, or weekdays")
        if self.times is not None:
            ordered_pair("times", "times", self.times)
        return self

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        step = type(self).model_fields["every_minutes"].default  # what is written out in full is read again
        if self.at is not None and (self.between or self.every_minutes != step):
            other = "between" if self.between else "every_minutes"
            raise ValueError(f"{other}: stands beside at; allowed is one time, or windows to choose from")
        if self.at == MINUTES_PER_DAY:
            raise ValueError("at: an activity that starts at 24:00 starts at 00:00 of the next day")
        for window in self.between:
            if window.minutes < self.minutes:
                raise ValueError(f"between: the window {window} has {window.minutes} min, and {self.name} lasts "
                                 f"{self.minutes} min")
        return self

    @property
    def kind(self) -> str:
        """What it is called among the kinds of break."""
        return PREFIX + self.name

    @property
    def is_common(self) -> bool:
        """Whether all who have it on a day have it at the same time."""
        return self.together or self.at is not None

    @property
    def starts(self) -> tuple[int, ...]:
        """Minutes after the midnight of its day at which it may start; those past the next midnight are 1440 and more."""
        if self.at is not None:
            return (self.at,)
        windows = self.between or (Window(0, MINUTES_PER_DAY),)
        return tuple(sorted({start for window in windows
                             for start in range(window.start, window.start + window.minutes - self.minutes + 1,
                                                self.every_minutes)}))

    def may_lie_on(self, date: dt.date) -> bool:
        """Whether a date is one of its days."""
        return date in self.on if self.on else self.days is None or date.weekday() in self.days

    def is_for(self, operator: Operator) -> bool:
        """Whether an operator is one of those who have it."""
        return operator.id == self.facilitator or belongs(operator, self.who)

    def told(self) -> str:
        """When it may lie, in words."""
        if self.at is not None:
            return f"at {format_local_time(self.at)}"
        return f"between {' or '.join(map(str, self.between))}" if self.between else "at any time"
