"""What differs between the standby lists of two rosters, and who is on standby at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.check.facts.times import overlap, span
from scheduler.instance.instance import Instance
from scheduler.roster import Shift, StandbyPlace
from scheduler.timegrid import clock


@dataclass(frozen=True)
class StandbyChange:
    """A place that somebody else has than before.

    Parameters
    ----------
    name, start, end, place
        The list, the window, and which place of it.
    before, after
        Ids of who had it and who has it; None: nobody.
    """

    name: str
    start: dt.datetime
    end: dt.datetime
    place: int
    before: str | None
    after: str | None


def standby_changes(before: Sequence[StandbyPlace], after: Sequence[StandbyPlace]) -> tuple[StandbyChange, ...]:
    """Every place that has changed hands, in order of time."""
    then, now = ({(span(each), each.name, each.place): each for each in places} for places in (before, after))
    found = []
    for key in sorted(then.keys() | now.keys()):
        one, other = then.get(key), now.get(key)
        who = [each.operator if each else None for each in (one, other)]
        if who[0] != who[1] and (any_of := other or one):
            found.append(StandbyChange(any_of.name, any_of.start, any_of.end, any_of.place, who[0], who[1]))
    return tuple(found)


def standby_in_words(instance: Instance, change: StandbyChange) -> str:
    """A change as people read it: ``night, Mon 2026-12-07 20:00–06:00, place 1: Ben in place of Anna``."""
    names, zone = {each.id: each.label for each in instance.operators}, instance.grid.zone
    after, before = (names.get(who, who) if who else "nobody" for who in (change.after, change.before))
    day = change.start.astimezone(zone)
    return (f"{change.name}, {day:%a %Y-%m-%d} {clock(change.start, zone)}–{clock(change.end, zone)}, place {change.place}: "
            f"{after} in place of {before}")


def on_standby(places: Sequence[StandbyPlace], shift: Shift) -> Iterator[StandbyPlace]:
    """Places whose windows share time with a shift, the first ones first, and among these those that share most."""
    during = [(each.place, -common, each.start.timestamp(), each.operator, each) for each in places
              if (common := overlap(span(each), span(shift)))]
    yield from (each for *_, each in sorted(during, key=lambda found: found[:-1]))
