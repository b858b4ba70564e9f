"""What the benchmarks compare: the engine, and its peers, behind one signature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from scheduler.instance.instance import Instance
from scheduler.roster import Shift


@dataclass(frozen=True)
class Task:
    """What a method is asked for.

    Parameters
    ----------
    seconds
        Wall-clock limit of the search, after building.
    params
        File of search parameters (TOML) for the engine.
    """

    instance: Instance
    seconds: float
    seed: int = 0
    workers: int = 1
    params: Path | None = None


@dataclass(frozen=True)
class Step:
    """A moment of a search: seconds since it began, cost of the best roster and best bound, in cost units."""

    seconds: float
    cost: int | None
    bound: int | None


@dataclass(frozen=True)
class Found:
    """What a method found.

    Parameters
    ----------
    shifts
        The roster in plain times; ``None`` where there is none.
    cost, bound
        As the method itself counts them, in cost units; ``None`` where it counts otherwise, or proves nothing.
    build_s
        Seconds it took to get ready.
    steps
        How cost and bound came down, in order of time.
    note
        What of the instance the method does not decide, or why it has no roster.
    """

    shifts: Sequence[Shift] | None
    cost: int | None
    bound: int | None
    build_s: float
    steps: Sequence[Step] = field(default=())
    note: str = ""


class CannotExpressError(Exception):
    """The method has no words for something the instance asks for; the message names it."""


Method = Callable[[Task], Found]

_MODULES = {
    "engine": "benchmarks.own",
    "plain-cp-sat": "benchmarks.peers.plain_cp_sat",
    "implicit-highs": "benchmarks.peers.implicit_highs",
    "pyworkforce": "benchmarks.peers.pyworkforce_shifts",
    "pyworkforce-breaks": "benchmarks.peers.pyworkforce_breaks",
}
METHODS = tuple(_MODULES)


def method(name: str) -> Method:
    """The function `solve` of a method's module; imported when asked for, so that nobody pays for another's libraries.

    Raises
    ------
    ModuleNotFoundError
        If an optional library is not installed.
    """
    solve: Method = import_module(_MODULES[name]).solve
    return solve
