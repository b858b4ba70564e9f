"""Topics of the instances of a review: the plan's own, with what is known better, step by step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.calls_grid import bounds_by_interval, open_intervals, parts_of_an_interval
from scheduler.instance.instance import Instance
from scheduler.operate.frozen import frozen_rows
from scheduler.operate.review.measures import Seen, corrected
from scheduler.roster import Shift

Floats = NDArray[np.float64]
Topics = dict[str, Any]
_NO_TOTAL = {"per_day": None, "shape": None, "aht_s": None, "weekday_factors": None}


@dataclass(frozen=True, eq=False)
class Known:
    """What a review takes for known, each figure as planned unless it is off by more than chance.

    Parameters
    ----------
    calls
        Calls that a better forecast could have known; shape (queues, intervals).
    handling_ratio
        What handling times are multiplied by; shape (queues,).
    patience_s
        Mean patience of each queue; None: callers never hang up.
    shrinkage_percent
        Rostered time in which nobody was there; None: not told.
    """

    calls: Floats
    handling_ratio: Floats
    patience_s: tuple[float | None, ...]
    shrinkage_percent: float | None

    @classmethod
    def of(cls, instance: Instance, seen: Seen, shrinkage_percent: float | None) -> Known:
        """What is sure of what was measured."""
        found = {(each.name, each.queue): each.found for each in seen.measured}
        patience = tuple(
            found["patience_s", name] if seen.is_sure("patience_s", number) else goal.patience_s
            for number, (name, goal) in enumerate(instance.queues.items()))
        ratio = [seen.handling_ratio[number] if seen.is_sure("aht_s", number) else 1.0 for number in range(len(patience))]
        return cls(corrected(seen.traffic, seen.calls), np.array(ratio), patience, shrinkage_percent)

    def changes_calls(self, seen: Seen) -> bool:
        """Whether the forecast was off by more than chance."""
        return not np.array_equal(self.calls, seen.traffic.calls)

    def changes_handling(self, instance: Instance) -> bool:
        """Whether handling times, patience or shrinkage were."""
        planned = tuple(goal.patience_s for goal in instance.queues.values())
        return bool((self.handling_ratio != 1).any()) or self.patience_s != planned or self.shrinkage_percent is not None


def pinned(instance: Instance, shifts: Sequence[Shift]) -> Topics:
    """The plan with every shift where it is, also the parts of a split one, and its breaks free."""
    end = instance.grid.moment(instance.grid.day_starts[-1]).astimezone(dt.UTC) + dt.timedelta(days=1)
    people = {each.id for each in instance.operators}
    gaps = [shift.keeping(lambda each: each.kind == "gap") for shift in shifts]
    kept = [entry.as_written() for entry in instance.availability if entry.kind != "pinned"]
    rows = frozen_rows(instance, gaps, end, people)
    return {"availability": [*kept, *(row | {"note": "reviewed"} if row["kind"] == "pinned" else row for row in rows)]}


def with_calls(instance: Instance, seen: Seen, calls: Floats, ratio: Floats, *, certain: bool = False) -> Topics:
    """Other calls and handling times in place of the forecast; its quantiles move along, or are left out where all is known."""
    traffic = seen.traffic
    rows, parts = [], parts_of_an_interval(instance)
    first = np.flatnonzero(open_intervals(instance)[::parts]) * parts
    for number, name in enumerate(traffic.queues):
        low, high = bounds_by_interval(instance, name)
        for interval in first.tolist():
            at = slice(interval, interval + parts)
            before, after = float(traffic.calls[number, at].sum()), float(calls[number, at].sum())
            row = {"start": instance.grid.moment(interval * instance.grid.cells_per_interval).isoformat(),
                   "calls": after, "aht_s": float(traffic.aht_s[number, at].max()) * float(ratio[number]), "queue": name}
            if not certain and not np.isnan(low[at]).any() and before > 0:
                row |= {"calls_p10": low[at].sum() * after / before, "calls_p90": high[at].sum() * after / before}
            rows.append({key: value for key, value in row.items() if value is not None})
    sure = {"day_sd_percent": None} if certain else {}
    return {"calls": {"forecast": rows, **_NO_TOTAL, **sure}, "campaigns": []}


def with_service(instance: Instance, known: Known, *, certain: bool = False) -> Topics:
    """Patience and shrinkage as measured; in hindsight, where attendance says who was there, no absence is allowed for."""
    goals: dict[str | None, Mapping[str, Any]] = {}
    for (name, _), patience in zip(instance.queues.items(), known.patience_s, strict=True):
        goals[name] = {"patience_s": patience, **({"certainty_percent": None} if certain else {})}
        if known.shrinkage_percent is not None:
            goals[name] = {**goals[name], "shrinkage_percent": 0 if certain else min(99.0, known.shrinkage_percent)}
    return {"service": goals.get(None, {"queues": goals})}
