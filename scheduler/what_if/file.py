"""What a file of scenarios holds. Every range in it is tried: a change with several of them stands for their product."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from scheduler.instance.base import Model, Window
from scheduler.instance.operators import words_of
from scheduler.instance.quantities import Date
from scheduler.what_if.ranges import Factors, Wholes, one_or_many

TABLES = ("operators", "availability", "history", "ledger", "rotation_changes", "campaigns", "requirement", "calls")
"""Tables that a change may add to, or replace."""

TableName = Literal["operators", "availability", "history", "ledger", "rotation_changes", "campaigns", "requirement", "calls"]
Rows = tuple[dict[str, Any], ...]


def _parted(value: object) -> object:
    """``sun 10:00-16:00`` as the group it stands for."""
    if not isinstance(value, str):
        return value
    when, _, hours = value.strip().partition(" ")
    return {"when": when, "hours": [part.strip() for part in hours.split(",") if part.strip() not in ("", "closed")]}


class Opening(Model):
    """Other opening hours of some days.

    Parameters
    ----------
    when
        Weekdays, such as ``sun`` or ``mon-fri``, or a date.
    hours
        Windows in place of those there are; none: closed.
    calls_like
        Weekday whose calls come at the same times, where the forecast has none.
    calls_times
        What these calls are multiplied by.
    """

    when: str
    hours: Annotated[tuple[Window, ...], BeforeValidator(one_or_many)]
    calls_like: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None = None
    calls_times: float = Field(1.0, gt=0, le=1000)


class Hires(Model):
    """More people of a contract, or fewer.

    Parameters
    ----------
    contract
        Which contract.
    add
        How many more; below 0 so many fewer, the last ones written.
    skills
        What they can answer; needed where the hotline has queues.
    from
        First day on which they are there; several are tried. Left out: the first day of the horizon.
    training_weeks
        So many weeks from then on they are paid for the middle of their contract's hours, and not on the phone.
    """

    contract: str
    add: Wholes
    skills: Annotated[tuple[str, ...], BeforeValidator(words_of)] = ()
    starts: Annotated[tuple[Date, ...], BeforeValidator(one_or_many)] | None = Field(None, alias="from")
    training_weeks: int = Field(0, ge=0, le=52)


class Change(Model):
    """One change of the hotline, or several together.

    Parameters
    ----------
    name
        What it is called; left out: what it changes.
    set
        Values by their path, such as ``breaks.lunch.minutes: 45``; an entry of a list is meant by its name or id, and ``null``
        takes a value out.
    vary
        Values to try, by their path: ``service.target_percent: [80, 85, 90]``.
    calls_times
        What all calls are multiplied by.
    operators
        More or fewer people, of one contract or of several.
    open
        Other opening hours.
    lunch_minutes
        Length of lunch.
    add, replace
        Rows by table, written here or in a CSV file beside this one: more of them, or others in place of all.
    weeks
        Length of the horizon; calls beyond those there are repeat the last whole weeks.
    calls_grow_percent_per_month
        How much more calls come every 30 days after the first.
    """

    name: str = Field("", max_length=200)
    set: dict[str, Any] = Field(default_factory=dict)
    vary: dict[str, Annotated[tuple[Any, ...], Field(min_length=1)]] = Field(default_factory=dict)
    calls_times: Factors | None = None
    operators: Annotated[tuple[Hires, ...], BeforeValidator(one_or_many)] = ()
    open: Annotated[tuple[Annotated[Opening, BeforeValidator(_parted)], ...], BeforeValidator(one_or_many)] = ()
    lunch_minutes: Wholes | None = None
    add: dict[TableName, Rows] = Field(default_factory=dict)
    replace: dict[TableName, Rows] = Field(default_factory=dict)
    weeks: int | None = Field(None, ge=1, le=52)
    calls_grow_percent_per_month: float | None = Field(None, gt=-50, le=100)


class Hiring(Model):
    """The question of hiring: how many, of which contract, from when.

    Parameters
    ----------
    contracts
        Contracts to try; left out: all.
    add
        How many.
    skills
        What they can answer; needed where the hotline has queues.
    from
        Days on which they may begin; left out: the first day of the horizon.
    training_weeks
        Weeks of training before they are on the phone.
    weeks
        Length of the horizon.
    calls_grow_percent_per_month
        How much more calls come every 30 days after the first.
    """

    contracts: Annotated[tuple[str, ...], BeforeValidator(one_or_many), Field(min_length=1)] | None = None
    add: Wholes = (1, 2, 3)
    skills: Annotated[tuple[str, ...], BeforeValidator(words_of)] = ()
    starts: Annotated[tuple[Date, ...], BeforeValidator(one_or_many)] | None = Field(None, alias="from")
    training_weeks: int = Field(2, ge=0, le=52)
    weeks: int = Field(12, ge=1, le=52)
    calls_grow_percent_per_month: float = Field(0, gt=-50, le=100)


class Scenarios(Model):
    """A file of scenarios.

    Parameters
    ----------
    schema
        Version of the format.
    base
        What holds in every scenario, also in the hotline as it is.
    scenarios
        Changes, each by itself.
    grid
        Changes of which one of each line is combined with one of each other line.
    hiring
        The ready-made question of hiring.
    """

    schema_version: Literal[1] = Field(1, alias="schema")
    base: Change | None = None
    scenarios: tuple[Change, ...] = ()
    grid: tuple[Change, ...] = ()
    hiring: Hiring | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.scenarios and not self.grid and self.hiring is None:
            raise ValueError("asks nothing; allowed are `scenarios`, `grid` and `hiring`")
        if self.hiring is not None and self.base is not None and self.base.weeks is not None:
            raise ValueError("hiring: says the weeks of the horizon, and so does `base`; allowed is one of the two")
        return self
