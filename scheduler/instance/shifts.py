"""Shift templates: when shifts may start, and how long they may be."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scheduler.instance.base import LocalTime, Model, Weekdays, format_local_time, ordered_pair
from scheduler.timegrid import MINUTES_PER_DAY


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


class Split(Model):
    """Two parts with an unpaid gap between them, each with the breaks of a shift of its own length.

    Parameters
    ----------
    gap_minutes
        Least and most minutes between the parts.
    part_minutes
        Least and most minutes of each part.
    every_minutes
        Step of the gap and of the first part, from their least on.
    """

    gap_minutes: tuple[Annotated[int, Field(ge=5, le=1440)], Annotated[int, Field(ge=5, le=1440)]]
    part_minutes: tuple[Annotated[int, Field(ge=5, le=1440)], Annotated[int, Field(ge=5, le=1440)]]
    every_minutes: int = Field(30, ge=5, le=1440)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        ordered_pair("gap_minutes", "min", self.gap_minutes)
        ordered_pair("part_minutes", "min", self.part_minutes)
        return self

    @property
    def gaps(self) -> range:
        """Lengths the gap may have, in minutes."""
        return range(self.gap_minutes[0], self.gap_minutes[1] + 1, self.every_minutes)

    def firsts(self, minutes: int) -> list[int]:
        """Minutes the first of two parts of so many minutes together may have."""
        least, most = self.part_minutes
        return [first for first in range(least, most + 1, self.every_minutes) if least <= minutes - first <= most]


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
    split
        How they are parted in two; `length` is then that of both parts together, without the gap. Left out: they are not.
    """

    name: str = Field(min_length=1, max_length=100)
    start: StartTimes
    length: Lengths
    days: Weekdays | None = None
    outside_hours: bool = False
    split: Split | None = None

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if self.split is None:
            return self
        if self.length.counts == "clock":
            raise ValueError("length.counts: found clock; a split shift keeps its length: leave it out, or write elapsed")
        if unfit := [minutes for minutes in self.length.minutes if not self.split.firsts(minutes)]:
            least, most = self.split.part_minutes
            raise ValueError(f"length: {', '.join(map(str, unfit))} min are no two parts of {least} to {most} min in steps of "
                             f"{self.split.every_minutes} min")
        if self.length.to_minutes + self.split.gaps[-1] > MINUTES_PER_DAY:
            raise ValueError(f"split.gap_minutes: with a gap of {self.split.gaps[-1]} min, a shift of {self.length.to_minutes} "
                             "min takes longer than a day")
        return self

    @property
    def keeps_clock(self) -> bool:
        """Whether its shifts end when the clock says so, however much time passes."""
        return self.split is None and self.length.keeps_clock
