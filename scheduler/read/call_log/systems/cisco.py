"""Cisco: call detail records of Unified Communications Manager (epochs), and queue reports of Contact Center Express
by interval.

Source: the titles ``dateTimeOrigination, dateTimeConnect, dateTimeDisconnect, duration`` (a connect time of 0: never
answered) and
``Calls Presented, Calls Handled, Calls Abandoned, Avg Handle Time``.
"""

from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

RECORDS = System(
    "Cisco call detail records",
    "log",
    marks("datetimeorigination datetimedisconnect"),
    {
        "start": words("datetimeorigination"),
        "answered_at": words("datetimeconnect"),
        "end": words("datetimedisconnect"),
        "handling": words("duration"),
    },
)
QUEUES = System("Cisco Contact Center", "table", marks("callspresented callshandled"), {"calls": words("callspresented")})
