"""A hotline of several queues on one Monday from 08:00, from what each is called and who answers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.instance.instance import Instance
from tests.builders.hotline import AT_EIGHT, hotline

EIGHT = dt.datetime(2026, 12, 7, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
Rows = Sequence[tuple[float, float]]
"""Calls and their handling time of each hour from 08:00."""


def hours(of: Rows, queue: str | None = None, **more: Any) -> list[dict[str, Any]]:
    """Rows of a forecast."""
    return [{"start": EIGHT + dt.timedelta(hours=hour), "calls": calls, "aht_s": aht_s, "queue": queue} | more
            for hour, (calls, aht_s) in enumerate(of)]


def staff(*skills: str) -> list[dict[str, Any]]:
    """Operators with these skills, parted by spaces."""
    return [{"id": f"o{number}", "contract": "free", "skills": each.split()} for number, each in enumerate(skills)]


def queues_of(rows: Mapping[str, Rows], skills: Sequence[str], promises: Mapping[str, Any] | None = None,
              **changes: Any) -> Instance:
    """A hotline of these queues; `promises` of each, left out: the usual one."""
    forecast = [row for name, own in rows.items() for row in hours(own, name)]
    return _open(len(next(iter(rows.values()))), {
        "calls": {"forecast": forecast}, "operators": staff(*skills),
        "service": {"queues": {name: (promises or {}).get(name, {}) for name in rows}}} | changes)


def one_queue_of(rows: Mapping[str, Rows], operators: int, promise: Mapping[str, Any] | None = None,
                 **changes: Any) -> Instance:
    """A hotline of one queue, of all of these calls."""
    every = [(sum(calls for calls, _ in of_hour), sum(calls * aht_s for calls, aht_s in of_hour))
             for of_hour in zip(*rows.values(), strict=True)]
    mean = [sum(aht_s for _, aht_s in of_hour) / len(of_hour) for of_hour in zip(*rows.values(), strict=True)]
    together = [(calls, seconds / calls if calls else alone) for (calls, seconds), alone in zip(every, mean, strict=True)]
    return _open(len(together), {
        "calls": {"forecast": hours(together)}, "operators": staff(*[""] * operators),
        "service": dict(promise or {})} | changes)


def _open(many: int, changes: dict[str, Any]) -> Instance:
    """The small hotline, open for so many hours."""
    hours_open = {"weekly": {"mon": [f"08:00-{8 + many:02d}:00"]}}
    return hotline(**({"hours": hours_open, "shifts": [AT_EIGHT], "breaks": {}} | changes))
