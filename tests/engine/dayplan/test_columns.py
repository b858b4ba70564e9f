"""Columns: exactly the shifts there is room for, and below a cutoff exactly the plans that cost less."""

from __future__ import annotations

import pytest

from scheduler.engine.dayplan.bound import relaxed
from scheduler.engine.dayplan.columns import column_program
from scheduler.model.dayplan.solvers import find_by_highs
from tests.builders.dayplans import RULES, bent_task, best_by_enumeration, is_legal, legal_shifts, task_named


@pytest.fixture(params=[(name, bent) for name in RULES for bent in (False, True)], ids=str)
def case(request):
    """Name, task, its relaxation and its optimum."""
    name, bent = request.param
    task = bent_task(name) if bent else task_named(name)
    return name, task, relaxed(task, 60.0), best_by_enumeration(name, bent=bent)


def test_columns_are_the_legal_shifts_whose_reduced_cost_there_is_room_for(case):
    name, task, relaxation, optimum = case
    prices = relaxation.prices
    for cutoff in (optimum, optimum + 2, optimum + 100):
        plan = column_program(task, prices, cutoff, 10**6)
        room = (cutoff - 1) * prices.scale - prices.exact
        assert sorted(shift for _, shift in plan.columns) == sorted(
            shift for shift in legal_shifts(RULES[name], len(task.curves))
            if shift.paid * prices.scale - int(prices.whole[shift.presence].sum()) <= room)


def test_below_the_optimum_there_is_no_plan_and_one_above_it_there_is(case):
    name, task, relaxation, optimum = case
    for cutoff in range(relaxation.bound + 1, optimum + 1):
        finding = find_by_highs(column_program(task, relaxation.prices, cutoff, 10**6).program, 60.0, cutoff)
        assert finding.values is None
        assert finding.bound == cutoff
    plan = column_program(task, relaxation.prices, optimum + 1, 10**6)
    finding = find_by_highs(plan.program, 60.0, optimum + 1)
    shifts = plan.shifts(finding.values)
    assert task.cost(shifts) == plan.program.objective(finding.values) == optimum
    assert all(is_legal(RULES[name], shift) for shift in shifts)


def test_too_many_columns_are_no_program(case):
    _, task, relaxation, optimum = case
    columns = len(column_program(task, relaxation.prices, optimum + 100, 10**6).columns)
    assert column_program(task, relaxation.prices, optimum + 100, columns) is not None
    assert column_program(task, relaxation.prices, optimum + 100, columns - 1) is None
