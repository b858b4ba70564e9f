"""What anonymous shifts may look like, as chains of events: a whole family of lengths and lunches in one chain.

A shift is a sequence of events (its start, breaks, start and end of lunch, its end), and every rule bounds the difference of
two of them: a length between two limits, a lunch between two limits, stretches of work. `break_chains` matches first in, first
out, which keeps every bound on a difference; so it does here, where the end of the shift and the end of the lunch are events
too. Shifts of all lengths with as many breathers, and of all lengths of lunch, then share one chain for each order of breaks:
7 chains in place of 72 for the day plans of `docs/inside/day-plans.md`. Lengths need the grid of the starts, so that the grid
of the ends keeps them whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

EventKind = Literal["start", "breather", "lunch", "lunch_end", "end"]
FAR = 10**6
"""Cells; further than any two events of one shift."""


@dataclass(frozen=True)
class ShiftRules:
    """What a shift may look like; everything in cells.

    Parameters
    ----------
    start_every
        Grid of the starts, and of the lengths.
    lengths, lunches
        Lengths of a shift, and of its one unpaid lunch.
    breathers
        ``(from length, number of breathers)``, rising.
    breather_cells
        Length of a breather.
    min_work, max_work
        Least and most work between two breaks, and between a break and an end of the shift.
    lunch_earliest, work_after_lunch
        Least time from the start of the shift to the lunch, and from the end of the lunch to that of the shift.

    Raises
    ------
    ValueError
        Where a length is not on the grid of the starts, or below the first number of breathers.
    """

    start_every: int
    lengths: tuple[int, ...]
    lunches: tuple[int, ...]
    breathers: tuple[tuple[int, int], ...]
    breather_cells: int
    min_work: int
    max_work: int
    lunch_earliest: int
    work_after_lunch: int

    def __post_init__(self) -> None:
        for length in self.lengths:
            if length % self.start_every:
                raise ValueError(f"lengths: {length} cells are not a multiple of start_every, {self.start_every} cells")
            if length < self.breathers[0][0]:
                raise ValueError(f"breathers: none given for {length} cells; the first are from {self.breathers[0][0]} cells")

    def breathers_of(self, length: int) -> int:
        """Breathers of a shift of this length."""
        return next(count for least, count in reversed(self.breathers) if length >= least)


@dataclass(frozen=True)
class Chain:
    """Shifts with one order of breaks, of all lengths with as many breathers in a row.

    `least[i][j]` is the least time from event i to event j, minus `FAR` where there is none: the closure of `differences`,
    ``(i, j, least time from i to j)``. `every` is the grid of each event.
    """

    events: tuple[EventKind, ...]
    every: tuple[int, ...]
    differences: tuple[tuple[int, int, int], ...]
    least: tuple[tuple[int, ...], ...]
    family: int

    def most(self, earlier: int, later: int) -> int:
        """Most time from one event to another."""
        return -self.least[later][earlier]


def chains_of(rules: ShiftRules) -> tuple[Chain, ...]:
    """Chains of every family, one for each order of breaks; a family is a run of lengths with as many breathers."""
    return tuple(
        chain
        for family, (lengths, count) in enumerate(_families(rules))
        for lunches in _runs(rules.lunches, 1)
        for place in range(count + 1)
        if (chain := _chain(rules, family, lengths, lunches, ["breather"] * place, ["breather"] * (count - place)))
    )


def _families(rules: ShiftRules) -> Iterator[tuple[tuple[int, int], int]]:
    """Shortest and longest length of each run of lengths on the grid with the same number of breathers."""
    for count, lengths in groupby(sorted(set(rules.lengths)), key=rules.breathers_of):
        for run in _runs(tuple(lengths), rules.start_every):
            yield run, count


def _runs(values: Sequence[int], step: int) -> list[tuple[int, int]]:
    """First and last of each run of values a step apart."""
    runs: list[tuple[int, int]] = []
    for value in sorted(set(values)):
        if runs and value == runs[-1][1] + step:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    return runs


def _chain(
    rules: ShiftRules, family: int, lengths: tuple[int, int], lunches: tuple[int, int],
    before: list[EventKind], after: list[EventKind],
) -> Chain | None:
    """The chain of one order of breaks; ``None`` where no shift keeps all bounds."""
    events: tuple[EventKind, ...] = ("start", *before, "lunch", "lunch_end", *after, "end")
    lunch, end = events.index("lunch"), len(events) - 1
    bounds = [(0, end, *lengths), (lunch, lunch + 1, *lunches),
              (0, lunch, rules.lunch_earliest, FAR), (lunch + 1, end, rules.work_after_lunch, FAR)]
    for event, kind in enumerate(events[:-1]):
        if kind != "lunch":
            lasts = rules.breather_cells if kind == "breather" else 0
            bounds.append((event, event + 1, lasts + rules.min_work, lasts + rules.max_work))
    differences = tuple((i, j, low) for i, j, low, _ in bounds) + tuple((j, i, -high) for i, j, _, high in bounds if high < FAR)
    least = _closure(len(events), differences)
    if any(least[event][event] > 0 for event in range(len(events))):
        return None
    every = tuple(rules.start_every if kind in ("start", "end") else 1 for kind in events)
    return Chain(events, every, differences, least, family)


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
