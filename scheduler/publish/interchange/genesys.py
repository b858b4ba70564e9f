"""Genesys Cloud's schedule as JSON: activities a shift, in UTC; users by their e-mail address or short name."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from scheduler.check.facts.breaks import is_paid
from scheduler.instance.instance import Instance
from scheduler.publish.interchange.rows import label
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.roster import Shift
from scheduler.timegrid import elapsed_minutes

FILE = "genesys-schedule.json"
LACKS = ("Genesys knows users and activity codes by ids of its own: userId is the e-mail address or short name here, and the "
         "codes are on_queue, meal, break and meeting; put yours in their place",)
_CODES = {"lunch": "meal", "breather": "break", "activity": "meeting"}
_WORK = "on_queue"


def render(view: RosterView) -> bytes:
    """Render the schedule of every operator who has a shift."""
    agents = [{"userId": operator.email or operator.id, "shifts": [_shift(view.instance, shift) for shift in shifts]}
              for operator in view.instance.operators if (shifts := view.shifts_of(operator))]
    weeks = -(-view.instance.horizon.days // 7)
    schedule = {"description": one_line(view.instance.hotline.name), "weekCount": weeks, "published": False,
                "agentSchedules": agents}
    return (json.dumps(schedule, ensure_ascii=False, indent=1) + "\n").encode()


def _shift(instance: Instance, shift: Shift) -> dict[str, Any]:
    activities, at = [], shift.start
    for pause in shift.breaks:
        activities += [_activity(at, pause.start, _WORK, "On queue"),
                       _activity(pause.start, pause.end, _CODES[pause.kind], label(pause),
                                 paid=is_paid(instance, shift, pause))]
        at = pause.end
    return {"startDate": _utc(shift.start), "lengthMinutes": shift.minutes,
            "activities": [*activities, _activity(at, shift.end, _WORK, "On queue")]}


def _activity(start: dt.datetime, end: dt.datetime, code: str, words: str, *, paid: bool = True) -> dict[str, Any]:
    return {"startDate": _utc(start), "lengthMinutes": elapsed_minutes(start, end), "description": words,
            "activityCodeId": code, "paid": paid}


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
