"""Contracts: bounds on one operator's work."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from scheduler.instance.base import Model, ordered_pair


class Contract(Model):
    """Bounds on the work of the operators under this contract.

    Parameters
    ----------
    hours_per_week
        Least and most paid hours in a week of the horizon.
    days_per_week
        Least and most days worked in a week of the horizon.
    max_consecutive_days
        Longest run of days worked; left out: no bound.
    rest_hours
        Least elapsed time between two shifts, in hours.
    cost_per_hour
        Cost of a paid hour; at most two decimals.
    shift_minutes
        Shortest and longest shift, in minutes; left out: as the templates say.
    shifts
        Names of the templates that may be used; left out: all.
    """

    hours_per_week: tuple[float, float]
    days_per_week: tuple[int, int] = (0, 7)
    max_consecutive_days: int | None = Field(None, ge=1, le=366)
    rest_hours: float = Field(0, ge=0, le=72)
    cost_per_hour: float = Field(1, ge=0, le=10_000, multiple_of=0.01)
    shift_minutes: tuple[int, int] | None = None
    shifts: tuple[str, ...] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _pairs_are_ordered(self) -> Self:
        pairs = [("hours_per_week", "h", self.hours_per_week, 168), ("days_per_week", "days", self.days_per_week, 7)]
        if self.shift_minutes:
            pairs.append(("shift_minutes", "min", self.shift_minutes, 1440))
        for name, unit, pair, most in pairs:
            ordered_pair(name, unit, pair)
            if pair[0] < 0 or pair[1] > most:
                raise ValueError(f"{name}: {list(pair)} {unit}; allowed is 0 to {most} {unit}")
        return self
