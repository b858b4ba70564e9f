"""The smallest sound instance, with topics replaced or merged."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from scheduler.instance.instance import Instance
from tests.builders.hotline import AT_EIGHT, MONDAY, document

BASE = document(
    hotline={"name": "Test", "timezone": "Europe/Berlin", "interval_minutes": 30, "break_grid_minutes": 15},
    horizon=7, hours={"weekly": {"mon": ["08:00-10:00"]}}, breaks={},
    calls={"forecast": [{"start": f"{MONDAY}T{time}", "calls": 3, "aht_s": 200}
                        for time in ("08:00", "08:30", "09:00", "09:30")]},
    shifts=[AT_EIGHT | {"length": {"from_minutes": 120, "to_minutes": 120}}],
    contracts={"full": {"hours_per_week": [0, 40]}},
    operators=[{"id": "anna", "contract": "full"}, {"id": "ben", "contract": "full"}],
)


def calls_of(first: dt.date, days: int, zone: Any, interval_minutes: int = 30) -> list[dict[str, Any]]:
    """A row of calls for every interval that elapses, with its offset."""
    start = dt.datetime.combine(first, dt.time(), zone).astimezone(dt.UTC)
    end = dt.datetime.combine(first + dt.timedelta(days=days), dt.time(), zone).astimezone(dt.UTC)
    steps = int((end - start) / dt.timedelta(minutes=interval_minutes))
    moments = [start + step * dt.timedelta(minutes=interval_minutes) for step in range(steps)]
    return [{"start": moment.astimezone(zone).isoformat(), "calls": 1, "aht_s": 100} for moment in moments]


@pytest.fixture
def build() -> Callable[..., Instance]:
    """Build an instance from the smallest sound one, with topics replaced."""

    def make(**topics: Any) -> Instance:
        data = copy.deepcopy(BASE)
        for name, value in topics.items():
            data[name] = (
                {**data[name], **value} if isinstance(value, dict) and isinstance(data.get(name), dict) else value
            )
        return Instance.model_validate(data)

    return make
