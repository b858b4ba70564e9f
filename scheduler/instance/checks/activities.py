"""Checks of other work: whom it names is there, its times lie on the break grid, and its ways are few enough to be tried."""

from __future__ import annotations

from math import prod

from scheduler.instance.activities import PREFIX, Activity
from scheduler.instance.base import format_local_time
from scheduler.instance.checks.names import unknown_name, unknown_operator
from scheduler.instance.checks.times import Faults, unfolded, usable_horizon
from scheduler.instance.checks.together import people_are_known
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.timegrid import MINUTES_PER_DAY

_MOST_WAYS = 500
"""So many ways there may be, at most, to hold the activities that one operator has on a day."""


def names_of_activities_differ(instance: Instance) -> Faults:
    """No two activities have one name."""
    first: dict[str, int] = {}
    for index, activity in enumerate(instance.activities):
        if first.setdefault(activity.name.lower(), index) != index:
            yield ("activities", index, "name"), f"found {activity.name!r}, which is the name of another activity, too"


def people_of_activities_are_known(instance: Instance) -> Faults:
    """Whom an activity is for, and who holds it, are operators of the instance."""
    known = {each.id for each in instance.operators}
    for index, activity in enumerate(instance.activities):
        yield from people_are_known(instance, ("activities", index, "who"), activity.who)
        if activity.facilitator is not None and activity.facilitator not in known:
            yield ("activities", index, "facilitator"), unknown_operator(activity.facilitator, instance.operators)


def activities_on_the_grid(instance: Instance) -> Faults:
    """Activities start on the break grid, and last a multiple of it."""
    grid = instance.hotline.break_grid_minutes
    for index, activity in enumerate(instance.activities):
        path = ("activities", index)
        for name, minutes in (("minutes", activity.minutes), ("every_minutes", activity.every_minutes)):
            if minutes % grid and (name == "minutes" or activity.at is None):
                yield (*path, name), f"found {minutes} min, not a multiple of the break grid of {grid} min"
        if activity.at is not None and activity.at % grid:
            yield (*path, "at"), f"found {format_local_time(activity.at)}, off the break grid of {grid} min"
        for place, window in enumerate(activity.between):
            if window.start % grid:
                yield (*path, "between", place), f"found {window}, which begins off the break grid of {grid} min"


def activities_have_few_ways(instance: Instance) -> Faults:
    """Activities of one operator may lie in no more ways on a day than can be tried."""
    groups = {frozenset(each.name for each in instance.activities if each.is_for(operator)): operator
              for operator in instance.operators}
    for day in range(instance.horizon.days if instance.activities and usable_horizon(instance) else 0):
        of_day = instance.activities_on(day)
        for mine, operator in groups.items():
            own = [each for each in of_day if each.name in mine]
            ways = _ways(own)
            if ways > _MOST_WAYS:
                names = ", ".join(each.name for each in own)
                yield (("activities",), f"{operator.id} may have {names} on {instance.grid.date(day)} in {ways:,} ways; "
                       f"allowed are at most {_MOST_WAYS:,}: fewer starts (every_minutes, between, at), or fewer on one day")
                return


def _ways(own: list[Activity]) -> int:
    """Ways to choose a start of each activity that is due, and perhaps one of those that are counted."""
    return prod(len(each.starts) for each in own if each.per is None) * (
        1 + sum(len(each.starts) for each in own if each.per is not None))


def pinned_activities_are_known(instance: Instance) -> Faults:
    """Pins name activities, each once a shift, and blocks of deferrable work as they are called."""
    work = {each.kind for each in instance.deferrable}
    known = {each.kind for each in instance.activities} | work
    for index, pin in enumerate(instance.availability):
        found = [each.kind for each in pin.breaks or () if each.kind.startswith(PREFIX)]
        path = ("availability", index, "breaks")
        for kind in dict.fromkeys(found):
            if kind not in known:
                yield path, unknown_name("activity", kind.removeprefix(PREFIX), {each.removeprefix(PREFIX) for each in known})
            if found.count(kind) > 1 and kind not in work | instance.led_by.get(pin.operator, frozenset()):
                yield path, f"found {kind!r} {found.count(kind)} times; allowed is once a shift"


