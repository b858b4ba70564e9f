"""The roster as CSV tables, for spreadsheets and scripts, and the ledger that the next horizon goes on from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from scheduler.check.facts.fairness import had_after
from scheduler.instance.fairness import KINDS
from scheduler.publish.text import csv_cell
from scheduler.publish.view import RosterView
from scheduler.roster import Shift

SHIFTS = ("operator", "name", "date", "start", "end", "minutes", "paid_minutes")
BREAKS = ("operator", "name", "date", "kind", "start", "end", "minutes", "activity")


def render_tables(view: RosterView) -> dict[str, bytes]:
    """Render ``shifts.csv``, ``breaks.csv`` and ``ledger.csv``; times are local with their offset, minutes are elapsed ones."""
    shifts = [shift for operator in view.instance.operators for shift in view.shifts_of(operator)]

    def whose(shift: Shift) -> tuple[str, str, str]:
        operator = view.operators[shift.operator]
        return csv_cell(operator.id), csv_cell(operator.name), view.date_of(shift).isoformat()

    return {
        "shifts.csv": _csv(SHIFTS, (
            (*whose(shift), view.local(shift.start).isoformat(), view.local(shift.end).isoformat(), shift.minutes,
             view.paid_minutes(shift))
            for shift in shifts
        )),
        "breaks.csv": _csv(BREAKS, (
            (*whose(shift), pause.kind, view.local(pause.start).isoformat(), view.local(pause.end).isoformat(),
             pause.minutes, csv_cell(pause.name or ""))
            for shift in shifts for pause in shift.breaks
        )),
        "ledger.csv": _csv(("operator", *KINDS), _ledger(view)),
    }


def _ledger(view: RosterView) -> Iterable[Sequence[str | float]]:
    """What each operator has had of each kind, before the horizon and in it."""
    for operator, had in had_after(view.instance, view.whole.shifts).items():
        yield csv_cell(operator), *(f"{had[kind]:g}" for kind in KINDS)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    # With the byte order mark Excel reads UTF-8, without it the system's code page.
    return text.getvalue().encode("utf-8-sig")
