"""Who works at the same time: named in calendars only where the hotline says so, by names alone."""

from __future__ import annotations

import numpy as np

from scheduler.language.words import known
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.roster import Shift

MOST_NAMED = 12
"""Of more people than this, the others are only counted."""


class Colleagues:
    """Shifts of everybody, asked who works during one of them."""

    def __init__(self, view: RosterView) -> None:
        order = {operator.id: place for place, operator in enumerate(view.instance.operators)}
        self._languages = {operator.id: view.language_of(operator) for operator in view.instance.operators}
        self._names = [one_line(operator.name) for operator in view.instance.operators]
        self._ids = [operator.id for operator in view.instance.operators]
        self._who = np.array([order[shift.operator] for shift in view.result.shifts], dtype=np.int64)
        self._starts, self._ends = (np.array([getattr(shift, edge).timestamp() for shift in view.result.shifts])
                                    for edge in ("start", "end"))

    def during(self, shift: Shift) -> str:
        """``With you: Ben, Chiara``; empty where nobody is there who has a name."""
        together = (self._starts < shift.end.timestamp()) & (self._ends > shift.start.timestamp())
        names = [self._names[place] for place in np.unique(self._who[together]).tolist()
                 if self._ids[place] != shift.operator and self._names[place]]
        language, shown = self._languages[shift.operator], ", ".join(names[:MOST_NAMED])
        if len(names) > MOST_NAMED:
            shown = language.say("{names} and {count} more", names=shown, count=len(names) - MOST_NAMED)
        return language.say("With you: {names}", names=shown) if names else ""


def without_names(description: str) -> str:
    """What an event said, without the line that names others."""
    heads = tuple(text.partition("{")[0] for text in known("With you: {names}"))
    return "\n".join(line for line in description.split("\n") if not line.startswith(heads))
