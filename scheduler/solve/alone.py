"""Operators who have no legal roster, whatever the others work, and why."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.engine.crew import Crew
from scheduler.engine.explain import conflicts
from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem
from scheduler.rules.preflight import days_beyond_the_hours


def impossible_alone(instance: Instance, problem: Problem) -> Iterator[tuple[int, str]]:
    """Yield the index of each operator without a legal roster, with the smallest set of rules in conflict."""
    for each, rules in conflicts(Crew.of(problem)):
        for index in each.members:
            operator = instance.operators[index]
            figures = next(days_beyond_the_hours(instance, operator, problem.table), "")
            yield index, (f"operator {operator.id} (contract {operator.contract}) has no roster that keeps: "
                          f"{', '.join(rules)}; each of these rules is needed for the conflict"
                          f"{f' ({figures})' if figures else ''}")
