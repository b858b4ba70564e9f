"""Amazon Connect: the contact search (``Contact ID, Initiation timestamp``) and historical metrics by interval.

Source: the administrator guide's contact records and metric definitions; titles as its CSV files have them: ``Contacts
queued``,
``Contacts handled``, ``Average handle time``, ``StartInterval``. Initiation methods: INBOUND, OUTBOUND, TRANSFER,
QUEUE_TRANSFER, CALLBACK, API.
"""

from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

CONTACTS = System(
    "Amazon Connect contacts",
    "log",
    marks("contactid initiationtimestamp"),
    {
        "start": words("initiationtimestamp"),
        "answered_at": words("connectedtoagenttimestamp"),
        "end": words("disconnecttimestamp"),
        "handling": words("agentinteractionduration handletime"),
        "direction": words("initiationmethod"),
        "outcome": (),
    },
    legs=words("initialcontactid"),
)
METRICS = System(
    "Amazon Connect metrics",
    "table",
    marks(
        "startinterval contactsqueued",
        "startinterval contactsincoming",
        "intervalstarttime contactsqueued",
        "contactsqueued averagehandletime",
    ),
    {"calls": words("contactsqueued contactsincoming"), "answered": words("contactshandledincoming contactshandled")},
)
