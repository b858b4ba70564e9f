"""3CX: the call log of its console (``Call Time … Status, Ringing, Talking``) and its CDR output (``historyid … time-start``).

Source: 3CX's page on call data records, and headers of exported call logs. One call may have several rows, one a leg,
with the same
``Call ID`` or ``historyid``.
"""

from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

SYSTEM = System(
    "3CX",
    "log",
    marks("calltime ringing talking", "historyid timestart timeend"),
    {
        "start": words("calltime timestart"),
        "handling": words("talking"),
        "wait": words("ringing"),
        "answered_at": words("timeanswered"),
        "end": words("timeend"),
        "outcome": words("status"),
        "direction": words("direction"),
    },
    legs=words("callid historyid"),
)
