"""Threads that price classes of operators side by side while the search has nothing else for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_WORTH_S = 2e-3
"""Seconds of work below which handing it out takes longer than it spares."""


@dataclass(eq=False)
class Helpers:
    """Threads lent to whoever prices; without any, work is done in the thread that has it."""

    _pool: ThreadPoolExecutor | None = field(default=None, init=False)
    _number: int = field(default=1, init=False)

    @contextmanager
    def lent(self, number: int) -> Iterator[None]:
        """Price in so many threads for now."""
        if number == 1:
            yield
            return
        with ThreadPoolExecutor(number, thread_name_prefix="pricing") as pool:
            self._pool, self._number = pool, number
            try:
                yield
            finally:
                self._pool, self._number = None, 1

    def all_of(self, task: Callable[[Ints], bool], members: Ints, work_s: float) -> bool:
        """Whether a task is true of all classes, each with so many `members` (classes,), 0 where it leaves the class out.

        It is called with a part of the classes in each thread, where its work of so many seconds is worth it.
        """
        pool, number = self._pool, self._number
        if pool is None or work_s < _WORTH_S:
            return task(members)
        part_of = np.arange(len(members)) % number
        return all(list(pool.map(task, [np.where(part_of == part, members, 0) for part in range(number)])))
