"""How long many hotlines take on many machines: a simulation of the schedule, ``python -m benchmarks.fleet``.

Every worker takes the next task when it is free. Stragglers work at a part of the speed, lost workers lose their task, which is
begun anew at most twice. What a task takes was measured (``--suite many --only task``).
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.many.task import MOST_ATTEMPTS


@dataclass(frozen=True)
class Fleet:
    """What is planned for.

    Parameters
    ----------
    hotlines, workers
        How many; a worker is one processor.
    operator_weeks, spread
        Median size of a hotline, and the standard deviation of its logarithm.
    limit_s
        Time limit of each search.
    beside_s, beside_s_per_operator_week
        What a task takes beside it: building, checking and publishing.
    read_s, write_s
        What a hotline takes of the one process that leads: all are read before the first task begins, and each is written when
        it is finished, one after the other.
    slow_share, slow_factor
        Share of workers that are stragglers, and how many times longer they take for what is counted in work.
    lost_every_h, back_after_s
        Mean hours after which a worker is lost, and when it is there again; 0: never.
    longest_first
        Whether the largest hotlines begin.
    """

    hotlines: int = 10_000
    workers: int = 800
    operator_weeks: float = 60.0
    spread: float = 0.8
    limit_s: float = 60.0
    beside_s: float = 2.3
    beside_s_per_operator_week: float = 0.014
    read_s: float = 0.08
    write_s: float = 0.08
    slow_share: float = 0.0
    slow_factor: float = 3.0
    lost_every_h: float = 0.0
    back_after_s: float = 60.0
    longest_first: bool = True


@dataclass(frozen=True)
class Course:
    """How it went.

    Parameters
    ----------
    hours
        From the first hotline read to the last one written.
    worker_hours
        Paid for: all workers from beginning to end.
    busy
        Share of them that worked at tasks that came to an end.
    failed
        Hotlines that lost their worker every time.
    lead_hours
        Reading and writing alone: it cannot be faster, however many workers there are.
    """

    hours: float
    worker_hours: float
    busy: float
    failed: int
    lead_hours: float


def simulate(fleet: Fleet, seed: int = 0) -> Course:
    """Play a schedule through."""
    dice = np.random.default_rng(seed)
    sizes = fleet.operator_weeks * np.exp(fleet.spread * dice.standard_normal(fleet.hotlines))
    if fleet.longest_first:
        sizes = np.sort(sizes)[::-1]
    read = fleet.read_s * fleet.hotlines
    waiting = deque((float(size), read, 1) for size in sizes)
    slow = dice.random(fleet.workers) < fleet.slow_share
    free = [(0.0, worker) for worker in range(fleet.workers)]
    useful, ends, failed = 0.0, list[float](), 0
    while waiting:
        now, worker = heapq.heappop(free)
        size, since, attempt = waiting.popleft()
        begin = max(now, since)
        beside = fleet.beside_s + fleet.beside_s_per_operator_week * size
        takes = fleet.limit_s + beside * (fleet.slow_factor if slow[worker] else 1.0)
        lost_after = dice.exponential(fleet.lost_every_h * 3600) if fleet.lost_every_h else np.inf
        if lost_after < takes:
            heapq.heappush(free, (begin + lost_after + fleet.back_after_s, worker))
            if attempt < MOST_ATTEMPTS:
                waiting.append((size, begin + lost_after, attempt + 1))
            else:
                failed += 1
            continue
        useful += takes
        ends.append(begin + takes)
        heapq.heappush(free, (begin + takes, worker))
    hours = _written(sorted(ends), fleet.write_s) / 3600
    paid = hours * fleet.workers
    return Course(hours, paid, useful / 3600 / paid, failed, fleet.hotlines * (fleet.read_s + fleet.write_s) / 3600)


def _written(ends: Sequence[float], each_s: float) -> float:
    """When the last result is written, by one process, one after the other."""
    at = 0.0
    for end in ends:
        at = max(at, end) + each_s
    return at


def cases(fleet: Fleet) -> Iterator[tuple[str, Fleet]]:
    """The fleet, and what may befall it."""
    yield "as planned", fleet
    yield "in any order", replace(fleet, longest_first=False)
    yield "one worker in twenty three times slower", replace(fleet, slow_share=0.05)
    yield "each worker lost every 10 hours", replace(fleet, lost_every_h=10)
    yield "each worker lost every hour", replace(fleet, lost_every_h=1)
    yield "half the workers", replace(fleet, workers=fleet.workers // 2)
    yield "limit of 20 s", replace(fleet, limit_s=20)


def main() -> None:
    """Print the table of `docs/results/many.md`."""
    print("| case | hours | worker-hours | busy | failed |\n|---|---:|---:|---:|---:|")
    for name, fleet in cases(Fleet()):
        found = simulate(fleet)
        print(f"| {name} | {found.hours:.2f} | {found.worker_hours:,.0f} | {100 * found.busy:.0f} % | {found.failed} |")
    print(f"\nReading and writing alone: {simulate(Fleet()).lead_hours:.2f} hours.")


if __name__ == "__main__":
    main()