def pins_hold_together(instance: Instance) -> Faults:
    """Pins give what is held together on a day no two times."""
    if not usable_horizon(instance):
        return
    together = {each.kind: each for each in instance.activities if each.together and each.is_common}
    first: dict[tuple[str, int], tuple[int, int]] = {}
    pins = ((index, each) for index, each in enumerate(instance.availability) if each.fixes_breaks and together)
    for index, pin in pins:
        days = [day for day in range(instance.horizon.days) if pin.on(instance.grid.date(day))]
        for each in (each for each in pin.breaks or () if each.kind in together):
            for day in days:
                start, other = first.setdefault((each.kind, day), (each.start, index))
                if start != each.start:
                    told = f"{instance.availability[other].operator} is pinned to it at {format_local_time(start)}"
                    yield ("availability", index, "breaks"), (
                        f"found {each} of {pin.operator} on {instance.grid.date(day)}, and {told}; allowed is one time of the "
                        "day, as it is held together")


def activities_passed_over(instance: Instance) -> Faults:
    """Dates of activities outside the horizon, and those on which who holds one is away; both may be meant."""
    first = instance.horizon.start
    for index, activity in enumerate(instance.activities if usable_horizon(instance) else ()):
        inside = {instance.grid.date(day) for day in range(instance.horizon.days)}
        if outside := [date for date in activity.on if date not in inside]:
            yield ("activities", index, "on"), (
                f"{activity.name}: {', '.join(map(str, outside))} outside the horizon, {first} to {max(inside)}, passed over")
        leader = next((each for each in instance.operators if each.id == activity.facilitator), None)
        days = [] if leader is None else instance.days_of(activity)
        if leader is not None and activity.is_one_to_one:
            if lost := [instance.grid.date(day) for day in days if not _may_lead(instance, leader, activity, day)]:
                yield ("activities", index, "facilitator"), (
                    f"{activity.facilitator} is not there on {', '.join(map(str, lost))} when {activity.name} may be, and "
                    "nobody has it then")
            continue
        away = [date for day in days if leader and instance.is_away(leader, date := instance.grid.date(day))]
        if away:
            yield ("activities", index, "facilitator"), (
                f"{activity.facilitator} is away on {', '.join(map(str, away))}, and {activity.name} is held without them; "
                "if it is not to be, leave out that day, or name another facilitator")


def _may_lead(instance: Instance, leader: Operator, activity: Activity, day: int) -> bool:
    """Whether absences of a facilitator, their pin, and windows outside which they do not work, leave a start of a day."""
    everything = instance.availability_of.get(leader.id, ())
    entries = [each for each in everything if each.on(instance.grid.date(day))]
    absent = [each.window for each in entries if each.is_absence]
    only = [each.window for each in entries if each.kind == "only"]
    if not only and not any(each.kind == "only" and each.is_whole_day for each in everything):
        only = [(0, MINUTES_PER_DAY)]
    pinned = [each.window for each in entries if each.kind == "pinned" and each.start is not None]
    spans = [(start, start + activity.minutes) for start in activity.starts]
    return any(all(end <= begins or start >= ends for begins, ends in map(unfolded, absent))
               and any(begins <= start and end <= ends for begins, ends in map(unfolded, only))
               and all(begins <= start and end <= ends for begins, ends in map(unfolded, pinned)) for start, end in spans)


def activities_with_few_places(instance: Instance) -> Faults:
    """Activities that all who work on a day have, and for which it has fewer places: the others are off then."""
    for index, activity in enumerate(instance.activities):
        at_once = 1 if activity.is_one_to_one else activity.at_once
        people = sum(activity.is_for(each) for each in instance.operators)
        if at_once is None or activity.per is not None:
            continue
        places = at_once * _one_after_the_other(activity)
        if places < people:
            yield ("activities", index, "facilitator" if activity.is_one_to_one else "at_once"), (
                f"{activity.name} has places for {places} on a day, {at_once} at once, and is for {people}: the others are off "
                "then; if they are not to be, give it more starts (between, every_minutes), or count it (per, times)")


def _one_after_the_other(activity: Activity) -> int:
    """How often an activity may be held on a day, one time after the other."""
    count, free = 0, 0
    for start in activity.starts:
        if start >= free:
            count, free = count + 1, start + activity.minutes
    return count
