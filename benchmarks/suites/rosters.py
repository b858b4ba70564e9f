"""Rosters of generated hotlines, of the project's own, and of both beside what one would take instead."""

from __future__ import annotations

from collections.abc import Iterator

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
    "few": (
        (Generated(Size(20)), 20.0),
        (Generated(Size(200)), 20.0),
        (Generated(Size(200, always=True)), 30.0),
    ),
    "peers": (
        (AnonymousDay(10), 20.0),
        (AnonymousDay(50), 20.0),
        (AnonymousDay(200), 20.0),
        (Generated(Size(20, 1)), 20.0),
        (Generated(Size(20)), 20.0),
    ),
    "sizes": (
        (Generated(Size(20, 1)), 10.0),
        (Generated(Size(20)), 20.0),
        (Generated(Size(50)), 20.0),
        (Generated(Size(200)), 20.0),
        (Generated(Size(1000)), 30.0),
        (Generated(Size(200, always=True)), 30.0),
        (Generated(Size(200, grid_minutes=5, breather_minutes=10)), 30.0),
    ),
}
INSTANCES_S = 20.0


def cases_of(suite: str) -> Cases:
    """Cases of a suite."""
    return tuple((case, INSTANCES_S) for case in own_instances()) if suite == "instances" else _SUITES[suite]


def rows(suite: str, asked: Asked) -> Iterator[Row]:
    """Measure every case by every method with every seed, one after the other."""
    names = asked.methods or (METHODS if suite == "peers" else METHODS[:1])
    for seed in range(asked.seeds):
        for case, seconds in cases_of(suite):
            for name in names if asked.wants(case) else ():
                yield measure(case, name, asked.seconds or seconds, seed, asked.workers, asked.params)
