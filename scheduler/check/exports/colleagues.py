"""What a calendar may say of who works at the same time, told anew from the roster."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta

from scheduler.check.exports.text import readable
from scheduler.check.facts.times import span
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

WITH_YOU, MOST_NAMED = "With you: ", 12
_LONGEST = timedelta(hours=48)
"""No shift is longer."""


class Present:
    """All shifts in order of their start, asked who works during one of them."""

    def __init__(self, instance: Instance, shifts: Sequence[Shift]) -> None:
        self._instance = instance
        self._spans = sorted((*span(shift), shift.operator) for shift in shifts)

    def with_you(self, own: Shift) -> list[str]:
        """The line that names them, where the hotline wants it; none where nobody is there who has a name."""
        if not self._instance.hotline.name_colleagues:
            return []
        start, end = span(own)
        first, last = (bisect_left(self._spans, moment, key=lambda each: each[0]) for moment in (start - _LONGEST, end))
        there = {operator for _, until, operator in self._spans[first:last] if until > start} - {own.operator}
        names = [readable(each.name) for each in self._instance.operators if each.id in there and readable(each.name)]
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        return [readable(f"{WITH_YOU}{', '.join(names[:MOST_NAMED])}{more}")] if names else []
