"""Costs of how many of certain people are on the phone: sets of queues, topics, minimums, nobody at all, and seats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import Demand
from scheduler.demand.opening import in_window, open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.service import Minimum
from scheduler.instance.yesterday import people

CAP_SLOPE = 10**10
"""Units for each operator on the phone beyond a cap, in each cell: far above all a roster could gain by one."""

ACTIVITY = "activity"
BREAKS = ("breather", "lunch", ACTIVITY)
"""Kinds of break that a head count tells apart; the last only where there are activities."""

STAFFING = "staffing"
TOPIC_COVER = "topic_cover"
UNMANNED = "unmanned"
MINIMUMS = "minimums"
SEATS = "seats"
TOGETHER = "together"
ACTIVITIES = "activities"


@dataclass(frozen=True, eq=False)
class HeadCount:
    """Convex cost of the number on the phone among some operators, in each cell; one operator counts in several.

    Parameters
    ----------
    rule
        Rule that it states: `STAFFING`, `TOPIC_COVER`, `UNMANNED`, `MINIMUMS` or `TOGETHER`, terms of the cost, or `SEATS` or
        `ACTIVITIES`, hard rules.
    label
        Which one of several of the same rule: the queues, or the topic; empty for the seats.
    counts
        Which of the people, as in `StaffingCost`, count while they are on the phone; or what each adds. Shape (people,).
    curves
        Cost, in units of `instance.objective.UNITS`, of a count of k during one cell; convex in k; shape (curves, most + 1),
        where `most` is the largest count, of `counts` alone the number of all people.
    curve_of
        Curve of each cell of the horizon, -1 where nothing is counted; shape (cells,).
    cap
        Most that may be on the phone, where the rule is hard: the curve is 0 up to it, and the base, and then rises by
        `CAP_SLOPE`.
    required
        Operators required with each curve, of a set of queues: shape (curves,).
    whole
        Whether the set of queues stands alone, so that presence that nobody lacks costs there.
    on_break
        What each of the people adds during a break of each of `break_labels`, or of the first of them; shape (people, kinds).
        None: nothing.
    base
        What is counted of nobody, so that no count is below 0.
    """

    rule: str
    label: str
    counts: NDArray[np.bool_] | NDArray[np.int64]
    curves: NDArray[np.int64]
    curve_of: NDArray[np.int64]
    cap: int | None = None
    required: NDArray[np.int64] | None = None
    whole: bool = False
    on_break: NDArray[np.int64] | None = None
    base: int = 0

    @property
    def weights(self) -> NDArray[np.int64]:
        """What each of the people adds on the phone, and in each kind of break that counts; shape (people, 1 + kinds)."""
        return self.wide(1 + len(BREAKS))

    def wide(self, lanes: int) -> NDArray[np.int64]:
        """The weights of so many lanes: on the phone, then each kind of break; shape (people, lanes)."""
        weights = np.zeros((len(self.counts), max(lanes, self.lanes)), dtype=np.int64)
        weights[:, 0] = self.counts
        if self.on_break is not None:
            weights[:, 1:self.lanes] = self.on_break
        return weights

    @property
    def lanes(self) -> int:
        """The phone, and the kinds of break that are told apart."""
        return 1 if self.on_break is None else 1 + self.on_break.shape[1]

    def widened(self, below: int, above: int, steep: int = 0) -> HeadCount:
        """The same with costs of so many counts below the old ends and above, of which no roster that keeps the rules comes.

        There curves go on as they end, below by `steep` a count at least, or level where they would fall.
        """
        if not below and not above:
            return self
        first, last = self.curves[:, :1], self.curves[:, -1:]
        down = np.maximum(first - self.curves[:, 1:2], steep) * np.arange(below, 0, -1)
        up = np.maximum(last - self.curves[:, -2:-1], 0) * np.arange(1, above + 1)
        return replace(self, curves=np.hstack([first + down, self.curves, last + up]), base=self.base + below)

    @property
    def applies(self) -> NDArray[np.bool_]:
        """In which cells of the horizon anything is counted; shape (cells,)."""
        return self.curve_of >= 0


def break_labels(instance: Instance) -> tuple[str, ...]:
    """Labels of the breaks that head counts tell apart: `BREAKS`, then each activity of which it counts who is in it.

    With seats that may run short deferrable work is one of them: whoever is at it needs a seat.
    """
    seated = instance.deferrable if _has_few_seats(instance) else ()
    return (*BREAKS, *(each.kind for each in instance.activities if each.is_counted_apart), *(each.kind for each in seated))


def _has_few_seats(instance: Instance) -> bool:
    cap = instance.hotline.most_on_phone
    return cap is not None and cap < len(instance.operators)


def reach(weights: NDArray[np.int64]) -> tuple[int, int]:
    """How far below 0 and above it a sum may lie to which each of the people adds one of their weights."""
    return -int(np.minimum(weights.min(axis=1), 0).sum()), int(np.maximum(weights.max(axis=1), 0).sum())


def stacked(heads: Sequence[HeadCount]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Curves of all head counts under one another, as wide as the widest, and the first of each; beyond its most none goes."""
    width = max(each.curves.shape[1] for each in heads)
    beyond = np.arange(1, width + 1, dtype=np.int64) * CAP_SLOPE
    wide = [np.hstack([each.curves, each.curves[:, -1:] + beyond[: width - each.curves.shape[1]]]) for each in heads]
    first = np.cumsum([0, *(len(each) for each in wide)], dtype=np.int64)
    return np.ascontiguousarray(np.vstack(wide)), first


