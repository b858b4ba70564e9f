"""A published roster in a problem: its rows, prices, and what has begun; and plain shifts to arrays and back."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.check.changes import change_cost
from scheduler.demand.demand import demand_of
from scheduler.instance.objective import UNITS
from scheduler.model.from_roster import solution_of
from scheduler.model.legal import is_legal
from scheduler.model.problem import compile_problem
from scheduler.model.published import Published
from scheduler.model.solution import cost_of, shifts_of_solution
from tests.builders.activities import TALK, busy, held
from tests.builders.checked import day, moment, shift
from tests.builders.plans import plan as hourly
from tests.builders.published import published


@pytest.fixture(scope="module")
def plan():
    result = published()
    return result.instance, result.roster.shifts, demand_of(result.instance)


def priced(plan, now=0, exempt=()):
    instance, shifts, demand = plan
    moment = instance.grid.origin + now * dt.timedelta(minutes=instance.grid.cell_minutes)
    return compile_problem(instance, demand, Published.of(instance, shifts, moment, exempt))


def test_the_published_roster_costs_what_it_did_and_comes_back_as_it_was(plan):
    instance, shifts, demand = plan
    for problem in (compile_problem(instance, demand), priced(plan)):
        solution = solution_of(instance, problem, shifts)
        assert shifts_of_solution(instance, problem, solution) == shifts
        assert cost_of(problem, solution) == published().cost * UNITS
        assert is_legal(problem, solution, range(problem.operators))


def test_changes_cost_what_the_checker_says(plan):
    instance, shifts, demand = plan
    problem, plain = priced(plan), compile_problem(instance, demand)
    dice, now = np.random.default_rng(1), moment(instance, "2026-12-07T00:00")
    for _ in range(20):
        solution, operator, day = solution_of(instance, problem, shifts), int(dice.integers(4)), int(dice.integers(3))
        rows = problem.class_day_rows[problem.class_of[operator]][day]
        row = int(problem.classes[problem.class_of[operator]].rows[dice.choice(rows)])
        form = int(problem.table.form[row])
        order = problem.table.forms[form].orders[0]
        solution.rows[operator, day], solution.chain[operator, day] = row, problem.chain_orders[1][form, 0]
        solution.breaks[operator, day] = -1
        at, last = int(problem.table.start[row]), 0
        for place, each in enumerate(order.breaks):
            low = each.earliest if not place else max(each.earliest, last + order.work[place - 1][0])
            solution.breaks[operator, day, place] = at + low
            last = low + each.cells
        found = shifts_of_solution(instance, problem, solution)
        price = change_cost(instance, shifts, found, now)
        assert cost_of(problem, solution) == cost_of(plain, solution_of(instance, plain, found)) + price * UNITS


def test_what_has_begun_is_the_only_choice(plan):
    instance, shifts, _ = plan
    now = instance.grid.cell(moment(instance, "2026-12-08T11:00"))
    problem = priced(plan, now)
    solution = solution_of(instance, problem, shifts)
    for operator, rows in enumerate(solution.rows):
        allowed = problem.classes[problem.class_of[operator]].rows
        begun = allowed[problem.table.start[allowed] < now]
        assert set(begun) == {row for row in rows if row >= 0 and problem.table.start[row] < now}


def test_short_notice_counts_from_the_very_moment_also_between_two_cells(plan):
    instance, shifts, demand = plan
    first = min(shifts, key=lambda shift: shift.start)
    soon = instance.with_(objective={"short_notice_hours": 0.1})
    for before, factor in ((3, 2), (8, 1)):
        now = first.start - dt.timedelta(minutes=before)
        problem = compile_problem(soon, demand, Published.of(soon, shifts, now))
        off = solution_of(soon, problem, [shift for shift in shifts if shift is not first])
        kept = cost_of(compile_problem(soon, demand), solution_of(soon, compile_problem(soon, demand), shifts_of_solution(
            soon, problem, off)))
        price = change_cost(soon, shifts, shifts_of_solution(soon, problem, off), now)
        assert price == factor * soon.objective.changed_shift
        assert cost_of(problem, off) == kept + price * UNITS


@pytest.fixture(scope="module")
def parted():
    """A published split shift of one person, whose gap could lie elsewhere, or be none; priced, with breaks alone to change."""
    templates = [{"name": "split", "split": {"gap_minutes": [60, 60], "part_minutes": [60, 120], "every_minutes": 60}}, {
        "name": "whole"}]
    starts = {"start": {"from": "08:00", "to": "08:00"}}
    bare = hourly(shifts=[starts | each | {"length": {"from_minutes": length, "to_minutes": length}}
                          for each, length in zip(templates, (180, 240), strict=True)])
    shifts = [shift(bare, day(0), 240, breaks) for breaks in ((("gap", 60, 60),), (("gap", 120, 60),), ())]
    now = bare.grid.origin
    return bare, shifts, {only: Published.of(bare, shifts[:1], now, breaks_only=only) for only in (False, True)}


def test_parts_at_other_times_are_another_shift(parted):
    bare, shifts, published = parted
    demand = demand_of(bare)
    priced, plain = compile_problem(bare, demand, published[False]), compile_problem(bare, demand)
    prices = [cost_of(priced, solution_of(bare, priced, [each])) - cost_of(plain, solution_of(bare, plain, [each]))
              for each in shifts]
    assert prices == [0, *(change_cost(bare, shifts[:1], [each], bare.grid.origin) * UNITS for each in shifts[1:])]
    assert prices[1:] == [bare.objective.changed_shift * bare.objective.short_notice_factor * UNITS] * 2


def test_where_breaks_alone_may_change_a_shift_keeps_its_parts(parted):
    bare, _, published = parted
    problem = compile_problem(bare, demand_of(bare), published[True])
    assert {tuple(problem.table.gap[row].tolist()) for each in problem.classes for row in each.rows} == {(1, 1)}


BESIDE = {"breathers": {"minutes": 15, "count": [{"from_shift_minutes": 240, "breathers": 1}]}}


def test_a_shift_with_an_activity_comes_back_as_it_was_and_its_breaks_alone_move():
    plan = busy(TALK, breaks=BESIDE, calls={"per_day": 20, "aht_s": 120, "shape": "flat"})
    shifts = (held(plan, 0, "08:00", 240, ("activity talk", "09:00", 60), ("breather", "11:00", 15)),)
    demand, now = demand_of(plan), moment(plan, day(0, "08:30"))
    for published_roster in (None, Published.of(plan, shifts, now), Published.of(plan, shifts, now, breaks_only=True)):
        problem = compile_problem(plan, demand, published_roster)
        solution = solution_of(plan, problem, shifts)
        assert shifts_of_solution(plan, problem, solution) == shifts
        assert is_legal(problem, solution, [0])
    placed = [form.orders[0].breaks for form in problem.table.forms if form.placed]
    ((talk, breather),) = [breaks for breaks in placed if any(each.earliest < each.latest for each in breaks)]
    assert (talk.earliest, talk.latest) == (4, 4)
    assert (breather.earliest, breather.latest) == (2, 15)
    assert problem.table.spans[breather.clock][1][0] > problem.table.spans[breather.clock][0][1], "but not during the talk"
