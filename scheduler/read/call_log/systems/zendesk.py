"""Zendesk Talk: calls of the incremental export (``created_at, completion_status, talk_time …``), and Explore's tables by hour.

Source: Zendesk's Talk API, Incremental Exports: ``direction``, ``completion_status`` (completed, abandoned_in_queue,
…), ``talk_time``, ``hold_time``,
``wrap_up_time``, ``wait_time`` in seconds, moments in UTC.
"""

from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

CALLS = System(
    "Zendesk Talk",
    "log",
    marks("completionstatus createdat", "callcompletionstatus", "completionstatus talktime"),
    {
        "start": words("createdat calltimestamp"),
        "handling": words("talktime"),
        "wait": words("waittime"),
        "outcome": words("completionstatus callcompletionstatus"),
        "direction": words("direction calldirection"),
    },
)
INTERVALS = System(
    "Zendesk Explore",
    "table",
    marks(
        "inboundcalls answeredinboundcalls",
        "calls averagetalktime averagewaittime",
        "inboundcalls averagetalktime",
        "callsdate callshour calls",
    ),
    {
        "calls": words("inboundcalls calls"),
        "answered": words("answeredinboundcalls acceptedcalls"),
        "date": words("callsdate date"),
        "start": words("callshour hour callstime time"),
    },
)
