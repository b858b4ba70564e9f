"""What is no fault but worth a word: read and understood, yet perhaps not what was meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from difflib import get_close_matches

from scheduler.instance.base import WEEKDAYS
from scheduler.instance.checks.activities import activities_passed_over, activities_with_few_places
from scheduler.instance.checks.deferrable import backlog_said_twice
from scheduler.instance.checks.rotations import without_offset
from scheduler.instance.checks.rows import rows_of_yesterday
from scheduler.instance.checks.standby import standby_passed_over
from scheduler.instance.instance import Instance
from scheduler.instance.wishes import repeated
from scheduler.instance.words.paths import FieldPath

Notes = Iterator[tuple[FieldPath, str]]
_NEAR = 0.8


def notes(instance: Instance) -> Notes:
    """Yield everything worth a word, with the path of the field it is about."""
    yield from _said_twice(instance)
    yield from _skills_without_effect(instance)
    yield from rows_of_yesterday(instance, instance.calls.forecast, ("calls", "forecast"))
    yield from rows_of_yesterday(instance, instance.requirement, ("requirement",))
    yield from _nobody_calls_again(instance)
    yield from _over(instance)
    yield from _no_week_with_its_rest(instance)
    yield from activities_passed_over(instance)
    yield from backlog_said_twice(instance)
    yield from standby_passed_over(instance)
    yield from activities_with_few_places(instance)
    yield from without_offset(instance)
    yield from _off_the_break_grid(instance)


def _off_the_break_grid(instance: Instance) -> Notes:
    """Overtime and time off of which a repair cannot ask for the whole."""
    cell = instance.grid.cell_minutes
    for name, contract in instance.contracts.items():
        for field in ("overtime_minutes_per_day", "time_off_minutes_per_day"):
            most = getattr(contract, field) or 0
            if most % cell:
                used = f"at most {most - most % cell} min" if most > cell else "none"
                yield ("contracts", name, field), (
                    f"found {most} min, no multiple of the {cell} min of the break grid: a repair asks for {used}")


def _over(instance: Instance) -> Notes:
    """Wishes and pins of days before the horizon, in a list that goes on from week to week."""
    first = instance.horizon.start
    past = [index for index, row in enumerate(instance.availability)
            if isinstance(row.when, dt.date) and not row.is_absence and row.when < first]
    if past:
        days = sorted(row.when for row in map(instance.availability.__getitem__, past) if isinstance(row.when, dt.date))
        yield (("availability", past[0], "when"),
               f"{len(past)} row{'s' if len(past) > 1 else ''} of wishes or pins before {first}, the first day, passed over "
               f"(from {days[0]} to {days[-1]})")


def _no_week_with_its_rest(instance: Instance) -> Notes:
    """A weekly rest that is asked of no week, as open days of each lie outside the horizon."""
    planned, start = range(instance.horizon.days), instance.horizon.start
    if (all(contract.weekly_rest_hours is None for contract in instance.contracts.values())
            or any(all(day in planned or not instance.is_open_on(day) for day in week) for week in instance.calendar_weeks)):
        return
    otherwise = f", or write `week_starts: {WEEKDAYS[start.weekday()]}` under `hotline`" * (len(planned) >= len(WEEKDAYS))
    yield ("horizon",), ("no week lies wholly in it, so that `weekly_rest_hours` asks nothing; plan a whole week, which starts "
                         f"on {instance.hotline.week_starts}{otherwise}")


def _said_twice(instance: Instance) -> Notes:
    """Rows of availability that another row says already."""
    for index, left in repeated(instance.availability):
        row = instance.availability[index]
        how = "for some of its days, and counts once for them" if left else "and counts once"
        yield ("availability", index), f"{row.kind} of {row.operator!r} is written a second time {how}"


def _nobody_calls_again(instance: Instance) -> Notes:
    """Redials where nobody is ever left without an answer."""
    for name, service in instance.queues.items():
        if service.redials and service.patience_s is None and instance.hotline.lines is None:
            path: FieldPath = ("service",) if name is None else ("service", "queues", name)
            message = ("have no effect: without `patience_s` callers never hang up, and without `hotline.lines` all find a "
                       "line, so that nobody calls again")
            yield (*path, "redials"), message


def _skills_without_effect(instance: Instance) -> Notes:
    """Skills that are no queue and no topic, but nearly the name of one."""
    names = {*(instance.service.queues or ()), *instance.service.topics}
    for index, operator in enumerate(instance.operators if names else ()):
        for place, skill in enumerate(operator.skills):
            near = get_close_matches(skill, names, n=1, cutoff=_NEAR) if skill not in names else []
            if near:
                message = f"the skill {skill!r} is no queue and no topic and has no effect; did you mean {near[0]}?"
                yield ("operators", index, "skills", place), message
