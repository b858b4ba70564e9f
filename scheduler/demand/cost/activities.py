"""Activities as head counts: at most so many people are in one at a moment, and who holds it for each is there and free.

Who is in an activity that is held one to one takes its facilitator with them: in every head count they add what it changes that
the facilitator is in the activity, and not on the phone. So the facilitator's shift itself has no activity in the search; it is
put there when the roster is told (`model.sessions`). Nothing is left out: the sums are those of the roster that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import ACTIVITIES, ACTIVITY, BREAKS, SEATS, HeadCount, break_labels, reach
from scheduler.instance.activities import Activity
from scheduler.instance.instance import Instance
from scheduler.instance.yesterday import people

Ints = NDArray[np.int64]
_IN_ACTIVITY = 1 + BREAKS.index(ACTIVITY)


def activity_counts(instance: Instance) -> Iterator[HeadCount]:
    """Hard head counts, whose cost is 1 for each who is too many in an activity, or in one without its facilitator."""
    lanes = 1 + len(break_labels(instance))
    for each in instance.activities:
        if each.at_once is not None:
            weights = np.zeros((len(people(instance)), lanes), dtype=np.int64)
            weights[:, _lane(instance, each)] = 1
            yield _hard(instance, each.name, weights, each.at_once)
    for leader, kinds in instance.led_by.items():
        weights = np.zeros((len(people(instance)), lanes), dtype=np.int64)
        weights[:, [1 + break_labels(instance).index(kind) for kind in kinds]] = 1
        for index in _indices(instance, leader):
            weights[index] = 0
            weights[index, 0] = -1
        yield _hard(instance, leader, weights, 0)


def with_facilitators(instance: Instance, heads: Iterable[HeadCount]) -> Iterator[HeadCount]:
    """Head counts in which whoever is in an activity that is held one to one adds what its facilitator adds less.

    At deferrable work somebody is as in any other activity, but for the seats, of which they need one.
    """
    labels = break_labels(instance)
    lanes = 1 + len(labels)
    if lanes == 1 + len(BREAKS):
        yield from heads
        return
    for head in heads:
        weights = head.wide(lanes)
        weights[:, 1 + len(BREAKS):] = weights[:, [_IN_ACTIVITY]]
        if head.rule == SEATS:
            weights[:, [1 + labels.index(each.kind) for each in instance.deferrable]] = weights[:, [0]]
        alone = weights.copy()
        for each in (one for one in instance.activities if one.is_one_to_one):
            for index in _indices(instance, each.facilitator):
                others = np.arange(len(weights)) != index
                weights[others, _lane(instance, each)] += alone[index, _IN_ACTIVITY] - alone[index, 0]
        base, top = reach(weights)
        wide = head.widened(max(0, base - head.base), max(0, top + 1 - (head.curves.shape[1] - head.base)))
        yield replace(wide, counts=weights[:, 0], on_break=weights[:, 1:])


def _lane(instance: Instance, activity: Activity) -> int:
    return 1 + break_labels(instance).index(activity.kind)


def _indices(instance: Instance, leader: str | None) -> list[int]:
    """The operator who holds something, not themselves as one who is still there from yesterday."""
    return [index for index, each in enumerate(instance.operators) if each.id == leader]


def _hard(instance: Instance, label: str, weights: Ints, most: int) -> HeadCount:
    base, top = reach(weights)
    curve = np.maximum(np.arange(-base, top + 1, dtype=np.int64) - most, 0)
    always = np.zeros(instance.grid.cells, dtype=np.int64)
    return HeadCount(ACTIVITIES, label, weights[:, 0], curve[None], always, on_break=weights[:, 1:], base=base)
