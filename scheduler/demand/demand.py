"""Demand as one value: calls, requirement and cost curves of every queue, made once and handed to all who need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.parts import CostPart, Needs, cost_parts
from scheduler.demand.help import Bought, Help, help_of
from scheduler.demand.opening import outside_intervals
from scheduler.demand.planned import planned_for, required_of, with_factors
from scheduler.demand.queue_demand import Counts, QueueDemand, answers_of, demand_of_queue, pooled_queue
from scheduler.demand.queue_sets import QueueSet, queue_sets
from scheduler.demand.queueing.pooled import PooledQueue
from scheduler.demand.several_sets import Levels, level_in_several
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.yesterday import people

Names = tuple[str | None, ...]


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
    help
        What an outside call centre answers of it; None: nothing, or not known yet.
    """

    is_open: NDArray[np.bool_]
    queues: tuple[QueueDemand, ...]
    sets: tuple[SetDemand, ...]
    help: Help | None = None

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
            Mean number of own operators on the phone who answer a queue of each set, in the order of `sets`; shape (sets,
            intervals).
        """
        of_sets = [(each.queues.queues, each.callers.service_levels(present + self._beside(each)))
                   for each, present in zip(self.sets, on_phone, strict=True)]
        levels = np.full((len(self.queues), on_phone.shape[1]), np.nan)
        for whole in self.wholes:
            inside = [(queues, found) for queues, found in of_sets if set(queues) <= set(whole.queues.queues)]
            mine = list(whole.queues.queues)
            levels[mine] = inside[0][1] if len(inside) == 1 else self._in_several(mine, inside)
        if self.help is not None:
            levels[self.help.queue] = self.help.share + (1 - self.help.share) * levels[self.help.queue]
        return levels

    def with_help(self, instance: Instance, bought: Iterable[Bought]) -> Demand:
        """The same, of which an outside call centre answers what is bought; costs and requirement stay."""
        found = help_of(instance, np.stack([each.queue.calls for each in self.queues]), bought)
        if found is None:
            return self
        number = found.queue
        rest = replace(self.queues[number], queue=self.queues[number].queue.with_more_calls(1 - found.share))
        return replace(self._with_callers((*self.queues[:number], rest, *self.queues[number + 1:])), help=found)

    def _beside(self, asked: SetDemand) -> NDArray[np.float64]:
        """Outside operators who answer a queue of a set, as so many rostered ones of whom some may be absent; (intervals,)."""
        if self.help is None or self.help.queue not in asked.queues.queues:
            return np.zeros(1)
        shrinkage = self.queues[self.help.queue].queue.service.shrinkage_percent / 100
        return np.asarray(self.help.operators / (1 - shrinkage))

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
        sets = (replace(each, callers=pooled_queue([queues[index] for index in each.queues.queues], len(queues)))
                for each in self.sets)
        return replace(self, queues=queues, sets=tuple(sets))


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
    queues = tuple(demand_of_queue(instance, name) for name in instance.queues)
    found = _sets_of(instance)
    factors = planned_for(instance, queues, found)
    sets = tuple(_of_set(instance, queues, each, forgiven, factors) for each in found)
    return Demand(open_cells(instance), queues, sets)


def _sets_of(instance: Instance) -> tuple[QueueSet, ...]:
    """Sets of queues that are staffed together; an outside call centre answers one queue, and the others not."""
    answers, outside = answers_of(instance, people(instance)), instance.outside
    if outside is None or outside.queue is None:
        return queue_sets(answers)
    elsewhere = np.array([[name == outside.queue for name in instance.queues]], dtype=np.bool_)
    return tuple(replace(each, members=each.members[:-1]) for each in queue_sets(np.vstack([answers, elsewhere])))


def _of_set(
    instance: Instance, queues: tuple[QueueDemand, ...], each: QueueSet, forgiven: float, factors: NDArray[np.float64]
) -> SetDemand:
    mine, planned = [queues[index] for index in each.queues], with_factors(queues, each, factors)
    callers = pooled_queue(mine, len(queues))
    required = required_of(instance, each, planned)
    required.flags.writeable = False
    asked = max((queues[index].queue.service.least_operators for index in each.own), default=0)
    least = np.where(callers.is_open, asked, 0)
    needs = Needs(instance, pooled_queue(planned, len(queues)), required, least, each.whole,
                  _buyable(instance, planned, required, least), forgiven)
    buys = needs.buys is not None and each.whole and instance.outside is not None and instance.outside.minimum_purchase > 0
    names = tuple(one.name for one in mine)
    return SetDemand(names, each, callers, required, cost_parts(needs), needs if buys else None)


def _buyable(instance: Instance, mine: list[QueueDemand], required: Counts, least: Counts) -> Counts | None:
    """Operators of a set whose work an outside call centre may take: those its queue requires beyond the least own ones."""
    outside = instance.outside
    taken = next((each for each in mine if outside is not None and each.name == outside.queue), None)
    if taken is None:
        return None
    own = np.where(taken.queue.is_open, taken.queue.service.least_operators, 0)
    return np.asarray(np.maximum(np.minimum(required - least, taken.required - own), 0))
