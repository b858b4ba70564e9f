"""Live totals of the sheet `Roster`: formulas that follow what is edited, each with the value it has now.

A formula reads the times in a row's cells and takes the unpaid breaks off that a shift of that length has. Where that is not
what a published shift is paid (a lunch of another length, a night on which the clock changes), the difference is added for as
long as its cell says what was published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from scheduler.instance.instance import Instance

_TIMES = re.compile(r"^(\d\d):(\d\d)[^–]*–(\d\d):(\d\d)")
_DAY = 24 * 60


def unpaid_steps(instance: Instance) -> list[tuple[int, int]]:
    """Length of a shift, in minutes, from which on so many more minutes of it are unpaid."""
    breaks = instance.breaks
    rows = [row.from_shift_minutes for row in breaks.lunch]
    rows += [row.from_shift_minutes for row in breaks.breathers.count] if breaks.breathers else []
    steps, before = [], 0
    for length in sorted(set(rows)):
        unpaid = unpaid_minutes(instance, length)
        if unpaid != before:
            steps.append((length, unpaid - before))
        before = unpaid
    return steps


def unpaid_minutes(instance: Instance, length: int) -> int:
    """Unpaid minutes of a shift of so many minutes; of lunches that may differ in length, the shortest."""
    breaks = instance.breaks
    unpaid = sum(min(lunch.minutes) for lunch in breaks.lunches_of(length) if not lunch.paid)
    if breaks.breathers and not breaks.breathers.paid:
        unpaid += breaks.breathers.minutes * breaks.breathers_of(length)
    return unpaid


def estimated_hours(instance: Instance, text: str) -> float:
    """What the formula makes of a cell."""
    spans = text.split(",", 1) if instance.may_split else [text]
    return sum(_estimated_hours(instance, each.strip()) for each in spans)


def _estimated_hours(instance: Instance, text: str) -> float:
    match = _TIMES.match(text)
    if not match:
        return 0.0
    first, minute, last, end = map(int, match.groups())
    length = (60 * last + end - 60 * first - minute) % _DAY
    return (length - sum(more for least, more in unpaid_steps(instance) if length >= least)) / 60


def hours_formula(
    cells: str, steps: list[tuple[int, int]], differences: Mapping[str, tuple[str, float]], *, in_parts: bool = False
) -> str:
    """Array formula of the paid hours in a row.

    Parameters
    ----------
    cells
        The row's cells, such as ``C5:P5``.
    steps
        As `unpaid_steps` gives them.
    differences
        Cell, with the text it was published with and the hours to add while it has it.
    in_parts
        Whether a cell may hold two parts of a shift, with a comma between them; the breaks of each go by its own length.
    """
    paid = [_paid_minutes(f'SUBSTITUTE({cells},"-","–")', steps)]
    if in_parts:
        paid.append(_paid_minutes(f'TRIM(MID(SUBSTITUTE({cells},"-","–"),FIND(",",{cells})+1,99))', steps))
    summed = "+".join(f"IFERROR({each},0)" for each in paid)
    added = "".join(f'+({cell}="{said}")*{round(hours, 4)}' for cell, (said, hours) in differences.items())
    return f"{{=SUM({summed})/60{added}}}"


def _paid_minutes(text: str, steps: list[tuple[int, int]]) -> str:
    """Paid minutes of the times with which a text begins."""
    dash = f'FIND("–",{text})'
    start, end = f"LEFT(LEFT({text},{dash}-1),5)", f"MID({text},{dash}+1,5)"
    minutes = f"ROUND(MOD(TIMEVALUE({end})-TIMEVALUE({start}),1)*{_DAY},0)"
    return minutes + "".join(f"-({minutes}>={least})*{more}" for least, more in steps)


def count_formula(cells: str) -> str:
    """Formula of the number of cells with a shift."""
    return f'=SUMPRODUCT(--ISNUMBER(FIND(":",{cells})))'
