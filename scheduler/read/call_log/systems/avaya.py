"""Avaya CMS and BCMS: split/skill reports by interval (``ACD Calls``, ``Avg ACD Time``, ``Avg ACW Time``, ``Aban Calls``).

Source: the headings of Avaya's BCMS and CMS manuals. ACD CALLS are there the calls that were completed; some exports mean those
offered. Which it is, the columns beside it tell: offered are handled and abandoned ones together.
"""

from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

SYSTEM = System(
    "Avaya CMS",
    "table",
    marks("acdcalls"),
    {
        "talk": words("avgacdtime avgtalktime averageacdtime avgacdtalktime"),
        "wrap": words("avgacwtime avgaftercall avgacw"),
        "total_handling": (),
    },
)
