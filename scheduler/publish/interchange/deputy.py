"""Deputy's bulk import of schedules as CSV: a row a shift, with its lunch and one breather; people by e-mail address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scheduler.publish.interchange.rows import LOCAL, csv_bytes, listed
from scheduler.publish.text import csv_cell
from scheduler.publish.view import RosterView
from scheduler.roster import Break, Shift

FILE = "deputy-schedule.csv"
_TIMES = ("Start Date", "Start Time", "End Date", "End Time")
COLUMNS = ("First Name", "Last Name", "Email", *_TIMES, "Location", "Area", "Meal Break (Mins)",
           *(f"{kind} Break {time}" for kind in ("Meal", "Rest") for time in _TIMES), "Comment", "Published", "Open")
LACKS = (LOCAL, "a shift has one rest break there: further breathers, and activities, stand in the comment",
         "whether a break is paid is not in the form: Deputy's own rules decide",
         "Location and Area are the hotline's location, or name, and the operator's team, or the hotline's name; both must be "
         "those of your Deputy account")


def render(view: RosterView) -> bytes:
    """Render all shifts, unpublished; dates are ISO 8601 and times HH:MM:SS."""
    return csv_bytes(COLUMNS, _rows(view))


def _rows(view: RosterView) -> Iterator[tuple[str | int, ...]]:
    hotline = view.instance.hotline
    for operator in view.instance.operators:
        first, _, last = operator.label.strip().rpartition(" ")
        person = tuple(map(csv_cell, (first or last, last if first else "", operator.email or "")))
        where = csv_cell(hotline.location or hotline.name), csv_cell(operator.team or hotline.name)
        for shift in view.shifts_of(operator):
            yield *person, *_times(view, shift), *where, *_breaks(view, shift), "No", "No"


def _breaks(view: RosterView, shift: Shift) -> tuple[str | int, ...]:
    """The minutes and times of the lunch, the times of the first breather, and the other breathers and activities in words."""
    lunch = next((each for each in shift.breaks if each.kind == "lunch"), None)
    breathers = [each for each in shift.breaks if each.kind == "breather"]
    rest = breathers[0] if breathers else None
    words = listed(view, (*breathers[1:], *shift.activities))
    return lunch.minutes if lunch else 0, *_times(view, lunch), *_times(view, rest), words


def _times(view: RosterView, entry: Shift | Break | None) -> tuple[str, ...]:
    if entry is None:
        return ("",) * len(_TIMES)
    return (*_moment(view.local(entry.start)), *_moment(view.local(entry.end)))


def _moment(local: datetime) -> tuple[str, str]:
    return f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}"
