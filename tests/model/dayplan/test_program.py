"""Anonymous shifts: chains hold exactly the legal ones, and the optimum of the program is that of enumeration."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from scheduler.model.dayplan.program import anonymous_program
from scheduler.model.dayplan.shift import AnonymousShift, Pause
from scheduler.model.dayplan.solvers import find_by_cp_sat, find_by_highs
from tests.builders.dayplans import RULES, bent_task, best_by_enumeration, is_legal, legal_shifts, task_named


def program_of(task, hint=(), most=6):
    return anonymous_program(task.chains, task.curves, task.pay, most, hint)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in ("one breather", "paid lunch") else pytest.mark.heavy) for name in RULES])
def test_chains_hold_exactly_the_legal_shifts(name):
    rules = RULES[name]
    task = task_named(name)
    cells = len(task.curves)
    legal = legal_shifts(rules, cells)
    assert legal
    universe = set()
    for start, end in product(range(cells + 1), repeat=2):
        for count in range(3) if start < end else ():
            for breathers in combinations_with_replacement(range(start, end), count):
                for at, lunch in [(0, 0), *product(range(start, end), range(1, 4))]:
                    pauses = [Pause(each, each + rules.breather_cells, "breather", rules.breathers_paid) for each in breathers]
                    pauses += [Pause(at, at + lunch, "lunch", rules.lunch_paid)] * bool(lunch)
                    universe.add(AnonymousShift(start, end, tuple(sorted(pauses))))
    taken = {shift for shift in universe if any(chain.cells_of(shift) for chain in task.chains)}
    assert taken == legal


@pytest.mark.parametrize("bent", [False, True])
@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("find", [find_by_cp_sat, find_by_highs])
def test_the_optimum_is_that_of_enumeration_and_decodes_into_legal_shifts(name, find, bent):
    task = bent_task(name) if bent else task_named(name)
    plan = program_of(task)
    finding = find(plan.program, 60.0)
    shifts = plan.shifts(finding.values)
    assert task.cost(shifts) == best_by_enumeration(name, bent=bent) == finding.bound
    assert all(is_legal(RULES[name], shift) for shift in shifts)


@pytest.mark.parametrize("name", RULES)
def test_any_legal_shifts_are_a_kept_hint_with_their_cost(name):
    task = bent_task(name)
    legal = sorted(legal_shifts(RULES[name], len(task.curves)))
    chosen = [legal[index] for index in np.random.default_rng(3).integers(len(legal), size=9)]
    plan = program_of(task, chosen)
    hints = np.array(plan.program.hints)
    assert plan.program.is_kept(hints)
    assert plan.program.objective(hints) == task.cost(chosen)
    back = plan.shifts(hints)
    assert all(is_legal(RULES[name], shift) for shift in back)
    assert sorted(cell for shift in back for cell in shift.presence) == sorted(
        cell for shift in chosen for cell in shift.presence)


def test_an_illegal_hint_is_named():
    task = task_named("one breather")
    with pytest.raises(ValueError, match="keeps the rules of no chain"):
        program_of(task, [AnonymousShift(0, 8, (Pause(0, 1, "lunch", False), Pause(4, 5, "breather", True)))])


def test_nothing_below_the_optimum_is_told_by_a_bound_at_the_cutoff():
    optimum, program = best_by_enumeration("one breather"), program_of(task_named("one breather")).program
    for find in (find_by_cp_sat, find_by_highs):
        none = find(program, 60.0, optimum)
        assert (none.values, none.bound) == (None, optimum)
        better = find(program, 60.0, optimum + 1)
        assert better.values is not None
        assert program.objective(better.values) == better.bound == optimum