@dataclass(frozen=True, eq=False)
class Floor:
    """A least number on the phone that every roster keeps.

    Parameters
    ----------
    what
        Whom it counts, in words.
    number
        Least number.
    counts, applies
        Which of the people count, shape (people,), and in which cells, shape (cells,).
    """

    what: str
    number: int
    counts: NDArray[np.bool_]
    applies: NDArray[np.bool_]


def floors(instance: Instance) -> tuple[Floor, ...]:
    """All hard minimums: `min_operators` of each queue, then `minimums`."""
    return (*_hard_queues(instance), *_hard_minimums(instance))


def _hard_queues(instance: Instance) -> Iterator[Floor]:
    for name, service in instance.queues.items():
        if service.hard_operators:
            counts = np.array([name is None or name in each.skills for each in people(instance)], dtype=np.bool_)
            what = "on the phone" if name is None else f"who answer {name!r}"
            yield Floor(what, service.hard_operators, counts, open_cells(instance))


def _hard_minimums(instance: Instance) -> Iterator[Floor]:
    for each in instance.service.minimums:
        if each.is_hard:
            what = "on the phone" if each.skill is None else f"on the phone with skill {each.skill!r}"
            yield Floor(what, each.number, _counted(instance, each), _cells(instance, each))


def _minimums(instance: Instance) -> Iterator[HeadCount]:
    """Price each operator missing to a minimum that is not hard."""
    price = units(instance.objective.understaffing_beyond_10_percent_per_hour, instance.grid.cell_minutes)
    on_phone = np.arange(len(people(instance)) + 1, dtype=np.int64)
    for each in instance.service.minimums:
        if not each.is_hard:
            curve = np.maximum(each.number - on_phone, 0) * price
            applies = np.where(_cells(instance, each), 0, -1)
            yield HeadCount(MINIMUMS, each.skill or "", _counted(instance, each), curve[None], applies)


def _counted(instance: Instance, minimum: Minimum) -> NDArray[np.bool_]:
    return np.array([minimum.skill is None or minimum.skill in each.skills for each in people(instance)], dtype=np.bool_)


def _cells(instance: Instance, minimum: Minimum) -> NDArray[np.bool_]:
    """Open cells in the window of a minimum."""
    return in_window(instance, minimum.days, minimum.start, minimum.end) & open_cells(instance)


def head_counts(instance: Instance, demand: Demand) -> tuple[HeadCount, ...]:
    """All head counts of an instance: its sets of queues, topics, minimums, open time with nobody there, seats and lines."""
    return (*_sets(instance, demand), *_topics(instance), *_minimums(instance), *_unmanned(instance, demand), *_seats(instance))


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


def _unmanned(instance: Instance, demand: Demand) -> Iterator[HeadCount]:
    """Price open time that requires somebody, with nobody at all on the phone."""
    if price := units(instance.objective.unmanned_per_hour, instance.grid.cell_minutes):
        everybody = np.ones(len(people(instance)), dtype=np.bool_)
        curve = np.zeros(len(everybody) + 1, dtype=np.int64)
        curve[0] = price
        needed = np.repeat(demand.needs_somebody(instance), instance.grid.cells_per_interval)[: instance.grid.cells]
        yield HeadCount(UNMANNED, "", everybody, curve[None], np.where(demand.is_open & needed, 0, -1))


def _seats(instance: Instance) -> Iterator[HeadCount]:
    """Forbid more on the phone than there are seats and lines, in open cells and closed ones.

    Of those still there from yesterday no more count than there is room for: they are there, whoever is planned.
    """
    cap = instance.hotline.most_on_phone
    if cap is not None and _has_few_seats(instance):
        everybody = np.ones(len(people(instance)), dtype=np.bool_)
        everybody[len(instance.operators) + cap :] = False
        on_phone = np.arange(len(everybody) + 1, dtype=np.int64)
        always = np.zeros(instance.grid.cells, dtype=np.int64)
        yield HeadCount(SEATS, "", everybody, np.maximum(on_phone - cap, 0)[None] * CAP_SLOPE, always, cap)
