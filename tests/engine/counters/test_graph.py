"""On random tiny instances of all rules, the one-operator programme, the whole model and brute force agree on the best."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from scheduler.check.cost import costs
from scheduler.check.hard import check_shifts
from scheduler.demand.demand import demand_of
from scheduler.engine.crew import Crew
from scheduler.engine.explain import conflicts
from scheduler.engine.search import Search
from scheduler.instance.base import format_local_time
from scheduler.instance.instance import Instance
from scheduler.model.legal import is_legal
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.problem import compile_problem
from scheduler.model.program import solve_by_cp_sat
from scheduler.model.solution import shifts_of_solution
from tests.builders.bounded import STARTS, bounds, histories, prices
from tests.builders.derived import problem_of
from tests.builders.hotlines import LOADS, assert_sound, work
from tests.builders.plans import HOURLY, Universe, optimum, people, plan, to_solution
from tests.builders.properties import examples


@st.composite
def one_operator(draw: st.DrawFn) -> tuple[Instance, Universe]:
    """Four to eight days from a Friday on, of one or two shifts each, and every roster of them."""
    starts = sorted(draw(st.lists(st.sampled_from(STARTS), min_size=1, max_size=2, unique=True)))
    days = draw(st.integers(4, 8 if len(starts) == 1 else 5))
    names = [format_local_time(start) for start in starts]
    shifts = [{"name": name, "start": {"from": name, "to": name}, "length": {"from_minutes": 480, "to_minutes": 480}}
              for name in names]
    instance = plan(
        draw(st.lists(st.sampled_from(LOADS), min_size=1, max_size=7)), hours={"always": True}, shifts=shifts,
        horizon={"start": "2026-12-11", "days": days}, hotline=HOURLY | {"week_starts": draw(st.sampled_from(["mon", "fri"]))},
        nights={"from": "23:00", "to": "05:00", "minutes": 120},
        contracts={"free": draw(bounds(names))}, history=draw(histories(names)),
        objective={"bounds": draw(prices())})
    return instance, Universe(range(days), starts, [480])


@pytest.mark.heavy
@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
@given(one_operator())
def test_graph_model_and_brute_force_find_the_same_best_roster(drawn):
    instance, universe = drawn
    demand = demand_of(instance)
    problem = compile_problem(instance, demand)
    crew = Crew.of(problem)
    best: int | None = None
    for roster in universe.rosters(instance, "anna"):
        solution = to_solution(instance, problem, roster)
        assert solution is not None
        legal = not check_shifts(instance, roster)
        assert is_legal(problem, solution, [0]) == legal, roster
        if legal:
            cost = int(costs(instance, demand, roster).units)
            best = cost if best is None else min(best, cost)
    event("possible" if best is not None else "impossible")
    modelled = optimum(problem)
    if best is None:
        assert crew.impossible_classes() == [0]
        assert modelled is None
        ((_, parts),) = conflicts(problem, crew.impossible_classes())
        assert parts
        return
    walked = crew.empty()
    crew.sweep(walked, np.arange(problem.operators))  # those still there from yesterday too
    assert_sound(instance, crew, walked)
    assert modelled is not None
    assert not check_shifts(instance, shifts_of_solution(instance, problem, modelled[1]))
    assert crew.cost(walked) == modelled[0] == best


NIGHT_AND_DAY = plan(
    (0.3, 0.6, 1.2, 0.8), hours={"always": True}, horizon={"start": "2026-12-10", "days": 10},
    shifts=[{"name": name, "start": {"from": first, "to": last, "every_minutes": 120},
             "length": {"from_minutes": 360, "to_minutes": 480, "every_minutes": 120}}
            for name, first, last in (("early", "06:00", "08:00"), ("late", "12:00", "14:00"), ("night", "20:00", "22:00"))],
    nights={"from": "23:00", "to": "05:00", "minutes": 120}, operators=people("full", "full", "half", "half", "full"),
    contracts={
        "full": {"hours_per_week": [16, 40], "max_consecutive_days": 4, "min_consecutive_days": 2, "max_weekends": 1,
                 "min_consecutive_days_off": 2, "rest_hours": 11, "max_nights_per_week": 3, "max_consecutive_nights": 2,
                 "min_days_off_after_nights": 1, "forbidden_successions": [["late", "early"]]},
        "half": {"hours_per_week": [8, 24], "complete_weekends": True, "max_shifts": {"night": 2}, "rest_hours": 11,
                 "max_shifts_per_week": {"late": 2}},
    },
    history=[{"operator": "anna", "worked_days": 2, "last_end": "2026-12-09T22:00", "last_shift": "late"},
             {"operator": "ben", "days_off": 1}, {"operator": "carl", "worked_days": 1, "nights": 1}],
)


def test_a_hotline_of_all_rules_is_searched_to_rosters_that_the_checker_finds_legal():
    search = Search(problem_of(NIGHT_AND_DAY), work(1.0))
    outcome = search.run()
    assert outcome is not None
    assert_sound(NIGHT_AND_DAY, search.crew, outcome.solution)
    assert 0 < outcome.bound <= outcome.cost


@pytest.mark.heavy
@pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
def test_neighbourhoods_of_it_have_a_feasible_hint_and_give_legal_rosters(share):
    crew = Crew.of(problem_of(NIGHT_AND_DAY))
    solution = crew.empty()
    crew.sweep(solution, np.arange(crew.problem.operators))
    free = np.random.default_rng(1).random(solution.rows.shape) < share
    neighbourhood = Neighbourhood(crew.problem, solution, free)
    program, hints = neighbourhood.program, np.array(neighbourhood.program.hints)
    assert program.is_kept(hints)
    assert program.objective(hints) == crew.cost(solution)
    assert np.array_equal(neighbourhood.decode(hints).rows, solution.rows)
    answer = solve_by_cp_sat(program, crew.problem.cost_step, 2.0, deterministic=True, seed=0, workers=1,
                             running=lambda _: None)
    assert answer is not None
    better = neighbourhood.decode(answer.values)
    assert_sound(NIGHT_AND_DAY, crew, better)
    assert answer.bound <= crew.cost(better) <= program.objective(answer.values)
    assert np.array_equal(better.rows[~free], solution.rows[~free])
