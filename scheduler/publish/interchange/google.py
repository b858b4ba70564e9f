"""Google Calendar's CSV: an event a shift, with the breaks in its description."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.publish.interchange.rows import LOCAL, csv_bytes, listed
from scheduler.publish.text import csv_cell
from scheduler.publish.view import RosterView

FILE = "google-calendar.csv"
COLUMNS = ("Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description", "Location",
           "Private")
LACKS = (LOCAL, "breaks and activities are no events of their own, and stand in the description")


def render(view: RosterView) -> bytes:
    """Render all shifts; dates are MM/DD/YYYY and times HH:MM AM, as Google writes them."""
    return csv_bytes(COLUMNS, _rows(view))


def _rows(view: RosterView) -> Iterator[tuple[str, ...]]:
    place = csv_cell(view.instance.hotline.location or "")
    for operator in view.instance.operators:
        for shift in view.shifts_of(operator):
            breaks = listed(view, shift.breaks)
            times = (f"{view.local(moment):{form}}" for moment in (shift.start, shift.end)
                     for form in ("%m/%d/%Y", "%I:%M %p"))
            yield csv_cell(operator.label), *times, "False", breaks, place, "True"
