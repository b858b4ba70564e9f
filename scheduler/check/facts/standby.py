"""Standby lists from plain times: when their windows are, how many places stay empty, and who has had how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.check.facts.times import Span, span
from scheduler.instance.instance import Instance
from scheduler.instance.standby import StandbyList
from scheduler.roster import StandbyPlace


@dataclass(frozen=True)
class ListWindow:
    """A window of a standby list.

    Parameters
    ----------
    of
        The list.
    day
        Day of the horizon on which it starts.
    span
        Moments (UTC) between which it lies, at its widest.
    """

    of: StandbyList
    day: int
    span: Span

    @property
    def key(self) -> tuple[str, Span]:
        """What its places have in common."""
        return self.of.name, self.span


def key_of(place: StandbyPlace) -> tuple[str, Span]:
    """Which window a place is of."""
    return place.name, span(place)


def list_windows(instance: Instance) -> list[ListWindow]:
    """Every window of every list in order of time, of those at one time as the lists are written."""
    return sorted(_list_by_list(instance), key=lambda each: each.span)


def _list_by_list(instance: Instance) -> Iterator[ListWindow]:
    for each in instance.standby:
        for day in range(instance.horizon.days):
            date = instance.grid.date(day)
            if each.on:
                holds = date in each.on
            else:
                holds = instance.is_open_on(day) and (each.days is None or date.weekday() in each.days)
            start, end = instance.grid.window(day, *each.window)
            if holds and start < end:  # the clock may skip the whole of it
                yield ListWindow(each, day, (start, end))


def empty_places(instance: Instance, places: Iterable[StandbyPlace]) -> Iterator[tuple[ListWindow, int]]:
    """Windows with places that nobody has, and how many of these, in order of time."""
    taken = Counter(key_of(each) for each in places)
    for window in list_windows(instance):
        if (lacking := window.of.places - taken[window.key]) > 0:
            yield window, lacking


def wanted_places(instance: Instance) -> int:
    """Places of all windows."""
    return sum(window.of.places for window in list_windows(instance))


def had_on_standby(instance: Instance, places: Iterable[StandbyPlace]) -> dict[str, dict[str, float]]:
    """Places, and first ones, that each operator has had: by the ledger, and these."""
    own = [(each.operator, each.place) for each in places]
    found = {}
    for operator in instance.operators:
        row = instance.ledger_of.get(operator.id)
        mine = [place for who, place in own if who == operator.id]
        found[operator.id] = {"standby": (row.standby if row else 0) + len(mine),
                              "standby_first": (row.standby_first if row else 0) + mine.count(1)}
    return found
