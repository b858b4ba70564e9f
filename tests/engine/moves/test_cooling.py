"""Coolings: slower the more often they were in vain, then also from the elite set, of which the best are kept."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.crew import Crew
from scheduler.engine.moves.cooling import Cooling, CoolingParams
from scheduler.engine.moves.elite import EliteSet
from scheduler.model.solution import Solution
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY

CREW = Crew.of(problem_of(MANY))


def swept(operators: int) -> Solution:
    """The first so many operators at best response, the others off."""
    solution = CREW.empty()
    CREW.sweep(solution, np.arange(operators))
    return solution


def test_a_cooling_in_vain_makes_the_next_slower_up_to_the_longest_and_one_that_gains_does_not():
    cooling, base = Cooling(CREW, EliteSet(CREW, 2), CoolingParams(first_s=1.0, longest_s=3.0)), CREW.empty()
    everybody = np.arange(CREW.problem.operators)
    result = cooling.cool(base, np.random.default_rng(0), lambda solution: CREW.sweep(solution, everybody))
    assert CREW.cost(result) < CREW.cost(base)
    assert cooling.seconds == 1.0
    lengths = []
    for _ in range(5):
        cooling.cool(base, np.random.default_rng(0), lambda solution: None)
        lengths.append(cooling.seconds)
    assert lengths == pytest.approx([1.4, 1.96, 2.744, 3.0, 3.0])


def test_the_base_stays_as_it_is():
    base = CREW.empty()
    Cooling(CREW, EliteSet(CREW, 2), CoolingParams()).cool(
        base, np.random.default_rng(0), lambda solution: solution.rows.fill(0))
    assert (base.rows < 0).all()


@pytest.mark.parametrize(("elsewhere", "starts_at"), [(0.0, "base"), (1.0, "elite")])
def test_once_stuck_a_cooling_starts_from_the_elite_set_and_its_result_takes_that_place(elsewhere, starts_at):
    elite, other, base = EliteSet(CREW, 2), swept(2), swept(6)
    elite.add(other)
    cooling = Cooling(CREW, elite, CoolingParams(first_s=2.0, stuck_s=1.0, elsewhere=elsewhere))
    result = cooling.cool(base, np.random.default_rng(0), lambda solution: CREW.sweep(solution, np.array([2])))
    start = base if starts_at == "base" else other
    assert np.array_equal(result.rows[:2], start.rows[:2])
    drawn = elite.draw(np.random.default_rng(0))
    assert drawn is not None
    assert np.array_equal(drawn.rows, result.rows if starts_at == "elite" else other.rows)


def test_the_elite_set_keeps_copies_of_the_cheapest():
    elite, rosters = EliteSet(CREW, 2), [swept(operators) for operators in (0, 4, 2, 6)]
    for each in rosters:
        elite.add(each)
    rosters[3].rows.fill(-1)
    kept = [elite.draw(np.random.default_rng(seed)) for seed in range(20)]
    costs = {CREW.cost(each) for each in kept if each is not None}
    assert costs == set(sorted(CREW.cost(swept(operators)) for operators in (0, 2, 4, 6))[:2])
    assert EliteSet(CREW, 2).draw(np.random.default_rng(0)) is None
