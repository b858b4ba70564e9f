"""Searching and proving anonymous shifts: the optimum of enumeration is proven, windows never worsen, every plan is legal."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from scheduler.engine.dayplan import proof, windows
from scheduler.engine.dayplan.bound import Job
from scheduler.engine.dayplan.construct import construct, problem_of, shift_of_row
from scheduler.engine.dayplan.methods import bound_week, search_day
from scheduler.engine.dayplan.portfolio import run_portfolio
from scheduler.engine.dayplan.proof import prove
from tests.builders.dayplans import RULES, bent_task, best_by_enumeration, is_legal, legal_shifts, task_named, task_of


class Heard:
    """A channel in the same process, that keeps all it is told."""

    def __init__(self, turns: int, seconds: float = 60.0) -> None:
        self.seconds, self.turns = seconds, turns
        self.costs, self.bounds, self.plan = [], [], None

    def left(self) -> float:
        return self.seconds

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


@pytest.mark.parametrize("bent", [False, True])
@pytest.mark.parametrize("tight", [0.0, 10.0])
@pytest.mark.parametrize("name", RULES)
def test_a_day_is_proven_by_columns_or_by_numbers_of_shifts(name, tight, bent, monkeypatch):
    monkeypatch.setattr(proof, "_is_solved", lambda *told: False)  # as if the whole day were too much for HiGHS
    monkeypatch.setattr(proof, "TIGHT", tight)
    task, channel = bent_task(name) if bent else task_named(name), Heard(10_000)
    prove(Job(task), channel)
    assert channel.costs[-1] == channel.bounds[-1] == best_by_enumeration(name, bent=bent)
    assert max(channel.bounds) == channel.bounds[-1]
    assert all(is_legal(RULES[name], shift) for shift in channel.plan)


def test_the_portfolio_proves_the_optimum_of_enumeration():
    name = "one more from 10 on"
    task = task_named(name)
    outcome = run_portfolio([prove, search_day], Job(task), 600.0, task.cost)
    assert outcome.cost == outcome.bound == best_by_enumeration(name)
    assert outcome.proven


LONG = "one breather"


@pytest.fixture
def long_task():
    return task_of(RULES[LONG], np.random.default_rng(2).integers(1, 6, size=120), 20)


@pytest.fixture
def constructed(long_task):
    channel = Heard(10_000, seconds=2.0)
    construct(long_task, channel, workers=1)
    return channel


def test_the_engine_tells_legal_plans_with_their_cost(long_task, constructed):
    assert constructed.costs[-1] == long_task.cost(constructed.plan)
    assert all(is_legal(RULES[LONG], shift) and shift.end <= 120 for shift in constructed.plan)


@pytest.mark.parametrize("name", RULES)
def test_the_engine_is_given_every_legal_shift_and_no_other(name):
    task = task_named(name)
    table = problem_of(task).table
    told = [
        shift_of_row(task, table, row, order, breaks)
        for row, (start, form) in enumerate(zip(table.start.tolist(), table.form, strict=True))
        for order in table.forms[form].orders
        for breaks in product(*(range(start + each.earliest, start + each.latest + 1) for each in order.breaks))
        if all(least <= after - (before + each.cells) <= most
               for each, (before, after), (least, most) in zip(order.breaks, pairwise(breaks), order.work, strict=False))
    ]
    assert len(told) == len(set(told))
    assert set(told) == legal_shifts(RULES[name], len(task.curves))


@pytest.mark.heavy
def test_windows_of_a_long_horizon_only_better_a_legal_plan(long_task, constructed):
    channel = Heard(12)
    channel.found(constructed.plan, constructed.costs[-1])
    bound_week(Job(long_task), channel)
    assert channel.costs[-1] < channel.costs[0]
    assert channel.costs[-1] == long_task.cost(channel.plan) >= channel.bounds[0]
    assert all(is_legal(RULES[LONG], shift) and shift.end <= 120 for shift in channel.plan)


def test_a_window_is_not_put_into_a_plan_that_has_changed_there(long_task, constructed):
    shifts, channel = constructed.plan, Heard(1)
    rest = [shift for shift in shifts if shift != shifts[0]]
    channel.found(rest, long_task.cost(rest))
    windows._replace(long_task, channel, shifts[:1], shifts[:1] * 2)
    assert channel.plan == rest
    windows._replace(long_task, channel, rest[:1], [])
    assert channel.costs == [long_task.cost(rest)], "what is worse is not told"
