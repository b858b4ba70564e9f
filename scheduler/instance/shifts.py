"""Shift templates: when shifts may start, and how long they may be."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from scheduler.instance.base import LocalTime, Model, Weekdays, format_local_time


class StartTimes(Model):
    """Starts on the wall clock.

    Parameters
    ----------
    from, to
        First and last start, both inclusive.
    every_minutes
        Step between them, in minutes.
    """

    first: LocalTime = Field(alias="from")
    last: LocalTime = Field(alias="to")
    every_minutes: int = Field(30, ge=5, le=1440)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"to: the last start ({format_local_time(self.last)}) is before the first "
                             f"({format_local_time(self.first)}); write two templates for starts around midnight")
        if self.last >= 24 * 60:
            raise ValueError("to: a shift that starts at 24:00 starts at 00:00 of the next day")
        return self

    @property
    def minutes(self) -> range:
        """Minutes after midnight at which a shift may start."""
        return range(self.first, self.last + 1, self.every_minutes)


class Lengths(Model):
    """Lengths of a shift in minutes.

    Parameters
    ----------
    from_minutes, to_minutes
        Shortest and longest, both inclusive.
    every_minutes
        Step between them, in minutes.
    counts
        In the night in which the clock changes a shift keeps its times (clock), and is an hour longer or shorter, or it keeps
        its length (elapsed). Left out: clock where there is one length, elapsed where there are several.
    """

    from_minutes: int = Field(ge=30, le=1440)
    to_minutes: int = Field(ge=30, le=1440)
    every_minutes: int = Field(30, ge=5, le=1440)
    counts: Literal["clock", "elapsed"] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to_minutes < self.from_minutes:
            raise ValueError(f"to_minutes: the longest ({self.to_minutes} min) is below the shortest ({self.from_minutes} min)")
        return self

    @property
    def minutes(self) -> range:
        """Lengths a shift may have, in minutes."""
        return range(self.from_minutes, self.to_minutes + 1, self.every_minutes)

    @property
    def keeps_clock(self) -> bool:
        """Whether its shifts end when the clock says so, however much time passes."""
        return self.counts == "clock" or (self.counts is None and len(self.minutes) == 1)


class ShiftTemplate(Model):
    """A family of shifts.

    Parameters
    ----------
    name
        What contracts and documents call it.
    start, length
        When its shifts may start, and how long they may be.
    days
        Weekdays on which they start; left out: all.
    outside_hours
        Whether they may lie outside the opening hours of their day.
    """

    name: str = Field(min_length=1, max_length=100)
    start: StartTimes
    length: Lengths
    days: Weekdays | None = None
    outside_hours: bool = False
