"""What is refused before the models see it: keys whose place the models cannot tell."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.errors import Fault
from scheduler.instance.base import parse_weekdays
from scheduler.instance.words.messages import found
from scheduler.read.document import Document


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
            yield Fault(document.places.find((*path, "[key]")), document.places.name(path), f"found {found(key)}: {error}")
            del weekly[key]
            weekly.setdefault("mon", [])  # or the models would say that the hotline never opens
