"""Lunch and breathers: which breaks a shift must contain, and where they may lie."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from scheduler.instance.base import Model, OrOne

RuleT = TypeVar("RuleT", bound="_FromLength")


def _as_tuple(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


LunchMinutes = Annotated[int, Field(ge=5, le=240)]


class _FromLength(Model):
    """A row that holds for shifts from this length on, in minutes."""

    from_shift_minutes: int = Field(ge=0, le=1440)


class Lunch(_FromLength):
    """Lunch of a shift; of several rows the last whose `from_shift_minutes` the shift reaches holds.

    Parameters
    ----------
    from_shift_minutes
        Shifts of this length or longer have it.
    minutes
        Its length, or a list of lengths of which each shift has one.
    paid
        Whether it is paid.
    earliest_minutes, latest_minutes
        Window of its start, in minutes after the start of the shift.
    """

    minutes: Annotated[tuple[LunchMinutes, ...], Field(min_length=1), BeforeValidator(_as_tuple), OrOne()]
    paid: bool = False
    earliest_minutes: int = Field(ge=0, le=1440)
    latest_minutes: int = Field(ge=0, le=1440)

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
    """

    edge_minutes: int = Field(0, ge=0, le=1440)
    min_work_minutes: int = Field(0, ge=0, le=1440)
    max_work_minutes: int = Field(1440, ge=5, le=1440)

    @model_validator(mode="after")
    def _bounds_are_ordered(self) -> Self:
        if self.max_work_minutes < max(self.edge_minutes, self.min_work_minutes):
            raise ValueError(f"max_work_minutes: found {self.max_work_minutes} min, below edge_minutes "
                             f"({self.edge_minutes} min) or min_work_minutes ({self.min_work_minutes} min)")
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
    """

    minutes: int = Field(15, ge=5, le=60)
    paid: bool = True
    count: tuple[BreatherCount, ...] = Field(min_length=1)


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

    lunch: Annotated[tuple[Lunch, ...], BeforeValidator(_as_tuple), OrOne()] = ()
    breathers: Breathers | None = None
    spacing: Spacing = Spacing()

    @model_validator(mode="after")
    def _rows_rise(self) -> Self:
        rows = {"lunch": self.lunch, "breathers.count": self.breathers.count if self.breathers else ()}
        for name, entries in rows.items():
            starts = [entry.from_shift_minutes for entry in entries]
            if any(later <= earlier for earlier, later in pairwise(starts)):
                raise ValueError(f"{name}: from_shift_minutes {starts} must rise from row to row")
        return self

    def lunch_of(self, shift_minutes: int) -> Lunch | None:
        """Lunch rule that holds for a shift of this length: the last with `from_shift_minutes` ≤ length."""
        return _last_row(self.lunch, shift_minutes)

    def breathers_of(self, shift_minutes: int) -> int:
        """Number of breathers of a shift of this length."""
        row = _last_row(self.breathers.count, shift_minutes) if self.breathers else None
        return row.breathers if row else 0


def _last_row(rows: tuple[RuleT, ...], shift_minutes: int) -> RuleT | None:
    return next((row for row in reversed(rows) if row.from_shift_minutes <= shift_minutes), None)
