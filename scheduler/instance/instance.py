"""The whole instance. Cross-references between topics are checked by `read`, which knows where each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from math import gcd
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from scheduler.instance.activities import Activity
from scheduler.instance.base import WEEKDAYS, Model, Table, Window
from scheduler.instance.breaks import Breaks
from scheduler.instance.campaigns import Campaign
from scheduler.instance.contracts import Contract
from scheduler.instance.deferrable import BacklogRow, DeferrableWork
from scheduler.instance.fairness import LedgerRow
from scheduler.instance.history import History
from scheduler.instance.hotline import Horizon, Hotline
from scheduler.instance.hours import Hours
from scheduler.instance.nights import Nights
from scheduler.instance.objective import Objective
from scheduler.instance.operators import Availability, Operator
from scheduler.instance.outside import Outside
from scheduler.instance.presets.preset import Preset, filled
from scheduler.instance.requirement import RequiredInterval
from scheduler.instance.rotations import Asked, Rotation, RotationChange, asked_of_all
from scheduler.instance.service import Calls, HotlineService, Service
from scheduler.instance.shares import Shares
from scheduler.instance.shifts import ShiftTemplate
from scheduler.instance.standby import StandbyList
from scheduler.instance.together import TogetherRule
from scheduler.instance.wishes import counted_once
from scheduler.timegrid import TimeGrid

_MONTH = 31
"""Days of the longest month."""


class Instance(Model):
    """What the supervisor wrote, complete and valid.

    Parameters
    ----------
    schema
        Version of the format.
    hotline
        Name, zone, grid and room.
    horizon
        The days that are planned.
    hours
        When calls are answered.
    calls
        How many calls to expect; may be left out where `requirement` says how many operators are required.
    requirement
        Operators required by interval, in place of what the calls require, or above it.
    campaigns
        Advertising that lifts the calls.
    service
        What callers were promised.
    shifts
        Which shifts there may be: one template, or several.
    breaks
        Lunch and breathers of a shift.
    nights
        What a night shift is; needed where a contract speaks of nights.
    preset
        A law on working time that contracts, shifts and breaks are held to.
    contracts
        Bounds on the work of an operator, by the contract's name.
    operators
        Who answers calls.
    availability
        When they cannot, or would like to, work.
    history
        What they did just before the horizon.
    ledger
        What they have had of shifts, nights and weekends since counting began, for `objective.fairness`.
    together
        Rules of several people: how many are there at once, and who is there with whom.
    rotations
        Patterns of days that groups of operators work, one after the other.
    rotation_changes
        Other entries for single days of rotations.
    activities
        Other work: meetings, training and coaching, beside breaks.
    standby
        Lists of people who can be called in.
    deferrable
        Contacts that wait and are due by a deadline, such as e-mail.
    backlog
        When contacts of `deferrable` come.
    objective
        Prices of what a roster lacks.
    outside
        A call centre that takes calls for a price.
    previous
        Folder of the roster that this one goes on from, as seen from this file: what it left is the history.
    """

    schema_version: Literal[1] = Field(alias="schema")
    hotline: Hotline
    horizon: Horizon
    hours: Hours
    calls: Calls = Field(default_factory=Calls.model_construct)
    requirement: Table[RequiredInterval] = ()
    campaigns: Table[Campaign] = ()
    service: HotlineService = HotlineService()
    shifts: tuple[ShiftTemplate, ...] = Field(min_length=1)
    breaks: Breaks = Breaks()
    nights: Nights | None = None
    preset: Preset | None = None
    contracts: dict[str, Contract] = Field(min_length=1)
    operators: Table[Operator] = Field(min_length=1)
    availability: Table[Availability] = ()
    history: Table[History] = ()
    ledger: Table[LedgerRow] = ()
    together: tuple[TogetherRule, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    rotation_changes: Table[RotationChange] = ()
    activities: tuple[Activity, ...] = ()
    standby: tuple[StandbyList, ...] = ()
    deferrable: tuple[DeferrableWork, ...] = ()
    backlog: Table[BacklogRow] = ()
    objective: Objective = Objective()
    outside: Outside | None = None
    previous: Annotated[str, Field(min_length=1, max_length=1000)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _preset_fills_in(cls, data: object) -> object:
        return filled(data) if isinstance(data, dict) else data

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy without what was derived: a copy with another service has other queues. An update is not validated."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy

    @cached_property
    def grid(self) -> TimeGrid:
        """The horizon as cells of the break grid, the windows of its last day after midnight included."""
        days = self.days_alone
        *_, windows = self.hours.windows(self.horizon.start, days.days)
        past_midnight = [window for window in windows if window.end <= window.start]
        closing = max((days.window_cells(days.days - 1, window.start, window.end)[1] for window in past_midnight), default=0)
        return replace(days, evening_cells=max(0, closing - days.cells))

    @cached_property
    def days_alone(self) -> TimeGrid:
        """The days of the horizon alone, each from midnight to midnight.

        Its intervals are those of the hotline, or parts of them where the clock changes by less than one.
        """
        hotline, horizon = self.hotline, self.horizon
        grid = TimeGrid(ZoneInfo(hotline.timezone), horizon.start, horizon.days, hotline.break_grid_minutes,
                        hotline.interval_minutes)
        part = gcd(hotline.interval_minutes, *map(grid.minutes_of_day, grid.clock_changes()))
        return grid if part % hotline.break_grid_minutes else replace(grid, interval_minutes=part)

    @cached_property
    def opening(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Half-open windows of cells in which calls are answered, for each day, in order and merged; shape (days,)."""
        return self.opening_with_following_days[: self.grid.days]

    @cached_property
    def opening_with_following_days(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """The same with the two days after the horizon, into which its last shifts may run; shape (days + 2,)."""
        days = self.grid.days + 2
        windows = self.hours.windows(self.horizon.start, days)
        return tuple(
            _merged(self.grid.window_cells(day, window.start, window.end) for window in windows[day])
            for day in range(days)
        )

    @cached_property
    def queues(self) -> dict[str | None, Service]:
        """Goal of each queue, in the order written; without `service.queues` one queue, which has no name."""
        queues = self.service.queues
        return {None: self.service} if queues is None else {name: queues[name] for name in queues}

    @property
    def may_split(self) -> bool:
        """Whether a template offers split shifts."""
        return any(template.split for template in self.shifts)

    @property
    def has_redials(self) -> bool:
        """Whether the calls of the forecast are first attempts, beside which redials come."""
        return any(service.redials for service in self.queues.values())

    def is_open_on(self, day: int) -> bool:
        """Whether a window opens on a day counted from the horizon's first; it may lie up to a month outside."""
        return day in self._open_days

    def usually_opens_on(self, day: int) -> bool:
        """Whether a window opens on a day of the horizon, or would, were it no public holiday and no exception."""
        return day in self._open_days or bool(self._usual_windows[day])

    @cached_property
    def _usual_windows(self) -> tuple[tuple[Window, ...], ...]:
        return self.hours.usual.windows(self.horizon.start, self.horizon.days)

    @cached_property
    def _open_days(self) -> frozenset[int]:
        """Days on which a window opens, from a month before the horizon to a month after it."""
        windows = self.hours.windows(self.horizon.start - dt.timedelta(days=_MONTH), self.horizon.days + 2 * _MONTH)
        return frozenset(day - _MONTH for day, of_day in enumerate(windows) if of_day)

    @cached_property
    def calendar_weeks(self) -> tuple[range, ...]:
        """Days of each calendar week that the horizon touches, counted from its first day; all of them have seven days."""
        first = -((self.horizon.start.weekday() - WEEKDAYS.index(self.hotline.week_starts)) % len(WEEKDAYS))
        return tuple(range(day, day + len(WEEKDAYS)) for day in range(first, self.horizon.days, len(WEEKDAYS)))

    @cached_property
    def calendar_months(self) -> tuple[range, ...]:
        """Days of each calendar month that the horizon touches, counted from its first day."""
        start, end = self.horizon.start, self.horizon.start + dt.timedelta(days=self.horizon.days - 1)
        numbers = range(start.year * 12 + start.month - 1, end.year * 12 + end.month + 1)
        firsts = [(dt.date(number // 12, number % 12 + 1, 1) - start).days for number in numbers]
        return tuple(map(range, firsts, firsts[1:]))

    def contract_of(self, operator: Operator) -> Contract:
        """Contract of an operator, with the hours of their share of it."""
        contract = self.contracts[operator.contract]
        return contract if operator.share == 1 else contract.of_share(operator.share)

    @cached_property
    def availability_of(self) -> dict[str, tuple[Availability, ...]]:
        """Entries of each operator that has any, in the order they were written; what is said twice counts once."""
        entries: dict[str, list[Availability]] = {}
        for entry in self.availability:
            entries.setdefault(entry.operator, []).append(entry)
        return {operator: counted_once(rows) for operator, rows in entries.items()}

    @cached_property
    def history_of(self) -> dict[str, History]:
        """What is known of each operator from before the horizon."""
        return {entry.operator: entry for entry in self.history}

    @cached_property
    def ledger_of(self) -> dict[str, LedgerRow]:
        """What is known of each operator from the ledger."""
        return {entry.operator: entry for entry in self.ledger}

    @cached_property
    def rotation_of(self) -> dict[str, tuple[Asked | None, ...]]:
        """What rotations ask of each operator who works in one, for each day of the horizon; None where nothing is asked."""
        dates = [self.horizon.start + dt.timedelta(days=day) for day in range(self.horizon.days)]
        return asked_of_all(self.rotations, self.rotation_changes, self.operators, (each.name for each in self.shifts), dates)

    @cached_property
    def shares(self) -> Shares:
        """Who owes what part of the work, and who has had more than others of it."""
        open_days = [self.grid.date(day) for day in range(self.horizon.days) if self.is_open_on(day)]
        hours = {each.id: self.contract_of(each).hours_per_week for each in self.operators}
        there = {each.id: sum(not self.is_away(each, date) for date in open_days) for each in self.operators}
        return Shares.of(hours, there, len(open_days), self.ledger)

    def activities_on(self, day: int) -> tuple[Activity, ...]:
        """Activities that may lie on a day of the horizon: of those without dates, on open days."""
        date, is_open = self.grid.date(day), self.is_open_on(day)
        return tuple(each for each in self.activities if each.may_lie_on(date) and (each.on or is_open))

    def days_of(self, each: Activity | StandbyList) -> list[int]:
        """Days of the horizon on which an activity may lie, or a standby list has a window."""
        return [day for day in range(self.horizon.days)
                if each.may_lie_on(self.grid.date(day)) and (each.on or self.is_open_on(day))]

    @cached_property
    def led_by(self) -> dict[str, frozenset[str]]:
        """Labels of what each facilitator holds for one after the other: when, follows from those who have it."""
        led = [each for each in self.activities if each.is_one_to_one and each.facilitator is not None]
        return {leader: frozenset(each.kind for each in led if each.facilitator == leader)
                for leader in dict.fromkeys(each.facilitator for each in led if each.facilitator is not None)}

    @property
    def work_names(self) -> tuple[str, ...]:
        """What people do in their shifts beside calls and breaks: activities, and deferrable work."""
        return tuple(dict.fromkeys([*(each.name for each in self.activities), *(each.name for each in self.deferrable)]))

    def is_away(self, operator: Operator, date: dt.date) -> bool:
        """Whether an operator is away for the whole of a day."""
        entries = self.availability_of.get(operator.id, ())
        return any(each.is_absence and each.is_whole_day and each.on(date) for each in entries)


def _merged(windows: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
