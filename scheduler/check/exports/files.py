"""Re-read the published files in a roster's folder and compare them with the roster."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from scheduler.check.exports.calendars import check_calendars
from scheduler.check.exports.pack import check_pack
from scheduler.check.exports.report import check_report
from scheduler.check.exports.workbook import check_workbook
from scheduler.check.facts.breaks import parts
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Roster


def check_exports(
    instance: Instance, result: Roster, folder: Path, *, require_all: bool = False, called_off_from: dt.datetime | None = None,
) -> tuple[Violation, ...]:
    """Everything calendars, workbook, report and operator's pack say that the roster does not, and the other way round.

    They show each part of a split shift as a shift; in workbook and report it stands on the day of the whole shift.

    Parameters
    ----------
    folder
        Where `roster.json`, `roster.xlsx`, `report.html` and `calendars/` lie.
    require_all
        Whether a missing workbook or report, or a missing calendar of an operator, is a violation.
    called_off_from
        Shifts that begin from this moment on are called off in the calendars; None: the roster was not withdrawn.
    """
    calendars = folder / "calendars"
    shown = result.model_copy(update={"shifts": tuple(part for shift in result.shifts for part in parts(shift))})
    return (
        *check_calendars(instance, shown.shifts, calendars, standby=result.standby, require_all=require_all,
                         called_off_from=called_off_from),
        *check_workbook(instance, result, folder / "roster.xlsx", require_all=require_all),
        *check_report(instance, result, folder / "report.html", require_all=require_all),
        *check_pack(instance, shown, folder / "pack"),
    )
