"""Sets of queues that are staffed together: whoever answers one of them may be needed for it.

Operators on the phone can keep the promises of all queues only if for every set of queues enough of them answer at least one
of its queues (Hall's condition): as many as its calls require, pooled, since whoever is free takes the next caller. Of all
sets only those count that are *closed*, so that no queue outside is answered by the same people alone, and *connected*, so
that they do not fall into parts without an operator in common. Every other set asks for nothing that these do not ask for:
with everybody trained for everything there is one set, all queues; with specialists alone there is one for each queue.

References
----------
P. Hall, "On representatives of subsets", Journal of the London Mathematical Society 10, 1935.
R. B. Wallace, W. Whitt, "A staffing algorithm for call centers with skill-based routing", Manufacturing & Service Operations
Management 7, 2005: a little flexibility goes a long way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

MOST_SETS = 64
"""Above so many sets of queues that hang together, only those that a queue or the skills of an operator make are kept."""


@dataclass(frozen=True, eq=False)
class QueueSet:
    """A closed and connected set of queues.

    Parameters
    ----------
    queues
        Indices of its queues, rising.
    members
        Who of the people answers at least one of them; shape (people,).
    whole
        Whether nobody among these answers another queue: then the set stands alone.
    own
        Those of its queues that are in no smaller set; rising.
    """

    queues: tuple[int, ...]
    members: Mask
    whole: bool
    own: tuple[int, ...]


def queue_sets(answers: Mask) -> tuple[QueueSet, ...]:
    """All sets that count, in order of size and then of queues; each queue is in at least one.

    Parameters
    ----------
    answers
        Whether one of the people answers a queue; shape (people, queues). A queue that nobody answers is a set of its own.
    """
    count = answers.shape[1]
    kinds = [frozenset(np.flatnonzero(row).tolist()) for row in np.unique(answers, axis=0) if row.any()]
    wholes = _components(range(count), kinds)
    found = set(wholes)
    for whole in wholes:
        found |= _inside(whole, kinds)
    closures = {queue: _closure(frozenset({queue}), kinds, count) for queue in range(count)}
    return tuple(
        QueueSet(tuple(sorted(each)), np.asarray(answers[:, sorted(each)].any(axis=1)), each in wholes,
                 tuple(queue for queue in sorted(each) if closures[queue] == each))
        for each in sorted(found, key=lambda each: (len(each), sorted(each)))
    )


def _inside(whole: frozenset[int], kinds: list[frozenset[int]]) -> set[frozenset[int]]:
    """Closed and connected sets within a whole one; where they are too many, those that queues and skills make."""
    count = max(whole) + 1

    def those(candidates: Iterable[frozenset[int]]) -> Iterator[frozenset[int]]:
        for each in candidates:
            if len(_components(each, kinds)) == 1 and _closure(each, kinds, count) == each:
                yield each

    subsets = (frozenset(each) for size in range(1, len(whole)) for each in combinations(sorted(whole), size))
    if len(found := set(those(subsets))) <= MOST_SETS:
        return found
    made = (_closure(each, kinds, count) for each in [*(frozenset({queue}) for queue in whole), *kinds] if each <= whole)
    return set(those(made))


def _closure(queues: frozenset[int], kinds: list[frozenset[int]], count: int) -> frozenset[int]:
    """The queues together with those that nobody answers but who answers one of them."""
    others = [kind for kind in kinds if not kind & queues]
    answered = frozenset().union(*kinds)
    more = (queue for queue in range(count) if queue in answered and not any(queue in kind for kind in others))
    return queues | frozenset(more) if queues & answered else queues


def _components(queues: Iterable[int], kinds: list[frozenset[int]]) -> set[frozenset[int]]:
    """Parts of some queues that have no operator in common."""
    parts = [frozenset({queue}) for queue in queues]
    every = frozenset().union(*parts)
    for kind in kinds:
        touched = [part for part in parts if part & kind]
        if kind & every:
            parts = [part for part in parts if not part & kind] + [frozenset().union(*touched)]
    return set(parts)
