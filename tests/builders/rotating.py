"""Hotlines for which a rotation is to be found: two or three fixed shifts, a requirement, one contract."""

from __future__ import annotations

from typing import Any

from scheduler.instance.instance import Instance
from tests.builders.hotline import FREE, hotline

STARTS = {"early": "06:00", "late": "14:00", "night": "22:00"}


def fixed(name: str) -> dict[str, Any]:
    """A template of eight hours."""
    start = STARTS[name]
    return {"name": name, "start": {"from": start, "to": start}, "length": {"from_minutes": 480, "to_minutes": 480}}


def to_rotate(names: str = "early late", required: int = 1, days: str = "mon-tue", /, **topics: Any) -> Instance:
    """Two weeks, open all day on some weekdays, with so many required in every hour; `bounds` are those of the contract."""
    bounds, open_on = topics.pop("bounds", {}), {"mon-sun": range(7), "mon-tue": range(2), "sat-sun": range(5, 7)}[days]
    rows = [{"start": f"2026-12-{day:02d}T{hour:02d}:00", "operators": required}
            for day in range(7, 21) for hour in range(24) if (day - 7) % 7 in open_on]
    topics = {"horizon": 14, "hours": {"always": True} if days == "mon-sun" else {"weekly": {days: ["00:00-24:00"]}},
              "shifts": [fixed(name) for name in names.split()], "breaks": {}, "calls": {"per_day": 0, "aht_s": 60},
              "nights": {"from": "23:00", "to": "05:00", "minutes": 120}, "requirement": rows,
              "contracts": {"free": FREE | bounds}, "operators": 2} | topics
    return hotline(**topics)
