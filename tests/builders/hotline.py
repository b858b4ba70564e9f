"""The one small hotline that all builders and tests start from, with topics replaced."""

from __future__ import annotations

from typing import Any

from scheduler.instance.instance import Instance

MONDAY = "2026-12-07"
FREE = {"hours_per_week": [0, 168]}
AT_EIGHT = {"name": "day", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 60, "to_minutes": 600}}
"""A template with one start."""
BREAKS = {
    "lunch": {"minutes": 30, "paid": False, "from_shift_minutes": 360, "earliest_minutes": 180, "latest_minutes": 330},
    "breathers": {
        "minutes": 15,
        "paid": True,
        "count": [
            {"from_shift_minutes": 240, "breathers": 1},
            {"from_shift_minutes": 360, "breathers": 2},
            {"from_shift_minutes": 480, "breathers": 3},
        ],
    },
    "spacing": {"edge_minutes": 45, "min_work_minutes": 45, "max_work_minutes": 150},
}


def document(**changes: Any) -> dict[str, Any]:
    """One operator `anna` without bounds, one template, open 08:00-20:00 on every day, one day from a Monday.

    In few words, `horizon` is a number of days, `hotline` a time zone, and `operators` a number of them without names.
    """
    grid = {"name": "Helpline", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15}
    data: dict[str, Any] = {
        "schema": 1,
        "hotline": grid,
        "horizon": 1,
        "hours": {"weekly": {"mon-sun": ["08:00-20:00"]}},
        "calls": {"forecast": []},
        "shifts": [{"name": "day", "start": {"from": "06:00", "to": "20:00", "every_minutes": 30},
                    "length": {"from_minutes": 120, "to_minutes": 540, "every_minutes": 30}}],
        "breaks": BREAKS,
        "contracts": {"free": FREE},
        "operators": [{"id": "anna", "name": "Anna Berg", "contract": "free"}],
    } | changes
    if isinstance(data["horizon"], int):
        data["horizon"] = {"start": MONDAY, "days": data["horizon"]}
    if isinstance(data["hotline"], str):
        data["hotline"] = grid | {"timezone": data["hotline"]}
    if isinstance(data["operators"], int):
        data["operators"] = [{"id": f"o{number}", "contract": "free"} for number in range(data["operators"])]
    return data


def hotline(**changes: Any) -> Instance:
    """That hotline with topics replaced (see `document`)."""
    return Instance.model_validate(document(**changes))


def volunteers(operators: list[dict[str, Any]], **changes: Any) -> Instance:
    """Six days of two half-day shifts, with one volunteer wanted in each."""
    half_days = [{"name": name, "start": {"from": start, "to": start}, "length": {"from_minutes": 240, "to_minutes": 240}}
                 for name, start in (("am", "09:00"), ("pm", "13:00"))]
    topics = {
        "horizon": {"start": "2026-11-02", "days": 6}, "hours": {"weekly": {"mon-sat": ["09:00-17:00"]}},
        "calls": {"per_day": 16, "shape": "flat", "aht_s": 120}, "breaks": {"lunch": []}, "shifts": half_days,
        "service": {"target_percent": 80, "answer_within_s": 30, "min_operators": 1},
        "contracts": {"c": {"hours_per_week": [0, 20], "rest_hours": 11}}, "operators": operators}
    return hotline(**(topics | changes))
