"""Operators, and when they can and would like to work."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from scheduler.instance.base import WEEKDAYS, LocalTime, Model, both_or_none, format_local_time, parse_weekdays
from scheduler.instance.hotline import TimeZone
from scheduler.instance.pinned_breaks import PinnedBreaks
from scheduler.instance.quantities import Share, day_of_serial, refuse_week
from scheduler.language.codes import LanguageCode

CREDITED = ("leave", "sick", "public_holiday")
"""Kinds of availability whose days count towards the contract's least."""
EXTRA = ("overtime", "time_off")
"""Kinds that say how many hours of a day's shift are counted otherwise."""
AGREED = ("pinned", *EXTRA)
"""Kinds by which the shift of a day was agreed."""

WORKED = "worked as published"
"""Note of rows that keep what had begun by a moment as it was: a pin of each shift, and no other work before that moment."""

_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:\.\.|/|–|to)\s*(\d{4}-\d{2}-\d{2})")


def empty_is_none(value: object) -> object:
    """A cell without text is a value left out."""
    return None if isinstance(value, str) and not value.strip() else value


def words_of(value: object) -> object:
    """The words of a cell, parted by ``|``; a list as it is."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split("|") if part.strip())
    return () if value is None else value


class Operator(Model):
    """Somebody who answers calls.

    Parameters
    ----------
    id
        Names calendars and rows; unique.
    name
        What documents call the operator.
    email
        Where messages go, and how other systems know the operator.
    contract
        Name of the contract.
    skills
        Queues the operator can answer, and topics; without `service.queues` everybody answers every call.
    preferred_queues
        Queues among the skills that the operator takes before the others, in this order, among callers of equal priority; and
        whose callers go to them first. Left out: whoever has waited longest.
    timezone
        Zone of the times in words in the operator's calendar; left out: the hotline's.
    language
        Language of the operator's calendar, page of the pack, and messages; left out: the hotline's.
    team
        Name of the team, for rules of people together.
    share
        Share of the contract, such as 0.5 or 50 %: the least and most hours are that share of the contract's.
    """

    id: str = Field(min_length=1, max_length=200)
    name: str = Field("", max_length=500)
    email: Annotated[str | None, BeforeValidator(empty_is_none)] = None
    contract: str
    skills: Annotated[tuple[str, ...], BeforeValidator(words_of)] = ()
    preferred_queues: Annotated[tuple[str, ...], BeforeValidator(words_of)] = ()
    timezone: Annotated[TimeZone | None, BeforeValidator(empty_is_none)] = None
    language: Annotated[LanguageCode | None, BeforeValidator(empty_is_none)] = None
    team: Annotated[str | None, BeforeValidator(empty_is_none)] = None
    share: Share = 1

    @property
    def label(self) -> str:
        """What people call the operator: the name, or the id where no name was given."""
        return self.name or self.id


@dataclass(frozen=True, order=True)
class Dates:
    """Days from a first date to a last one, both inclusive."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


def _when(value: object) -> object:
    if isinstance(value, dt.datetime):
        raise ValueError("a date is meant, without a time")
    if isinstance(value, dt.date | frozenset | Dates):
        return value
    text = str(value).strip()
    if match := _RANGE.fullmatch(text):
        return _dates(match[1], match[2])
    refuse_week(text)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    serial = day_of_serial(value)
    if serial is not None and serial.time() == dt.time():
        return serial.date()
    if text[:1].isdigit():
        raise ValueError("not a date; allowed is YYYY-MM-DD, YYYY-MM-DD..YYYY-MM-DD, or a weekday such as mon or mon-fri")
    return parse_weekdays(text)


