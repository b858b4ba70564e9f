"""Five9: the call log (``CALL ID, TIMESTAMP, CAMPAIGN, CALL TYPE, DISPOSITION, TALK TIME …``) and reports by half-hour.

Source: report rows with these titles (``Thu, 27 Oct 2016 14:51:34``, times as H:MM:SS) and its list of call types
(INBOUND, OUTBOUND, MANUAL, INTERNAL,
TEST, their VOICEMAIL kinds). Dispositions are the agent's own words, so who was answered is told by the talk time.
"""

from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

LOG = System(
    "Five9 call log",
    "log",
    marks("callid timestamp campaign", "callid timestamp calltype talktime"),
    {
        "start": words("timestamp"),
        "date": words("date"),
        "handling": words("handletime talktime"),
        "outcome": words("abandoned"),
        "direction": words("calltype"),
    },
)
INTERVALS = System(
    "Five9 intervals",
    "table",
    marks("halfhour campaign", "date halfhour calls", "halfhour callscount", "quarterhour callscount"),
    {
        "calls": words("callscount calls totalcalls"),
        "abandoned": words("abandonedcount abandoned"),
        "handling": words("averagehandletime handletimeavg handletime"),
    },
)
