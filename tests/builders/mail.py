"""A hotline of few people with work that waits, and rosters with blocks of it."""

from __future__ import annotations

from typing import Any

from scheduler.instance.instance import Instance
from tests.builders.hotline import FREE, hotline

GRID = {"name": "Helpline", "timezone": "Europe/Berlin", "interval_minutes": 30, "break_grid_minutes": 30}
MAIL = {"name": "e-mail", "aht_s": 600, "within_hours": 4, "block_minutes": [60, 120]}
BLOCK = "activity e-mail"
SHIFTS = [{"name": "any", "start": {"from": "08:00", "to": "10:00", "every_minutes": 120},
           "length": {"from_minutes": 240, "to_minutes": 360, "every_minutes": 120}}]


def mailing(*rows: tuple[str, float], people: int = 2, work: dict[str, Any] | None = None, **changes: Any) -> Instance:
    """Open 08:00 to 16:00; e-mails that come at some times of days, each of ten minutes."""
    found = [{"start": start if "T" in start else f"2026-12-07T{start}", "contacts": contacts} for start, contacts in rows]
    topics = {
        "hotline": GRID, "hours": {"weekly": {"mon-fri": ["08:00-16:00"]}}, "shifts": SHIFTS, "breaks": {},
        "calls": {"per_day": 64, "shape": "flat", "aht_s": 300}, "operators": people, "contracts": {"free": FREE},
        "deferrable": [MAIL | (work or {})], "backlog": found}
    return hotline(**(topics | changes))
