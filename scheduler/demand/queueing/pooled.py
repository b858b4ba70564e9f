"""Callers of several queues who are answered by the same operators: their calls together, each queue with its own promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scheduler.demand.queueing.expectation import expected_over
from scheduler.demand.queueing.missed_calls import missed_calls
from scheduler.demand.queueing.priority import Ranked
from scheduler.demand.queueing.queue import Queue
from scheduler.demand.queueing.uncertainty import LoadDistribution
from scheduler.instance.service import Redials

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PooledQueue:
    """Queues answered first come, first served by whoever is free, as one.

    All of their callers wait equally long, as all of the calls fall on all of the operators; the promises differ. Where queues
    differ in priority, those of higher priority are taken first. Where callers call again, all do so as often as they do in
    the mean. With one queue it is that queue.

    Parameters
    ----------
    queues
        The queues, each with its calls alone; open at the same times.
    distributions
        How uncertain the load of each is; None where it is certain.
    """

    queues: tuple[Queue, ...]
    distributions: tuple[LoadDistribution | None, ...]

    @cached_property
    def views(self) -> tuple[Queue, ...]:
        """What the callers of each queue meet: its own promise, with the calls of all."""
        if len(self.queues) == 1:
            return self.queues
        calls, load = (np.sum([getattr(queue, name) for queue in self.queues], axis=0) for name in ("calls", "load"))
        alone = np.mean([queue.aht_s for queue in self.queues], axis=0)
        worked = np.sum([queue.calls * queue.aht_s for queue in self.queues], axis=0)
        aht_s = np.where(calls > 0, worked / np.where(calls > 0, calls, 1.0), alone)
        again, lines = _redials_of_all(self.queues), next((queue.lines for queue in self.queues if queue.lines), None)
        services = [queue.service.model_copy(update=again) for queue in self.queues]
        views = [replace(queue, service=service, calls=calls, aht_s=aht_s, load=load, lines=lines)
                 for queue, service in zip(self.queues, services, strict=True)]
        return tuple(views if len({each.priority for each in services}) == 1 else map(self._ranked, views))

    def _ranked(self, view: Queue) -> Queue:
        """A view that knows how many of all calls have a higher priority, and how many at least the same."""
        total = np.where(view.calls > 0, view.calls, 1.0)
        shares, means = [], []
        for least in (view.service.priority + 1, view.service.priority):
            calls = np.sum([queue.calls for queue in self.queues if queue.service.priority >= least] or [0 * total], axis=0)
            shares.append(np.where(view.calls > 0, calls / total, 0.0))
            means.append(float(np.nansum(calls) / max(np.nansum(view.calls), 1e-9)))
        return replace(view, service=Ranked.among(view.service, *means), ranks=(shares[0], shares[1]))

    @cached_property
    def distribution(self) -> LoadDistribution | None:
        """How uncertain the load of all is: a forecast that is too low is so for all queues, in proportion."""
        known = [each for each in self.distributions if each is not None]
        if len(self.queues) == 1 or not known:
            return self.distributions[0] if len(self.queues) == 1 else None
        loads = [np.nan_to_num(queue.load) for queue in self.queues]
        total, nodes = np.sum(loads, axis=0), len(known[0].weights)
        shares = [np.where(total > 0, load / np.where(total > 0, total, 1.0), 1 / len(loads)) for load in loads]
        factors = np.sum([share[:, None] * (np.ones((len(share), nodes)) if each is None else each.factors)
                          for share, each in zip(shares, self.distributions, strict=True)], axis=0)
        return LoadDistribution(factors, known[0].weights)

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """Whether calls are answered at any time in an interval; shape (intervals,)."""
        return self.queues[0].is_open

    @property
    def calls(self) -> Floats:
        """Expected calls of all queues, NaN where closed; shape (intervals,)."""
        return self.views[0].calls

    @property
    def most_patient(self) -> Queue:
        """The view of the callers who wait longest."""
        return max(self.views, key=lambda view: view.service.patience_s or np.inf)

    def over_calls(self, measure: str, on_phone: ArrayLike) -> Floats:
        """Mean over all calls of what `Queue` says of the callers of each queue with so many on the phone; (intervals,).

        Parameters
        ----------
        measure
            ``service_level``, ``occupancy``, ``abandonment`` or ``attempts``.
        """
        calls = np.stack([queue.calls for queue in self.queues])
        total = calls.sum(axis=0)
        share = np.where(total > 0, calls / np.where(total > 0, total, 1.0), 1 / len(calls))
        return np.asarray((share * np.stack([getattr(view, measure)(on_phone) for view in self.views])).sum(axis=0))

    def service_levels(self, on_phone: ArrayLike) -> Floats:
        """Service level of each queue expected of all calls that may come, as `Queue.service_level`; (queues, intervals)."""
        found: list[tuple[Queue, Floats]] = []
        for view in self.views:
            known = next((level for other, level in found if other.service.is_promised_as(view.service)), None)
            found.append((view, self._expected_level(view, on_phone) if known is None else known))
        return np.stack([level for _, level in found])

    def _expected_level(self, view: Queue, on_phone: ArrayLike) -> Floats:
        load = self.distribution
        return view.service_level(on_phone) if load is None else expected_over(view, on_phone, load)[0]

    def missed(self, most: int, lines: int | None) -> tuple[Floats, Floats]:
        """Expected missed calls of all queues with 0 to `most` planned, and what is priced; each (intervals, most + 1)."""
        expected, convex = np.zeros((len(self.is_open), most + 1)), np.zeros((len(self.is_open), most + 1))
        for view, own in self._by_promise():
            found = missed_calls(view, most, self.distribution, lines)
            total = np.nan_to_num(view.calls)
            share = np.where(total > 0, np.nan_to_num(own) / np.where(total > 0, total, 1.0), 0.0)[:, None]
            expected += share * found.expected
            convex += share * found.convex
        return expected, convex

    def _by_promise(self) -> list[tuple[Queue, Floats]]:
        """One view for each different promise, with the calls to which it was made."""
        found: list[tuple[Queue, Floats]] = []
        for view, queue in zip(self.views, self.queues, strict=True):
            for number, (other, calls) in enumerate(found):
                if other.service.is_promised_as(view.service):
                    found[number] = other, calls + queue.calls
                    break
            else:
                found.append((view, queue.calls))
        return found


def _redials_of_all(queues: Sequence[Queue]) -> dict[str, Redials]:
    """Redials in the mean over the calls of some queues, where these differ; nothing where they do not."""
    known = [(queue.service.redials, float(np.nansum(queue.calls))) for queue in queues]
    if all(redials == known[0][0] for redials, _ in known):
        return {}
    total = sum(calls for _, calls in known) or 1.0
    percent = sum(calls * redials.percent for redials, calls in known if redials) / total
    delay_s = next(redials for redials, _ in known if redials).delay_s
    return {"redials": Redials.model_validate({"percent": f"{percent:.6f} %", "delay_s": delay_s})}


def pooled(queues: Sequence[Queue], distributions: Sequence[LoadDistribution | None]) -> PooledQueue:
    """The callers of some queues as one."""
    return PooledQueue(tuple(queues), tuple(distributions))
