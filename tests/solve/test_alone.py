"""Who has no legal roster is said with the rules and, where counting shows it, the figures; `check` says it as `solve` does."""

from __future__ import annotations

import pytest

import scheduler
from scheduler.demand.demand import demand_of
from scheduler.model.problem import compile_problem
from scheduler.solve.alone import impossible_alone
from tests.builders.checked import FREE
from tests.builders.surveys import forenoons


def with_most(hours: int):
    """Anna works at least three forenoons of four hours a week, and at most so many hours."""
    return forenoons(7, contracts={"free": FREE | {"hours_per_week": [0, hours], "days_per_week": [3, 5]}})


@pytest.mark.parametrize(("most", "said"), [
    (12, []),
    (11, ["operator anna (contract free) has no roster that keeps: days_per_week, hours_per_week; each of these rules is "
          "needed for the conflict (3 days, the least, make at least 12 paid hours in the week from 2026-12-07, and the most "
          "is 11 h)"]),
])
def test_boundary_days_that_make_more_hours_than_there_may_be(most, said):
    instance = with_most(most)
    found = impossible_alone(instance, compile_problem(instance, demand_of(instance)))
    assert [reason for _, reason in found] == said
    assert [fault.message for fault in scheduler.check(instance).impossible] == said
