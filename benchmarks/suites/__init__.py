"""The suites of the benchmark, one module for several that are alike: each has `rows`, and is imported when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from benchmarks.row import Row

ROOT = Path(__file__).resolve().parents[2]

_MODULES = {
    "small": "rosters", "full": "rosters", "instances": "rosters", "peers": "rosters", "months": "rosters", "sizes": "rosters",
    "scaling": "scaling", "dayplans": "dayplans", "multishift": "multishift", "rostering": "rostering", "forecast": "forecast",
    "simulation": "simulation", "simulation-bank": "simulation", "simulation-loop": "simulation", "goals": "goals",
    "simulated-goals": "simulated_goals", "minorant": "minorant", "queues": "queues", "certainty": "certainty",
    "redials": "redials", "new-hotline": "new_hotline", "repair": "repair", "review": "review", "many": "many",
    "swaps": "swaps", "why": "why", "conflicts": "conflicts", "published": "published", "portfolio": "portfolio",
}
SUITES = tuple(_MODULES)


def shared_data() -> Path:
    """Folder of the data that is no part of this project: where SCHEDULE_DATA points, or ../shared/data."""
    return Path(os.environ.get("SCHEDULE_DATA") or ROOT.parent / "shared" / "data")


@dataclass(frozen=True)
class Asked:
    """What is asked of a suite.

    Parameters
    ----------
    methods
        Names of methods; empty: those of the suite.
    seeds
        Number of seeds, from 0 on.
    workers
        Threads of the search.
    seconds
        Time limit of each run; ``None``: the suite's own.
    only
        Only instances whose name contains this.
    params
        File of search parameters (TOML); ``None``: those of the package.
    data
        Folder of the shared data.
    """

    methods: tuple[str, ...] = ()
    seeds: int = 1
    workers: int = 2
    seconds: float | None = None
    only: str = ""
    params: Path | None = None
    data: Path = field(default_factory=shared_data)

    def wants(self, instance: object) -> bool:
        """Whether an instance is one of those asked for."""
        return self.only in str(instance)

    def shared(self, name: str) -> Path:
        """A folder of the shared data.

        Raises
        ------
        LookupError
            If it is not there.
        """
        folder = self.data / name
        if not folder.is_dir():
            raise LookupError(f"{folder} is not there; set SCHEDULE_DATA to the shared data folder")
        return folder


def rows_of(suite: str, asked: Asked) -> Iterator[Row]:
    """Measure a suite.

    Raises
    ------
    LookupError
        If its data is not at hand.
    """
    rows: Iterator[Row] = import_module(f"benchmarks.suites.{_MODULES[suite]}").rows(suite, asked)
    return rows
