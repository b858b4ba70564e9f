"""Model, search, bound and checker agree on the cost where operators answer several queues: on all rosters of tiny hotlines.

The optimum is that of an enumeration by the checker alone, which finds the sets of queues by itself.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from scheduler.check.cost import costs
from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.check.hard import check_shifts, hard_rules
from scheduler.demand.demand import demand_of
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.instance.instance import Instance
from scheduler.model.problem import compile_problem
from scheduler.model.solution import cost_of
from tests.builders.enumerated import SEVERAL
from tests.builders.hotline import FREE
from tests.builders.plans import DAY, HOURLY, Universe, optimum, plan, to_solution, whole
from tests.builders.queues import staff

H = 60
NAMES = ("de", "fr", "en", "it")
TRIED = Universe([0], [8 * H, 10 * H], [2 * H, 4 * H])
PRICED = {"objective": {"missed_call": 2.5}}
HOURLY_HELP = {"outside": {"name": "X", "price_per_hour": 9.5, "capacity_operators": 1, "queue": "de"}}
HELP_BY_CALL = {"outside": {"name": "X", "price_per_call": 1.0, "capacity_calls_per_hour": 0.5, "queue": "de"}}
CASES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "everybody for all": (("de fr", "de fr", "de fr"), {}),
    "specialists and one for both": (("de", "de fr", "fr"), {}),
    "one within the other": (("de", "de fr", "de fr"), {"service": {"queues": {"de": {}, "fr": {"min_operators": 1}}}}),
    "a chain": (("de fr", "fr en", "en it"), {}),
    "pairs and a queue of nobody": (("de fr", "de", "de fr"), {"service": {"queues": {"de": {}, "fr": {}, "en": {}}}}),
    "different promises": (("de fr", "de", "fr"), {
        "service": {"queues": {"de": {"answer_within_s": 0, "target_percent": 95}, "fr": {"patience_s": 900}}}}),
    "a topic and seats": (("de fr abuse", "de", "fr"), {
        "service": {"queues": {"de": {}, "fr": {}}, "topics": ["abuse"]}, "hotline": HOURLY | {"seats": 2}}),
    "missed calls": (("de fr", "de", "fr"), PRICED),
    "missed calls, a chain": (("de fr", "fr en", "en"), PRICED),
    "outside operators": (("de fr", "de", "fr"), HOURLY_HELP),
    "outside by the call": (("de fr", "fr", "fr"), PRICED | HELP_BY_CALL),
}


def hotline(skills: tuple[str, ...], changes: dict[str, Any], loads: tuple[float, ...]) -> Instance:
    """Operators of these skills, paid for their hours; queues are those of their skills where no promises are named."""
    queues = {name: {} for name in NAMES if any(name in each.split() for each in skills)}
    return plan(loads, **({"operators": staff(*skills), "service": {"queues": queues}, "shifts": [
        DAY | {"start": {"from": "08:00", "to": "10:00", "every_minutes": 120}}],
        "contracts": {"free": FREE | {"cost_per_hour": 1.25}}} | changes))


def assert_agreed(instance: Instance, steps: int = 15) -> None:
    """Every legal roster costs the same by all, the program's optimum is the cheapest, and no bound is above."""
    demand = demand_of(instance)
    problem = compile_problem(instance, demand)
    crew, cheapest = Crew.of(problem), None
    of_one, of_several = ([rule for rule in hard_rules() if (rule.NAME in SEVERAL) == several] for several in (False, True))
    single = [[roster for roster in TRIED.rosters(instance, each.id) if not check_shifts(instance, roster, of_one)]
              for each in instance.operators]
    for number, roster in enumerate(sum(rosters, ()) for rosters in product(*single)):
        if check_shifts(instance, roster, of_several):
            continue
        cost = costs(instance, demand, roster).units
        cheapest = cost if cheapest is None else min(cost, cheapest)
        if number % 7 == 0:
            solution = to_solution(instance, problem, roster)
            assert solution is not None
            program = whole(problem, solution).program
            assert program.is_kept(np.array(program.hints))
            assert program.objective(np.array(program.hints)) == cost_of(problem, solution) == crew.cost(solution) == cost
    best = optimum(problem)
    assert best is not None
    assert best[0] == cost_of(problem, best[1]) == cheapest
    dual = Dual(crew, crew.presence(crew.empty()))
    for _ in range(steps):
        assert dual.improve() <= cheapest


@pytest.mark.parametrize("name", CASES)
def test_all_agree_on_every_roster(name):
    skills, changes = CASES[name]
    assert_agreed(hotline(skills, changes, (0.4, 1.4, 0.0, 0.6, 2.4, 1.1, 0.2)))


def test_the_cases_have_sets_of_every_kind():
    sets = {name: [each.queues for each in staffed_sets(hotline(*case, (1.0,)))] for name, case in CASES.items()}
    assert sets["everybody for all"] == [("de", "fr")]
    assert sets["specialists and one for both"] == [("de",), ("fr",), ("de", "fr")]
    assert sets["one within the other"] == [("fr",), ("de", "fr")]
    assert sets["a chain"] == [("de",), ("it",), ("de", "fr"), ("en", "it"), ("de", "fr", "en", "it")]
    assert sets["pairs and a queue of nobody"] == [("fr",), ("en",), ("de", "fr")]


def drawn(seed: int) -> Instance:
    """Two or three operators and up to four queues, with other promises, prices and help from one to the next."""
    rng = np.random.default_rng(seed)
    names = NAMES[: rng.integers(2, 5)]
    people = [" ".join(name for name in names if rng.random() < 0.6) or names[rng.integers(len(names))]
              for _ in range(rng.integers(2, 4))]
    promises = [{}, {"min_operators": 1}, {"patience_s": 600}, {"patience_s": 900, "answer_within_s": 0, "target_percent": 60},
                {"max_occupancy_percent": 60}]
    of_queues = {name: promises[rng.integers(len(promises))] for name in names}
    topics = {"topics": ["de"]} if rng.random() < 0.2 and any("de" in each for each in people) else {}
    price = PRICED if rng.random() < 0.5 else {}
    outside = [{}, HOURLY_HELP, HELP_BY_CALL][rng.integers(3)]
    seats = {"hotline": HOURLY | {"seats": 2}} if rng.random() < 0.2 else {}
    loads = tuple(float(load) for load in rng.choice([0.0, 0.2, 0.6, 1.1, 1.7, 2.4], 7))
    return hotline(tuple(people), {"service": {"queues": of_queues} | topics} | price | outside | seats, loads)


@pytest.mark.parametrize("seed", range(6))
def test_all_agree_on_every_roster_of_some_tiny_hotlines(seed):
    assert_agreed(drawn(seed), steps=6)


@pytest.mark.heavy
@pytest.mark.parametrize("first", range(6, 106, 10))
def test_all_agree_on_every_roster_of_a_hundred_tiny_hotlines(first):
    for seed in range(first, first + 10):
        assert_agreed(drawn(seed), steps=6)
