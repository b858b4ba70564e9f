"""Costs of how many of certain operators are on the phone: sets of queues, topics, and the cap of the seats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.yesterday import people

CAP_SLOPE = 10**10
"""Units for each operator on the phone beyond a cap, in each cell: far above all a roster could gain by one."""

STAFFING = "staffing"
TOPIC_COVER = "topic_cover"
SEATS = "seats"


@dataclass(frozen=True, eq=False)
class HeadCount:
    """Convex cost of the number on the phone among some operators, in each cell; one operator counts in several.

    Parameters
    ----------
    rule
        Rule that it states: `STAFFING` or `TOPIC_COVER`, terms of the cost, or `SEATS`, a hard rule.
    label
        Which one of several of the same rule: the queues, or the topic; empty for the seats.
    counts
        Which of the people count, as in `StaffingCost`; shape (people,).
    curves
        Cost, in units of `instance.objective.UNITS`, of k of them on the phone during one cell; convex in k; shape
        (curves, most + 1), where `most` is the number of all people.
    curve_of
        Curve of each cell of the horizon, -1 where nothing is counted; shape (cells,).
    cap
        Most that may be on the phone, where the rule is hard: the curve is 0 up to it and then rises by `CAP_SLOPE`.
    required
        Operators required with each curve, of a set of queues: shape (curves,).
    whole
        Whether the set of queues stands alone, so that presence that nobody lacks costs there.
    """

    rule: str
    label: str
    counts: NDArray[np.bool_]
    curves: NDArray[np.int64]
    curve_of: NDArray[np.int64]
    cap: int | None = None
    required: NDArray[np.int64] | None = None
    whole: bool = False

    @property
    def applies(self) -> NDArray[np.bool_]:
        """In which cells of the horizon anything is counted; shape (cells,)."""
        return self.curve_of >= 0


def head_counts(instance: Instance, demand: Demand) -> tuple[HeadCount, ...]:
    """All head counts of an instance: its sets of queues, its topics in the order written, then the cap of seats and lines."""
    return (*_sets(instance, demand), *_topics(instance), *_seats(instance))


def _sets(instance: Instance, demand: Demand) -> Iterator[HeadCount]:
    """Cost of the calls of each set of queues."""
    interval = np.arange(instance.grid.cells) // instance.grid.cells_per_interval
    curve_of = np.where(demand.is_open, interval, -1)
    for each in demand.sets:
        label = " + ".join(name or "" for name in each.names)
        yield HeadCount(STAFFING, label, each.queues.members, each.curve, curve_of, None, each.required, each.queues.whole)


def _topics(instance: Instance) -> Iterator[HeadCount]:
    """Price an open cell in which nobody with the skill is on the phone."""
    price = units(instance.objective.missing_topic_per_hour, instance.grid.cell_minutes)
    everybody = people(instance)
    curve = np.zeros(len(everybody) + 1, dtype=np.int64)
    curve[0] = price
    for topic in instance.service.topics:
        counts = np.array([topic in operator.skills for operator in everybody], dtype=np.bool_)
        yield HeadCount(TOPIC_COVER, topic, counts, curve[None], np.where(open_cells(instance), 0, -1))


def _seats(instance: Instance) -> Iterator[HeadCount]:
    """Forbid more on the phone than there are seats and lines, in open cells and closed ones.

    Of those still there from yesterday no more count than there is room for: they are there, whoever is planned.
    """
    cap = instance.hotline.most_on_phone
    if cap is not None and cap < len(instance.operators):
        everybody = np.ones(len(people(instance)), dtype=np.bool_)
        everybody[len(instance.operators) + cap :] = False
        on_phone = np.arange(len(everybody) + 1, dtype=np.int64)
        always = np.zeros(instance.grid.cells, dtype=np.int64)
        yield HeadCount(SEATS, "", everybody, np.maximum(on_phone - cap, 0)[None] * CAP_SLOPE, always, cap)
