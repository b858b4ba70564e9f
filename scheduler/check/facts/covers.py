"""Coverage as people look at it: a row for each set of queues that is staffed together, and each open interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from scheduler.check.facts.coverage import on_phone_of_sets
from scheduler.check.facts.queue_sets import StaffedSet, staffed_sets
from scheduler.instance.calls_grid import interval_of, open_cells
from scheduler.instance.instance import Instance
from scheduler.roster import IntervalCover, Roster

_LEAST = 1e-4
"""Fewer operators are what the rounding of a purchase leaves."""


class SetCover(IntervalCover):
    """Coverage of one open interval of a set of queues.

    Parameters
    ----------
    missing
        Operators missing in the mean of the interval's cells, what is bought of an outside call centre counted in.
    outside
        Its operators; of calls that are handed over, each takes the share of an operator that a call of the set requires.
    """

    missing: float
    outside: float


def label_of(queues: tuple[str | None, ...]) -> str | None:
    """What a set of queues is called; None for the only queue of a hotline, without a name."""
    return None if queues == (None,) else " + ".join(map(str, queues))


def covers(instance: Instance, roster: Roster) -> tuple[SetCover, ...]:
    """Rows of all sets, set by set; the service level of several queues is the mean over their calls."""
    sets = staffed_sets(instance)
    rows: dict[str | None, list[IntervalCover]] = {label_of(each.queues): [] for each in sets}
    levels: dict[datetime, dict[str | None, IntervalCover]] = defaultdict(dict)
    for row in roster.intervals:
        levels[row.start.astimezone(UTC)][row.queue] = row
        if row.queue in rows:
            rows[row.queue].append(row)
    for pool in roster.pools:
        level = expected_service_level(each for name, each in levels[pool.start.astimezone(UTC)].items() if name in pool.queues)
        rows.setdefault(label_of(pool.queues), []).append(IntervalCover(
            start=pool.start, queue=label_of(pool.queues), calls=pool.calls, required=pool.required, on_phone=pool.on_phone,
            service_level=level))
    return tuple(_with_missing(instance, roster, sets, rows))


def _with_missing(
    instance: Instance, roster: Roster, sets: Sequence[StaffedSet], rows: Mapping[str | None, Sequence[IntervalCover]]
) -> Iterator[SetCover]:
    """The rows of each set with what is missing in them; more than is missing is never bought."""
    size, present = instance.grid.cells_per_interval, on_phone_of_sets(instance, roster.shifts)
    is_open, bought = open_cells(instance), _bought(instance, roster, sets, rows)
    for number, each in enumerate(sets):
        helped = instance.outside is not None and instance.outside.queue in each.queues
        for row in rows[label_of(each.queues)]:
            first = interval_of(row.start, instance.grid) * size
            cells, outside = slice(first, first + size), bought.get(row.start.astimezone(UTC), 0.0) if helped else 0.0
            lacking = float((np.maximum(row.required - present[number, cells], 0) * is_open[cells]).sum()) / size
            yield SetCover(**dict(row), missing=left if (left := lacking - outside) > _LEAST else 0.0, outside=outside)


def _bought(
    instance: Instance, roster: Roster, sets: Sequence[StaffedSet], rows: Mapping[str | None, Sequence[IntervalCover]]
) -> dict[datetime, float]:
    """Outside operators in the mean of each interval in which something is bought."""
    if instance.outside is None:
        return {}
    if not instance.outside.by_call:
        return {each.start.astimezone(UTC): each.amount * 60 / instance.grid.interval_minutes for each in roster.outside}
    whole = next(each for each in sets if each.stands_alone and instance.outside.queue in each.queues)
    a_call = {row.start.astimezone(UTC): row.required / row.calls for row in rows[label_of(whole.queues)] if row.calls}
    return {each.start.astimezone(UTC): each.amount * a_call.get(each.start.astimezone(UTC), 0.0) for each in roster.outside}


def expected_service_level(intervals: Iterable[IntervalCover]) -> float | None:
    """Share of calls answered in time, each interval weighing its calls; None where nothing is known."""
    known = [(i.calls, i.service_level) for i in intervals if i.service_level is not None and i.calls > 0]
    calls = sum(weight for weight, _ in known)
    return sum(weight * level for weight, level in known) / calls if calls else None


def missing_in_all(instance: Instance, rows: Iterable[SetCover]) -> float:
    """Operators missing, summed over the intervals of `covers`: at least so many are lacking, whatever they can answer."""
    return sum(missing_by_start(instance, rows).values())


def missing_by_start(instance: Instance, rows: Iterable[SetCover]) -> dict[datetime, float]:
    """Operators missing in each interval of `covers`, by its start in UTC.

    Sets without a queue in common lack different people. Of sets that share queues the one that lacks most counts, or all
    single queues together if they lack more.
    """
    sets = staffed_sets(instance)
    whole_of = {label_of(each.queues): whole.queues for whole in sets if whole.stands_alone
                for each in sets if set(each.queues) <= set(whole.queues)}
    single = {label_of(each.queues) for each in sets if len(each.queues) == 1}
    most: dict[tuple[datetime, tuple[str | None, ...]], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in rows:
        found = most[row.start.astimezone(UTC), whole_of[row.queue]]
        found[0] = max(found[0], row.missing)
        found[1] += row.missing * (row.queue in single)
    total: dict[datetime, float] = defaultdict(float)
    for (start, _), found in most.items():
        total[start] += max(found)
    return total
