"""How many operator-hours every repair leaves short that touches at most so many people: the bound of another problem.

Its rosters are the same, and a roster costs as many operator-hours as it leaves short, and nothing else.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.check.facts.curves import is_priced_by_curves
from scheduler.demand.demand import demand_of
from scheduler.demand.staffing import staffing_cost
from scheduler.engine.crew import Crew
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS, Objective
from scheduler.model.classes import OperatorClass
from scheduler.model.problem import Problem, Skills
from scheduler.model.solution import Solution, cost_of
from scheduler.operate.mending import Task
from scheduler.rules.basis.statement import Priced

_STEPS = 60


def least_short(instance: Instance, task: Task, found: Solution) -> float | None:
    """Operator-hours that no such repair leaves fewer short, and `found` at least as many; None where there is no requirement.

    Hard minimums and rules of people together are left out, which can only lower it.
    """
    if task.most is None or is_priced_by_curves(instance):
        return None
    problem = _hours_problem(instance, task.crew.problem)
    crew, short = Crew.of(problem), cost_of(problem, found)
    dual = task.capped(crew, task.most)
    for _ in range(_STEPS):
        if dual.improve() >= short:
            break
    return max(0, min(dual.bound, short)) / UNITS


def _hours_problem(instance: Instance, problem: Problem) -> Problem:
    """The problem in which a missing operator-hour costs 1, and all else nothing."""
    prices = dict.fromkeys(("overstaffing_per_hour", "denied_wish", "missing_topic_per_hour", "unmanned_per_hour"), 0)
    objective = Objective(understaffing_per_hour=1, understaffing_beyond_10_percent_per_hour=1, **prices)
    alone = instance.model_copy(update={
        "objective": objective, "together": (), "service": instance.service.model_copy(update={"minimums": ()})})
    staffing = staffing_cost(alone, demand_of(alone))
    skills = Skills.of(staffing)
    classes = tuple(_unpriced(each, int(skills.of_operator[each.members[0]])) for each in problem.classes)
    return Problem(problem.table, classes, problem.class_of, staffing, skills)


def _unpriced(each: OperatorClass, skill: int) -> OperatorClass:
    return replace(each, cost=np.zeros_like(each.cost), day_off_cost=np.zeros_like(each.day_off_cost), skill=skill,
                   counters=tuple(counter for counter in each.counters if not isinstance(counter, Priced)))
