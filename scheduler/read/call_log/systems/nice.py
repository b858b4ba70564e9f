"""NICE: contact history of IEX workforce management by period, and call details of CXone.

Source: NICE's help pages on the Contact History file (date, period, contacts received and handled) and on the data
download report Call
Detail (``Contact_ID``, ``Master_Contact_ID``, ``Start_Date``, ``start_time``, ``Agent_Time``, ``Abandon``). Legs of
one call share ``Master_Contact_ID``.
"""

from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

HISTORY = System(
    "NICE contact history",
    "table",
    marks("period contactsreceived", "interval contactsreceived", "date contactsreceived contactshandled"),
    {"calls": words("contactsreceived contactsoffered"), "answered": words("contactshandled")},
)
DETAIL = System(
    "NICE CXone call detail",
    "log",
    marks("contactid mastercontactid"),
    {
        "start": words("starttime startdate"),
        "date": words("startdate"),
        "handling": words("agenttime handletime"),
        "wait": words("inqueue"),
        "wrap": words("acwseconds acwtime"),
        "outcome": words("abandon abandoned"),
        "direction": words("direction"),
    },
    legs=words("mastercontactid"),
)
