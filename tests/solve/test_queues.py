"""Several queues, topics and seats from the instance to a checked result, and against the optimum that CP-SAT proves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.check.facts.coverage import on_phone
from scheduler.check.result import check_result
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.engine.moves.guidance import guided
from scheduler.engine.search import Search
from scheduler.errors import InfeasibleError
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.model.legal import keeps_caps
from scheduler.publish.judgement import in_words
from scheduler.publish.view import RosterView
from scheduler.read.instance_file import read_instance
from scheduler.roster import Roster
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.derived import problem_of
from tests.builders.hotline import FREE
from tests.builders.hotlines import BREAKS, DAYTIME, REF, assert_sound, work
from tests.builders.plans import DAY, HOURLY, entries, optimum, people, plan
from tests.builders.properties import examples
from tests.builders.queues import queues_of

NAMES = ("anna", "ben", "carl", "dora")
SKILLS = st.sampled_from(["sales", "support", "sales support", "sales abuse", "support sales abuse", "support abuse"])
LOADS = (0.4, 1.4, 0.0, 0.6, 2.4, 1.1, 0.2)
unhurried = settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))


def team(skills: list[str]) -> list[dict[str, Any]]:
    """Operators with these skills; one more so that every queue and topic has somebody."""
    return [{"id": name, "contract": "free", "skills": each.split()}
            for name, each in zip(NAMES, [*skills, "sales support abuse"], strict=False)]


@st.composite
def hotlines(draw: st.DrawFn) -> Instance:
    """Two queues for two or three operators over one or two days, with breaks, a topic and seats or without."""
    skills = draw(st.lists(SKILLS, min_size=1, max_size=2))
    topics = {"topics": ["abuse"]} if draw(st.booleans()) else {}
    seats = {"seats": draw(st.integers(1, 3))} if draw(st.booleans()) else {}
    return plan(
        draw(st.lists(st.sampled_from(LOADS), min_size=1, max_size=5)), horizon=draw(st.integers(1, 2)),
        **DAYTIME, breaks=draw(st.sampled_from([{}, BREAKS])), operators=team(skills), hotline=HOURLY | seats,
        service={"queues": {"sales": {}, "support": {"min_operators": draw(st.integers(0, 1))}}} | topics,
        contracts={"free": FREE | {"hours_per_week": draw(st.sampled_from([[0, 168], [2, 10]]))}},
    )


@unhurried
@given(instance=hotlines(), seed=st.integers(0, 99))
def test_no_bound_is_above_the_proven_optimum_and_the_search_is_sound(instance, seed):
    search = Search(problem_of(instance), work(0.5), seed=seed)
    outcome = search.run()
    best = optimum(search.problem, work=1.0)
    if outcome is None:
        assert best is None
        return
    assert_sound(instance, search.crew, outcome.solution)
    assert keeps_caps(search.problem, outcome.solution)
    assert search.monitor.bound <= outcome.cost
    dual = Dual(search.crew, search.crew.presence(outcome.solution))
    bounds = [dual.improve() for _ in range(40)]
    assert bounds == sorted(bounds)
    if best is not None:
        assert max(bounds[-1], search.monitor.bound) <= best[0] <= outcome.cost


@unhurried
@given(instance=hotlines(), seed=st.integers(0, 99))
def test_construction_guided_by_prices_of_goods_is_sound(instance, seed):
    crew = Crew.of(problem_of(instance))
    start = crew.empty()
    crew.sweep(start, np.arange(crew.problem.operators))
    dual = Dual(crew, crew.presence(start))
    for _ in range(10):
        dual.improve()
    assert dual.skill_presence.shape == crew.zeros.shape
    assert (dual.skill_presence >= -1e-9).all()
    cost, solution = guided(crew, dual, start, np.random.default_rng(seed), lambda: False, early=4, late=2)
    assert cost == crew.cost(solution)
    if keeps_caps(crew.problem, solution):
        assert_sound(instance, crew, solution)
        assert dual.bound <= cost


def two_queues(**changes: Any) -> Instance:
    """Four operators for two queues, over three days, on three seats."""
    return plan(LOADS, **({
        "horizon": 3, "operators": team(["sales", "support abuse", "sales support"]), "hotline": HOURLY | {"seats": 3},
        "service": {"queues": {"sales": {}, "support": {"min_operators": 1}}, "topics": ["abuse"]},
        "shifts": [DAY], "contracts": {"free": FREE | {"hours_per_week": [6, 10], "days_per_week": [2, 3]}},
    } | changes))


def solved(instance: Instance, seconds: float, **asked: Any) -> Roster:
    return search(prepare(instance, REF), Options(seconds=seconds, deterministic=True, **asked))[0]


def test_two_queues_are_solved_checked_and_have_a_row_for_each_queue():
    instance = two_queues()
    result = solved(instance, 3)
    assert not check_result(instance, result, REF)
    assert [row.queue for row in result.intervals] == ["sales", "support"] * (3 * 8)
    assert result.terms["topic_cover"].unit == "topic-hours"
    assert on_phone(instance, result.shifts).max() <= 3
    best = optimum(problem_of(instance))
    assert best is not None
    assert result.run.bound <= best[0] / UNITS <= result.run.objective


def test_fourteen_who_answer_all_of_four_queues_are_enough_where_one_queue_of_all_calls_needs_fourteen():
    """Fifty calls an hour each: four queues of their own people would require twenty."""
    names = ("de", "fr", "en", "it")
    instance = queues_of({name: [(50, 180)] * 2 for name in names}, [" ".join(names)] * 14)
    result = solved(instance, 1)
    assert not check_result(instance, result, REF)
    assert [(row.queues, row.required, row.on_phone) for row in result.pools] == [(names, 14, 14)] * 2
    assert result.run.status == "optimal"
    assert {name: term.amount for name, term in result.terms.items() if name != "pay"} == {
        "understaffing": 0, "understaffing_beyond_10_percent": 0, "overstaffing": 0, "denied_wishes": 0}
    assert {row.required for row in result.intervals} == {5}
    assert min(row.service_level for row in result.intervals) >= 0.8
    assert "; nobody short, " in in_words(RosterView(instance, result))


def test_the_same_seed_repeats_exactly_with_several_queues():
    one, other = (solved(two_queues(), 1, seed=5) for _ in range(2))
    assert one == other


def test_too_few_seats_leave_no_roster_and_the_message_names_them():
    pinned = [each for name in NAMES[:2] for each in entries(("pinned", "mon", "08:00", "12:00"), operator=name)]
    busy = two_queues(hotline=HOURLY | {"seats": 1}, contracts={"free": FREE}, availability=pinned)
    with pytest.raises(InfeasibleError, match=r"at most 1 on the phone at once \(seats, lines\)"):
        solved(busy, 0.5)


@pytest.mark.heavy
def test_bilingual_is_solved_within_its_seats(root: Path):
    instance = read_instance(root / "instances" / "bilingual").instance
    result = solved(instance, 2)
    assert not check_result(instance, result, REF)
    assert on_phone(instance, result.shifts).max() <= instance.hotline.most_on_phone
    assert result.run.bound > 0.8 * result.run.objective
    assert {row.queue for row in result.intervals} == {"french", "dutch", "english"}


def test_the_compiled_loops_are_the_same_for_one_queue_and_for_several():
    crews = [Crew.of(problem_of(instance)) for instance in (plan(LOADS, operators=people("free")), two_queues())]
    one, several = (numba.typeof(crew.cover(crew.empty())) for crew in crews)
    assert one == several
    assert [crew.problem.counts_everybody_once for crew in crews] == [True, False]
