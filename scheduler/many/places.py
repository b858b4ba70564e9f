"""Where tasks are carried out: on the workers of a Dask scheduler, or on processes of this machine."""

from __future__ import annotations

import os

from scheduler.many.cluster import Cluster
from scheduler.many.processes import Processes
from scheduler.many.task import Pool


def pool_at(address: str | None, processes: int | None) -> Pool:
    """The pool of a Dask scheduler, or without an address of so many processes; None: one for each processor."""
    return Cluster(address) if address is not None else Processes(processes or os.cpu_count() or 1)
