"""Whether a very large hotline is planned better by processes that share nothing than by threads that share all.

Each process has one thread and a seed of its own; the best cost and the highest bound of all count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks.cases import Generated
from benchmarks.hotlines import Size
from benchmarks.measure import measure
from benchmarks.row import Row
from benchmarks.suites import Asked
from scheduler.instance.instance import Instance

SIZES = (Size(1000, 28), Size(5000, 28))
SECONDS = 240.0
THREADS = (1, 2)
PROCESSES = (2, 4)


@dataclass(frozen=True)
class OneHotline:
    """The same generated hotline whatever the seed, which is then the search's alone."""

    size: Size

    def __str__(self) -> str:
        return str(self.size)

    def instance(self, seed: int) -> Instance:  # noqa: ARG002
        """Build it."""
        return Generated(self.size).instance(0)


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Measure each size with threads, then with processes, in the same time."""
    for size in (each for each in SIZES if asked.wants(each)):
        case, seconds = OneHotline(size), asked.seconds or SECONDS
        for threads in THREADS:
            found = measure(case, "engine", seconds, 0, threads, asked.params)
            yield found.model_copy(update={"method": f"threads: {threads}"})
        for count in PROCESSES:
            with ThreadPoolExecutor(count) as starters:
                begun = [starters.submit(measure, case, "engine", seconds, seed, 1, asked.params) for seed in range(count)]
            yield best_of([each.result() for each in begun])


def best_of(found: Sequence[Row]) -> Row:
    """What processes that share nothing have together: the best cost, the highest bound, all their memory."""
    name = f"processes: {len(found)}"
    solved = [row for row in found if row.cost is not None and row.bound is not None]
    if not solved:
        return found[0].model_copy(update={"method": name})
    best = min(solved, key=lambda row: row.cost or 0.0)
    cost, bound = best.cost or 0.0, max(row.bound or 0.0 for row in solved)
    cost_at, bound_at = _marks(solved)
    return best.model_copy(update={
        "method": name, "cost_at": cost_at, "bound": bound, "gap": 100 * (cost - bound) / cost, "gap_above_pay": None,
        "gap_at": {mark: 100 * (1 - bound / cost_at[mark]) for mark, bound in bound_at.items()},
        "first_roster_s": min((row.first_roster_s for row in solved if row.first_roster_s is not None), default=None),
        "memory_mb": sum(row.memory_mb or 0.0 for row in found), "cpu_s": sum(row.cpu_s or 0.0 for row in found),
        "faults": tuple(fault for row in found for fault in row.faults)})


def _marks(found: Sequence[Row]) -> tuple[dict[str, float], dict[str, float]]:
    """Best cost and highest bound by each mark, where there is any."""
    costs, bounds = dict[str, float](), dict[str, float]()
    for row in found:
        for mark, cost in row.cost_at.items():
            costs[mark] = min(cost, costs.get(mark, cost))
            if mark in row.gap_at:
                bounds[mark] = max(cost * (1 - row.gap_at[mark] / 100), bounds.get(mark, 0.0))
    return costs, bounds
