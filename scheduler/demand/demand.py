"""Demand as one value: calls, requirement and cost curves of every queue, made once and handed to all who need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.parts import CostPart, Needs, cost_parts
from scheduler.demand.opening import outside_intervals
from scheduler.demand.queue_sets import QueueSet, queue_sets
from scheduler.demand.queueing.pooled import PooledQueue, pooled
from scheduler.demand.queueing.queue import Queue, queue_of
from scheduler.demand.queueing.uncertainty import LoadDistribution, interval_distribution, load_distribution
from scheduler.demand.requirement.intervals import requirement
from scheduler.demand.requirement.overlapping import overlap_factors
from scheduler.demand.requirement.pooled import pooled_requirement
from scheduler.demand.several_sets import Levels, level_in_several
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.requirement_grid import required_directly
from scheduler.instance.yesterday import people

Counts = NDArray[np.int64]
Names = tuple[str | None, ...]


@dataclass(frozen=True, eq=False)
class QueueDemand:
    """What one queue asks for.

    Parameters
    ----------
    name
        Name of the queue; None where the hotline has only one, without a name.
    queue
        Its callers: calls, handling time and offered load of each interval, and what they were promised.
    distribution
        How uncertain its load is, by the quantiles of the forecast; None without them.
    required
        Operators it requires in each interval, were its calls answered by operators of its own; 0 where closed; shape
        (intervals,); not to be written to.
    of_intervals
        What of the uncertainty is left once the load of the day is known; None: nothing.
    """

    name: str | None
    queue: Queue
    distribution: LoadDistribution | None
    required: Counts
    of_intervals: LoadDistribution | None = None


@dataclass(frozen=True, eq=False)
class SetDemand:
    """What a set of queues asks for together.

    Parameters
    ----------
    names
        Names of its queues, in the order written.
    queues
        The set, and who answers one of its queues.
    callers
        Its callers.
    required
        Operators it requires in each interval, 0 where closed; shape (intervals,); not to be written to.
    parts
        Its cost, term by term, for every number of own operators on the phone who answer one of its queues.
    bound_to_buy
        What its cost rests on, if an outside call centre with a least purchase takes its calls: what is bought then hangs
        together over the horizon (`cost.least_purchase.settled`), and `parts` are right where the minimum is reached.
    """

    names: Names
    queues: QueueSet
    callers: PooledQueue
    required: Counts
    parts: tuple[CostPart, ...]
    bound_to_buy: Needs | None = None

    @property
    def label(self) -> str | None:
        """Names of its queues in one word; None for the only queue of a hotline, without a name."""
        return None if self.names == (None,) else " + ".join(map(str, self.names))

    @property
    def curve(self) -> Counts:
        """Cost of k own operators during one cell, all terms together; convex in k; shape (intervals, most + 1)."""
        return np.asarray(np.sum([part.cost for part in self.parts], axis=0))


@dataclass(frozen=True, eq=False)
class Demand(Mapping[str | None, QueueDemand]):
    """Demand of a hotline: a mapping from the name of each queue, in the order written, to what it asks for.

    Parameters
    ----------
    is_open
        Whether calls are answered in each cell of the horizon, on all queues alike; shape (cells,).
    queues
        Demand of each queue, alone.
    sets
        Demand of each set of queues that is staffed together; a queue without shared operators is a set of its own.
    """

    is_open: NDArray[np.bool_]
    queues: tuple[QueueDemand, ...]
    sets: tuple[SetDemand, ...]

    def __getitem__(self, name: str | None) -> QueueDemand:
        for each in self.queues:
            if each.name == name:
                return each
        raise KeyError(name)

    def __iter__(self) -> Iterator[str | None]:
        return (each.name for each in self.queues)

    def __len__(self) -> int:
        return len(self.queues)

    @property
    def wholes(self) -> tuple[SetDemand, ...]:
        """Sets that stand alone, as their operators answer no other queue: each queue is in one of them."""
        return tuple(each for each in self.sets if each.queues.whole)

    def set_of(self, names: Names) -> SetDemand:
        """Demand of the set of exactly these queues.

        Raises
        ------
        KeyError
            If they are no set that is staffed together.
        """
        for each in self.sets:
            if each.names == names:
                return each
        raise KeyError(names)

    def needs_somebody(self, instance: Instance) -> NDArray[np.bool_]:
        """Intervals that require an own operator: of some queue that no outside call centre can take then; (intervals,)."""
        outside = instance.outside
        taken = outside_intervals(instance)
        needed = [(each.required > 0) & ~(taken & (outside is not None and outside.queue == each.name)) for each in self.queues]
        return np.asarray(np.logical_or.reduce(needed))

    def service_levels(self, on_phone: NDArray[np.float64]) -> NDArray[np.float64]:
        """Expected service level of each queue, NaN where closed; shape (queues, intervals).

        Of a queue in one set what that gives; of one in several what they give together (`several_sets`).

        Parameters
        ----------
        on_phone
            Mean number on the phone who answer a queue of each set, in the order of `sets`; shape (sets, intervals).
        """
        of_sets = [(each.queues.queues, each.callers.service_levels(present))
                   for each, present in zip(self.sets, on_phone, strict=True)]
        levels = np.full((len(self.queues), on_phone.shape[1]), np.nan)
        for whole in self.wholes:
            inside = [(queues, found) for queues, found in of_sets if set(queues) <= set(whole.queues.queues)]
            mine = list(whole.queues.queues)
            levels[mine] = inside[0][1] if len(inside) == 1 else self._in_several(mine, inside)
        return levels

    def _in_several(self, mine: list[int], inside: list[Levels]) -> NDArray[np.float64]:
        """Levels of the queues of a whole set that has others within it; shape (queues of the set, intervals)."""
        loads = np.array([np.nansum(self.queues[index].queue.load) for index in mine])
        renumbered = [(tuple(mine.index(queue) for queue in queues), found) for queues, found in inside]
        return level_in_several(loads, renumbered)

    def at_load(self, factors: NDArray[np.float64]) -> Demand:
        """The same on days whose load is so many times as large; costs and requirement stay; `factors` is (intervals,)."""
        queues = tuple(replace(each, queue=each.queue.with_more_calls(factors), distribution=each.of_intervals)
                       for each in self.queues)
        return self._with_callers(queues)

    def with_load_factors(self, factors: NDArray[np.float64]) -> Demand:
        """The same calls with handling times so many times as long; costs and requirement stay; (queues, intervals)."""
        queues = tuple(replace(each, queue=each.queue.with_load_factors(of_queue))
                       for each, of_queue in zip(self.queues, factors, strict=True))
        return self._with_callers(queues)

    def _with_callers(self, queues: tuple[QueueDemand, ...]) -> Demand:
        sets = (replace(each, callers=_pooled([queues[index] for index in each.queues.queues], len(queues)))
                for each in self.sets)
        return replace(self, queues=queues, sets=tuple(sets))


def answers_of(instance: Instance, operators: Sequence[Operator]) -> NDArray[np.bool_]:
    """Whether each operator answers each queue; without `service.queues` all answer the only one; (operators, queues)."""
    queues = instance.service.queues
    if not queues:
        return np.ones((len(operators), 1), dtype=np.bool_)
    return np.array([[name in operator.skills for name in queues] for operator in operators], dtype=np.bool_)


def demand_of(instance: Instance, forgiven: float = 0.0) -> Demand:
    """Demand of an instance, computed anew.

    Parameters
    ----------
    forgiven
        Share of the outside call centre's price that is left out of the cost, as its least purchase pays it anyway.

    Raises
    ------
    InputError
        If an open interval has no row in the forecast; each one is named.
    """
    queues = tuple(_of_queue(instance, name) for name in instance.queues)
    found = _sets_of(instance)
    factors = _planned_for(instance, queues, found)
    sets = tuple(_of_set(instance, queues, each, forgiven, factors) for each in found)
    return Demand(open_cells(instance), queues, sets)


def _planned_for(instance: Instance, queues: tuple[QueueDemand, ...], sets: Sequence[QueueSet]) -> NDArray[np.float64]:
    """What the load of each queue is multiplied by for requirement and cost, as its sets overlap; shape (queues, intervals)."""
    factors = np.ones((len(queues), instance.grid.intervals))
    for whole in (each for each in sets if each.whole and instance.calls.are_given):
        inside = [each for each in sets if set(each.queues) <= set(whole.queues)]
        if len(inside) > 1:
            factors[list(whole.queues)] = _planned_for_whole(instance, queues, whole, inside)
    return factors


def _planned_for_whole(
    instance: Instance, queues: tuple[QueueDemand, ...], whole: QueueSet, inside: Sequence[QueueSet]
) -> NDArray[np.float64]:
    def required(factors: NDArray[np.float64]) -> list[Counts]:
        every = np.broadcast_to(factors, (len(queues), len(factors)))
        return [_required_of(instance, each, _with_factors(queues, each, every)) for each in inside]

    services = [queues[index].queue.service for index in whole.queues]
    targets = np.array([each.target_percent / 100 if each.goal_over == "interval" and each.certainty_percent is None else np.inf
                        for each in services])
    callers = [_pooled([queues[index] for index in each.queues], len(queues)) for each in inside]
    numbers = [tuple(whole.queues.index(index) for index in each.queues) for each in inside]
    return overlap_factors(callers, numbers, [int(each.members.sum()) for each in inside], targets, required)


def _with_factors(queues: tuple[QueueDemand, ...], each: QueueSet, factors: NDArray[np.float64]) -> list[QueueDemand]:
    """Queues of a set with loads so many times as large; factors (queues, intervals)."""
    return [queues[index] if (factors[index] == 1).all()
            else replace(queues[index], queue=queues[index].queue.with_load_factors(factors[index])) for index in each.queues]


def _sets_of(instance: Instance) -> tuple[QueueSet, ...]:
    """Sets of queues that are staffed together; an outside call centre answers one queue, and the others not."""
    answers, outside = answers_of(instance, people(instance)), instance.outside
    if outside is None or outside.queue is None:
        return queue_sets(answers)
    elsewhere = np.array([[name == outside.queue for name in instance.queues]], dtype=np.bool_)
    return tuple(replace(each, members=each.members[:-1]) for each in queue_sets(np.vstack([answers, elsewhere])))


def _of_queue(instance: Instance, name: str | None) -> QueueDemand:
    queue = queue_of(instance, name)
    required = requirement(instance, queue, name)
    required.flags.writeable = False  # one value for all who read it
    return QueueDemand(name, queue, load_distribution(instance, name), required, interval_distribution(instance, name))


def _of_set(
    instance: Instance, queues: tuple[QueueDemand, ...], each: QueueSet, forgiven: float, factors: NDArray[np.float64]
) -> SetDemand:
    mine, planned = [queues[index] for index in each.queues], _with_factors(queues, each, factors)
    callers = _pooled(mine, len(queues))
    required = _required_of(instance, each, planned)
    required.flags.writeable = False
    asked = max((queues[index].queue.service.least_operators for index in each.own), default=0)
    least = np.where(callers.is_open, asked, 0)
    needs = Needs(instance, _pooled(planned, len(queues)), required, least, each.whole,
                  _buyable(instance, planned, required, least), forgiven)
    buys = needs.buys is not None and each.whole and instance.outside is not None and instance.outside.minimum_purchase > 0
    names = tuple(one.name for one in mine)
    return SetDemand(names, each, callers, required, cost_parts(needs), needs if buys else None)


def _required_of(instance: Instance, each: QueueSet, mine: list[QueueDemand]) -> Counts:
    """Operators that the queues of a set require."""
    if len(mine) == 1:
        return np.array(requirement(instance, mine[0].queue, mine[0].name))
    return _required_together(instance, each, mine, _pooled(mine, 0))


def _required_together(instance: Instance, each: QueueSet, mine: list[QueueDemand], callers: PooledQueue) -> Counts:
    """Operators that several queues require; what is given for a queue is given for its own operators, beside the others."""
    answers = answers_of(instance, people(instance))[:, list(each.queues)]
    parted = len(np.unique(answers[answers.any(axis=1)], axis=0)) > 1
    required = pooled_requirement(instance, callers, parted=parted)
    given = np.stack([required_directly(instance, one.name) for one in mine])
    for pattern in np.unique(given > 0, axis=1).T:
        if not pattern.any():
            continue
        others = [one for one, is_given in zip(mine, pattern, strict=True) if not is_given]
        beside = pooled_requirement(instance, _pooled(others, 0), parted=parted) if others else 0
        at = ((given > 0) == pattern[:, None]).all(axis=0)
        required = np.where(at, np.maximum(required, given.sum(axis=0) + beside), required)
    return np.asarray(required)


def _buyable(instance: Instance, mine: list[QueueDemand], required: Counts, least: Counts) -> Counts | None:
    """Operators of a set whose work an outside call centre may take: those its queue requires beyond the least own ones."""
    outside = instance.outside
    taken = next((each for each in mine if outside is not None and each.name == outside.queue), None)
    if taken is None:
        return None
    own = np.where(taken.queue.is_open, taken.queue.service.least_operators, 0)
    return np.asarray(np.maximum(np.minimum(required - least, taken.required - own), 0))


def _pooled(queues: Sequence[QueueDemand], of: int) -> PooledQueue:
    """The callers of some of so many queues as one; only all of them know what lines they have."""
    alone = [each.queue if len(queues) == of else replace(each.queue, lines=None) for each in queues]
    return pooled(alone, [each.distribution for each in queues])
