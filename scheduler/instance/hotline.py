"""The hotline itself, its grid and its horizon."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from scheduler.instance.base import WEEKDAYS, Model, Weekdays
from scheduler.instance.quantities import Date
from scheduler.language.codes import LanguageCode


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except Exception:
        raise ValueError("unknown time zone; allowed are IANA names such as Europe/Berlin") from None
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]


class Hotline(Model):
    """Name, zone and grid.

    Parameters
    ----------
    name
        What documents call the hotline.
    timezone
        IANA name, such as Europe/Berlin; all local times are of this zone.
    interval_minutes
        Length of an interval of the forecast, in minutes; divides an hour.
    break_grid_minutes
        Grid on which shifts and breaks start, in minutes; divides the interval.
    seats, lines
        Desks in the room and telephone lines; no more operators than these are ever on the phone. Left out: no limit.
    weekend
        Weekdays of a weekend, one after another; left out: Saturday and Sunday.
    week_starts
        Weekday on which the weeks begin in which hours and days are counted.
    language
        Language of the documents and calendars, and of those operators who have none of their own; left out: English.
    location
        Where people work, as their calendars show it, such as a street or a room; left out: calendars name no place.
    reminder_minutes, break_reminder_minutes
        How long before a shift, and before a break that is an event of its own, calendars remind; left out: they do not.
    name_colleagues
        Whether a shift in a calendar names, "with you", who works at the same time; left out: no calendar names anybody else.
    """

    name: str = Field(min_length=1, max_length=200)
    timezone: TimeZone
    interval_minutes: int = Field(15, ge=5, le=60)
    break_grid_minutes: int = Field(15, ge=5, le=60)
    seats: int | None = Field(None, ge=1, le=10_000)
    lines: int | None = Field(None, ge=1, le=10_000)
    weekend: Weekdays | None = None
    week_starts: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    language: LanguageCode | None = None
    location: str | None = Field(None, min_length=1, max_length=300)
    reminder_minutes: int | None = Field(None, ge=0, le=10_080)
    break_reminder_minutes: int | None = Field(None, ge=0, le=120)
    name_colleagues: bool = False

    @model_validator(mode="after")
    def _grid_divides(self) -> Self:
        if 60 % self.interval_minutes:
            raise ValueError(f"interval_minutes: found {self.interval_minutes} min, which does not divide an hour; "
                             "allowed are 5, 6, 10, 12, 15, 20, 30, 60")
        if self.interval_minutes % self.break_grid_minutes:
            raise ValueError(f"break_grid_minutes: found {self.break_grid_minutes} min, which does not divide interval_minutes "
                             f"{self.interval_minutes}")
        return self

    @property
    def most_on_phone(self) -> int | None:
        """Most operators who can be on the phone at once: the fewer of seats and lines; None without a limit."""
        return min((limit for limit in (self.seats, self.lines) if limit is not None), default=None)

    @model_validator(mode="after")
    def _weekend_ends(self) -> Self:
        if self.weekend is not None and len(self.weekend) > 6:
            raise ValueError("weekend: found all seven weekdays; allowed are one to six")
        ends = [day for day in self.weekend or () if (day + 1) % 7 not in (self.weekend or ())]
        if len(ends) > 1:
            found = ",".join(WEEKDAYS[day] for day in sorted(self.weekend or ()))
            raise ValueError(f"weekend: found {found}; allowed are weekdays one after another, such as sat,sun or fri,sat")
        return self

    @property
    def weekend_days(self) -> frozenset[int]:
        """Weekdays of a weekend; 0 is Monday."""
        return frozenset((5, 6)) if self.weekend is None else self.weekend


class Horizon(Model):
    """First day and number of days that are planned.

    Parameters
    ----------
    start
        First day.
    days
        Number of days.
    """

    start: Date
    days: int = Field(ge=1, le=366)
