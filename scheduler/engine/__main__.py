"""``python -m scheduler.engine``: compile the inner loops once, so that the first run of a user need not wait for it."""

from __future__ import annotations

from scheduler.engine.budget import Budget
from scheduler.engine.search import Search
from scheduler.instance.instance import Instance
from scheduler.model.problem import compile_problem

_TINY = {
    "schema": 1,
    "hotline": {"name": "warm-up", "timezone": "UTC", "interval_minutes": 60, "break_grid_minutes": 60},
    "horizon": {"start": "2026-01-01", "days": 2},
    "hours": {"always": True},
    "calls": {"forecast": [
        {"start": f"2026-01-{1 + hour // 24:02d}T{hour % 24:02d}:00:00", "calls": 9, "aht_s": 600} for hour in range(48)
    ]},
    "shifts": [{"name": "any", "start": {"from": "00:00", "to": "20:00", "every_minutes": 60},
                "length": {"from_minutes": 240, "to_minutes": 300, "every_minutes": 60}}],
    "breaks": {"breathers": {"minutes": 60, "count": [{"from_shift_minutes": 240, "breathers": 1}]}},
    "contracts": {"any": {"hours_per_week": [0, 40], "rest_hours": 11}},
    "operators": [{"id": str(number), "contract": "any"} for number in range(40)],
}


def warm_up() -> None:
    """Run every compiled loop once on a small problem."""
    search = Search(compile_problem(Instance.model_validate(_TINY)), Budget(1.0, deterministic=True))
    search.run()


if __name__ == "__main__":
    warm_up()
