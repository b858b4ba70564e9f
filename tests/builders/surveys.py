"""A hotline of forenoons for which one operator is enough, and what can be said of it before it is solved."""

from __future__ import annotations

from typing import Any

from scheduler.demand.demand import demand_of
from scheduler.instance.instance import Instance
from scheduler.survey.reach import Team
from tests.builders.rosters import plan

FORENOON = {"name": "forenoon", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 240, "to_minutes": 240}}


def forenoons(days: int = 7, **changes: Any) -> Instance:
    """Open from 8 to 12, with few calls, shifts of just these hours, and `anna`."""
    return plan(days, **{"hours": {"weekly": {"mon-sun": ["08:00-12:00"]}}, "shifts": [FORENOON],
                         "calls": {"per_day": 1, "shape": "flat", "aht_s": 60}, "service": {"min_operators": 1}} | changes)


def team(days: int = 7, **changes: Any) -> Team:
    """The same with what its operators could work."""
    instance = forenoons(days, **changes)
    return Team(instance, demand_of(instance))
