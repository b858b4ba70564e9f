"""Which caller a free operator takes, and to which operator a caller goes: the tables that the compiled simulation follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.queue_demand import answers_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.simulate.kernel import NOBODY

Ints = NDArray[np.int64]
Tables = tuple[Ints, Ints, Ints, Ints, Ints, Ints]
"""`group`, `groups_of_queue`, `queues_of_group`, `tier_of_group`, `tier_of_queue` and `places` of `kernel.Plan`."""


@dataclass(frozen=True, eq=False)
class Routing:
    """Who answers which queue, and in what order.

    Parameters
    ----------
    serves
        Whether an operator answers a queue; shape (operators, queues).
    priority
        Of each queue: callers of the largest are taken first; shape (queues,).
    preference
        Place of a queue among those an operator prefers, from 0, and the number of queues where it is not among them; shape
        (operators, queues).
    concurrency
        Contacts of each queue that an operator handles at a time; whoever serves several does so of all alike; shape
        (queues,). None: one.
    """

    serves: NDArray[np.bool_]
    priority: Ints
    preference: Ints
    concurrency: Ints | None = None

    @classmethod
    def plain(cls, serves: NDArray[np.bool_]) -> Routing:
        """Without priorities and preferences."""
        queues = serves.shape[1]
        return cls(serves, np.zeros(queues, dtype=np.int64), np.full(serves.shape, queues, dtype=np.int64))

    def with_others(self, queue: int, count: int) -> Routing:
        """The same, with so many more operators who answer one queue alone."""
        queues = self.serves.shape[1]
        serves = np.tile(np.arange(queues) == queue, (count, 1))
        return replace(self, serves=np.vstack([self.serves, serves]),
                       preference=np.vstack([self.preference, np.full((count, queues), queues, dtype=np.int64)]))

    @property
    def tables(self) -> Tables:
        """Groups of operators with the same queues and preferences, and the order in which queues and groups are looked at."""
        kinds, group = np.unique(np.hstack([self.serves, self.preference]), axis=0, return_inverse=True)
        queues = self.serves.shape[1]
        serves, preference = kinds[:, :queues].astype(bool), kinds[:, queues:]
        size = serves.sum(axis=1)
        to_groups = [_in_order(np.flatnonzero(serves[:, queue]), np.stack([preference[:, queue], size]))
                     for queue in range(queues)]
        to_queues = [_in_order(np.flatnonzero(row), np.stack([-self.priority, liked]))
                     for row, liked in zip(serves, preference, strict=True)]
        return (group.ravel().astype(np.int64), _filled([first for first, _ in to_groups]),
                _filled([first for first, _ in to_queues]), _filled([tiers for _, tiers in to_groups]),
                _filled([tiers for _, tiers in to_queues]), self._places)

    @property
    def _places(self) -> Ints:
        """Contacts that each operator handles at a time; shape (operators,)."""
        alone = np.ones(self.serves.shape[1], dtype=np.int64) if self.concurrency is None else self.concurrency
        return np.asarray(np.where(self.serves, alone, 1).max(axis=1, initial=1))


def routing_of(instance: Instance, operators: Sequence[Operator]) -> Routing:
    """Routing among some operators, by their skills and preferences and the priorities of the queues."""
    names, serves = list(instance.queues), answers_of(instance, operators)
    preference = np.full(serves.shape, len(names), dtype=np.int64)
    for row, operator in enumerate(operators):
        for place, name in enumerate(operator.preferred_queues):
            preference[row, names.index(name)] = place
    priority, concurrency = (np.array([getattr(each, name) for each in instance.queues.values()], dtype=np.int64)
                             for name in ("priority", "concurrency"))
    return Routing(serves, priority, preference, concurrency)


def _in_order(members: NDArray[np.intp], keys: Ints) -> tuple[list[int], list[int]]:
    """Members by their keys, the first key first, then by number; and the step of each, the same where all keys are."""
    ordered = sorted(members.tolist(), key=lambda each: (*keys[:, each].tolist(), each))
    steps = np.cumsum([before is not None and bool((keys[:, before] != keys[:, each]).any())
                       for before, each in zip([None, *ordered], ordered, strict=False)])
    return ordered, steps.astype(int).tolist()


def _filled(rows: Sequence[Sequence[int]]) -> Ints:
    """Rows of unequal length as one array, filled up with -1."""
    table = np.full((len(rows), max(map(len, rows), default=0)), NOBODY, dtype=np.int64)
    for index, row in enumerate(rows):
        table[index, : len(row)] = row
    return table
