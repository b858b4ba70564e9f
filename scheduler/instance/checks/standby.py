"""Checks of standby lists: whom they name is there, and they are enough for all places."""

from __future__ import annotations

import datetime as dt

from scheduler.instance.calls_grid import moment_of
from scheduler.instance.checks.times import Faults, unfolded, usable_horizon
from scheduler.instance.checks.together import people_are_known
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability
from scheduler.instance.standby import StandbyList

_NAMED = 8
"""So many dates are named."""


def names_of_standby_differ(instance: Instance) -> Faults:
    """No two standby lists have one name."""
    first: dict[str, int] = {}
    for index, each in enumerate(instance.standby):
        if first.setdefault(each.name.lower(), index) != index:
            yield ("standby", index, "name"), f"found {each.name!r}, which is the name of another standby list, too"


def people_of_standby_are_known(instance: Instance) -> Faults:
    """Who may be on a list are operators of the instance, and as many as it has places."""
    for index, each in enumerate(instance.standby):
        wrong = list(people_are_known(instance, ("standby", index, "who"), each.who))
        yield from wrong
        count = sum(each.is_for(operator) for operator in instance.operators)
        if not wrong and each.places > count:
            told = f"found {each.places}, of {count} who may be on {each.name}; allowed are at most {count}, or more people"
            yield ("standby", index, "places"), f"{told} under `who`"


def standby_before_is_near(instance: Instance) -> Faults:
    """A place on standby before the horizon ends on its first day at the latest, at a time that there is."""
    if not usable_horizon(instance):
        return
    latest = instance.days_alone.origin + dt.timedelta(days=1)
    for index, entry in enumerate(instance.history):
        if entry.standby_until is None:
            continue
        path, said = ("history", index, "standby_until"), entry.standby_until.isoformat()
        try:
            if moment_of(entry.standby_until, instance.days_alone.zone) > latest:
                yield path, f"found {said}; allowed are times up to the end of the first day, {instance.horizon.start}"
        except ValueError as error:
            yield path, f"found {said}: {error}"


def standby_passed_over(instance: Instance) -> Faults:
    """Dates outside the horizon, lists without a day, and days on which all are away; all of it may be meant."""
    for index, each in enumerate(instance.standby if usable_horizon(instance) else ()):
        first, last = (instance.grid.date(day) for day in (0, instance.horizon.days - 1))
        if outside := [date for date in each.on if not first <= date <= last]:
            yield ("standby", index, "on"), f"{each.name}: {_told(outside)} outside the horizon, {first} to {last}, passed over"
        elif not instance.days_of(each):
            yield ("standby", index), f"{each.name}: has no open day in the horizon, {first} to {last}, and no place"
        dates = map(instance.grid.date, instance.days_of(each))
        if empty := [date for date in dates if _nobody_is_there(instance, each, date)]:
            yield ("standby", index), f"{each.name}: nobody of its people is there on {_told(empty)}, and its places stay empty"


def _nobody_is_there(instance: Instance, each: StandbyList, date: dt.date) -> bool:
    """Whether all who may be on a list are away in its window of a date."""
    return all(any(_holds(entry, each, date) for entry in instance.availability_of.get(operator.id, ()))
               for operator in instance.operators if each.is_for(operator))


def _holds(entry: Availability, each: StandbyList, date: dt.date) -> bool:
    """Whether an absence takes a part of the window of a date, as far as its own day goes."""
    if not entry.is_absence or entry.is_past or not entry.on(date):
        return False
    (first, last), (start, end) = unfolded(entry.window), unfolded(each.window)
    return entry.is_whole_day or (first < end and start < last)


def _told(dates: list[dt.date]) -> str:
    more = [f"{len(dates) - _NAMED} more"] if len(dates) > _NAMED else []
    return ", ".join([*map(str, dates[:_NAMED]), *more])
