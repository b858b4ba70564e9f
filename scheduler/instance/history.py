"""What operators did just before the horizon, so that a roster goes on from the one before it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from scheduler.instance.base import Model
from scheduler.instance.operators import empty_is_none
from scheduler.instance.quantities import Moment

DaysBefore = Annotated[Annotated[int, Field(ge=1, le=366)] | None, BeforeValidator(empty_is_none)]


class History(Model):
    """One operator before day 0. What is left out is not known, and then binds nothing.

    Parameters
    ----------
    operator
        Id of the operator.
    worked_days, days_off
        Days worked, or days off, in a row up to the day before the horizon; one of them at most.
    nights
        Night shifts in a row up to the last day worked.
    last_shift
        Template of the last shift.
    last_start, last_end
        Start and end of the last shift: local time, or with an offset. Until an end within the horizon the operator is on
        the phone; their breaks are not known, and count as work.
    standby_until
        End of the last place on a standby list: local time, or with an offset. The rest after it is kept, as they may have been
        called.
    week_hours, week_days
        Paid hours and days worked in the calendar week of day 0, before it; left out: not known, and then that week has no
        least.
    month_hours, month_shifts
        Paid hours and shifts in the calendar month of day 0, before it; left out: not known, and then that month has no least.
    period_hours, period_shifts
        Paid hours and shifts, before day 0, of a period of which the horizon is the rest; left out: it begins on day 0.
    """

    operator: str
    worked_days: DaysBefore = None
    days_off: DaysBefore = None
    nights: Annotated[Annotated[int, Field(ge=0, le=366)] | None, BeforeValidator(empty_is_none)] = None
    last_shift: Annotated[str | None, BeforeValidator(empty_is_none)] = None
    last_start: Annotated[Moment | None, BeforeValidator(empty_is_none)] = None
    last_end: Annotated[Moment | None, BeforeValidator(empty_is_none)] = None
    standby_until: Annotated[Moment | None, BeforeValidator(empty_is_none)] = None
    week_hours: Annotated[Annotated[float, Field(ge=0, le=168)] | None, BeforeValidator(empty_is_none)] = None
    week_days: Annotated[Annotated[int, Field(ge=0, le=6)] | None, BeforeValidator(empty_is_none)] = None
    month_hours: Annotated[Annotated[float, Field(ge=0, le=744)] | None, BeforeValidator(empty_is_none)] = None
    month_shifts: Annotated[Annotated[int, Field(ge=0, le=31)] | None, BeforeValidator(empty_is_none)] = None
    period_hours: Annotated[Annotated[float, Field(ge=0, le=8784)] | None, BeforeValidator(empty_is_none)] = None
    period_shifts: Annotated[Annotated[int, Field(ge=0, le=366)] | None, BeforeValidator(empty_is_none)] = None

    @model_validator(mode="after")
    def _one_kind_of_day(self) -> Self:
        worked, off = self.worked_days, self.days_off
        if worked is not None and off is not None:
            raise ValueError(f"days_off: worked_days ({worked}) and days_off ({off}) cannot both lie right before the horizon; "
                             "allowed is one of them")
        if worked is None and off is None and (self.nights or self.last_shift):
            first = "nights" if self.nights else "last_shift"
            raise ValueError(f"{first}: nights and last_shift say nothing unless worked_days or "
                             "days_off tells when that was")
        if worked is not None and (self.nights or 0) > worked:
            raise ValueError(f"nights: found {self.nights}, more than worked_days ({worked})")
        return self

    @property
    def days_worked_before(self) -> int | None:
        """Days worked in a row before day 0; ``None``: not known."""
        return 0 if self.days_off is not None else self.worked_days

    @property
    def days_off_before(self) -> int | None:
        """Days off in a row before day 0; ``None``: not known."""
        return 0 if self.worked_days is not None else self.days_off
