"""What a result says of queues that share operators: calls, requirement and operators of each set and interval, recomputed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np

from scheduler.check.facts.coverage import means, on_phone_of_sets
from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.check.violation import TWO_DECIMALS, Violation, number_differs
from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.roster import PoolCover, Roster

_RULE = "pools"
_Key = tuple[datetime, tuple[str, ...]]


def check_pools(instance: Instance, demand: Demand, result: Roster) -> Iterator[Violation]:
    """Compare the table, one row for each open interval and set of several queues, with shifts and requirement."""
    right, seen = dict(_right(instance, demand, result)), set[_Key]()
    for row in result.pools:
        key = row.start.astimezone(UTC), row.queues
        at = f"{row.start.isoformat()} {' + '.join(row.queues)}"
        if key not in right or key in seen:
            found = "no open interval and set of queues of the instance" if key not in right else "listed twice"
            yield Violation(_RULE, 1, "intervals", f"{at} is {found}")
        else:
            yield from number_differs(_RULE, f"{at} required", row.required, right[key].required, "operators")
            yield from number_differs(_RULE, f"{at} on_phone", row.on_phone, right[key].on_phone, "operators", TWO_DECIMALS)
            yield from number_differs(_RULE, f"{at} calls", row.calls, right[key].calls, "calls", TWO_DECIMALS)
        seen.add(key)
    for start, queues in sorted(right.keys() - seen):
        at = f"{start.astimezone(instance.grid.zone).isoformat()} {' + '.join(queues)}"
        yield Violation(_RULE, 1, "intervals", f"{at} is open and missing in the table")


def _right(instance: Instance, demand: Demand, result: Roster) -> Iterator[tuple[_Key, PoolCover]]:
    grid, size, is_open = instance.grid, instance.grid.cells_per_interval, open_cells(instance)
    present = means(instance, on_phone_of_sets(instance, result.shifts))
    for number, each in enumerate(staffed_sets(instance)):
        if len(each.queues) == 1:
            continue
        names, asked = tuple(map(str, each.queues)), demand.set_of(each.queues)
        calls = np.sum([demand[name].queue.calls for name in each.queues], axis=0)
        for interval in range(grid.intervals):
            first = interval * size
            if is_open[first : first + size].any():
                start = grid.moment(first)
                yield (start.astimezone(UTC), names), PoolCover(
                    start=start, queues=names, calls=float(calls[interval]), required=int(asked.required[interval]),
                    on_phone=float(present[number, interval]))
