"""A small hotline with one row of calls an interval, for the tests of the demand side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scheduler.instance.instance import Instance

MONDAY = dt.datetime(2026, 12, 7, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def hotline() -> Callable[..., Instance]:
    """Build a hotline open on one Monday from 08:00, as long as there are rows (calls, aht_s) an hour apart."""

    def build(rows: Sequence[tuple[float, float]], operators: int | list[Any] = 3, **changes: Any) -> Instance:
        start = MONDAY.replace(hour=8)
        forecast = [
            {"start": start + dt.timedelta(hours=hour), "calls": calls, "aht_s": aht_s}
            for hour, (calls, aht_s) in enumerate(rows)
        ]
        return Instance.model_validate({
            "schema": 1,
            "hotline": {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15},
            "horizon": {"start": MONDAY.date(), "days": 1},
            "hours": {"weekly": {"mon": [f"08:00-{8 + len(rows):02d}:00"]}},
            "calls": {"forecast": forecast},
            "shifts": [{"name": "day", "start": {"from": "08:00", "to": "08:00"},
                        "length": {"from_minutes": 60, "to_minutes": 600}}],
            "contracts": {"free": {"hours_per_week": [0, 168]}},
            "operators": operators if isinstance(operators, list) else
            [{"id": f"o{number}", "contract": "free"} for number in range(operators)],
        } | changes)

    return build
