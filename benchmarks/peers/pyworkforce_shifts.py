"""pyworkforce: its shift scheduling, with breaks as part of the shifts.

A shift of pyworkforce is a row of zeros and ones over the periods of a day, so legal break placements can be baked into it: as
many patterns of each kind are offered as `PATTERNS` says, spread over the placements. It then minimises pay with no cell short
(`MinRequiredResources`), which is one of its two goals; prices of missing and surplus operators it has none.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
from pyworkforce.scheduling import MinRequiredResources

from benchmarks.methods import Found, Step, Task
from benchmarks.peers.anonymous import Day, Kind, day_of, roster
from scheduler.check.cost import costs
from scheduler.demand.demand import demand_of
from scheduler.rules.basis.break_forms import Order

PATTERNS = 4
"""Break placements offered for each start, length and order; all of them would be tens of thousands."""
NOTE = "one anonymous day; nobody may be missing, surplus has no price, no bound"
Pattern = tuple[Kind, tuple[int, ...]]


def solve(task: Task) -> Found:
    """Choose how many of each pattern."""
    began = time.perf_counter()
    day = day_of(task.instance)
    offered = {str(number): pattern for number, pattern in enumerate(_patterns(day))}
    scheduler = MinRequiredResources(
        num_days=1, periods=len(day.cells), required_resources=[required(day)],
        shifts_coverage={name: _coverage(day, pattern) for name, pattern in offered.items()},
        cost_dict={name: kind.cost for name, (kind, _) in offered.items()},
        max_period_concurrency=day.most, max_shift_concurrency=day.most,
        max_search_time=float(task.seconds), num_search_workers=task.workers,
    )
    build_s = time.perf_counter() - began
    began = time.perf_counter()
    answer = scheduler.solve()
    if answer["status"] not in ("OPTIMAL", "FEASIBLE"):
        return Found(None, None, None, build_s, note=f"no plan in {task.seconds:g} s; {NOTE}")
    chosen = [offered[row["shift"]] for row in answer["resources_shifts"] for _ in range(row["resources"])]
    if len(chosen) > day.most:
        return Found(None, None, None, build_s, note=f"{len(chosen)} shifts for {day.most} operators; {NOTE}")
    seconds, shifts = time.perf_counter() - began, roster(day, chosen)
    cost = int(costs(task.instance, demand_of(task.instance), shifts).units)
    return Found(shifts, None, None, build_s, [Step(seconds, cost, None)], NOTE)


def required(day: Day) -> list[int]:
    """Operators required in each open cell."""
    required = demand_of(day.instance)[None].required
    return [int(required[cell // day.instance.grid.cells_per_interval]) for cell in day.cells]


def _coverage(day: Day, pattern: Pattern) -> list[int]:
    kind, starts = pattern
    present = np.zeros(day.problem.all_cells, dtype=np.int64)
    present[kind.start : kind.start + kind.cells] = 1
    for each, start in zip(kind.order.breaks, starts, strict=True):
        present[start : start + each.cells] = 0
    return [int(value) for value in present[day.cells]]


def _patterns(day: Day) -> Iterator[Pattern]:
    """For each kind some placements of its breaks, evenly spread over all of them."""
    for kind in day.kinds:
        every = list(placements(kind.order))
        for number in sorted({round(place) for place in np.linspace(0, len(every) - 1, PATTERNS)}):
            yield kind, tuple(kind.start + offset for offset in every[number])


def placements(order: Order, before: int | None = None, place: int = 0) -> Iterator[tuple[int, ...]]:
    """Offsets of all legal placements of an order's breaks, in lexicographic order."""
    if place == len(order.breaks):
        yield ()
        return
    each = order.breaks[place]
    first, last = each.earliest, each.latest
    if before is not None:
        least, most = order.work[place - 1]
        first, last = max(first, before + least), min(last, before + most)
    for offset in range(first, last + 1):
        for rest in placements(order, offset + each.cells, place + 1):
            yield (offset, *rest)
