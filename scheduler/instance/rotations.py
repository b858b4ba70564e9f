"""Rotations: a pattern of days that goes round, whom it holds for and from which week of it, and changes of single days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from scheduler.instance.base import WEEKDAYS, Model
from scheduler.instance.objective import Price
from scheduler.instance.operators import Operator, When, empty_is_none, speaks_of, words_of
from scheduler.instance.together import EVERYBODY, People, belongs

OFF, WORK, ANY = "off", "work", "any"
SIGNS = {"-": OFF, "+": WORK, "*": ANY}
"""Words for a day that name no template, and the signs that stand for them in a pattern of letters."""
_LONGEST = 366

Entry = tuple[str, ...]
"""What is allowed on a day: names of templates, `off`, `work` or `any`, or letters for them."""


def _entry(value: object) -> Entry:
    """``early``, or ``early/off`` for either of two."""
    words = tuple(word.strip() for word in value.split("/")) if isinstance(value, str) else value
    if not isinstance(words, tuple) or not all(isinstance(word, str) and word for word in words):
        raise ValueError("allowed is the name of a template, off, work, any, or several parted by /, in quotes")
    return words


def _entries(value: object) -> object:
    """Days one after the other: words parted by commas, a letter each, or a list."""
    if isinstance(value, str):
        days = value.rstrip(",").split(",") if "," in value else value.replace(" ", "")
        return tuple(map(_entry, days))
    if isinstance(value, list | tuple):
        return tuple(each if isinstance(each, tuple) else _entry(each) for each in value)
    raise ValueError("allowed are letters, a day each, such as \"EEEEE--\" in quotes, or the names of templates")


def _entries_text(days: Sequence[Entry]) -> str:
    words = ["/".join(each) for each in days]
    return "".join(words) if all(len(word) == 1 for word in words) else ",".join(words) + "," * (len(words) == 1)


def _named(value: object) -> object:
    """What stands behind names; a cell of a workbook holds ``E:early``."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) and ":" in each for each in value):
        return {name.strip(): said.strip() for name, _, said in (each.rpartition(":") for each in value)}
    return value


def _offsets(value: object) -> object:
    return "in_turn" if value in (["in_turn"], ["in turn"], "in turn") else _named(value)


_DAYS_SCHEMA = WithJsonSchema({"anyOf": [
    {"type": "string", "description": "letters, a day each, such as EEEEE--, or names of templates parted by commas"},
    {"type": "array", "items": {"type": "string", "description": "a template, off, work or any; early/off for either"}}]})
Days = Annotated[tuple[Entry, ...], BeforeValidator(_entries), PlainSerializer(_entries_text), _DAYS_SCHEMA,
                 Field(min_length=1, max_length=_LONGEST)]
Allowed = Annotated[
    Entry, BeforeValidator(_entry), PlainSerializer("/".join),
    WithJsonSchema({"type": "string", "description": "a template, off, work or any; several parted by /"})]
Letters = Annotated[dict[Annotated[str, Field(min_length=1, max_length=1)], Allowed], BeforeValidator(_named)]
Offsets = Annotated[Literal["in_turn"] | dict[str, Annotated[int, Field(ge=0, lt=_LONGEST)]], BeforeValidator(_offsets)]


class Rotation(Model):
    """A pattern that some operators work, one after the other.

    Parameters
    ----------
    name
        What messages call it.
    who
        Whom it holds for; left out: everybody.
    weeks
        Days of each week of the pattern, from the weekday of `starts` on. A day is a template, of which a shift is worked;
        `off`; `work`: any shift; `any`: nothing is asked; or several parted by ``/``, such as ``early/off``.
    days
        In place of `weeks`, for a pattern that is no number of weeks: its days, such as ``EELLNN--``.
    letters
        What the letters of the pattern stand for, beside ``-`` for off, ``+`` for work and ``*`` for any.
    starts
        Date of the first day of the pattern; nothing is asked before it.
    ends
        Last day on which it holds; left out: it goes on.
    offsets
        How many weeks (of a pattern of `days`, days) each team or operator is ahead in the pattern; `in_turn`: the first of
        `who.operators`, of the first of `who.team`, or of all operators 0, the second 1, and so on. Left out: all work the
        same. Of whom nothing is said beside others, they are outside the rotation.
    price_per_day
        What a day costs on which somebody does not do what the pattern asks. Left out: no roster has one.
    """

    name: str | None = Field(None, min_length=1, max_length=200)
    who: People = EVERYBODY
    weeks: Annotated[tuple[Days, ...], BeforeValidator(words_of), Field(max_length=52)] = ()
    days: Days | None = None
    letters: Letters = Field(default_factory=dict)
    starts: dt.date
    ends: dt.date | None = None
    offsets: Offsets | None = None
    price_per_day: Price | None = None

    @model_validator(mode="after")
    def _is_one_pattern(self) -> Self:
        if bool(self.weeks) == (self.days is not None):
            found = "both stand here" if self.weeks else "both are missing"
            raise ValueError(f"weeks: {found}, and days; allowed is one of the two")
        for index, week in enumerate(self.weeks):
            if len(week) != len(WEEKDAYS):
                raise ValueError(f"weeks: week {index + 1} has {len(week)} days; allowed are {len(WEEKDAYS)}, or a pattern of "
                                 "another length in `days`")
        if self.ends is not None and self.ends < self.starts:
            raise ValueError(f"ends: found {self.ends}, before it starts ({self.starts})")
        return self

    @model_validator(mode="after")
    def _offsets_lie_in_the_pattern(self) -> Self:
        count, unit = (len(self.weeks), "weeks") if self.weeks else (len(self.days or ()), "days")
        for name, offset in (self.offsets.items() if isinstance(self.offsets, dict) else ()):
            if offset >= count:
                raise ValueError(f"offsets: found {offset} for {name!r}, of a pattern of {count} {unit}; allowed are 0 to "
                                 f"{count - 1}")
        return self

    @property
    def label(self) -> str:
        """What messages call it."""
        return self.name or "rotation"

    @cached_property
    def pattern(self) -> tuple[Entry, ...]:
        """All days of the pattern, as written."""
        return self.days or tuple(day for week in self.weeks for day in week)

    @property
    def step(self) -> int:
        """Days by which an offset of one is ahead."""
        return len(WEEKDAYS) if self.weeks else 1

    def meaning(self, entry: Entry) -> Entry:
        """An entry with its letters and signs in words."""
        return tuple(SIGNS.get(word, word) for each in entry for word in self.letters.get(each, (each,)))

    def offset_of(self, operator: Operator, place: int) -> int | None:
        """By how much an operator, of `who` the one at this place, is ahead; None where nothing is said of them."""
        if not isinstance(self.offsets, dict):
            return place if self.offsets else 0
        return self.offsets.get(operator.id, self.offsets.get(operator.team or ""))

    def asks(self, date: dt.date, offset: int) -> Entry:
        """What is asked on a date of whoever is so far ahead; nothing (empty) where the rotation does not hold."""
        if date < self.starts or (self.ends is not None and date > self.ends):
            return ()
        return self.meaning(self.pattern[((date - self.starts).days + offset * self.step) % len(self.pattern)])


