"""Searching and proving anonymous shifts: the optimum of enumeration is proven, windows never worsen, every plan is legal."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.model import anonymous_search
from scheduler.model.anonymous import CellCosts
from scheduler.model.anonymous_bound import relaxed
from scheduler.model.anonymous_search import AnonymousTask, best_rounding, improve, prove, search
from scheduler.model.portfolio import run_portfolio

from .test_anonymous import COSTS, DAYS, RULES, best_by_enumeration, is_legal


class Heard:
    """A channel in the same process, that keeps all it is told."""

    def __init__(self, turns: int) -> None:
        self.seconds, self.turns = 60.0, turns
        self.costs, self.bounds, self.plan = [], [], None

    def left(self) -> float:
        return 60.0

    def is_over(self) -> bool:
        self.turns -= 1
        return self.turns < 0

    def found(self, plan, cost) -> None:
        if not self.costs or cost < self.costs[-1]:
            self.plan = plan
            self.costs.append(cost)

    def proved(self, bound) -> None:
        self.bounds.append(bound)

    def best(self):
        return self.plan, self.costs[-1] if self.costs else None


@pytest.mark.parametrize("name", RULES)
def test_a_day_is_proven_by_numbers_of_shifts(name, monkeypatch):
    monkeypatch.setattr(anonymous_search, "_report", lambda *told: False)  # as if the whole day were too much for HiGHS
    task, channel = AnonymousTask(RULES[name], np.array(DAYS[name]), COSTS), Heard(10_000)
    prove(task, channel)
    assert channel.costs[-1] == channel.bounds[-1] == best_by_enumeration(name)
    assert max(channel.bounds) == channel.bounds[-1]
    assert all(is_legal(task.rules, shift) for shift in channel.plan)


def test_the_portfolio_proves_the_optimum_of_enumeration():
    name = "one more from 10 on"
    task = AnonymousTask(RULES[name], np.array(DAYS[name]), COSTS)
    outcome = run_portfolio([prove, search], task, 600.0, task.cost)
    assert outcome.cost == outcome.bound == best_by_enumeration(name)
    assert outcome.proven


@pytest.fixture
def long_task():
    required = np.random.default_rng(2).integers(1, 6, size=120)
    return AnonymousTask(RULES["one breather"], required, CellCosts(20, 2))


def test_windows_of_a_long_horizon_only_better_a_legal_plan(long_task):
    channel = Heard(12)
    relaxation = relaxed(long_task.rules, long_task.required, long_task.costs, 60.0)
    first = best_rounding(long_task, relaxation)
    channel.found(first, long_task.cost(first))
    improve(long_task, channel)
    assert channel.costs[-1] < channel.costs[0]
    assert channel.costs[-1] == long_task.cost(channel.plan) >= relaxation.bound
    assert all(is_legal(long_task.rules, shift) and shift.end <= 120 for shift in channel.plan)


def test_a_long_plan_is_constructed_from_left_to_right(long_task):
    channel = Heard(4)
    search(long_task, channel)
    rounding = channel.costs[0]
    assert channel.costs[-1] < rounding
    assert channel.costs[-1] == long_task.cost(channel.plan) >= max(channel.bounds)
    assert all(is_legal(long_task.rules, shift) and shift.end <= 120 for shift in channel.plan)


def test_a_window_is_not_put_into_a_plan_that_has_changed_there(long_task):
    relaxation = relaxed(long_task.rules, long_task.required, long_task.costs, 60.0)
    shifts, channel = best_rounding(long_task, relaxation), Heard(1)
    rest = [shift for shift in shifts if shift != shifts[0]]
    channel.found(rest, long_task.cost(rest))
    anonymous_search._replace(long_task, channel, shifts[:1], shifts[:1] * 2)
    assert channel.plan == rest
    anonymous_search._replace(long_task, channel, rest[:1], [])
    assert channel.costs == [long_task.cost(rest)], "what is worse is not told"
