"""pyworkforce 0.5.4 and later (Python 3.12 and later): its shift scheduling, then its break scheduler.

The break scheduler keeps each break in a window of its shift and breaks from overlapping; it knows no least or most work
between breaks, and one list of breaks serves all lengths. What it plans is made legal by offering one length of shift, in one
order of breaks, and by windows so narrow that every choice in them keeps the work between breaks (`disjoint_windows`). Cover
must hold also during breaks, so that shifts are scheduled for a requirement raised until the break scheduler succeeds.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

from pyworkforce.breaks import BreakScheduler
from pyworkforce.scheduling import MinRequiredResources

from benchmarks.methods import Found, Step, Task
from benchmarks.peers.anonymous import Day, Kind, day_of, roster
from benchmarks.peers.pyworkforce_shifts import NOTE, required
from scheduler.check.cost import costs
from scheduler.demand.demand import demand_of
from scheduler.rules.basis.break_forms import Order

RAISES = (1.1, 1.2, 1.3, 1.4, 1.6, 2.0)
"""Factors of the requirement that shifts are scheduled for, tried in turn; the breaks need what is above 1."""
ONE_LENGTH = f"one length of shift, narrow windows for breaks; {NOTE}"


def solve(task: Task) -> Found:
    """Schedule shifts, then breaks; the length of shift that costs least wins."""
    began = time.perf_counter()
    day = day_of(task.instance)
    offers = [(kinds, windows) for kinds in _kinds_by_order(day) if (windows := disjoint_windows(kinds[0].order))]
    build_s = time.perf_counter() - began
    began, best = time.perf_counter(), None
    steps: list[Step] = []
    for number, (kinds, windows) in enumerate(offers):
        left = task.seconds - (time.perf_counter() - began)
        if left <= 0:
            break
        chosen = _plan(day, kinds, windows, left / (len(offers) - number), task.workers)
        if chosen is None:
            continue
        shifts = roster(day, chosen)
        cost = int(costs(task.instance, demand_of(task.instance), shifts).units)
        if best is None or cost < steps[-1].cost:  # type: ignore[operator]
            best = shifts
            steps.append(Step(time.perf_counter() - began, cost, None))
    note = ONE_LENGTH if best else f"no plan in {task.seconds:g} s; {ONE_LENGTH}"
    return Found(best, None, None, build_s, steps, note)


def _kinds_by_order(day: Day) -> Iterator[list[Kind]]:
    """Shifts that differ by their start alone; the longest first."""

    def key(kind: Kind) -> tuple[Any, ...]:
        return -kind.cells, str(kind.order)

    for _, kinds in groupby(sorted(day.kinds, key=key), key=key):
        yield list(kinds)


def disjoint_windows(order: Order) -> list[tuple[int, int]]:
    """Windows of each break, as wide as they can be while every choice in them keeps the work between breaks; or none.

    All get one width, the largest that leaves a place; the first ones as early as possible.
    """
    widest = max((each.latest - each.earliest for each in order.breaks), default=-1)
    for width in range(widest, -1, -1):
        windows: list[tuple[int, int]] = []
        for place, each in enumerate(order.breaks):
            earliest = each.earliest
            if place:
                earliest = max(earliest, windows[-1][1] + order.breaks[place - 1].cells + order.work[place - 1][0])
            windows.append((earliest, earliest + width))
        if all(last <= each.latest for (_, last), each in zip(windows, order.breaks, strict=True)) and all(
            later[1] - (earlier[0] + each.cells) <= most
            for (earlier, later), each, (_, most) in zip(pairwise(windows), order.breaks, order.work, strict=False)
        ):
            return windows
    return []


def _plan(
    day: Day, kinds: list[Kind], windows: list[tuple[int, int]], seconds: float, workers: int
) -> list[tuple[Kind, list[int]]] | None:
    """Shifts with breaks, for the smallest raise of the requirement that leaves room for the breaks."""
    cells, needed = [int(cell) for cell in day.cells], required(day)
    coverage = {str(kind.start): [int(kind.start <= cell < kind.start + kind.cells) for cell in cells] for kind in kinds}
    until = time.perf_counter() + seconds
    for factor in RAISES:
        left = until - time.perf_counter()
        if left <= 0:
            return None
        raised = [-int(-need * factor // 1) for need in needed]
        shifts = MinRequiredResources(
            num_days=1, periods=len(cells), shifts_coverage=coverage, required_resources=[raised],
            max_period_concurrency=day.most, max_shift_concurrency=day.most,
            cost_dict={str(kind.start): kind.cost for kind in kinds}, max_search_time=left, num_search_workers=workers,
        ).solve()
        counts = {row["shift"]: [row["resources"]] for row in shifts["resources_shifts"]}
        if shifts["cost"] < 0 or sum(count for (count,) in counts.values()) > day.most:
            return None
        found = _breaks(day, kinds, windows, counts, coverage, max(0.1, until - time.perf_counter()), workers)
        if found is not None:
            return found
    return None


def _breaks(
    day: Day, kinds: list[Kind], windows: list[tuple[int, int]], counts: dict[str, list[int]],
    coverage: dict[str, list[int]], seconds: float, workers: int,
) -> list[tuple[Kind, list[int]]] | None:
    """Start of each break of each shift; ``None`` where the requirement cannot be kept."""
    kind, used = kinds[0], {name: count for name, count in counts.items() if count[0]}
    breaks = [
        {"name": str(place), "duration_periods": each.cells, "min_start_after": first,
         "max_end_before": kind.cells - last - each.cells}
        for place, (each, (first, last)) in enumerate(zip(kind.order.breaks, windows, strict=True))
    ]
    answer = BreakScheduler(
        num_days=1, periods=len(day.cells), shifts_coverage={name: coverage[name] for name in used},
        scheduled_resources=used, breaks=breaks, min_coverage=[required(day)], max_search_time=seconds,
        num_search_workers=workers,
    ).solve()
    if answer["status"] not in ("OPTIMAL", "FEASIBLE"):
        return None
    starts: dict[tuple[str, int], list[int]] = {}
    for row in answer["break_schedule"]:
        starts.setdefault((row["shift"], row["slot"]), []).append(int(day.cells[row["start_period"]]))
    of_start = {str(each.start): each for each in kinds}
    return [(of_start[name], sorted(cells)) for (name, _), cells in sorted(starts.items())]
