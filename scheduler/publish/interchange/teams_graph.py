"""Shifts of Microsoft Graph as JSON: what Teams keeps of a shift, its breaks with their times, in UTC."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from scheduler.check.facts.breaks import is_paid
from scheduler.instance.instance import Instance
from scheduler.publish.interchange.rows import label
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.roster import Break, Shift

FILE = "teams-graph.json"
LACKS = ("Graph knows users by ids of its own: userId is the e-mail address or short name here; put yours in its place",
         "Graph takes one shift a request, so each entry of value is the body of one")


def render(view: RosterView) -> bytes:
    """Render a collection of shifts, as Graph lists them."""
    shifts = [{"userId": operator.email or operator.id, "sharedShift": _shared(view.instance, shift)}
              for operator in view.instance.operators for shift in view.shifts_of(operator)]
    return (json.dumps({"value": shifts}, ensure_ascii=False, indent=1) + "\n").encode()


def _shared(instance: Instance, shift: Shift) -> dict[str, Any]:
    return {"displayName": one_line(instance.hotline.name), "notes": "", **_span(shift), "theme": "blue",
            "activities": [{"isPaid": is_paid(instance, shift, pause), **_span(pause), "code": pause.kind,
                            "displayName": label(pause)} for pause in shift.breaks]}


def _span(entry: Shift | Break) -> dict[str, str]:
    return {f"{which}DateTime": f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
            for which, moment in (("start", entry.start), ("end", entry.end))}
