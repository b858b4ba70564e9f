"""Compile the inner loops, or load them from the cache, in time that does not count: first what a first roster needs."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from scheduler.demand.demand import demand_of
from scheduler.engine.bound.dual import Dual
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.moves.guidance import best_response
from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem, compile_problem

_TINY: dict[str, Any] = {
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
    "operators": [{"id": str(number), "contract": "any"} for number in range(8)],
}


@cache
def warm_up_first_roster() -> None:
    """Make ready what the first roster needs, which is a quarter of all: a search can begin with it, and show something."""
    crew, rng = Crew.of(_tiny_problem()), np.random.default_rng(0)
    crew.impossible_classes()
    best_response(crew, crew.empty(), rng, lambda: False)


@cache
def warm_up() -> None:
    """Run every compiled loop once on a small problem; numba keeps what it compiles beside the code or in its own folder."""
    warm_up_first_roster()
    crew = Crew.of(_tiny_problem())
    solution = crew.empty()
    crew.sweep(solution, np.arange(crew.problem.operators))
    dual = Dual(crew, crew.presence(solution))
    for _ in range(3):
        dual.improve()
    crew.ruin_and_recreate(solution, 2, most_removed=1, noise=1.0, heat=1.0, seed=0, halt=Budget(1.0).halt)
    crew.anneal(solution, 100, hot=1.0, cold=1.0, seed=0, halt=Budget(1.0).halt)


def _tiny_problem() -> Problem:
    instance = Instance.model_validate(_TINY)
    return compile_problem(instance, demand_of(instance))
