"""Columns: exactly the shifts there is room for, and below a cutoff exactly the plans that cost less."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.dayplans.bound import relaxed
from benchmarks.dayplans.columns import column_program
from benchmarks.dayplans.solvers import find_by_highs
from benchmarks.dayplans.task import AnonymousTask

from .test_program import COSTS, DAYS, RULES, best_by_enumeration, is_legal, legal_shifts


@pytest.fixture(params=RULES)
def case(request):
    """A task, its relaxation and its optimum."""
    task = AnonymousTask(RULES[request.param], np.array(DAYS[request.param]), COSTS)
    return task, relaxed(task.rules, task.required, COSTS, 60.0), best_by_enumeration(request.param)


def test_columns_are_the_legal_shifts_whose_reduced_cost_there_is_room_for(case):
    task, relaxation, optimum = case
    prices, cells = relaxation.prices, task.rules.breather_cells
    for cutoff in (optimum, optimum + 2, optimum + 100):
        plan = column_program(task, prices, cutoff, 10**6)
        room = (cutoff - 1) * prices.scale - int(prices.whole @ task.required)
        assert sorted(shift for _, shift in plan.columns) == sorted(
            shift for shift in legal_shifts(task.rules, len(task.required))
            if shift.paid * prices.scale - int(prices.whole[shift.presence(cells)].sum()) <= room)


def test_below_the_optimum_there_is_no_plan_and_one_above_it_there_is(case):
    task, relaxation, optimum = case
    for cutoff in range(relaxation.bound + 1, optimum + 1):
        finding = find_by_highs(column_program(task, relaxation.prices, cutoff, 10**6).program, 60.0, cutoff)
        assert finding.values is None
        assert finding.bound == cutoff
    plan = column_program(task, relaxation.prices, optimum + 1, 10**6)
    finding = find_by_highs(plan.program, 60.0, optimum + 1)
    shifts = plan.shifts(finding.values)
    assert task.cost(shifts) == plan.program.objective(finding.values) == optimum
    assert all(is_legal(task.rules, shift) for shift in shifts)


def test_too_many_columns_are_no_program(case):
    task, relaxation, optimum = case
    columns = len(column_program(task, relaxation.prices, optimum + 100, 10**6).columns)
    assert column_program(task, relaxation.prices, optimum + 100, columns) is not None
    assert column_program(task, relaxation.prices, optimum + 100, columns - 1) is None
