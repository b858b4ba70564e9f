"""How many telephone lines a hotline needs, so that hardly a caller hears the busy signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.queueing.erlang import Performance, erlang_b
from scheduler.demand.queueing.finite_lines import MOST_LINES, lines_for_blocking
from scheduler.demand.queueing.queue import FUZZ, Queue, performance

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class LineNeed:
    """Lines for a blocking goal, and how long they are held.

    Parameters
    ----------
    busiest_interval, busiest_load
        Interval of the largest offered load of all queues together, and that load in erlangs.
    talking
        Lines by Erlang B for that load: every call holds a line while it is handled, nobody waits. The classical
        answer; too low where callers wait long, as their waiting holds lines too.
    talking_and_waiting
        Lines where callers hold one while they wait, too, with the operators planned (M/M/n/K+M); the largest over
        the intervals, with several queues the sum of what each needs. None where no number of lines is enough,
        because callers never hang up and the operators cannot serve them.
    at_interval, agents
        Interval that needs so many, and operators present in it; the first hopeless one where `talking_and_waiting`
        is None.
    handled_minutes, waited_minutes
        Minutes for which lines are held over the horizon, by calls being handled and by callers waiting, with as many
        lines as `talking_and_waiting`; infinite waiting where that is None.
    """

    busiest_interval: int
    busiest_load: float
    talking: int
    talking_and_waiting: int | None
    at_interval: int
    agents: int
    handled_minutes: float
    waited_minutes: float

    @property
    def lines(self) -> int | None:
        """Lines to order: the larger of both answers."""
        return None if self.talking_and_waiting is None else max(self.talking, self.talking_and_waiting)


def line_need(queues: Sequence[Queue], planned: Sequence[Counts], goal: float) -> LineNeed:
    """Lines on which no more than a share `goal` of the callers is blocked in any interval.

    Parameters
    ----------
    queues
        Callers of each queue, on the same intervals.
    planned
        Operators planned for each queue before shrinkage, in whole numbers; shape (intervals,) each.
    goal
        Largest share of the callers who may be blocked, between 0 and 1.

    Raises
    ------
    ValueError
        If the hotline is never open.
    """
    load = np.sum([np.nan_to_num(queue.load) for queue in queues], axis=0)
    present = [_present(queue, each) for queue, each in zip(queues, planned, strict=True)]
    needed = [_needed(queue, agents, goal) for queue, agents in zip(queues, present, strict=True)]
    if not any(queue.is_open.any() for queue in queues):
        raise ValueError("the hotline is never open; a number of lines needs calls")
    together, hopeless = np.sum(needed, axis=0), np.any([each < 0 for each in needed], axis=0)
    at = int(hopeless.argmax() if hopeless.any() else together.argmax())
    handled, waited = np.sum([
        _minutes(queue, agents, int(lines.max(initial=0)))
        for queue, agents, lines in zip(queues, present, needed, strict=True)
    ], axis=0)
    return LineNeed(
        busiest_interval=int(load.argmax()),
        busiest_load=float(load.max()),
        talking=_lines_by_erlang_b(float(load.max()) * max(_attempts_at(queue, goal) for queue in queues), goal),
        talking_and_waiting=None if hopeless.any() else int(together.max()),
        at_interval=at,
        agents=int(sum(agents[at] for agents in present)),
        handled_minutes=float(handled),
        waited_minutes=np.inf if hopeless.any() else float(waited),
    )


def most_blocked(queue: Queue, planned: Counts, lines: int) -> tuple[float, int]:
    """Largest share of the callers blocked in any interval on so many lines, and the interval; of one queue.

    Operators beyond the lines answer nobody.
    """
    is_open = np.flatnonzero(queue.is_open)
    met = _met(queue, _present(queue, planned), lines)
    return float(met.blocked.max()), int(is_open[met.blocked.argmax()])


def _present(queue: Queue, planned: Counts) -> Counts:
    """Whole operators left of those planned after shrinkage: rounded down, as fewer of them keep more callers waiting."""
    return np.asarray(np.floor(planned * (1 - queue.service.shrinkage_percent / 100) * (1 + FUZZ)), dtype=np.int64)


def _met(queue: Queue, present: Counts, lines: int | Counts) -> Performance:
    """What callers meet in each open interval with so many operators and lines."""
    is_open = queue.is_open
    return performance(queue.service, queue.load[is_open], present[is_open], queue.aht_s[is_open], lines)


def _attempts_at(queue: Queue, goal: float) -> float:
    """Mean attempts of a caller where exactly the goal is blocked and nobody hangs up."""
    redials = queue.service.redials
    return 1.0 if redials is None else 1 / (1 - redials.share * goal)


def _needed(queue: Queue, present: Counts, goal: float) -> Counts:
    """Lines of each interval; -1 where no number suffices. Those who are blocked or hang up may call again.

    The lines for the attempts that are made without a limit are too few by those of the blocked, if at all: from there on
    one more at a time is tried.
    """
    service, needed, is_open = queue.service, np.zeros(queue.load.shape, dtype=np.int64), queue.is_open
    load, agents, aht = queue.load[is_open], present[is_open], queue.aht_s[is_open]
    patience = service.patience_s or np.inf
    if service.redials is None:
        needed[is_open] = lines_for_blocking(load, agents, aht, goal, patience)
        return needed
    attempts = performance(service, load, agents, aht).attempts
    hopeless = lines_for_blocking(load * _attempts_at(queue, goal), agents, aht, goal, patience) < 0
    found = np.where(hopeless, -1, lines_for_blocking(load * attempts, agents, aht, goal, patience))
    while (short := np.flatnonzero((found > 0) & (found < MOST_LINES))).size:
        blocked = performance(service, load[short], agents[short], aht[short], found[short]).blocked
        if not (more := short[blocked > goal]).size:
            break
        found[more] += 1
    needed[is_open] = found
    return needed


def _minutes(queue: Queue, present: Counts, lines: int) -> tuple[float, float]:
    """Minutes of calls being handled and of callers waiting, over all open intervals."""
    is_open = queue.is_open
    met = _met(queue, present, lines)
    calls = queue.calls[is_open] * met.attempts
    entered = calls * (1 - met.blocked)
    served = entered - calls * met.abandonment
    wait = np.where(entered > 0, met.mean_wait_s, 0.0)
    return float(served @ queue.aht_s[is_open]) / 60, float(entered @ wait) / 60


def _lines_by_erlang_b(load: float, goal: float) -> int:
    """Smallest number of lines that block few enough of a load, by doubling and bisection."""
    low, high = -1, 1
    while high < MOST_LINES and erlang_b(load, high) > goal:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if erlang_b(load, middle) > goal else (low, middle)
    return high
