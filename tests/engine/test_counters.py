"""On random tiny instances of all rules, the one-operator programme, the whole model and brute force agree on the best."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from scheduler.check.cost import costs
from scheduler.check.hard import check_shifts
from scheduler.engine.crew import Crew
from scheduler.engine.explain import conflicts
from scheduler.instance.base import format_local_time
from scheduler.instance.instance import Instance
from scheduler.model.legal import is_legal
from scheduler.model.problem import compile_problem
from scheduler.model.solution import shifts_of_solution
from tests.check.builders import FREE
from tests.model.plans import Universe, optimum, plan, to_solution

from .hotlines import LOADS, assert_sound

H = 60
STARTS = (0, 8 * H, 14 * H, 22 * H)


@st.composite
def bounds(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """A contract with a few of all bounds."""
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).map(list)
    counts = st.dictionaries(st.sampled_from(names), st.integers(0, 2), max_size=1)
    every: dict[str, st.SearchStrategy[Any]] = {
        "hours_per_week": st.sampled_from([[0, 24], [8, 40], [16, 32]]), "days_per_week": st.sampled_from([[0, 3], [2, 5]]),
        "max_consecutive_days": st.integers(2, 3), "min_consecutive_days": st.integers(1, 2),
        "min_consecutive_days_off": st.integers(2, 3), "max_weekends": st.integers(0, 1), "complete_weekends": st.just(True),
        "max_nights_per_week": st.integers(0, 2), "max_consecutive_nights": st.integers(1, 2),
        "min_days_off_after_nights": st.integers(1, 3), "forbidden_successions": st.lists(pairs, min_size=1, max_size=2),
        "max_shifts": counts, "max_shifts_per_week": counts, "rest_hours": st.sampled_from([8, 11, 36]),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(every)), min_size=1, max_size=4, unique=True))
    return FREE | {name: draw(every[name]) for name in chosen}


@st.composite
def histories(draw: st.DrawFn, names: list[str]) -> list[dict[str, Any]]:
    """Nothing, or what an operator did before."""
    if draw(st.booleans()):
        return []
    days = draw(st.integers(1, 4))
    known: dict[str, Any] = {"operator": "anna", draw(st.sampled_from(["worked_days", "days_off"])): days}
    if draw(st.booleans()):
        known |= {"nights": draw(st.integers(0, min(days, 2))), "last_shift": draw(st.sampled_from(names))}
    if draw(st.booleans()):
        known["last_end"] = draw(st.sampled_from(["2026-12-11T06:00", "2026-12-10T21:30", "2026-12-09T12:00"]))
    return [known]


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
        horizon={"start": "2026-12-11", "days": days}, nights={"from": "23:00", "to": "05:00", "minutes": 120},
        contracts={"free": draw(bounds(names))}, history=draw(histories(names)))
    return instance, Universe(range(days), starts, [480])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(one_operator())
def test_graph_model_and_brute_force_find_the_same_best_roster(drawn):
    instance, universe = drawn
    problem = compile_problem(instance)
    crew = Crew.of(problem)
    best: int | None = None
    for roster in universe.rosters(instance, "anna"):
        solution = to_solution(instance, problem, roster)
        assert solution is not None
        legal = not check_shifts(instance, roster)
        assert is_legal(problem, solution, [0]) == legal, roster
        if legal:
            cost = int(costs(instance, roster).units)
            best = cost if best is None else min(best, cost)
    event("possible" if best is not None else "impossible")
    modelled = optimum(problem)
    if best is None:
        assert crew.impossible_classes() == [0]
        assert modelled is None
        ((_, rules),) = conflicts(crew)
        assert rules
        return
    walked = crew.empty()
    crew.sweep(walked, np.array([0]))
    assert_sound(instance, crew, walked)
    assert modelled is not None
    assert not check_shifts(instance, shifts_of_solution(instance, problem, modelled[1]))
    assert crew.cost(walked) == modelled[0] == best
