"""A review made by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.reviewed import Finding, IntervalSeen, LateBreak, Measured, Part, Review, Served, Suggestion

ZONE = ZoneInfo("Asia/Jakarta")


def a_review(**changes: Any) -> Review:
    """Two hours of a Monday: one short while somebody was at lunch."""
    nine, ten = (dt.datetime(2026, 12, 7, hour, tzinfo=ZONE) for hour in (9, 10))
    fields: dict[str, Any] = {
        "hotline": "Helpline", "first": nine.date(), "last": nine.date(), "zone": ZONE.key, "source": "90 calls of log.csv",
        "intervals": (IntervalSeen(nine, None, 40, 50, 4, 5, 3.5, 1.0), IntervalSeen(ten, None, 40, 40, 4, 4, 4.0, 0.0)),
        "measured": (Measured("calls", None, 80, 90, 9), Measured("aht_s", None, 240, 312, 10),
                     Measured("patience_s", None, 180, None)),
        "served": Served(0.8, 0.85, 0.72, 0.75, 0.01), "late_breaks": (LateBreak("anna", "lunch", ten, 12.0),),
        "breaks_from": "simulation", "planned_cost": 30.0, "cost": 50.0, "hindsight": 32.0, "bound": 31.0,
        "parts": (Part("attendance", "attendance", 0.0), Part("breaks", "roster", 4.0), Part("shifts", "roster", -1.0),
                  Part("calls", "forecast", 5.0), Part("handling", "staffing", 8.0), Part("chance", "forecast", 2.0)),
        "weaknesses": (Finding("handling", 8.0, "Handling a call took 30 % longer than planned."),),
        "strengths": (Finding("shifts", -1.0, "For its forecast the roster was as good as can be found."),),
        "beyond_reach_hours": 1.5, "suggestions": (Suggestion("calls.aht_s", "240 s", "312 s", "handling took +30 %"),),
        "patch": "--- a/calls.csv\n+++ b/calls.csv\n", "notes": ("Nothing was told of attendance.",)}
    return Review(**(fields | changes))
