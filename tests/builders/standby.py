"""A hotline of a few days whose people can be called in at night, and places on its lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

from scheduler.instance.instance import Instance
from scheduler.roster import Roster, Shift, StandbyPlace
from tests.builders.checked import day, moment, result, with_forecast

NIGHT = {"name": "night", "from": "20:00", "to": "06:00"}


TEAM = ("anna", "ben", "cleo")


def on_call(*lists: dict[str, Any], days: int = 2, people: tuple[str, ...] = TEAM, **changes: Any) -> Instance:
    """Some people with eleven hours of rest, no calls, and standby lists."""
    return with_forecast({"horizon": days, "contracts": {"c": {"hours_per_week": [0, 168], "rest_hours": 11}}, "breaks": {},
                        "operators": [{"id": name, "contract": "c"} for name in people], "standby": list(lists)} | changes)


def at(plan: Instance, operator: str, number: int, start: str = "08:00", hours: float = 8) -> Shift:
    """A shift without breaks."""
    begin = moment(plan, day(number, start))
    return Shift(operator=operator, start=begin, end=(begin.astimezone(dt.UTC) + dt.timedelta(hours=hours)).astimezone(
        plan.grid.zone))


def place(plan: Instance, operator: str, number: int, rank: int = 1, name: str = "night") -> StandbyPlace:
    """A place on a list, on a day counted from the first."""
    of = next(each for each in plan.standby if each.name == name)
    start, end = (each.astimezone(plan.grid.zone) for each in plan.grid.window(number, *of.window))
    return StandbyPlace(name=name, operator=operator, start=start, end=end, place=rank)


def planned(plan: Instance, *places: StandbyPlace, shifts: tuple[Shift, ...] = ()) -> Roster:
    """A roster with these places and shifts, which says nothing but the truth."""
    return result(plan, list(shifts)).model_copy(update={"standby": places, "standby_status": "optimal"})
