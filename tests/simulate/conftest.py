"""Hotlines of two hours, of one queue and of two, for the simulation."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from scheduler.instance.instance import Instance
from tests.builders.hotline import AT_EIGHT
from tests.builders.hotline import hotline as small_hotline

ALWAYS = {"always": True}


def hotline(hours=None, calls=40.0, aht_s=180.0, days=1, zone="UTC", start=dt.date(2026, 12, 7), **service) -> Instance:
    """Two hours from 08:00, a row each interval of 30 minutes; or around the clock."""
    first, last = (dt.datetime.combine(start + dt.timedelta(days=day), dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)
                   for day in (0, days))
    every = [first + dt.timedelta(minutes=30 * index) for index in range((last - first) // dt.timedelta(minutes=30))]
    rows = every if hours is not None else every[16:20]
    return small_hotline(
        hotline={"name": "H", "timezone": zone, "interval_minutes": 30, "break_grid_minutes": 15},
        horizon={"start": start, "days": days}, hours=hours or {"weekly": {"mon": ["08:00-10:00"]}},
        calls={"forecast": [{"start": start, "calls": calls, "aht_s": aht_s} for start in rows]},
        service=service, shifts=[AT_EIGHT], breaks={}, operators=12)


def called(hour: float, handling_s: float | None = 60.0, day: int = 7, queue: str | None = None) -> dict[str, object]:
    """A row of a log (see `log_of`): a call so many hours after midnight of a day of December 2026."""
    start = pd.Timestamp(2026, 12, day) + pd.Timedelta(hours=hour)
    return {"start": start, "handling_s": np.nan if handling_s is None else handling_s, "queue": queue}


def log_of(*calls: dict[str, object]) -> pd.DataFrame:
    """A log with some calls."""
    return pd.DataFrame(calls)


def bilingual(**hotline_keys) -> Instance:
    """Two queues; o0 to o5 serve the first, o4 to o7 the second."""
    one = hotline()
    rows = [row.model_dump() | {"queue": name, "calls": calls} for row in one.calls.forecast
            for name, calls in (("de", 30.0), ("en", 10.0))]
    skills = {index: [name for name, held in (("de", index < 6), ("en", index >= 4)) if held] for index in range(8)}
    return small_hotline(
        hotline=one.hotline.model_dump() | hotline_keys, hours={"weekly": {"mon": ["08:00-10:00"]}},
        calls={"forecast": rows}, shifts=[AT_EIGHT], breaks={},
        service={"queues": {"de": {"target_percent": 80, "patience_s": 100, "shrinkage_percent": 10},
                            "en": {"target_percent": 70, "answer_within_s": 40, "shrinkage_percent": 20}}},
        operators=[{"id": f"o{index}", "contract": "free", "skills": names} for index, names in skills.items()])