def _dates(first: str, last: str) -> Dates:
    try:
        dates = Dates(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    except ValueError:
        raise ValueError("not a range of dates; allowed is YYYY-MM-DD..YYYY-MM-DD") from None
    if dates.last < dates.first:
        raise ValueError(f"the range ends ({dates.last}) before it begins ({dates.first})")
    return dates


def _when_text(value: dt.date | frozenset[int] | Dates) -> str:
    return ",".join(WEEKDAYS[day] for day in sorted(value)) if isinstance(value, frozenset) else str(value)


def speaks_of(when: dt.date | frozenset[int] | Dates, date: dt.date) -> bool:
    """Whether a date is the one, in the range, or on one of the weekdays."""
    if isinstance(when, Dates):
        return when.first <= date <= when.last
    return date == when if isinstance(when, dt.date) else date.weekday() in when


When = Annotated[
    dt.date | frozenset[int] | Dates,
    BeforeValidator(_when),
    PlainSerializer(_when_text),
    WithJsonSchema({"type": "string", "description": "a date YYYY-MM-DD, a range YYYY-MM-DD..YYYY-MM-DD, or mon, mon-fri"}),
]


class Availability(Model):
    """One window of one operator, on a date or on weekdays.

    Parameters
    ----------
    operator
        Id of the operator.
    when
        The date, the range of dates, or the weekdays; what lies outside the horizon holds where a shift reaches it.
    from, to
        The window; left out: the whole day.
    kind
        `unavailable`: no work in the window; `leave`, `sick` and `public_holiday`: the same for whole days, which count towards
        the contract's least; `only`: none outside it (without times: on no other day); `prefer` and `avoid`: wishes;
        `pinned`: exactly this shift; `overtime`: so many hours of that day's shift count for no bound on hours; `time_off`: so
        many hours that it is shorter by count as worked.
    hours
        Of `leave`, `sick` and `public_holiday`: paid hours that each day counts; left out: those of the contract's mean day. Of
        `overtime` and `time_off`: how many.
    breaks
        Of `pinned` with times: every break of the shift, such as ``lunch 12:00-12:30 | breather 10:00-10:15``; left out: they
        are placed where it is best. A gap alone, such as ``gap 12:00-15:00``, splits it, and leaves the breaks of both parts.
    note
        Why the row is there, or where it came from; for reading only.
    """

    operator: str
    when: When
    start: Annotated[LocalTime | None, BeforeValidator(empty_is_none)] = Field(None, alias="from")
    end: Annotated[LocalTime | None, BeforeValidator(empty_is_none)] = Field(None, alias="to")
    kind: Literal["unavailable", "leave", "sick", "public_holiday", "only", "prefer", "avoid", "pinned", "overtime",
                  "time_off"]
    hours: Annotated[Annotated[float, Field(ge=0, le=24)] | None, BeforeValidator(empty_is_none)] = None
    breaks: PinnedBreaks = None
    note: Annotated[Annotated[str, Field(max_length=500)] | None, BeforeValidator(empty_is_none)] = None

    @model_validator(mode="after")
    def _breaks_are_those_of_a_shift(self) -> Self:
        if self.breaks is not None and (self.kind != "pinned" or self.start is None):
            raise ValueError(f"breaks stand beside kind {self.kind}{'' if self.start else ' without times'}; allowed beside "
                             "pinned with from and to")
        return self

    @model_validator(mode="after")
    def _absences_are_whole_days(self) -> Self:
        if self.is_credited and self.start is not None:
            raise ValueError(f"{self.kind} is for whole days; allowed are entries without from and to, or kind unavailable")
        if self.hours is not None and self.kind not in (*CREDITED, *EXTRA):
            raise ValueError(f"hours ({self.hours:g} h) stand beside kind {self.kind}; allowed beside "
                             f"{', '.join((*CREDITED, *EXTRA))}")
        return self

    @model_validator(mode="after")
    def _extra_time_is_of_a_day(self) -> Self:
        if self.kind not in EXTRA:
            return self
        if not isinstance(self.when, dt.date) or self.start is not None:
            raise ValueError(f"{self.kind} is of one day's shift; allowed is a date, without from and to")
        if not self.hours:
            raise ValueError(f"{self.kind} without hours; allowed are more than 0, such as 1.5")
        return self

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        both_or_none(self.start, self.end)
        if self.start is not None and self.start == self.end:
            raise ValueError(f"to: the window starts and ends at {format_local_time(self.start)}")
        return self

    def on(self, date: dt.date) -> bool:
        """Whether this entry speaks of a date."""
        return speaks_of(self.when, date)

    @property
    def minutes(self) -> int:
        """Whole minutes of `overtime` and `time_off`."""
        return round((self.hours or 0) * 60)

    @property
    def is_credited(self) -> bool:
        """Whether its days count towards the least hours and days of the contract."""
        return self.kind in CREDITED

    @property
    def is_absence(self) -> bool:
        """Whether no work is possible in its window."""
        return self.kind == "unavailable" or self.is_credited

    @property
    def is_past(self) -> bool:
        """Whether it says that nothing else was worked until a moment, and nothing of where somebody is: no absence."""
        return self.kind == "unavailable" and self.note == WORKED

    @property
    def is_whole_day(self) -> bool:
        """Whether it speaks of a day from midnight to midnight."""
        return self.start is None

    @property
    def fixes_breaks(self) -> bool:
        """Whether it pins every break of its shift, or that it has none, of what was worked; a gap alone pins the parts."""
        is_worked = self.kind == "pinned" and self.start is not None and self.note == WORKED
        return is_worked or any(each.kind != "gap" for each in self.breaks or ())

    @property
    def window(self) -> tuple[int, int]:
        """Start and end in minutes after midnight; (0, 1440) for the whole day."""
        return (0, 24 * 60) if self.start is None or self.end is None else (self.start, self.end)
