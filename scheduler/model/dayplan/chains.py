"""Anonymous shifts as chains of events: a whole family of lengths and lunches in one chain.

A shift is a sequence of events (its start, breaks, start and end of lunch, its end), and every rule bounds the difference of
two of them: a length between two limits, a lunch between two limits, stretches of work. `model.break_chains` matches first in,
first out, which keeps every bound on a difference; so it does here, where the end of the shift and the end of the lunch are
events too. Shifts of all lengths with as many breathers, and of all lengths of lunch, then share one chain for each order of
breaks: 7 chains in place of 64 for the day plans of the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from scheduler.model.dayplan.families import FAR, BreakRules, ShiftFamily
from scheduler.model.dayplan.shift import AnonymousShift, Pause

EventKind = Literal["start", "breather", "lunch", "lunch_end", "end"]


@dataclass(frozen=True)
class Chain:
    """Shifts of a family with one order of breaks.

    `least[i][j]` is the least time from event i to event j, minus `FAR` where there is none: the closure of `differences`,
    ``(i, j, least time from i to j)``.
    """

    family: ShiftFamily
    events: tuple[EventKind, ...]
    differences: tuple[tuple[int, int, int], ...]
    least: tuple[tuple[int, ...], ...]

    def most(self, earlier: int, later: int) -> int:
        """Most time from one event to another."""
        return -self.least[later][earlier]

    def allowed(self, event: int, first: int, last: int) -> tuple[int, ...]:
        """Cells from `first` to `last`, both included, at which an event may happen."""
        sets = {"start": self.family.starts, "end": self.family.ends}
        if self.events[event] in sets:
            return tuple(cell for cell in sets[self.events[event]] if first <= cell <= last)
        return tuple(range(first, last + 1))

    @cached_property
    def _edges(self) -> tuple[frozenset[int], frozenset[int]]:
        return frozenset(self.family.starts), frozenset(self.family.ends)

    def shift_of(self, cells: Sequence[int]) -> AnonymousShift:
        """The shift whose events are at these cells."""
        rules = self.family.breaks
        breaks = []
        for event, kind in enumerate(self.events):
            if kind == "breather":
                breaks.append(Pause(cells[event], cells[event] + rules.breather_cells, "breather", rules.breathers_paid))
            elif kind == "lunch" and rules.lunch:
                breaks.append(Pause(cells[event], cells[event + 1], "lunch", rules.lunch.paid))
        return AnonymousShift(cells[0], cells[-1], tuple(breaks))

    def cells_of(self, shift: AnonymousShift) -> tuple[int, ...] | None:
        """Cells of the events of a shift, if it is one of this chain."""
        kinds, cells = ["start"], [shift.start]
        for pause in shift.breaks:
            kinds += ["lunch", "lunch_end"] if pause.kind == "lunch" else ["breather"]
            cells += [pause.start, pause.end] if pause.kind == "lunch" else [pause.start]
        kinds, cells = [*kinds, "end"], [*cells, shift.end]
        starts, ends = self._edges
        if tuple(kinds) != self.events or shift.start not in starts or shift.end not in ends:
            return None
        if any(cells[j] - cells[i] < low for i, j, low in self.differences):
            return None
        return tuple(cells) if self.shift_of(cells) == shift else None


def chains_of(families: Iterable[ShiftFamily]) -> tuple[Chain, ...]:
    """Chains of every family, one for each order of breaks and each run of lengths of its lunch."""
    return tuple(
        chain
        for family in families
        for lunches in (_runs(family.breaks.lunch.cells) if family.breaks.lunch else [(0, 0)])
        for events in _orders(family.breaks)
        if (chain := _chain(family, events, lunches))
    )


def _orders(breaks: BreakRules) -> Iterator[tuple[EventKind, ...]]:
    breathers: list[EventKind] = ["breather"] * breaks.breathers
    if breaks.lunch is None:
        yield ("start", *breathers, "end")
        return
    for place in range(breaks.breathers + 1):
        yield ("start", *breathers[:place], "lunch", "lunch_end", *breathers[place:], "end")


def _runs(values: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of consecutive values."""
    runs: list[tuple[int, int]] = []
    for value in sorted(set(values)):
        if runs and value == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    return runs


def _chain(family: ShiftFamily, events: tuple[EventKind, ...], lunches: tuple[int, int]) -> Chain | None:
    """The chain of one order of breaks; ``None`` where no shift keeps all bounds."""
    bounds = [*_stretches(family.breaks, events), *_lunch(family.breaks, events, lunches),
              (0, len(events) - 1, family.shortest, family.longest)]
    differences = tuple((i, j, low) for i, j, low, _ in bounds) + tuple((j, i, -high) for i, j, _, high in bounds if high < FAR)
    least = _closure(len(events), differences)
    if any(least[event][event] > 0 for event in range(len(events))):
        return None
    if not any(least[0][-1] <= length <= -least[-1][0] for length, _ in family.by_length):
        return None
    return Chain(family, events, differences, least)


def _stretches(breaks: BreakRules, events: tuple[EventKind, ...]) -> Iterator[tuple[int, int, int, int]]:
    """Bounds of every stretch of work: two events, least and most time between them."""
    end = len(events) - 1
    for event, kind in enumerate(events[:-1]):
        if kind != "lunch":
            lasts = breaks.breather_cells if kind == "breather" else 0
            least = breaks.edge if event == 0 or event + 1 == end else breaks.min_work
            most = min(breaks.max_work, breaks.last_work) if event + 1 == end else breaks.max_work
            yield event, event + 1, lasts + least, lasts + most


def _lunch(
    breaks: BreakRules, events: tuple[EventKind, ...], lunches: tuple[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    if breaks.lunch is not None:
        lunch, end = events.index("lunch"), len(events) - 1
        yield lunch, lunch + 1, *lunches
        yield 0, lunch, breaks.lunch.earliest, breaks.lunch.latest
        yield lunch + 1, end, breaks.lunch.after, FAR


def _closure(count: int, differences: tuple[tuple[int, int, int], ...]) -> tuple[tuple[int, ...], ...]:
    """Longest paths between all events (Floyd and Warshall); a cycle longer than 0 shows on the diagonal."""
    least = [[0 if i == j else -FAR for j in range(count)] for i in range(count)]
    for i, j, low in differences:
        least[i][j] = max(least[i][j], low)
    for k in range(count):
        for i in range(count):
            for j in range(count):
                if least[i][k] > -FAR and least[k][j] > -FAR:
                    least[i][j] = max(least[i][j], least[i][k] + least[k][j])
    return tuple(tuple(row) for row in least)
