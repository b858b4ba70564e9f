"""Lunch and breathers: which breaks a shift must contain, and where they may lie."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from scheduler.instance.base import Model, OrOne, Window, as_tuple
from scheduler.instance.hours import Windows

LunchMinutes = Annotated[int, Field(ge=5, le=240)]


class _FromLength(Model):
    """A row that holds for shifts from this length on, in minutes."""

    from_shift_minutes: int = Field(ge=0, le=1440)


def _windows_hold(windows: tuple[Window, ...], minutes: int, what: str) -> None:
    """Refuse windows of the clock that are shorter than the break that is to lie in one of them."""
    for window in windows:
        if window.minutes < minutes:
            raise ValueError(f"clock: the window {window} has {window.minutes} min, and {what} lasts {minutes} min")


class Lunch(_FromLength):
    """Lunch of a shift; of several rows the last whose `from_shift_minutes` the shift reaches holds.

    Rows of one `from_shift_minutes` hold together: such a shift has a lunch of each of them, in their order.

    Parameters
    ----------
    from_shift_minutes
        Shifts of this length or longer have it.
    minutes
        Its length, or a list of lengths of which each shift has one.
    paid
        Whether it is paid.
    earliest_minutes, latest_minutes
        Window of its start, in minutes after the start of the shift; may be left out where there is `clock`.
    clock
        Windows of the clock, such as 11:30-14:00: it lies in one of them from its start to its end.
    """

    minutes: Annotated[tuple[LunchMinutes, ...], Field(min_length=1), BeforeValidator(as_tuple), OrOne()]
    paid: bool = False
    earliest_minutes: int = Field(0, ge=0, le=1440)
    latest_minutes: int = Field(1440, ge=0, le=1440)
    clock: Windows = ()

    @model_validator(mode="after")
    def _has_a_window(self) -> Self:
        lacking = [name for name in ("earliest_minutes", "latest_minutes") if name not in self.model_fields_set]
        if lacking and not self.clock:
            raise ValueError(f"{lacking[0]}: is missing; allowed are earliest_minutes and latest_minutes after the start of "
                             'the shift, or windows of the clock, such as clock: ["11:30-14:00"]')
        _windows_hold(self.clock, min(self.minutes), "lunch")
        return self

    @model_validator(mode="after")
    def _window_is_not_empty(self) -> Self:
        if self.latest_minutes < self.earliest_minutes:
            raise ValueError(f"latest_minutes: the window ends ({self.latest_minutes} min) before it starts "
                             f"({self.earliest_minutes} min)")
        return self


class BreatherCount(_FromLength):
    """Number of breathers of a shift; the last row whose `from_shift_minutes` the shift reaches holds.

    Parameters
    ----------
    from_shift_minutes
        Shifts of this length or longer have so many.
    breathers
        Number of breathers.
    """

    breathers: int = Field(ge=0, le=8)


class Spacing(Model):
    """Bounds of the work stretches: between two breaks, and between a break and an end of the shift.

    Parameters
    ----------
    edge_minutes
        Least work before the first break and after the last one.
    min_work_minutes
        Least work between two breaks, lunch included.
    max_work_minutes
        Most work in one stretch, the first and the last included.
    max_last_work_minutes
        Most work between the last break and the end of the shift; of a shift without breaks, its length.
    """

    edge_minutes: int = Field(0, ge=0, le=1440)
    min_work_minutes: int = Field(0, ge=0, le=1440)
    max_work_minutes: int = Field(1440, ge=5, le=1440)
    max_last_work_minutes: int = Field(1440, ge=5, le=1440)

    @model_validator(mode="after")
    def _bounds_are_ordered(self) -> Self:
        if self.max_work_minutes < max(self.edge_minutes, self.min_work_minutes):
            raise ValueError(f"max_work_minutes: found {self.max_work_minutes} min, below edge_minutes "
                             f"({self.edge_minutes} min) or min_work_minutes ({self.min_work_minutes} min)")
        if self.max_last_work_minutes < self.edge_minutes:
            raise ValueError(f"max_last_work_minutes: found {self.max_last_work_minutes} min, below edge_minutes "
                             f"({self.edge_minutes} min)")
        return self


class Breathers(Model):
    """Mandatory breaks of 10 to 15 minutes in which people leave the room.

    Parameters
    ----------
    minutes
        Length of each.
    paid
        Whether they are paid.
    count
        How many a shift has, by its length.
    clock
        Windows of the clock, such as 09:30-11:00: each lies in one of them from its start to its end; left out: anywhere.
    """

    minutes: int = Field(15, ge=5, le=60)
    paid: bool = True
    count: tuple[BreatherCount, ...] = Field(min_length=1)
    clock: Windows = ()

    @model_validator(mode="after")
    def _fits_its_windows(self) -> Self:
        _windows_hold(self.clock, self.minutes, "a breather")
        return self


class Breaks(Model):
    """All break rules of the hotline.

    Parameters
    ----------
    lunch
        One lunch, or several by length of shift; left out: none.
    breathers
        Short breaks; left out: none.
    spacing
        How much work lies between breaks.
    """

    lunch: Annotated[tuple[Lunch, ...], BeforeValidator(as_tuple), OrOne()] = ()
    breathers: Breathers | None = None
    spacing: Spacing = Spacing()

    @model_validator(mode="after")
    def _rows_rise(self) -> Self:
        counts = [row.from_shift_minutes for row in self.breathers.count] if self.breathers else []
        if any(later <= earlier for earlier, later in pairwise(counts)):
            raise ValueError(f"breathers.count: from_shift_minutes {counts} must rise from row to row")
        lunches = [row.from_shift_minutes for row in self.lunch]
        if any(later < earlier for earlier, later in pairwise(lunches)):
            raise ValueError(f"lunch: from_shift_minutes {lunches} must rise from row to row, or stay for several lunches of "
                             "one shift")
        if any(later == earlier for earlier, later in pairwise(self.lunch)):
            raise ValueError("lunch: a row stands there twice; allowed are several lunches of one shift in different windows")
        return self

    def lunches_of(self, shift_minutes: int) -> tuple[Lunch, ...]:
        """Lunches of a shift of this length, in order of time: the rows of the greatest `from_shift_minutes` ≤ length."""
        reached = max((row.from_shift_minutes for row in self.lunch if row.from_shift_minutes <= shift_minutes), default=None)
        return tuple(row for row in self.lunch if row.from_shift_minutes == reached)

    def breathers_of(self, shift_minutes: int) -> int:
        """Number of breathers of a shift of this length."""
        rows = self.breathers.count if self.breathers else ()
        return next((row.breathers for row in reversed(rows) if row.from_shift_minutes <= shift_minutes), 0)
