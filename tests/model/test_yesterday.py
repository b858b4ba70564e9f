"""Shifts of yesterday in the model: people of their own who work nothing else, whom the whole model and the search agree on."""

from __future__ import annotations

import numpy as np

from scheduler.model.solution import cost_of, presence_of, shifts_of_solution
from tests.builders.derived import costs_of, problem_of
from tests.builders.hotline import hotline
from tests.builders.plans import optimum

NIGHT = {"always": True}
EIGHT = [{"name": start, "start": {"from": start, "to": start}, "length": {"from_minutes": 480, "to_minutes": 480}}
         for start in ("00:00", "06:00", "14:00")]


def plan(*ends, **changes):
    history = [{"operator": f"o{number}", "last_end": end} for number, end in enumerate(ends)]
    asked = {"hours": NIGHT, "shifts": EIGHT, "operators": 4, "history": history, "breaks": {},
             "calls": {"per_day": 0, "aht_s": 60}, "service": {"min_operators": 2}}
    return hotline(**(asked | changes))


def test_without_a_shift_of_yesterday_there_is_nobody_more():
    problem = problem_of(plan("2026-12-06T22:00"))
    assert problem.operators == 4
    assert len(problem.table) == 3


def test_their_rows_are_nobody_elses():
    problem = problem_of(plan("2026-12-07T06:00", "2026-12-07T08:00", "2026-12-07T06:00"))
    assert problem.operators == 7
    assert problem.table.end.tolist()[-2:] == [24, 32]
    for each in problem.classes:
        own = set(each.rows.tolist())
        assert own.isdisjoint({3, 4}) if each.members[0] < 4 else len(own) == 1


def test_the_best_roster_has_them_on_the_phone():
    instance = plan("2026-12-07T06:00", "2026-12-07T02:00")
    problem = problem_of(instance)
    found = optimum(problem)
    assert found is not None
    cost, solution = found
    shifts = shifts_of_solution(instance, problem, solution)
    assert cost == cost_of(problem, solution) == costs_of(instance, shifts).units
    there = presence_of(problem, solution).sum(axis=0)
    assert there[:8].tolist() == [2 + sum(shift.start.hour == 0 for shift in shifts)] * 8
    assert {shift.operator for shift in shifts} <= {"o0", "o1", "o2", "o3"}


def test_more_still_there_than_seats_keep_the_others_out():
    grid = {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15, "seats": 1}
    ends = "2026-12-07T06:00", "2026-12-07T06:00", "2026-12-07T02:00"
    problem = problem_of(plan(*ends, hotline=grid))
    _, seats = problem.staffing.head_counts
    assert seats.counts.tolist() == [True] * 5 + [False] * 2
    found = optimum(problem)
    assert found is not None
    assert not np.any(problem.table.start[found[1].rows[:4][found[1].rows[:4] >= 0]] < 24)
