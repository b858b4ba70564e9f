"""The project's own engine, as a method of the benchmarks; only its public surface is used."""

from __future__ import annotations

import time

from benchmarks.methods import Found, Step, Task
from scheduler.demand.demand import demand_of
from scheduler.engine.budget import Budget
from scheduler.engine.compiled.warm_up import warm_up
from scheduler.engine.search import Progress, Search
from scheduler.engine.search_params import SearchParams
from scheduler.model.problem import compile_problem
from scheduler.model.solution import shifts_of_solution


def solve(task: Task) -> Found:
    """Search for so long; the compilation of the inner loops, kept on disk, is not counted."""
    warm_up()
    began = time.perf_counter()
    problem = compile_problem(task.instance, demand_of(task.instance))
    history: list[Progress] = []
    params = SearchParams.from_toml(task.params) if task.params else None
    search = Search(problem, Budget(task.seconds), seed=task.seed, workers=task.workers, progress=history.append,
                    params=params)
    build_s = time.perf_counter() - began
    outcome = search.run()
    steps = [Step(step.seconds, step.cost, step.bound) for step in history]
    if outcome is None:
        return Found(None, None, None, build_s, steps, "no roster within the time")
    shifts = shifts_of_solution(task.instance, problem, outcome.solution)
    return Found(shifts, outcome.cost, outcome.bound, build_s, steps)
