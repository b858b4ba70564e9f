"""One activity a line as CSV, as NICE CXone imports a schedule: each break on a line that repeats its shift."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from scheduler.errors import Fault, InputError
from scheduler.instance.operators import Operator
from scheduler.publish.interchange.rows import csv_bytes, label
from scheduler.publish.text import csv_cell
from scheduler.publish.view import RosterView
from scheduler.roster import Shift

FILE = "activities.csv"
COLUMNS = ("*Username", "*Shift Start Date and Time", "*Shift End Date and Time", "*Local Time Zone", "*Base Activity Name",
           "Shift Notes", "Activity Start Date and Time", "Activity End Date and Time", "Activity Name")
LACKS = ("the activities Open, Lunch, Breather, and the names of meetings and training, must be activity codes there; "
         "whether they are paid is said there",
         "the user name is the e-mail address or short name in small letters",
         "a shift keeps the offset from UTC that it starts with, also in the night of a clock change",
         "compare the first line with that of the template of your system: it may call the columns otherwise")


def render(view: RosterView) -> bytes:
    """Render all shifts; a shift without breaks has one line.

    Raises
    ------
    InputError
        If a user name has a comma, with which the whole shift would not be imported.
    """
    people = [operator for operator in view.instance.operators if view.shifts_of(operator)]
    if faults := [Fault("operators", operator.id, f"{_user(operator)!r} has a comma, with which NICE imports no shift; "
                        "allowed is an e-mail address or short name without one")
                  for operator in people if "," in _user(operator)]:
        raise InputError(faults)
    return csv_bytes(COLUMNS, (row for operator in people for shift in view.shifts_of(operator)
                               for row in _lines(view, _user(operator), shift)))


def _user(operator: Operator) -> str:
    return csv_cell((operator.email or operator.id).lower())


def _lines(view: RosterView, user: str, shift: Shift) -> Iterator[tuple[str, ...]]:
    offset = view.local(shift.start).utcoffset() or timedelta()
    zone = timezone(offset)
    head = (user, *(_moment(moment.astimezone(zone)) for moment in (shift.start, shift.end)), f"{zone}" if offset else
            "UTC+00:00", "Open", "")
    for pause in shift.breaks:
        yield (*head, *(_moment(moment.astimezone(zone)) for moment in (pause.start, pause.end)), csv_cell(label(pause)))
    if not shift.breaks:
        yield *head, "", "", ""


def _moment(local: datetime) -> str:
    return f"{local:%m/%d/%Y %H:%M:%S}"
