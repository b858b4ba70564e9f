"""What tables for other systems share: how they are written, and what no table of local times can say."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from scheduler.publish.view import RosterView
from scheduler.roster import Break

LOCAL = ("the form has no zone: times are those of the hotline, and the other system must be set to its zone; a time in the "
         "hour that a clock change repeats is the first of the two")
_LABELS = {"lunch": "Lunch", "breather": "Breather"}


def label(pause: Break) -> str:
    """Name of a break by its kind, and of an activity."""
    return pause.name or _LABELS[pause.kind]


def listed(view: RosterView, breaks: Iterable[Break]) -> str:
    """Breaks and activities with their times, as a note."""
    return "; ".join(f"{each.name or each.kind} {view.span(each.start, each.end)}" for each in breaks)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return a table in UTF-8 with a comma between cells and the line ends of RFC 4180."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
