"""A hotline of one day with other work, and rosters with activities among their breaks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift
from tests.builders.checked import day, instance, moment

TALK = {"name": "talk", "minutes": 60, "between": "09:00-12:00"}
SHIFTS = [{"name": "any", "start": {"from": "06:00", "to": "12:00", "every_minutes": 60},
           "length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 240}}]


def busy(*activities: dict[str, Any], **changes: Any) -> Instance:
    """The one operator `anna`, shifts of four or eight hours without breaks, and some activities."""
    return instance(**({"breaks": {}, "shifts": SHIFTS, "activities": list(activities)} | changes))


def held(plan: Instance, number: int, start: str, minutes: int, *pauses: tuple[str, str, int], operator: str = "anna") -> Shift:
    """A shift of a day with breaks and activities: label, local start, and length in minutes."""
    begin = moment(plan, day(number, start))
    breaks = [Break.of(label, at, at + dt.timedelta(minutes=long))
              for label, clock, long in pauses for at in (moment(plan, day(number, clock)),)]
    return Shift(operator=operator, start=begin, end=begin + dt.timedelta(minutes=minutes), breaks=tuple(breaks))
