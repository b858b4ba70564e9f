"""Genesys Cloud: the file of its import of history, and the export of queue performance by interval.

Source: "Prepare the historical data import .csv file": ``Interval Start UTC Date``, ``Queue``, ``Media Type``, ``Skill
Set``, ``Language``, ``Offered``,
``Interactions Handled``, ``Total Handle Time (Seconds)``; moments in UTC.
"""

from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

SYSTEM = System(
    "Genesys Cloud",
    "table",
    marks("intervalstartutcdate offered", "intervalstart mediatype offer", "intervalstart intervalend offer"),
    {
        "start": words("intervalstartutcdate intervalstart"),
        "calls": words("offered offer"),
        "answered": words("interactionshandled answer answered handle"),
        "total_handling": words("totalhandletime"),
        "handling": words("avghandle averagehandle avghandletime"),
    },
)
