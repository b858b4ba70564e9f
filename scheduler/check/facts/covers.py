"""Coverage as people look at it: a row for each set of queues that is staffed together, and each open interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.instance.instance import Instance
from scheduler.roster import IntervalCover, Roster


def label_of(queues: tuple[str | None, ...]) -> str | None:
    """What a set of queues is called; None for the only queue of a hotline, without a name."""
    return None if queues == (None,) else " + ".join(map(str, queues))


def covers(instance: Instance, roster: Roster) -> tuple[IntervalCover, ...]:
    """Rows of all sets, set by set; the service level of several queues is the mean over their calls."""
    rows: dict[str | None, list[IntervalCover]] = {label_of(each.queues): [] for each in staffed_sets(instance)}
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
    return tuple(row for of_set in rows.values() for row in of_set)


def expected_service_level(intervals: Iterable[IntervalCover]) -> float | None:
    """Share of calls answered in time, each interval weighing its calls; None where nothing is known."""
    known = [(i.calls, i.service_level) for i in intervals if i.service_level is not None and i.calls > 0]
    calls = sum(weight for weight, _ in known)
    return sum(weight * level for weight, level in known) / calls if calls else None


def missing(interval: IntervalCover) -> float:
    """Operators missing in an interval; 0 where there are enough."""
    return max(interval.required - interval.on_phone, 0.0)


def missing_in_all(instance: Instance, rows: Iterable[IntervalCover]) -> float:
    """Operators missing, summed over the intervals of `covers`: at least so many are lacking, whatever they can answer.

    Sets without a queue in common lack different people. Of sets that share queues the one that lacks most counts, or all
    single queues together if they lack more.
    """
    sets = staffed_sets(instance)
    whole_of = {label_of(each.queues): whole.queues for whole in sets if whole.stands_alone
                for each in sets if set(each.queues) <= set(whole.queues)}
    single = {label_of(each.queues) for each in sets if len(each.queues) == 1}
    most: dict[tuple[datetime, tuple[str | None, ...]], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in rows:
        found, lacking = most[row.start.astimezone(UTC), whole_of[row.queue]], missing(row)
        found[0] = max(found[0], lacking)
        found[1] += lacking * (row.queue in single)
    return sum(max(found) for found in most.values())
