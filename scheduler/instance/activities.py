"""Other work: meetings, training and coaching, which people do inside their shifts, paid and away from the phone."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

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


def readable_name(name: str) -> str:
    """The name of other work, with single spaces.

    Raises
    ------
    ValueError
        If it has signs that part things in a cell, or is that of a break.
    """
    if not name.isprintable() or not _SIGNS.isdisjoint(name) or name.lower() in _BREAKS:
        raise ValueError(f"found {name!r}; allowed are letters, digits and signs but | and :, and no name of a break "
                         f"({', '.join(_BREAKS)})")
    return " ".join(name.split())


def _as_pair(value: object) -> object:
    return (value, value) if isinstance(value, int) else value


WorkName = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(readable_name)]
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
        Whether all who have it on a day have it at the same time; with `at_once` all of a group.
    at_once
        So many may be in it at the same moment at most, such as a room has seats; left out: all.
    everyone
        Whether nobody of `who` may be off on a day on which it lies, but for those who are away all day.
    per
        In which span `times` are counted; left out: on each of its days once.
    times
        How often each has it in each span: a number, or least and most.
    facilitator
        Id of the operator who holds it: they have it at the same time as everybody, and are not off then. Where each has it at
        a time of their own, they hold it for one after the other, and are at work then and in no break.
    """

    name: WorkName
    minutes: int = Field(ge=5, le=720)
    who: People = EVERYBODY
    days: Weekdays | None = None
    on: Dates = ()
    at: LocalTime | None = None
    between: Windows = ()
    every_minutes: int = Field(30, ge=5, le=240)
    together: bool = False
    at_once: int | None = Field(None, ge=1, le=10_000)
    everyone: bool = False
    per: Literal["week", "month", "period"] | None = None
    times: Annotated[tuple[Times, Times], BeforeValidator(_as_pair)] | None = None
    facilitator: str | None = Field(None, min_length=1, max_length=200)

    @model_validator(mode="after")
    def _keys_go_together(self) -> Self:
        if (self.per is None) != (self.times is None):
            lacking, found = ("per", "times") if self.per is None else ("times", "per")
            raise ValueError(f"{lacking}: is missing; per and times stand together, found {found} only")
        given_days = {"together": self.together and not self.in_groups, "everyone": self.everyone,
                      "facilitator": self.facilitator is not None and self.is_common}
        if self.per is not None and (key := next((name for name, stands in given_days.items() if stands), None)):
            raise ValueError(f"{key}: stands beside per; allowed on days that are given, by days or on")
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

    @model_validator(mode="after")
    def _has_places(self) -> Self:
        if self.at_once is not None and self.at is not None:
            raise ValueError("at_once: stands beside at, one time for all; allowed is between, or neither")
        if self.at_once is not None and self.facilitator is not None and (self.in_groups or self.at_once > 1):
            told = f"{self.at_once}{' and together' if self.in_groups else ''}"
            raise ValueError(f"at_once: found {told} beside a facilitator, who holds it for one at a time; allowed is no "
                             "at_once, or an activity with at for each group")
        starts = self.starts
        if self.in_groups and any(after - before < self.minutes for before, after in pairwise(starts)):
            raise ValueError(f"together: groups of at most {self.at_once} would overlap; allowed are starts that are at least "
                             f"{self.minutes} min apart (every_minutes, between)")
        if self.is_counted_apart and starts and starts[-1] + self.minutes > MINUTES_PER_DAY:
            name = "facilitator" if self.at_once is None else "at_once"
            raise ValueError(f"between: a window passes midnight beside {name}; allowed are windows inside one day")
        return self

    @property
    def kind(self) -> str:
        """What it is called among the kinds of break."""
        return PREFIX + self.name

    @property
    def is_common(self) -> bool:
        """Whether all who have it on a day have it at the same time."""
        return self.at is not None or (self.together and self.at_once is None)

    @property
    def in_groups(self) -> bool:
        """Whether it is held for one group after the other, each at a time of its own."""
        return self.together and self.at_once is not None

    @property
    def is_one_to_one(self) -> bool:
        """Whether its facilitator holds it for each at a time of their own."""
        return self.facilitator is not None and not self.is_common

    @property
    def is_counted_apart(self) -> bool:
        """Whether it matters how many are in it at a moment."""
        return self.at_once is not None or self.is_one_to_one

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
        """Whether an operator is one of those who have it; not who holds it for each of them."""
        if operator.id == self.facilitator:
            return not self.is_one_to_one
        return belongs(operator, self.who)

    def told(self) -> str:
        """When it may lie, in words."""
        if self.at is not None:
            return f"at {format_local_time(self.at)}"
        return f"between {' or '.join(map(str, self.between))}" if self.between else "at any time"
