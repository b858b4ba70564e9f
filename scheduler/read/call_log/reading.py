"""From a file to calls or intervals, and what was understood of it: the one way in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.gate import gate
from scheduler.read.call_log.located import locate
from scheduler.read.call_log.log import read_log
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.source import open_sheets
from scheduler.read.call_log.table import is_table, read_table
from scheduler.read.call_log.understood import Understood
from scheduler.read.call_log.wide import made_long


def read_call_log(path: Path, options: LogOptions | None = None) -> tuple[pd.DataFrame, Understood]:
    """Read a call log or a table of intervals.

    Parameters
    ----------
    path
        CSV in any dialect, .xlsx, .xls or .ods; or a queue_log.
    options
        How it is to be read, where it does not say so itself.

    Returns
    -------
    frame : pandas.DataFrame
        Of a log a row a call (see `log.read_log`), of a table a row an interval (see `table.read_table`).
    understood : Understood
        What was understood; its `kind` says which of the two it is.

    Raises
    ------
    InputError
        If it cannot be read, or may be read in two ways: with the option that answers.
    """
    options = options or LogOptions()
    if options.interval_minutes < 1 or 60 % options.interval_minutes:
        raise InputError([Fault("", "interval", f"{options.interval_minutes} min does not divide an hour")])
    table = locate(open_sheets(path, options.sheet), options)
    if not len(table.cells):
        raise InputError([Fault(table.sheet.name, "", f"has a header and no row below it; {table.found}")])
    if is_table(table, options):
        if options.first_attempts:
            raise InputError([Fault(table.sheet.name, "caller", "is a table of intervals, which tells no redials from first "
                                    "attempts; a log with one row a call is needed, or --every-call if it holds no redials")])
        table = made_long(table) if table.is_wide else table
        frame, understood = read_table(table, options)
    else:
        frame, understood = read_log(table, options)
    if frame.empty:
        raise InputError([Fault(table.sheet.name, "", "no row of it is a call: " + "; ".join(understood.notes))])
    gate(table, frame, understood, options)
    return frame, understood
