"""A small hotline with one row of calls an interval, for the tests of the demand side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scheduler.instance.instance import Instance
from tests.builders.hotline import AT_EIGHT
from tests.builders.hotline import hotline as small_hotline

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
        topics = {"hours": {"weekly": {"mon": [f"08:00-{8 + len(rows):02d}:00"]}}, "calls": {"forecast": forecast},
                  "shifts": [AT_EIGHT], "breaks": {}, "operators": operators}
        return small_hotline(**(topics | changes))

    return build
