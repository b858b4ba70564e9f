"""What is refused before the models see it: rules that merely to look at could take for ever, and keys whose place the
models cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.errors import Fault
from scheduler.instance.base import parse_weekdays
from scheduler.read.document import Document
from scheduler.read.messages import found

_RULE = re.compile(r"(RRULE:)?([A-Z]+=[^;=\s:]+)(;[A-Z]+=[^;=\s:]+)*", re.IGNORECASE)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def refuse_endless_rules(document: Document) -> Iterator[Fault]:
    """Take recurrence rules that are unreadable or would never end out of `hours.rules`, and yield what is wrong."""
    hours = document.data.get("hours")
    rules = hours.get("rules") if isinstance(hours, dict) else None
    if not isinstance(rules, list):
        return
    for index, rule in enumerate(rules):
        text = rule.get("rrule") if isinstance(rule, dict) else None
        if isinstance(text, str) and (problem := _problem(text.strip())):
            path = ("hours", "rules", index, "rrule")
            message = f'found {found(text)}: {problem}; allowed is for example "FREQ=MONTHLY;BYDAY=1MO" (RFC 5545)'
            yield Fault(document.places.find(path), document.places.name(path), message)
            rule["rrule"] = "FREQ=DAILY"


def refuse_unknown_weekdays(document: Document) -> Iterator[Fault]:
    """Take keys that are no weekdays out of `hours.weekly`, and yield each with its place."""
    hours = document.data.get("hours")
    weekly = hours.get("weekly") if isinstance(hours, dict) else None
    if not isinstance(weekly, dict):
        return
    for key in list(weekly):
        try:
            parse_weekdays(key)
        except ValueError as error:
            path = ("hours", "weekly", key)
            yield Fault(document.places.find(path), document.places.name(path), f"found {found(key)}: {error}")
            del weekly[key]
            weekly.setdefault("mon", [])  # or the models would say that the hotline never opens


def _problem(rule: str) -> str | None:
    if not _RULE.fullmatch(rule):
        return "not a recurrence rule"
    parts = dict(part.upper().split("=", 1) for part in rule.removeprefix("RRULE:").split(";"))
    if parts.get("FREQ") not in _FREQUENCIES:
        return f"FREQ must be one of {', '.join(_FREQUENCIES)}"
    if not re.fullmatch(r"[1-9]\d{0,3}", parts.get("INTERVAL", "1")):
        return "INTERVAL must be a whole number from 1 to 9999"
    from dateutil.rrule import rrulestr

    try:
        rrulestr(rule, ignoretz=True)
    except Exception as error:
        # dateutil raises whatever its parsing stumbles over; all of it means that the rule is unreadable.
        return str(error) or "not a recurrence rule"
    return None
