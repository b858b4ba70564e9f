"""Columns: what they come to is what their rosters come to."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings

from scheduler.engine.bound.columns import activity_of
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.model.solution import own_cost
from tests.builders.derived import problem_of
from tests.builders.hotlines import hotlines
from tests.builders.properties import examples


def solution_of(crew, columns, column):
    """The roster in which everybody works that of their class."""
    solution = crew.empty()
    for operator, number in enumerate(crew.problem.class_of):
        solution.rows[operator] = columns.rows[column, number]
        solution.chain[operator] = columns.chain[column, number]
        solution.breaks[operator] = columns.breaks[column, number]
    return solution


@settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
@given(instance=hotlines())
def test_a_column_comes_to_what_its_rosters_come_to(instance):
    crew = Crew.of(problem_of(instance))
    dual = Dual(crew, crew.presence(crew.empty()))
    for _ in range(5):
        dual.improve()
    members = np.array([len(each.members) for each in crew.problem.classes])
    columns = dual.bundle.columns
    activity = activity_of(crew, columns, members)
    for column in range(dual.bundle.size):
        solution = solution_of(crew, columns, column)
        assert (activity.presence[column] == crew.presence(solution)).all()
        assert (activity.worked[column] == (solution.rows >= 0).sum(axis=0)).all()
        assert activity.own[column] == own_cost(crew.problem, solution)