class RotationChange(Model):
    """Another entry for a day of somebody's rotation.

    Parameters
    ----------
    operator, team
        Whom it is for: one of the two. What is said of an operator goes before what is said of their team.
    when
        The date, the range of dates, or the weekdays.
    shift
        A template, `off`, `work`, `any`, or several parted by ``/``.
    note
        Why; for reading only.
    """

    operator: Annotated[str | None, BeforeValidator(empty_is_none)] = None
    team: Annotated[str | None, BeforeValidator(empty_is_none)] = None
    when: When
    shift: Allowed
    note: Annotated[Annotated[str, Field(max_length=500)] | None, BeforeValidator(empty_is_none)] = None

    @model_validator(mode="after")
    def _is_for_one(self) -> Self:
        if (self.operator is None) == (self.team is None):
            raise ValueError(f"operator and team {'both stand here' if self.team else 'are both missing'}; allowed is one of "
                             "the two")
        return self

    def is_for(self, operator: Operator) -> bool:
        """Whether it is for an operator."""
        return self.operator == operator.id if self.team is None else self.team == operator.team

    def on(self, date: dt.date) -> bool:
        """Whether it is for a date."""
        return speaks_of(self.when, date)


@dataclass(frozen=True)
class Asked:
    """What a rotation asks of an operator on a day.

    Parameters
    ----------
    rotation
        What it is called.
    templates
        Templates of which a shift may be worked.
    may_be_off
        Whether none need be.
    price
        What it costs not to; None: it is never so.
    words
        The entry as people read it.
    """

    rotation: str
    templates: frozenset[str]
    may_be_off: bool
    price: float | None
    words: str


def asked_of_all(
    rotations: Iterable[Rotation], changes: Sequence[RotationChange], operators: Sequence[Operator], templates: Iterable[str],
    dates: Sequence[dt.date],
) -> dict[str, tuple[Asked | None, ...]]:
    """What is asked of each operator who works in a rotation, for each date; None where nothing is."""
    names, found = frozenset(templates), dict[str, list[Asked | None]]()
    for rotation in rotations:
        for operator, offset in rotating(rotation, operators):
            theirs = [each for each in changes if each.is_for(operator)]
            days = found.setdefault(operator.id, [None] * len(dates))
            for day, date in enumerate(dates):
                if entry := rotation.asks(date, offset):
                    days[day] = _asked(rotation, _changed(theirs, date) or entry, names)
    return {operator: tuple(days) for operator, days in found.items()}


def members(rotation: Rotation, operators: Sequence[Operator]) -> Iterator[tuple[Operator, int | None]]:
    """Operators whom a rotation holds for, in the order written under `who`, with their offsets; None where one is missing."""
    who = rotation.who
    theirs = sorted((each for each in operators if belongs(each, who)), key=lambda each: (
        who.operators.index(each.id) if who.operators else 0, who.team.index(each.team or "") if who.team else 0))
    yield from ((each, rotation.offset_of(each, place)) for place, each in enumerate(theirs))


def rotating(rotation: Rotation, operators: Sequence[Operator]) -> Iterator[tuple[Operator, int]]:
    """Operators who work in a rotation, each with their offset: of those it holds for, whoever has one."""
    yield from ((operator, offset) for operator, offset in members(rotation, operators) if offset is not None)


def _changed(changes: Sequence[RotationChange], date: dt.date) -> Entry:
    """What a change says of a date; that of the operator goes first. Nothing (empty) without any."""
    of_date = sorted((each for each in changes if each.on(date)), key=lambda each: each.operator is None)
    return tuple(SIGNS.get(word, word) for word in of_date[0].shift) if of_date else ()


def _asked(rotation: Rotation, entry: Entry, names: frozenset[str]) -> Asked | None:
    if ANY in entry:
        return None
    templates = names if WORK in entry else names.intersection(entry)
    return Asked(rotation.label, templates, OFF in entry, rotation.price_per_day, " or ".join(entry))
