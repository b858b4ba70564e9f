"""The systems whose exports are recognised, one file each; what none of them is, is read by the common titles."""

from __future__ import annotations

from scheduler.read.call_log.systems import (
    amazon_connect,
    asterisk_cdr,
    avaya,
    cisco,
    five9,
    genesys,
    nice,
    queue_log,
    three_cx,
    twilio,
    zendesk,
)
from scheduler.read.call_log.systems.system import COMMON, System
from scheduler.read.call_log.titles import words

LOG = System(COMMON, "log", legs=words("linkedid callid callguid calluuid uniquecallid conversationid interactionid"))
TABLE = System("table", "table")
SYSTEMS = (
    queue_log.SYSTEM,
    asterisk_cdr.SYSTEM,
    three_cx.SYSTEM,
    twilio.SYSTEM,
    amazon_connect.CONTACTS,
    amazon_connect.METRICS,
    genesys.SYSTEM,
    nice.DETAIL,
    nice.HISTORY,
    five9.LOG,
    five9.INTERVALS,
    zendesk.CALLS,
    zendesk.INTERVALS,
    cisco.RECORDS,
    cisco.QUEUES,
    avaya.SYSTEM,
)
"""In the order in which they are tried."""
