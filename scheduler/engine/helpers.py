"""Threads that price classes, and give operators their rosters, side by side while the search has nothing else for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
T = TypeVar("T")

_WORTH_S = 2e-3
"""Seconds of work below which handing it out takes longer than it spares."""
_UNSEEN = 1 / 400
"""Of all operators, that many at most get their rosters while others do not see them yet."""


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

    def blocks(self, order: Ints, operators: int) -> Iterator[list[Ints]]:
        """Operators of an order, block after block, a part for each thread; of few operators all in one part."""
        size = int(_UNSEEN * operators) // self._number if self._pool else 0
        if not size:
            yield [order]
            return
        for first in range(0, len(order), size * self._number):
            block = order[first : first + size * self._number]
            yield [block[at : at + size] for at in range(0, len(block), size)]

    def each(self, task: Callable[[Ints, T], None], parts: Sequence[Ints], own: Sequence[T]) -> None:
        """Do a task for each part, with what is its own, side by side."""
        if self._pool is None or len(parts) == 1:
            for part, of_part in zip(parts, own, strict=True):
                task(part, of_part)
        else:
            list(self._pool.map(task, parts, own))
