"""Model and checker agree on all rosters of tiny instances: on which are legal, and on what each costs.

In each case one rule at least is binding: some roster breaks it and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import pytest

from scheduler.check.cost import costs
from scheduler.check.hard import RULES, check_shifts
from scheduler.engine.bound import Dual
from scheduler.engine.crew import Crew
from scheduler.instance.instance import Instance
from scheduler.model.legal import is_legal
from scheduler.model.problem import Problem, compile_problem
from scheduler.model.program import solve_by_highs
from scheduler.model.solution import Solution, cost_of
from tests.check.builders import FREE

from .plans import (
    BREATHERS,
    DAY,
    LUNCH,
    Roster,
    Universe,
    all_of_the_model,
    all_pauses,
    counted,
    entries,
    optimum,
    people,
    plain,
    plan,
    to_solution,
    whole,
)

LOADS = (0.4, 1.4, 0.0, 0.6, 2.4, 1.1, 0.2)
"""Offered loads of successive hours: some ask for nobody, some for more operators than there are."""


@dataclass(frozen=True, eq=False)
class Case:
    """An instance, every roster that is tried for each of its operators, and the rules that bind in it."""

    rules: tuple[str, ...]
    universe: Universe
    changes: dict[str, Any]

    @cached_property
    def instance(self) -> Instance:
        return plan(**self.changes)

    @cached_property
    def problem(self) -> Problem:
        return compile_problem(self.instance)

    @cached_property
    def rosters(self) -> list[Roster]:
        """All rosters of all operators, legal or not."""
        single = [list(self.universe.rosters(self.instance, each.id)) for each in self.instance.operators]
        return [sum(rosters, ()) for rosters in product(*single)]

    @cached_property
    def legal(self) -> list[Roster]:
        """Those in which the checker finds nothing."""
        return [roster for roster in self.rosters if not check_shifts(self.instance, roster)]


def contract(**bounds: Any) -> dict[str, Any]:
    """The one contract, with these bounds."""
    return {"contracts": {"free": FREE | bounds}}


def horizon(days: int) -> dict[str, Any]:
    """Some days from a Monday."""
    return {"horizon": days}


AUTUMN = {"hotline": {"name": "Helpline", "timezone": "Europe/Berlin", "interval_minutes": 60, "break_grid_minutes": 60},
          "horizon": {"start": "2026-10-24", "days": 2}, "hours": {"always": True}}
SPRING = AUTUMN | {"horizon": {"start": "2026-03-28", "days": 2}}
NIGHTS = {"name": "night", "start": {"from": "00:00", "to": "20:00", "every_minutes": 240},
          "length": {"from_minutes": 480, "to_minutes": 600, "every_minutes": 120}}
HOURLY_NIGHTS = {"name": "night", "start": {"from": "01:00", "to": "21:00", "every_minutes": 60},
                 "length": {"from_minutes": 360, "to_minutes": 480, "every_minutes": 120}}
OUTSIDE = {"name": "early", "start": {"from": "06:00", "to": "06:00"}, "outside_hours": True, "days": "tue",
           "length": {"from_minutes": 120, "to_minutes": 120}}
H = 60

CASES = {
    "hours of a week and of the day after it": Case(
        ("hours_per_week",), Universe([0, 2, 4, 6, 7], [8 * H], [2 * H, 4 * H]),
        horizon(8) | contract(hours_per_week=[8, 14]) | {"hours": {"weekly": {"mon,wed,fri,sun": ["08:00-16:00"]}},
                                                          "shifts": [DAY | {"start": {"from": "08:00", "to": "08:00"}}]}),
    "paid hours without unpaid lunch": Case(
        ("hours_per_week",), Universe([0, 2, 4], [8 * H], [4 * H, 6 * H],
                                      all_pauses((), (("lunch", 1),))),
        horizon(7) | contract(hours_per_week=[9, 13]) | {
            "hours": {"weekly": {"mon,wed,fri": ["08:00-16:00"]}},
            "breaks": {"lunch": LUNCH | {"earliest_minutes": 120, "latest_minutes": 180}},
            "shifts": [DAY | {"start": {"from": "08:00", "to": "08:00"},
                              "length": {"from_minutes": 240, "to_minutes": 360, "every_minutes": 120}}]}),
    "days of a week and of the day after it": Case(
        ("days_per_week",), Universe([0, 1, 3, 6, 7], [8 * H, 10 * H], [2 * H]),
        horizon(8) | contract(days_per_week=[2, 3]) | {"hours": {"weekly": {"mon,tue,thu,sun": ["08:00-12:00"]}}}),
    "consecutive days": Case(
        ("consecutive_days",), Universe(range(4), [8 * H, 10 * H], [2 * H]),
        horizon(4) | contract(max_consecutive_days=2)),
    "consecutive days over two weeks": Case(
        ("consecutive_days",), Universe(range(4, 9), [10 * H], [2 * H]),
        horizon(9) | contract(max_consecutive_days=3) | {"hours": {"weekly": {"fri-tue": ["10:00-12:00"]},
                                                                   "exceptions": {"2026-12-07": [], "2026-12-08": []}}}),
    "rest past midnight": Case(
        ("rest",), Universe(range(3), [0, 4 * H, 12 * H, 20 * H], [8 * H, 10 * H]),
        horizon(3) | contract(rest_hours=11) | {"hours": {"always": True}, "shifts": [NIGHTS]}),
    "rest longer than a day off": Case(
        ("rest",), Universe(range(3), [0, 8 * H, 20 * H], [8 * H, 10 * H]),
        horizon(3) | contract(rest_hours=36) | {"hours": {"always": True}, "shifts": [NIGHTS]}),
    "no rest but no overlap": Case(
        ("rest",), Universe(range(3), [0, 4 * H, 20 * H], [8 * H, 10 * H]),
        horizon(3) | {"hours": {"always": True}, "shifts": [NIGHTS]}),
    "rest over the hour that repeats": Case(
        ("rest",), Universe(range(2), [2 * H, 6 * H, 7 * H, 20 * H, 21 * H], [6 * H, 8 * H]),
        AUTUMN | contract(rest_hours=5) | {"shifts": [HOURLY_NIGHTS | {"start": {
            "from": "02:00", "to": "21:00", "every_minutes": 60}}]}),
    "rest over the hour that is skipped": Case(
        ("rest",), Universe(range(2), [2 * H, 6 * H, 8 * H, 9 * H, 20 * H, 21 * H], [6 * H, 8 * H]),
        SPRING | contract(rest_hours=5) | {"shifts": [HOURLY_NIGHTS | {"start": {
            "from": "02:00", "to": "21:00", "every_minutes": 60}}]}),
    "availability": Case(
        ("availability",), Universe(range(3), [8 * H, 10 * H, 12 * H], [2 * H, 4 * H]),
        horizon(3) | {"availability": entries(("unavailable", "mon", "09:00", "11:00"), ("only", "tue", "10:00", "14:00"),
                                              ("unavailable", "2026-12-09"))}),
    "availability past midnight": Case(
        ("availability",), Universe(range(2), [0, 4 * H, 8 * H, 12 * H, 20 * H], [8 * H, 10 * H]),
        horizon(2) | {"hours": {"always": True}, "shifts": [NIGHTS],
                      "availability": entries(("unavailable", "mon", "22:00", "03:00"), ("only", "tue", "04:00", "22:00"),
                                              ("unavailable", "wed", "02:00", "05:00"))}),
    "pins": Case(
        ("pins",), Universe(range(3), [7 * H, 8 * H, 10 * H], [2 * H, 3 * H]),
        horizon(3) | {"availability": entries(("pinned", "mon", "07:00", "10:00"), ("pinned", "wed"))}),
    "opening hours": Case(
        ("opening_hours",), Universe(range(3), [6 * H, 8 * H, 10 * H, 12 * H], [2 * H, 4 * H]),
        horizon(3) | {"hours": {"weekly": {"mon": ["08:00-14:00"], "tue": ["10:00-11:00", "13:00-16:00"]}},
                      "shifts": [DAY, OUTSIDE]}),
    "shift form": Case(
        ("shift_form",), Universe(range(2), [7 * H, 8 * H, 9 * H, 10 * H, 12 * H], [1 * H, 2 * H, 3 * H, 4 * H, 5 * H]),
        horizon(2) | contract(shift_minutes=[120, 180], shifts=["day", "tuesdays"]) | {"shifts": [
            DAY | {"length": {"from_minutes": 120, "to_minutes": 240, "every_minutes": 60}},
            DAY | {"name": "tuesdays", "days": "tue", "start": {"from": "09:00", "to": "09:00"}},
            DAY | {"name": "of others", "start": {"from": "07:00", "to": "07:00"}}]}),
    "one shift a day": Case(
        ("one_shift_a_day",), Universe(range(2), [8 * H, 10 * H, 12 * H], [2 * H, 4 * H], doubles=True), horizon(2)),
    "breaks": Case(
        ("breaks",), Universe(range(1), [8 * H, 9 * H], [2 * H, 3 * H, 6 * H], all_pauses(
            (), (("breather", 1),), (("breather", 2),), (("lunch", 1),), (("lunch", 1), ("breather", 1)),
            (("breather", 1), ("lunch", 1)), (("breather", 1),) * 2)),
        {"breaks": {"lunch": LUNCH, "breathers": BREATHERS, "spacing": {
            "edge_minutes": 60, "min_work_minutes": 60, "max_work_minutes": 120}},
         "shifts": [{"name": "day", "start": {"from": "08:00", "to": "09:00", "every_minutes": 60},
                     "length": {"from_minutes": 120, "to_minutes": 360, "every_minutes": 60}}]}),
    "two operators, pooled": Case(
        ("consecutive_days",), Universe(range(2), [8 * H, 10 * H], [2 * H, 4 * H]),
        horizon(2) | contract(max_consecutive_days=1) | {"operators": people("free", "free")}),
    "two operators of two classes, with breaks": Case(
        ("breaks", "availability"), Universe(range(1), [8 * H, 10 * H], [2 * H, 4 * H],
                                             all_pauses((), (("breather", 1),))),
        {"operators": people("free", "free"), "breaks": {"breathers": BREATHERS},
         "availability": entries(("unavailable", "mon", "13:00", "14:00"), operator="ben")}),
    "two operators with rest": Case(
        ("rest",), Universe(range(2), [0, 12 * H, 20 * H], [8 * H]),
        horizon(2) | contract(rest_hours=12) | {
            "hours": {"always": True}, "operators": people("free", "free"),
            "shifts": [NIGHTS | {"length": {"from_minutes": 480, "to_minutes": 480}}]}),
}

# Starts of the table that a universe leaves out would be rosters the model allows and nobody tried.
for _name, _starts in {"rest past midnight": "00:00,04:00,12:00,20:00", "rest longer than a day off": "00:00,08:00,20:00",
                       "no rest but no overlap": "00:00,04:00,20:00",
                       "availability past midnight": "00:00,04:00,08:00,12:00,20:00",
                       "two operators with rest": "00:00,12:00,20:00",
                       "rest over the hour that repeats": "02:00,06:00,07:00,20:00,21:00",
                       "rest over the hour that is skipped": "02:00,06:00,08:00,09:00,20:00,21:00"}.items():
    _template = CASES[_name].changes["shifts"][0]
    CASES[_name].changes["shifts"] = [_template | {"name": f"from {at}", "start": {"from": at, "to": at}}
                                      for at in _starts.split(",")]

cases = pytest.mark.parametrize("name", CASES)


def test_every_hard_rule_is_binding_in_some_case():
    assert {rule for case in CASES.values() for rule in case.rules} == {rule.NAME for rule in RULES}


@cases
def test_some_rosters_are_legal_and_some_break_the_rule_of_the_case_alone(name):
    case = CASES[name]
    found = [{violation.rule for violation in check_shifts(case.instance, roster)} for roster in case.rosters]
    assert set() in found
    assert all({rule} in found for rule in case.rules)


@cases
def test_the_model_allows_exactly_the_rosters_in_which_the_checker_finds_nothing(name):
    case = CASES[name]
    modelled = {counted(case.instance, plain(case.instance, roster))
                for roster in all_of_the_model(case.instance, case.problem)}
    assert modelled == {counted(case.instance, plain(case.instance, roster)) for roster in case.legal}


@cases
def test_every_answer_of_the_model_is_a_roster_in_which_the_checker_finds_nothing(name):
    case = CASES[name]
    for roster in all_of_the_model(case.instance, case.problem):
        assert not check_shifts(case.instance, roster)


@cases
def test_the_search_takes_as_legal_exactly_what_the_checker_does(name):
    case = CASES[name]
    operators = range(case.problem.operators)
    for roster in case.rosters:
        solution = to_solution(case.instance, case.problem, roster)
        legal = solution is not None and is_legal(case.problem, solution, operators)
        assert legal == (not check_shifts(case.instance, roster)), roster


PRICED = {
    name: Case(case.rules, case.universe, case.changes | {
        "calls": LOADS, "service": {"min_operators": 0},
        "availability": [*case.changes.get("availability", []),
                         *entries(("avoid", "mon", "09:00", "10:00"), ("prefer", "tue"), ("prefer", "mon", "14:00", "23:00"),
                                  ("avoid", "sun"))]})
    for name, case in CASES.items()
}
priced = pytest.mark.parametrize("name", PRICED)


def sample(case: Case, most: int) -> list[Roster]:
    """Some of the legal rosters, evenly spread."""
    return case.legal[:: max(1, len(case.legal) // most)]


@priced
def test_the_model_prices_a_legal_roster_as_the_checker_does(name):
    case = PRICED[name]
    for roster in sample(case, 25):
        solution = solution_of(case, roster)
        program = whole(case.problem, solution).program
        assert program.is_kept(np.array(program.hints))
        assert program.objective(np.array(program.hints)) == costs(case.instance, roster).units
        assert cost_of(case.problem, solution) == costs(case.instance, roster).units


@priced
def test_a_roster_that_is_not_legal_breaks_the_constraints_of_the_model(name):
    case = PRICED[name]
    operators = range(case.problem.operators)
    solutions = (to_solution(case.instance, case.problem, roster) for roster in case.rosters)
    kept_by_classes = [solution for solution in solutions if solution is not None and all(
        np.isin(rows[rows >= 0], case.problem.classes[number].rows).all()
        for rows, number in zip(solution.rows, case.problem.class_of, strict=True))]
    illegal = [solution for solution in kept_by_classes if not is_legal(case.problem, solution, operators)]
    for solution in illegal[:: max(1, len(illegal) // 25)]:
        program = whole(case.problem, solution).program
        assert not program.is_kept(np.array(program.hints))


@priced
def test_the_optimum_is_the_cheapest_legal_roster_and_no_bound_is_above_it(name):
    case = PRICED[name]
    best = min(costs(case.instance, roster).units for roster in case.legal)
    found = optimum(case.problem)
    assert found is not None
    cost, solution = found
    assert cost == cost_of(case.problem, solution) == best
    crew = Crew.of(case.problem)
    dual = Dual(crew, crew.presence(crew.empty()))
    for _ in range(20):
        assert dual.improve() <= best


@priced
def test_the_other_solver_finds_the_same_optimum(name):
    case = PRICED[name]
    found, neighbourhood = optimum(case.problem), whole(case.problem)
    answer = solve_by_highs(neighbourhood.program, case.problem.cost_step, 20.0, running=lambda _: None)
    assert found is not None and answer is not None
    assert answer.proven
    assert neighbourhood.program.objective(answer.values) == found[0]
    assert answer.bound <= found[0]


def solution_of(case: Case, roster: Roster) -> Solution:
    """The roster as the model holds it."""
    solution = to_solution(case.instance, case.problem, roster)
    assert solution is not None
    return solution
