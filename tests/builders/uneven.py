"""Two people, one of half a share, with shifts, nights and a weekend that are uneven."""

from __future__ import annotations

from typing import Any

from scheduler.instance.instance import Instance
from scheduler.roster import Shift
from tests.builders.checked import shift, with_forecast

PEOPLE = [{"id": "anna", "contract": "free"}, {"id": "ben", "contract": "free", "share": 0.5}]
NIGHTS = {"nights": {"from": "22:00", "to": "06:00", "minutes": 60}, "hours": {"always": True}}


def plan(**changes: Any) -> Instance:
    return with_forecast({"operators": PEOPLE, "horizon": {"start": "2026-12-07", "days": 7}} | NIGHTS | changes)


def roster(of: Instance) -> list[Shift]:
    return [shift(of, "2026-12-07T08:00", 240), shift(of, "2026-12-12T08:00", 240), shift(of, "2026-12-13T22:00", 240),
            shift(of, "2026-12-08T22:00", 240, operator="ben")]
