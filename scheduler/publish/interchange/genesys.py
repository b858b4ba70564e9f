"""Genesys Cloud's schedule as JSON: activities a shift, in UTC; users by their e-mail address or short name."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from scheduler.publish.view import RosterView
from scheduler.roster import Shift

FILE = "genesys-schedule.json"
LACKS = ("Genesys knows users and activity codes by ids of its own: userId is the e-mail address or short name here, and the "
         "codes are on_queue, meal and break; put yours in their place",)
_CODES = {"lunch": "meal", "breather": "break"}


def render(view: RosterView) -> bytes:
    """Render the schedule of every operator who has a shift."""
    agents = [{"userId": operator.email or operator.id, "shifts": [_shift(shift) for shift in shifts]}
              for operator in view.instance.operators if (shifts := view.shifts_of(operator))]
    weeks = -(-view.instance.horizon.days // 7)
    schedule = {"description": view.instance.hotline.name, "weekCount": weeks, "published": False, "agentSchedules": agents}
    return (json.dumps(schedule, ensure_ascii=False, indent=1) + "\n").encode()


def _shift(shift: Shift) -> dict[str, Any]:
    activities, at = [], shift.start
    for pause in shift.breaks:
        activities += [_activity(at, pause.start, "on_queue"), _activity(pause.start, pause.end, _CODES[pause.kind])]
        at = pause.end
    return {"startDate": _utc(shift.start), "lengthMinutes": shift.minutes,
            "activities": [*activities, _activity(at, shift.end, "on_queue")]}


def _activity(start: dt.datetime, end: dt.datetime, code: str) -> dict[str, Any]:
    return {"startDate": _utc(start), "lengthMinutes": (end - start) // dt.timedelta(minutes=1), "activityCodeId": code}


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
