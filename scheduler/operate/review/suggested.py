"""What a review proposes to change in the instance: numbers that were off by more than chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.instance.calls_grid import interval_of, moment_of
from scheduler.instance.instance import Instance
from scheduler.instance.words.paths import FieldPath
from scheduler.operate.review.measures import Seen
from scheduler.operate.review.staged import Known
from scheduler.reviewed import Suggestion

_LEAST_SHRINKAGE = 1.0
"""Shrinkage that differs by less, in points of percent, stays."""


@dataclass(frozen=True)
class Change:
    """A number by its path in the instance, and what it becomes."""

    path: FieldPath
    value: str


def suggested(instance: Instance, seen: Seen, known: Known) -> tuple[tuple[Suggestion, ...], list[Change]]:
    """Suggestions in words, and the numbers they change; the forecast is a pattern for the days that come."""
    told, numbers = [], list[Change]()
    if known.changes_calls(seen):
        told.append(_of_calls(seen))
        numbers += _calls(instance, seen, known, with_calls=True, with_handling=False)
    if (known.handling_ratio != 1).any():
        told += _of_handling(seen, known)
        numbers += _calls(instance, seen, known, with_calls=False, with_handling=True)
    for suggestion, change in _of_service(instance, known):
        told.append(suggestion)
        numbers.append(change)
    return tuple(told), list({(each.path): each for each in numbers}.values())


def _of_calls(seen: Seen) -> Suggestion:
    before, after = seen.traffic.calls.sum(), seen.calls.sum()
    return Suggestion("calls", f"{before:,.0f} calls", f"{after:,.0f} calls",
                      "so many came; days and hours that were off by more than chance are each put right")


def _of_handling(seen: Seen, known: Known) -> Iterator[Suggestion]:
    for number, name in enumerate(seen.traffic.queues):
        ratio = float(known.handling_ratio[number])
        if ratio != 1:
            each = next(one for one in seen.measured if one.name == "aht_s" and one.queue == name)
            yield Suggestion("calls.aht_s" + (f" of {name}" if name else ""), f"{each.planned:.0f} s", f"{each.found:.0f} s",
                             f"handling took {100 * (ratio - 1):+.0f} %")


def _of_service(instance: Instance, known: Known) -> Iterator[tuple[Suggestion, Change]]:
    for number, (name, goal) in enumerate(instance.queues.items()):
        path: FieldPath = ("service",) if name is None else ("service", "queues", name)
        patience = known.patience_s[number]
        if patience is not None and goal.patience_s is not None and patience != goal.patience_s:
            yield _number((*path, "patience_s"), f"{goal.patience_s:g}", f"{patience:.0f}",
                          "callers hung up after so many seconds in the mean")
        found = known.shrinkage_percent
        if found is not None and abs(found - goal.shrinkage_percent) >= _LEAST_SHRINKAGE:
            yield _number((*path, "shrinkage_percent"), f"{goal.shrinkage_percent:g}", f"{found:.1f}",
                          "of the rostered time so much was not worked")


def _number(path: FieldPath, before: str, after: str, why: str) -> tuple[Suggestion, Change]:
    value = after.removesuffix(".0")
    return Suggestion(".".join(map(str, path)), before, value, why), Change(path, value)


def _calls(instance: Instance, seen: Seen, known: Known, *, with_calls: bool, with_handling: bool) -> Iterator[Change]:
    """Numbers of the rows of the forecast, or of a day's total."""
    planned = seen.traffic.calls
    if not instance.calls.forecast:
        total, ratio = seen.calls.sum() / max(planned.sum(), 1e-9), float(known.handling_ratio[0])
        if with_calls and instance.calls.per_day is not None:
            yield Change(("calls", "per_day"), _text(instance.calls.per_day * total))
        if with_handling and instance.calls.aht_s is not None:
            yield Change(("calls", "aht_s"), _text(instance.calls.aht_s * ratio))
        return
    lift = np.divide(known.calls, planned, out=np.ones_like(planned), where=planned > 0)
    grid = instance.grid
    for index, row in enumerate(instance.calls.forecast):
        queue = seen.traffic.queues.index(row.queue)
        interval = interval_of(moment_of(row.start, grid.zone), grid)
        if with_calls and 0 <= interval < grid.intervals and lift[queue, interval] != 1:
            for name in ("calls", "calls_p10", "calls_p90"):
                if (value := getattr(row, name)) is not None:
                    yield Change(("calls", "forecast", index, name), _text(value * float(lift[queue, interval])))
        if with_handling and known.handling_ratio[queue] != 1:
            yield Change(("calls", "forecast", index, "aht_s"), _text(round(row.aht_s * float(known.handling_ratio[queue]))))


def _text(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
