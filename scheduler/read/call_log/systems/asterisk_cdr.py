"""Asterisk and FreePBX call detail records (``cdr`` table, ``Master.csv``): one row a leg, also without a header.

Source: the fields of ``cdr_csv.c`` and of FreePBX's CDR report. Legs of one call share `linkedid` (Asterisk 1.8 on) or
`uniqueid`. A
leg that was answered without a telephone at its other end was answered by a menu, a queue or the voicemail, not by an operator.
"""

from __future__ import annotations

import pandas as pd

from scheduler.read.call_log.moments import content
from scheduler.read.call_log.systems.system import System, marks, text
from scheduler.read.call_log.titles import words

_MASTER = words(
    "accountcode src dst dcontext clid channel dstchannel lastapp lastdata start answer end duration billsec disposition "
    "amaflags uniqueid userfield linkedid peeraccount sequence"
)
_DISPOSITIONS = {"answered", "no answer", "busy", "failed", "congestion", "noanswer"}


def _form(cells: pd.DataFrame) -> tuple[str, ...] | None:
    """The fixed order of columns of ``Master.csv``, which has no header."""
    if cells.shape[1] < _MASTER.index("disposition") + 1 or cells.shape[1] > len(_MASTER):
        return None
    dispositions = cells[_MASTER.index("disposition")].dropna().astype(str).str.strip().str.lower()
    if dispositions.isin(_DISPOSITIONS).all() and content(cells[_MASTER.index("start")]) == "moment":
        return _MASTER[: cells.shape[1]]
    return None


def _left_out(cells: pd.DataFrame) -> tuple[pd.Series, str] | None:
    inside = text(cells, "dcontext").str.startswith("from-internal")
    return None if inside.all() else (inside, "dialled from inside (context from-internal)")


def _unanswered(cells: pd.DataFrame) -> pd.Series:
    by_nobody = text(cells, "lastapp").isin(["voicemail", "background", "playback", "ivr", "vm"])
    if "dstchannel" in cells:
        by_nobody |= text(cells, "dstchannel") == ""
    return by_nobody


SYSTEM = System(
    "Asterisk call detail records",
    "log",
    marks(
        "calldate billsec disposition",
        "calldate duration disposition",
        "start billsec disposition lastapp",
        "channel dstchannel billsec",
    ),
    {"start": words("calldate start"), "handling": words("billsec duration"), "outcome": words("disposition"), "direction": ()},
    legs=words("linkedid uniqueid"),
    left_out=_left_out,
    unanswered=_unanswered,
    form=_form,
)
