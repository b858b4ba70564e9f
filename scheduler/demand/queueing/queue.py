"""The callers of one queue, what they were promised, and what a number of operators on the phone gives them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scheduler.demand.opening import open_cells_of_intervals
from scheduler.demand.queueing.erlang import Performance, erlang_a, erlang_c
from scheduler.demand.queueing.finite_lines import finite_lines
from scheduler.demand.queueing.priority import Ranked, ranked
from scheduler.demand.queueing.redials import with_redials
from scheduler.demand.queueing.uncertainty import load_quantile
from scheduler.errors import Fault, InputError
from scheduler.instance.calls_grid import calls_by_interval
from scheduler.instance.instance import Instance
from scheduler.instance.service import Service

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

FUZZ = 1e-9
"""Relative rounding error forgiven where a bound is met exactly: 8 operators at 20 % shrinkage are 10, not 11."""

_MOST_KEPT = 50_000
"""Loads of one promise for which what was found is kept."""


@dataclass(frozen=True, eq=False)
class Queue:
    """The callers of one queue, and what they were promised.

    Parameters
    ----------
    service
        Goal, patience, redials and shrinkage.
    calls, aht_s
        Expected calls of each interval (first attempts, where callers call again), and their mean handling time in
        seconds, NaN where closed; shape (intervals,).
    load
        Offered load of each interval, in erlangs, NaN where closed; shape (intervals,).
    staffed_for
        What the load is multiplied by for the requirement, so that the goal is met as surely as `service` asks; shape
        (intervals,); None: 1.
    lines
        Telephone lines of the hotline, where those who find none call again; None: they find one.
    ranks
        Shares of the calls of higher priority, and of higher or equal one, in each interval, where the service is `Ranked`:
        this has their means; each of shape (intervals,).
    """

    service: Service
    calls: Floats
    aht_s: Floats
    load: Floats
    staffed_for: Floats | None = None
    lines: int | None = None
    ranks: tuple[Floats, Floats] | None = None

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """Whether calls are answered at any time in an interval; shape (intervals,)."""
        return ~np.isnan(self.load)

    def service_level(self, on_phone: ArrayLike) -> Floats:
        """Expected service level of each interval, NaN where closed or where nobody says how many; shape (intervals,).

        Parameters
        ----------
        on_phone
            Mean number of operators planned on the phone in each interval, before shrinkage; may be fractional; one
            number, or shape (intervals,), NaN where it is not known. The level lies on a straight line between whole
            numbers of agents.
        """
        return self._between_whole_agents(on_phone).service_level

    def occupancy(self, on_phone: ArrayLike) -> Floats:
        """Expected share of their time that operators spend with callers, as `service_level`; shape (intervals,)."""
        return self._between_whole_agents(on_phone).occupancy

    def abandonment(self, on_phone: ArrayLike) -> Floats:
        """Expected share of the calls that are hung up, as `service_level`; shape (intervals,)."""
        return self._between_whole_agents(on_phone).abandonment

    def attempts(self, on_phone: ArrayLike) -> Floats:
        """Expected calls of a caller, 1 where nobody calls again, as `service_level`; shape (intervals,)."""
        return self._between_whole_agents(on_phone).attempts

    def met(self, on_phone: ArrayLike) -> Performance:
        """All that callers are expected to meet, as `service_level`; every field of shape (intervals,)."""
        return self._between_whole_agents(on_phone)

    def with_more_calls(self, factors: Floats) -> Queue:
        """Return so many times as many calls; `factors` has shape (intervals,)."""
        return replace(self, calls=self.calls * factors, load=self.load * factors)

    def with_load_factors(self, factors: Floats) -> Queue:
        """Return the same calls with handling times so many times as long; `factors` has shape (intervals,)."""
        return replace(self, aht_s=self.aht_s * factors, load=self.load * factors)

    def _between_whole_agents(self, on_phone: ArrayLike) -> Performance:
        planned = np.broadcast_to(np.asarray(on_phone, dtype=float), self.load.shape)
        at = np.flatnonzero(self.is_open & ~np.isnan(planned))
        present = planned[at] * (1 - self.service.shrinkage_percent / 100)
        whole = np.floor(present * (1 + FUZZ))
        share = np.clip(present - whole, 0.0, 1.0)
        parted = np.flatnonzero(share > 0)
        below, above, share = self._met(at, whole), self._met(at[parted], whole[parted] + 1), share[parted]

        def between(name: str) -> Floats:
            low, high = np.broadcast_to(getattr(below, name), at.shape), getattr(above, name)
            values = np.full(self.load.shape, np.nan)
            values[at] = low
            values[at[parted]] = (1 - share) * low[parted] + share * high
            return values

        return Performance(**{name: between(name) for name in Performance.__dataclass_fields__})

    def _met(self, at: NDArray[np.intp], agents: Floats) -> Performance:
        """What callers of some intervals meet with so many agents present."""
        ranks = None if self.ranks is None else (self.ranks[0][at], self.ranks[1][at])
        return performance(self.service, self.load[at], agents, self.aht_s[at], self.lines, ranks)


def queue_of(instance: Instance, name: str | None = None) -> Queue:
    """The callers of one queue of an instance.

    Parameters
    ----------
    name
        Which queue; None is the only one of a hotline without `service.queues`.

    Raises
    ------
    InputError
        If an open interval has no row in the forecast; each one is named.
    """
    grid, is_open = instance.grid, open_cells_of_intervals(instance) > 0
    calls, aht_s = calls_by_interval(instance, name)
    calls, aht_s = (np.where(is_open, values, np.nan) for values in (calls, aht_s))
    load = calls * aht_s / (grid.interval_minutes * 60)
    if not instance.calls.are_given:
        aht_s = np.full_like(aht_s, np.nan)  # nobody has said; with it every service level is unknown
    missing = np.flatnonzero(is_open & np.isnan(load))
    if missing.size:
        moments = (grid.moment(int(interval) * grid.cells_per_interval) for interval in missing)
        raise InputError(
            Fault("", "calls.forecast", f"no row for the open interval that starts at {moment:%Y-%m-%d %H:%M}"
                  f"{_of(name)}; each open interval needs one, with 0 calls where none is expected")
            for moment in moments
        )
    certainty = instance.queues[name].certainty_percent
    staffed_for = None if certainty is None else load_quantile(instance, certainty / 100)
    lines = instance.hotline.lines if instance.queues[name].redials else None
    return Queue(instance.queues[name], calls, aht_s, load, staffed_for, lines)


def performance(
    service: Service, load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, lines: ArrayLike | None = None,
    ranks: tuple[ArrayLike, ArrayLike] | None = None,
) -> Performance:
    """What callers meet who make a load of first attempts, and call again if they do; broadcasts.

    Erlang A where the service has a patience, otherwise Erlang C; on so many lines, where they are not left out. Operators
    without a line wait, too. Where the service is `Ranked`, what its callers meet among all who make the load. An operator who
    handles several contacts at a time is as many servers, and the occupancy is the share of these that are taken.

    Parameters
    ----------
    ranks
        Shares of the calls of higher priority, and of higher or equal one; left out: those of the service.

    References
    ----------
    J. Luo, J. Zhang, "Staffing and control of instant messaging contact centers", Operations Research 61, 2013: with the
    handling time that goes with so many contacts at a time.
    """
    servers = np.asarray(agents) * service.concurrency
    whole = _of_all(service, load, servers, aht_s, lines)
    if isinstance(service, Ranked):
        before, upto = ranks or (service.before, service.upto)
        return ranked(whole, service, np.asarray(load) * whole.attempts, servers, aht_s, before, upto)
    return whole


def _of_all(
    service: Service, load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, lines: ArrayLike | None = None
) -> Performance:
    """What callers meet, whatever their priority, if they are taken in the order in which they came."""
    redials = service.redials
    if redials is None or not redials.share or (service.patience_s is None and lines is None):  # nobody is left unanswered
        return _one_attempt(service, load, agents, aht_s, lines)

    def meet(load: Floats, agents: Floats, aht_s: Floats, *room: Floats) -> Performance:
        return _one_attempt(service, load, agents, aht_s, *room)

    return with_redials(meet, redials.share, load, agents, aht_s, *(() if lines is None else (lines,)))


def _one_attempt(
    service: Service, load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, lines: ArrayLike | None = None
) -> Performance:
    if lines is not None:
        return finite_lines(load, np.minimum(agents, lines), lines, aht_s, service.answer_within_s,
                            service.patience_s or np.inf)
    if service.patience_s is None:
        return erlang_c(load, agents, aht_s, service.answer_within_s)
    return erlang_a(load, agents, aht_s, service.patience_s, service.answer_within_s)


def smallest_agents(service: Service, load: Floats, aht_s: Floats) -> Counts:
    """Smallest number of agents present that keeps the goal and the largest occupancy, for each load; shape (n,).

    What was found for a promise is kept, as sets of queues that overlap ask for the same loads again and again.
    """
    found = _found_for(service.model_copy(update={"min_operators": 0}))  # on which agents do not depend
    pairs = list(zip(load.tolist(), aht_s.tolist(), strict=True))
    if len(found) + len(pairs) > _MOST_KEPT:
        found.clear()
    new = [at for at, pair in enumerate(pairs) if pair not in found]
    if new:
        found.update(zip((pairs[at] for at in new), _bisected(service, load[new], aht_s[new]).tolist(), strict=True))
    return np.array([found[pair] for pair in pairs], dtype=np.int64)


@lru_cache(maxsize=64)
def _found_for(promise: Service) -> dict[tuple[float, float], int]:  # noqa: ARG001 - the key
    """Agents for each load and handling time that was asked for under a promise; filled by `smallest_agents`."""
    return {}


def _bisected(service: Service, load: Floats, aht_s: Floats) -> Counts:
    """The same, computed anew.

    Both measures are monotone in the number of agents, so that it is found by bisection. Fewer than those whom the load
    times the target keeps busy never suffice, as an agent serves at most so many callers at a time.
    """
    target, most_busy = service.target_percent / 100, service.max_occupancy_percent / 100

    def keeps(agents: Counts, at: NDArray[np.bool_]) -> NDArray[np.bool_]:
        enough = np.ones(load.shape, dtype=np.bool_)
        met = performance(service, load[at], agents[at], aht_s[at])
        enough[at] = ((met.service_level >= target * (1 - FUZZ)) & (met.occupancy <= most_busy * (1 + FUZZ))
                      | (load[at] == 0))
        return enough

    busy = load / service.concurrency
    low = np.maximum(np.ceil(busy * min(target, 1.0)) - 1, -1).astype(np.int64)  # never suffices
    margin = np.ceil(np.sqrt(busy)).astype(np.int64) + 1
    high = np.maximum(low, np.floor(busy).astype(np.int64)) + margin
    enough = np.zeros(load.shape, dtype=np.bool_)
    while not (enough := keeps(high, ~enough)).all():
        low = np.where(enough, low, high)
        margin *= 2
        high = np.where(enough, high, high + margin)
    while (open_ := high - low > 1).any():
        middle = np.maximum((low + high) // 2, 0)
        enough = keeps(middle, open_)
        low, high = np.where(open_ & ~enough, middle, low), np.where(open_ & enough, middle, high)
    return np.asarray(high)


def _of(name: str | None) -> str:
    return "" if name is None else f" of queue {name!r}"


def planned_for(service: Service, agents: Counts) -> Counts:
    """Operators to plan so that after shrinkage so many agents are there, rounded up; at least `min_operators`.

    `min_operators` are operators on the phone as planned: shrinkage is not added to them.
    """
    planned = np.ceil(agents / (1 - service.shrinkage_percent / 100) * (1 - FUZZ)).astype(np.int64)
    return np.maximum(planned, service.least_operators)
