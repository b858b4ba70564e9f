"""A small hotline of two templates with people in teams, for rotations."""

from __future__ import annotations

from typing import Any

from scheduler.instance.instance import Instance
from tests.builders.hotline import hotline

TEAM = [{"id": "anna", "contract": "free", "team": "blue"}, {"id": "ben", "contract": "free", "team": "red"}]
EARLY, LATE = ({"name": name, "start": {"from": start, "to": start}, "length": {"from_minutes": 240, "to_minutes": 240}}
               for name, start in (("early", "08:00"), ("late", "16:00")))
TWO_WEEKS: dict[str, Any] = {"weeks": ["EEEEE--", "LLLLL--"], "letters": {"E": "early", "L": "late"}, "starts": "2026-12-07"}
"""Five early shifts, and a week later five late ones."""


def topics(days: int = 14, rotation: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Two people in a rotation of two weeks, from a Monday, open from 08:00 to 20:00."""
    return {"horizon": days, "operators": TEAM, "shifts": [EARLY, LATE], "breaks": {},
            "rotations": [TWO_WEEKS | (rotation or {})]} | changes


def rotating(days: int = 14, rotation: dict[str, Any] | None = None, **changes: Any) -> Instance:
    """The same as an instance, without calls."""
    return hotline(**({"calls": {"per_day": 0, "aht_s": 60}} | topics(days, rotation, **changes)))
