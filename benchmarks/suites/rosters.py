"""Rosters of generated hotlines, of the project's own, and of both beside what one would take instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.cases import AnonymousDay, Case, Generated, own_instances
from benchmarks.hotlines import Size
from benchmarks.measure import measure
from benchmarks.methods import METHODS
from benchmarks.row import Row
from benchmarks.suites import Asked

Cases = tuple[tuple[Case, float], ...]
"""Cases, each with its time limit in seconds."""

_SUITES: dict[str, Cases] = {
    "small": (
        (Generated(Size(20)), 8.0),
        (Generated(Size(20, always=True)), 8.0),
        (Generated(Size(20, grid_minutes=5, breather_minutes=10)), 8.0),
        (Generated(Size(200)), 12.0),
    ),
    "full": (
        (Generated(Size(20)), 60.0),
        (Generated(Size(50)), 60.0),
        (Generated(Size(200)), 60.0),
        (Generated(Size(1000)), 120.0),
        (Generated(Size(1000, 28)), 300.0),
        (Generated(Size(200, always=True)), 120.0),
        (Generated(Size(200, grid_minutes=5, breather_minutes=10)), 120.0),
    ),
    "months": (
        (Generated(Size(30, 28, rules=True)), 60.0),
        (Generated(Size(100, 28, always=True, rules=True)), 60.0),
        (Generated(Size(300, 28, rules=True)), 60.0),
        (Generated(Size(40, 14, always=True, rules=True)), 30.0),
    ),
    "peers": (
        (AnonymousDay(10), 20.0),
        (AnonymousDay(50), 20.0),
        (AnonymousDay(200), 20.0),
        (Generated(Size(20, 1)), 20.0),
        (Generated(Size(20)), 20.0),
    ),
}
INSTANCES_S = 20.0


class Compared(NamedTuple):
    """A case of the published table: its time limit in seconds, its number of seeds, and the methods beside the engine."""

    case: Case
    seconds: float
    seeds: int
    peers: tuple[str, ...] = ()


SIZES = (
    Compared(AnonymousDay(50), 10.0, 1, METHODS[1:]),
    Compared(Generated(Size(20, 1)), 5.0, 3, ("plain-cp-sat",)),
    Compared(Generated(Size(20)), 15.0, 3, ("plain-cp-sat",)),
    Compared(Generated(Size(50)), 15.0, 3),
    Compared(Generated(Size(200)), 15.0, 3),
    Compared(Generated(Size(1000)), 25.0, 2),
    Compared(Generated(Size(200, always=True)), 25.0, 2),
    Compared(Generated(Size(200, grid_minutes=5, breather_minutes=10)), 25.0, 2),
)
"""Together with `instances` within twelve minutes; peers run with the first seed only."""


def cases_of(suite: str) -> Cases:
    """Cases of a suite."""
    if suite == "sizes":
        return tuple((each.case, each.seconds) for each in SIZES)
    return tuple((case, INSTANCES_S) for case in own_instances()) if suite == "instances" else _SUITES[suite]


def rows(suite: str, asked: Asked) -> Iterator[Row]:
    """Measure every case by every method with every seed, one after the other."""
    if suite == "sizes":
        yield from _sizes(asked)
        return
    names = asked.methods or (METHODS if suite == "peers" else METHODS[:1])
    for seed in range(asked.seeds):
        for case, seconds in cases_of(suite):
            for name in names if asked.wants(case) else ():
                yield measure(case, name, asked.seconds or seconds, seed, asked.workers, asked.params)


def _sizes(asked: Asked) -> Iterator[Row]:
    """Measure each case with its own seeds, whatever number is asked for, and its peers with the first."""
    for each in filter(lambda each: asked.wants(each.case), SIZES):
        for seed in range(each.seeds):
            for name in (METHODS[0], *(each.peers if seed == 0 else ())):
                if not asked.methods or name in asked.methods:
                    yield measure(each.case, name, asked.seconds or each.seconds, seed, asked.workers, asked.params)
