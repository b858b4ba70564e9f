"""Standby lists as people read them: each window with who can be called, first and second, and what stays empty."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.check.facts.standby import ListWindow, empty_places, key_of, list_windows, wanted_places
from scheduler.instance.operators import Operator
from scheduler.language.words import Language
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.roster import StandbyPlace

_NAMED = 8
"""So many windows with empty places are named."""


@dataclass(frozen=True)
class ListedWindow:
    """A window of a list, in UTC.

    Parameters
    ----------
    date
        Day on which it starts.
    people
        Who has each place, from the first; None: nobody.
    """

    name: str
    date: dt.date
    start: dt.datetime
    end: dt.datetime
    people: Sequence[Operator | None]


def listed(view: RosterView) -> list[ListedWindow]:
    """Every window of every list, in order of time."""
    holders: dict[object, dict[int, Operator]] = defaultdict(dict)
    for each in view.result.standby:
        holders[key_of(each)][each.place] = view.operators[each.operator]
    return [ListedWindow(one_line(each.of.name), view.instance.grid.date(each.day), *each.span,
                         [holders[each.key].get(place) for place in range(1, each.of.places + 1)])
            for each in list_windows(view.instance)]


def people_in_words(view: RosterView, window: ListedWindow) -> str:
    """``1 Anna Berg, 2 nobody``."""
    nobody = view.language.say("nobody")
    return ", ".join(f"{place} {one_line(who.label) if who else nobody}" for place, who in enumerate(window.people, 1))


def place_in_words(language: Language, place: StandbyPlace) -> str:
    """What documents of one operator call a place: ``Standby 1: night``."""
    return language.say("Standby {place}: {name}", place=place.place, name=one_line(place.name))


def in_words_of_standby(view: RosterView) -> str:
    """How many places are filled, which are not, and whether that is proven the best; empty without lists."""
    if not view.instance.standby:
        return ""
    wanted, say = wanted_places(view.instance), view.language.say
    empty = list(empty_places(view.instance, view.result.standby))
    lacking = sum(count for _, count in empty)
    if not lacking:
        return view.language.say_n("Standby: {count} place, filled.", "Standby: {count} places, all filled.", wanted)
    named = [_window_in_words(view, window, count) for window, count in empty[:_NAMED]]
    more = [say("and {count} more", count=len(empty) - len(named))] if len(empty) > len(named) else []
    told = say("Standby: {filled} of {count} places filled; empty: {places}.", filled=wanted - lacking, count=wanted,
               places=", ".join([*named, *more]))
    proven = say("Proven: beside this roster no more can be filled, first places before second ones.")
    return f"{told} {proven}" if view.result.standby_status == "optimal" else told


def _window_in_words(view: RosterView, window: ListWindow, count: int) -> str:
    """A window with empty places: ``night Thu 10 Dec 22:00–06:00 (1 of 2)``; of a single place nothing more is to be said."""
    places, date = window.of.places, view.language.dated("EEE d MMM", view.local(window.span[0]))
    told = f"{one_line(window.of.name)} {date} {view.span(*window.span)}"
    return told if places == 1 else f"{told} ({view.language.say('{count} of {places}', count=count, places=places)})"
