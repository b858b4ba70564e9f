"""When calls are answered, and which windows that gives on each day of the horizon."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from scheduler.instance.base import WEEKDAYS, Model, OrOne, Window, parse_weekdays
from scheduler.instance.quantities import Date


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Windows = Annotated[tuple[Window, ...], BeforeValidator(_as_list), OrOne()]

_RULE = re.compile(r"(RRULE:)?([A-Z]+=[^;=\s:]+)(;[A-Z]+=[^;=\s:]+)*", re.IGNORECASE)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_SOME_DAY = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - dates are meant


def _readable_rule(rule: str) -> str:
    if problem := _problem(rule):
        raise ValueError(f'{problem}; allowed is for example "FREQ=MONTHLY;BYDAY=1MO" (RFC 5545)')
    return rule


def _problem(rule: str) -> str | None:
    """What is wrong with a rule, or would have dateutil follow it for ever, or by the second."""
    from dateutil.rrule import rrulestr

    if not _RULE.fullmatch(rule):
        return "not a recurrence rule"
    parts = dict(part.split("=", 1) for part in rule.upper().removeprefix("RRULE:").split(";"))
    if parts.get("FREQ") not in _FREQUENCIES:
        return f"FREQ must be one of {', '.join(_FREQUENCIES)}"
    if not re.fullmatch(r"[1-9]\d{0,3}", parts.get("INTERVAL", "1")):
        return "INTERVAL must be a whole number from 1 to 9999"
    most = 53 if parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts else 5
    if any(int(ordinal) > most for ordinal in re.findall(r"\d+", parts.get("BYDAY", ""))):
        return f"there are at most {most} such weekdays in {'a year' if most == 53 else 'a month'}"
    try:
        first = next(iter(rrulestr(rule, dtstart=_SOME_DAY, ignoretz=True)), None)
    except Exception as error:
        # dateutil raises whatever its parsing stumbles over; all of it means that the rule is unreadable.
        return str(error) or "not a recurrence rule"
    has_bound = "UNTIL" in parts or parts.get("INTERVAL", "1") != "1"
    return "no day is such a day" if first is None and not has_bound else None


def _depends_on_start(rule: str) -> bool:
    """Whether the days of a readable rule are others when it counts from another day."""
    from dateutil.rrule import rrulestr

    parts = dict(part.split("=", 1) for part in rule.upper().removeprefix("RRULE:").split(";"))
    if "COUNT" in parts or parts.get("INTERVAL", "1") != "1":
        return True
    begins = _SOME_DAY, _SOME_DAY + dt.timedelta(days=9)  # another day of the week and of the month
    later = begins[1], begins[1] + dt.timedelta(days=800)
    one, other = (rrulestr(rule, dtstart=begin, ignoretz=True).between(*later, inc=True) for begin in begins)
    return bool(one != other)


class PeriodicHours(Model):
    """Opening hours on the days a recurrence rule names.

    Parameters
    ----------
    rrule
        The rule as calendars have it (RFC 5545), such as FREQ=MONTHLY;BYDAY=1MO.
    hours
        Windows on those days.
    start
        Day from which the rule counts; left out only where it does not matter, as for each first Monday.
    """

    rrule: Annotated[str, AfterValidator(_readable_rule)] = Field(min_length=1, max_length=500)
    hours: Windows
    start: Date | None = None

    @model_validator(mode="after")
    def _counts_from_a_day(self) -> Self:
        if self.start is None and _depends_on_start(self.rrule):
            raise ValueError("start: is missing; which days the rule names depends on the day it counts from, such as the "
                             "first day on which these hours held: 2026-01-05")
        return self

    def days(self, first: dt.date, count: int) -> set[dt.date]:
        """Dates within `count` days from `first` on which the rule falls."""
        from dateutil.rrule import rrulestr

        begin, since = (dt.datetime.combine(date, dt.time()) for date in (self.start or first, first))
        until = since + dt.timedelta(days=count, minutes=-1)
        rule = rrulestr(self.rrule, dtstart=begin, ignoretz=True)
        return {moment.date() for moment in rule.between(since, until, inc=True)}


class PublicHolidays(Model):
    """Public holidays of a country are closed, or have the hours of a weekday.

    Parameters
    ----------
    country, subdivision
        ISO 3166 codes, such as DE and BY.
    treat_as
        Closed, or the weekday whose hours these days have.
    """

    country: str = Field(min_length=2, max_length=3)
    subdivision: str | None = None
    treat_as: Literal["closed", "mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "closed"

    @model_validator(mode="after")
    def _country_is_known(self) -> Self:
        self.dates(frozenset({2026}))
        return self

    def dates(self, years: frozenset[int]) -> frozenset[dt.date]:
        """Public holidays of the given years."""
        return _holidays(self.country, self.subdivision, years)


@lru_cache(maxsize=64)
def _holidays(country: str, subdivision: str | None, years: frozenset[int]) -> frozenset[dt.date]:
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=years))
    except NotImplementedError:
        place = country if subdivision is None else f"{country}/{subdivision}"
        raise ValueError(f"no public holidays are known for {place!r}; allowed are ISO 3166 codes such as DE, "
                         "with a subdivision such as BY") from None


def _weekly(value: object) -> object:
    """Expand ``{"mon-fri": …}`` to one entry a weekday, refusing a weekday named twice."""
    if not isinstance(value, dict):
        return value
    days: dict[str, Any] = {}
    for key, windows in value.items():
        for weekday in sorted(parse_weekdays(key)):
            if WEEKDAYS[weekday] in days:
                raise ValueError(f"{WEEKDAYS[weekday]} is named twice")
            days[WEEKDAYS[weekday]] = windows
    return days


class Hours(Model):
    """When calls are answered.

    On a date: `exceptions` win, then `dates`, then `holidays`; otherwise `always`, or the windows of `weekly`
    and of all `rules` that fall on the date, taken together. A window past midnight belongs to the day it starts on;
    that of the day before the horizon does not count.

    Parameters
    ----------
    always
        Around the clock.
    weekly
        Windows by weekday or range of weekdays.
    dates, exceptions
        Windows by date: of single events, and of days that differ; an empty list is closed.
    rules
        Windows on the days of recurrence rules.
    holidays
        Public holidays.
    """

    always: bool = False
    weekly: Annotated[dict[str, Windows], BeforeValidator(_weekly)] = Field(default_factory=dict)
    dates: dict[Date, Windows] = Field(default_factory=dict)
    exceptions: dict[Date, Windows] = Field(default_factory=dict)
    rules: tuple[PeriodicHours, ...] = ()
    holidays: PublicHolidays | None = None

    @model_validator(mode="after")
    def _something_opens(self) -> Self:
        if not (self.always or self.weekly or self.dates or self.rules):
            raise ValueError("the hotline never opens; allowed are always, weekly, dates and rules")
        return self

    @property
    def usual(self) -> Hours:
        """The same without public holidays, events and days that differ."""
        return self.model_copy(update={"exceptions": {}, "dates": {}, "holidays": None})

    def windows(self, first: dt.date, days: int) -> tuple[tuple[Window, ...], ...]:
        """Windows in which calls are answered, one tuple for each day of the horizon; shape (days,)."""
        dates = [first + dt.timedelta(days=day) for day in range(days)]
        free = self.holidays.dates(frozenset(date.year for date in dates)) if self.holidays else frozenset()
        periodic = [(rule.hours, rule.days(first, days)) for rule in self.rules]
        return tuple(self._windows_of(date, date in free, periodic) for date in dates)

    def _windows_of(
        self, date: dt.date, holiday: bool, periodic: list[tuple[tuple[Window, ...], set[dt.date]]]
    ) -> tuple[Window, ...]:
        for explicit in (self.exceptions, self.dates):
            if date in explicit:
                return explicit[date]
        if holiday and self.holidays:
            return () if self.holidays.treat_as == "closed" else self._usual(self.holidays.treat_as)
        extra = tuple(window for windows, days in periodic if date in days for window in windows)
        return self._usual(WEEKDAYS[date.weekday()]) + extra

    def _usual(self, weekday: str) -> tuple[Window, ...]:
        return (Window(0, 24 * 60),) if self.always else self.weekly.get(weekday, ())
