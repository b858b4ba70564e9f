"""Hotlines of two to six queues, made for the suite `queues`: who is trained for what differs, and some promises."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.library.instance import Instance

_SERVICE = {"target_percent": 80, "answer_within_s": 20, "patience_s": 180, "max_occupancy_percent": 95}
_STRICT = _SERVICE | {"target_percent": 90, "answer_within_s": 15}
_LATER = _SERVICE | {"target_percent": 70, "answer_within_s": 60}
_OPENS, _CLOSES, _DAYS = 8, 18, 5
Queues = Mapping[str, tuple[float, float]]
"""Calls an hour at the peak, and seconds of handling, of each queue."""
Groups = Sequence[tuple[int, str]]
"""So many operators who answer the queues of these letters."""

_MADE: dict[str, tuple[Queues, Groups, Mapping[str, dict[str, Any]]]] = {
    "everybody": (dict.fromkeys("abcd", (50, 180)), [(30, "abcd")], {}),
    "pairs": ({"a": (60, 180), "b": (40, 240), "c": (60, 200), "d": (50, 180)}, [(16, "ab"), (16, "cd")], {}),
    "chain": (dict.fromkeys("abcdef", (50, 180)), [(8, each) for each in ("ab", "bc", "cd", "de", "ef", "fa")], {}),
    "generalists": (dict.fromkeys("abc", (60, 180)), [(11, "a"), (11, "b"), (11, "c"), (5, "abc")], {}),
    "rare-skill": ({"a": (120, 200), "b": (15, 300)}, [(28, "a"), (8, "ab")], {}),
    "priorities": ({"a": (30, 180), "b": (60, 180), "c": (60, 180)}, [(26, "abc")],
                   {"a": _STRICT | {"priority": 2}, "b": _SERVICE | {"priority": 1}, "c": _LATER}),
    "strict-goal": ({"a": (60, 180), "b": (60, 180), "c": (30, 180)}, [(14, "ab"), (12, "bc"), (8, "ac")], {"a": _STRICT}),
}
NAMES = tuple(_MADE)


def made(name: str) -> Instance:
    """One of these hotlines."""
    return hotline_of(name, *_MADE[name])


def hotline_of(name: str, queues: Queues, groups: Groups, promises: Mapping[str, dict[str, Any]]) -> Instance:
    """A hotline of five days, in quarter-hours, with calls that rise to the middle of the day; usual promises if left out."""
    operators = [{"id": f"{skills}{number}", "contract": "any", "skills": "|".join(skills)}
                 for count, skills in groups for number in range(count)]
    return Instance.model_validate({
        "schema": 1,
        "hotline": {"name": name, "timezone": "Europe/Berlin", "interval_minutes": 15, "break_grid_minutes": 15},
        "horizon": {"start": "2026-12-07", "days": _DAYS},
        "hours": {"weekly": {"mon-fri": [f"{_OPENS:02d}:00-{_CLOSES:02d}:00"]}},
        "calls": {"forecast": [row for day in range(_DAYS) for row in _calls(day, queues)]},
        "service": {"queues": {queue: promises.get(queue, _SERVICE) for queue in queues}},
        "shifts": [{"name": "day", "start": {"from": "08:00", "to": "14:00", "every_minutes": 30},
                    "length": {"from_minutes": 240, "to_minutes": 540, "every_minutes": 30}}],
        "breaks": {
            "lunch": {"minutes": 30, "paid": False, "from_shift_minutes": 360, "earliest_minutes": 180, "latest_minutes": 330},
            "breathers": {"minutes": 15, "paid": True, "count": [
                {"from_shift_minutes": length, "breathers": count} for length, count in ((240, 1), (300, 2), (480, 3))]},
            "spacing": {"edge_minutes": 45, "min_work_minutes": 45, "max_work_minutes": 150}},
        "contracts": {"any": {"hours_per_week": [0, 40], "days_per_week": [0, 5], "rest_hours": 11, "cost_per_hour": 1.0}},
        "operators": operators,
    })


def _calls(day: int, queues: Queues) -> list[dict[str, Any]]:
    quarters = (_CLOSES - _OPENS) * 4
    return [
        {"start": f"2026-12-{7 + day:02d}T{_OPENS + quarter // 4:02d}:{15 * (quarter % 4):02d}", "queue": queue, "aht_s": aht_s,
         "calls": per_hour / 4 * (0.6 + 0.4 * math.sin(math.pi * (quarter + 2) / (quarters + 4)) ** 2)}
        for quarter in range(quarters) for queue, (per_hour, aht_s) in queues.items()
    ]
