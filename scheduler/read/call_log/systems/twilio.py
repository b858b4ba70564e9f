"""Twilio: calls exported from its console or by its interface (``Sid``/``Call Sid``, ``StartTime``, ``Duration``,
``Direction``, ``Status``).

Source: the Call resource of Twilio's documentation: moments in UTC (RFC 2822), directions ``inbound``,
``outbound-api``, ``outbound-dial``,
durations in seconds of the whole call. What it dialled on (``outbound-dial``) is the second leg of an inbound call.
"""

from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

SYSTEM = System(
    "Twilio",
    "log",
    marks("callsid status direction", "sid status direction duration", "accountsid direction duration"),
    {"start": words("starttime datecreated date"), "handling": words("duration"), "outcome": words("status"), "end": ()},
)
