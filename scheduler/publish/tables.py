"""The roster as CSV tables, for spreadsheets and scripts, and the ledger that the next horizon goes on from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from scheduler.check.facts.fairness import had_after
from scheduler.check.facts.standby import had_on_standby
from scheduler.instance.fairness import KINDS, KINDS_OF_STANDBY
from scheduler.publish.standby import listed
from scheduler.publish.text import csv_cell
from scheduler.publish.view import RosterView
from scheduler.roster import Shift

SHIFTS = ("operator", "name", "date", "start", "end", "minutes", "paid_minutes")
BREAKS = ("operator", "name", "date", "kind", "start", "end", "minutes", "activity")
STANDBY = ("list", "date", "start", "end", "place", "operator", "name")
STANDBY_FILE = "standby.csv"


def render_tables(view: RosterView) -> dict[str, bytes]:
    """Render ``shifts.csv``, ``breaks.csv``, ``ledger.csv`` and, of lists, ``standby.csv``, in which empty places have nobody.

    Times are local with their offset, minutes are elapsed ones.
    """
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
        "ledger.csv": _ledger(view),
        **({STANDBY_FILE: standby_table(view)} if view.instance.standby else {}),
    }


def standby_table(view: RosterView) -> bytes:
    """Every place of every window, in order of time."""
    return _csv(STANDBY, (
        (csv_cell(window.name), window.date.isoformat(), *(view.local(at).isoformat() for at in (window.start, window.end)),
         place, csv_cell(who.id) if who else "", csv_cell(who.name) if who else "")
        for window in listed(view) for place, who in enumerate(window.people, 1)))


def _ledger(view: RosterView) -> bytes:
    """What each operator has had of each kind, before the horizon and in it; of standby, where there are lists."""
    had, standby = had_after(view.instance, view.whole.shifts), had_on_standby(view.instance, view.result.standby)
    counts_standby = view.instance.standby or any(count for found in standby.values() for count in found.values())
    kinds = (*KINDS, *(KINDS_OF_STANDBY if counts_standby else ()))
    rows = ((who, found | standby[who]) for who, found in had.items())
    return _csv(("operator", *kinds), ((csv_cell(who), *(f"{found[kind]:g}" for kind in kinds)) for who, found in rows))


def _csv(header: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    # With the byte order mark Excel reads UTF-8, without it the system's code page.
    return text.getvalue().encode("utf-8-sig")
