"""What a calendar may say of who works at the same time, told anew from the roster."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from scheduler.check.exports.text import readable
from scheduler.check.facts.times import span
from scheduler.instance.instance import Instance
from scheduler.language.words import Language, known
from scheduler.roster import Shift

MOST_NAMED = 12
_LONGEST = timedelta(hours=48)
"""No shift is longer."""


@cache
def with_you_heads() -> tuple[str, ...]:
    """How the line that names colleagues begins, in every language."""
    return tuple(text.partition("{")[0] for text in known("With you: {names}"))


class Present:
    """All shifts in order of their start, asked who works during one of them."""

    def __init__(self, instance: Instance, shifts: Sequence[Shift]) -> None:
        self._instance = instance
        self._spans = sorted((*span(shift), shift.operator) for shift in shifts)

    def with_you(self, own: Shift, language: Language) -> list[str]:
        """The line that names them, where the hotline wants it; none where nobody is there who has a name."""
        if not self._instance.hotline.name_colleagues:
            return []
        start, end = span(own)
        first, last = (bisect_left(self._spans, moment, key=lambda each: each[0]) for moment in (start - _LONGEST, end))
        there = {operator for _, until, operator in self._spans[first:last] if until > start} - {own.operator}
        names = [readable(each.name) for each in self._instance.operators if each.id in there and readable(each.name)]
        shown = ", ".join(names[:MOST_NAMED])
        if len(names) > MOST_NAMED:
            shown = language.say("{names} and {count} more", names=shown, count=len(names) - MOST_NAMED)
        return [readable(language.say("With you: {names}", names=shown))] if names else []
