"""Bounds of contracts that may be missed at a price."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scheduler.instance.base import Model

Price = Annotated[float, Field(ge=0, le=100_000, multiple_of=0.01)]
HOURS = ("hours_per_week", "hours_per_month", "hours_per_period")
"""Rules that bound paid time."""
PER_HOUR = (*HOURS, "start_drift")
"""Rules whose price is that of an hour, and is counted by minutes."""


class BoundPrices(Model):
    """What it costs to miss a bound of a contract; one that is not named here is kept in every roster.

    Parameters
    ----------
    hours_per_week, hours_per_month, hours_per_period
        Of each paid hour too few or too many.
    days_per_week
        Of each day worked too few or too many in a week.
    shifts_per_week, shifts_per_month, shifts_per_period
        Of each shift too few or too many.
    nights_per_week
        Of each night shift beyond `max_nights_per_week`.
    max_shifts
        Of each shift of a template beyond `max_shifts` or `max_shifts_per_week`.
    same_start
        Of each shift that starts at another time of the day than the one before it in the same week, against
        `same_start_all_week`.
    start_drift
        Of each hour by which a shift starts earlier than `max_start_earlier_minutes`, or later than `max_start_later_minutes`,
        allow.
    different_starts
        Of each time of the day beyond `max_different_starts_per_week`.
    weekly_rest
        Of each week without a rest of `weekly_rest_hours`.
    """

    hours_per_week: Price | None = None
    hours_per_month: Price | None = None
    hours_per_period: Price | None = None
    days_per_week: Price | None = None
    shifts_per_week: Price | None = None
    shifts_per_month: Price | None = None
    shifts_per_period: Price | None = None
    nights_per_week: Price | None = None
    max_shifts: Price | None = None
    same_start: Price | None = None
    start_drift: Price | None = None
    different_starts: Price | None = None
    weekly_rest: Price | None = None

    @property
    def priced(self) -> dict[str, float]:
        """Prices of the bounds named, by the name of the rule."""
        return {name: price for name in type(self).model_fields if (price := getattr(self, name)) is not None}
