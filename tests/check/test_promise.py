"""The promise of a roster where the load is uncertain, recomputed."""

from __future__ import annotations

import pytest

from scheduler.check.promise import check_promise
from scheduler.demand.demand import demand_of
from scheduler.library.instance import Instance
from scheduler.library.reading import read
from scheduler.library.solving import solve
from scheduler.solve.options import Options


@pytest.fixture(scope="module")
def promised(root):
    plan = read(root / "instances" / "tiny")
    plan = plan.with_(calls={**plan.calls.model_dump(), "day_sd_percent": 15})
    return plan, solve(plan, Options(0.5, deterministic=True)).roster


def violations(plan: Instance, roster) -> list[str]:
    return [str(each) for each in check_promise(plan, demand_of(plan), roster)]


def test_what_was_solved_promises_what_it_gives(promised):
    plan, roster = promised
    assert roster.promise is not None
    assert violations(plan, roster) == []


@pytest.mark.parametrize("name", ["expected", "bad_day", "good_day", "chance"])
def test_a_better_promise_than_the_shifts_give_is_found(promised, name):
    plan, roster = promised
    better = roster.promise.model_copy(update={name: getattr(roster.promise, name) + 0.01})
    (found,) = violations(plan, roster.model_copy(update={"promise": better}))
    assert f"promise.{name}" in found


def test_a_promise_too_many_or_missing_is_found(promised):
    plan, roster = promised
    assert "is missing" in violations(plan, roster.model_copy(update={"promise": None}))[0]
    certain = plan.with_(calls={**plan.calls.model_dump(), "day_sd_percent": None})
    assert "load is certain" in violations(certain, roster)[0]
