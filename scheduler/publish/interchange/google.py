"""Google Calendar's CSV: an event a shift, with the breaks in its description."""

from __future__ import annotations

import csv
import io

from scheduler.publish.text import csv_cell
from scheduler.publish.view import RosterView, span

FILE = "google-calendar.csv"
COLUMNS = ("Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description", "Location",
           "Private")
LACKS = ("Google's form has no zone: times are those of the hotline, and the calendar must be set to its zone; a "
         "shift that starts or ends in the hour that a clock change repeats has the first of the two; breaks stand in the "
         "description",)


def render(view: RosterView) -> bytes:
    """Render all shifts; dates are MM/DD/YYYY and times HH:MM AM, as Google writes them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    zone, place = view.instance.grid.zone, csv_cell(view.instance.hotline.location or "")
    for operator in view.instance.operators:
        for shift in view.shifts_of(operator):
            start, end = view.local(shift.start), view.local(shift.end)
            breaks = "; ".join(f"{each.kind} {span(each.start, each.end, zone)}" for each in shift.breaks)
            times = (f"{moment:{form}}" for moment in (start, end) for form in ("%m/%d/%Y", "%I:%M %p"))
            writer.writerow((csv_cell(operator.label), *times, "False", breaks, place, "True"))
    return text.getvalue().encode()
