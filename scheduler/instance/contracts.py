"""Contracts: bounds on one operator's work."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from scheduler.instance.base import Model, ordered_pair

SEPARATOR = ">"


def _successions(value: object) -> object:
    """Pairs of names; a cell of a workbook holds ``late>early``."""
    if not isinstance(value, list | tuple):
        return value
    return tuple(tuple(part.strip() for part in each.split(SEPARATOR)) if isinstance(each, str) else each for each in value)


def _counts(value: object) -> object:
    """Numbers by name; a cell of a workbook holds ``night:3``."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        pairs = [each.rpartition(":") for each in value]
        value = {name.strip(): count.strip() for name, _, count in pairs}
    if isinstance(value, dict) and any(isinstance(count, bool) for count in value.values()):
        raise PydanticCustomError("truth_value", "Input should be no truth value")
    return value


Successions = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_successions)]
MostShifts = Annotated[dict[str, Annotated[int, Field(ge=0, le=366)]], BeforeValidator(_counts)]


BOUNDS = (("hours_per_week", "h", 168), ("days_per_week", "days", 7), ("hours_per_month", "h", 744),
          ("hours_per_period", "h", 366 * 24), ("shifts_per_week", "shifts", 7), ("shifts_per_month", "shifts", 31),
          ("shifts_per_period", "shifts", 366), ("shift_minutes", "min", 1440))
"""Pairs [least, most] of a contract with their units and the largest value that can be kept."""
_SHARED = ("hours_per_week", "hours_per_month", "hours_per_period")


class Contract(Model):
    """Bounds on the work of the operators under this contract.

    Parameters
    ----------
    hours_per_week
        Least and most paid hours in a week of the horizon.
    days_per_week
        Least and most days worked in a week of the horizon.
    hours_per_month, hours_per_period
        Least and most paid hours in a calendar month, and in the whole horizon; left out: no bound.
    shifts_per_week, shifts_per_month, shifts_per_period
        Least and most shifts in a calendar week, in a calendar month, and in the whole horizon; left out: no bound.
    max_consecutive_days
        Longest run of days worked; left out: no bound.
    min_consecutive_days
        Shortest run of days worked; left out: no bound.
    min_consecutive_days_off
        Shortest run of days off; left out: no bound.
    max_weekends
        Most weekends of the horizon with a day worked; left out: no bound.
    complete_weekends
        Whether a weekend is worked on all of its days or on none.
    max_nights_per_week
        Most night shifts in a week of the horizon; left out: no bound.
    max_consecutive_nights
        Most night shifts on successive days; left out: no bound.
    min_days_off_after_nights
        Least days off after the last of successive night shifts; left out: no bound.
    forbidden_successions
        Pairs of templates, the second of which may not be worked on the day after the first.
    max_shifts
        Most shifts of a template in the horizon, by its name.
    max_shifts_per_week
        Most shifts of a template in a week of the horizon, by its name.
    same_start_all_week
        Whether all shifts of a calendar week start at the same time of the day.
    max_start_earlier_minutes, max_start_later_minutes
        Most by which a shift starts earlier, or later, by the clock than the last one worked before it; left out: no bound.
    max_different_starts_per_week
        Most times of the day at which shifts of a calendar week start; left out: no bound.
    rest_hours
        Least elapsed time between two shifts, in hours.
    weekly_rest_hours
        Least length of the longest rest of a calendar week, in hours; left out: no bound.
    cost_per_hour
        Cost of a paid hour; at most two decimals.
    overtime_minutes_per_day
        Most paid minutes by which a repair may ask for a longer shift than was published; left out: it asks for none.
    overtime_hours_per_week
        Most hours of overtime in a calendar week, as far as it lies in the horizon; left out: no bound but that of each day.
    overtime_per_hour
        Price of an hour of overtime, besides `cost_per_hour`.
    time_off_minutes_per_day
        Most paid minutes by which a repair may offer a shorter shift than was published; left out: it offers none.
    time_off_per_hour
        Price of an hour of voluntary time off, such as what is paid for it.
    shift_minutes
        Shortest and longest shift, in minutes; left out: as the templates say.
    shifts
        Names of the templates that may be used; left out: all.
    """

    hours_per_week: tuple[float, float]
    days_per_week: tuple[int, int] = (0, 7)
    hours_per_month: tuple[float, float] | None = None
    hours_per_period: tuple[float, float] | None = None
    shifts_per_week: tuple[int, int] | None = None
    shifts_per_month: tuple[int, int] | None = None
    shifts_per_period: tuple[int, int] | None = None
    max_consecutive_days: int | None = Field(None, ge=1, le=366)
    min_consecutive_days: int | None = Field(None, ge=1, le=366)
    min_consecutive_days_off: int | None = Field(None, ge=1, le=366)
    max_weekends: int | None = Field(None, ge=0, le=366)
    complete_weekends: bool = False
    max_nights_per_week: int | None = Field(None, ge=0, le=7)
    max_consecutive_nights: int | None = Field(None, ge=1, le=366)
    min_days_off_after_nights: int | None = Field(None, ge=1, le=366)
    forbidden_successions: Successions = ()
    max_shifts: MostShifts = Field(default_factory=dict)
    max_shifts_per_week: MostShifts = Field(default_factory=dict)
    same_start_all_week: bool = False
    max_start_earlier_minutes: int | None = Field(None, ge=0, le=1440)
    max_start_later_minutes: int | None = Field(None, ge=0, le=1440)
    max_different_starts_per_week: int | None = Field(None, ge=1, le=7)
    rest_hours: float = Field(0, ge=0, le=72)
    weekly_rest_hours: float | None = Field(None, ge=1, le=72)
    cost_per_hour: float = Field(1, ge=0, le=10_000, multiple_of=0.01)
    overtime_minutes_per_day: int | None = Field(None, ge=1, le=1440)
    overtime_hours_per_week: float | None = Field(None, ge=0, le=168)
    overtime_per_hour: float = Field(0, ge=0, le=10_000, multiple_of=0.01)
    time_off_minutes_per_day: int | None = Field(None, ge=1, le=1440)
    time_off_per_hour: float = Field(0, ge=0, le=10_000, multiple_of=0.01)
    shift_minutes: tuple[int, int] | None = None
    shifts: tuple[str, ...] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _pairs_are_ordered(self) -> Self:
        for name, unit, most in BOUNDS:
            pair = getattr(self, name)
            if pair is not None:
                ordered_pair(name, unit, pair)
                if pair[0] < 0 or pair[1] > most:
                    raise ValueError(f"{name}: {list(pair)} {unit}; allowed is 0 to {most} {unit}")
        return self

    @model_validator(mode="after")
    def _runs_are_ordered(self) -> Self:
        least, most = self.min_consecutive_days, self.max_consecutive_days
        if least is not None and most is not None and least > most:
            raise ValueError(f"min_consecutive_days: found {least} days, above max_consecutive_days ({most} days)")
        return self

    def of_share(self, share: float) -> Contract:
        """Return the contract of somebody who has this share of it: their least and most hours are that share of its own."""
        bounds = {name: pair for name in _SHARED if (pair := getattr(self, name)) is not None}
        scaled = {name: tuple(float(Fraction(str(hours)) * Fraction(str(share))) for hours in pair)
                  for name, pair in bounds.items()}
        return self.model_copy(update=scaled)

    @property
    def speaks_of_nights(self) -> dict[str, Any]:
        """Bounds that need to know what a night shift is, by field."""
        names = ("max_nights_per_week", "max_consecutive_nights", "min_days_off_after_nights")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}
