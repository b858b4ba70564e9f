"""The allocation of operators to queues: least cost, compared with all allocations there are, and its tie-breaking."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.check.facts.allocation import allocate
from tests.builders.properties import examples


def brute_force(people: list[tuple[int, ...]], curves: np.ndarray) -> tuple[int, tuple[int, ...]]:
    """Least cost over every way to give each operator one of his queues; of equals the one that fills the first most."""
    choices = []
    for chosen in product(*people):
        numbers = tuple(chosen.count(queue) for queue in range(len(curves)))
        choices.append((sum(int(curve[k]) for curve, k in zip(curves, numbers, strict=True)), [-k for k in numbers]))
    cost, negative = min(choices)
    return cost, tuple(-k for k in negative)


def convex(slopes: list[int], start: int) -> np.ndarray:
    return np.cumsum([start, *sorted(slopes)])


ONE_TO_FOUR = st.integers(1, 4)


@st.composite
def cells(draw, how_many=ONE_TO_FOUR):
    """One cell: operators with their queues, and a convex curve of each queue."""
    queues = draw(how_many)
    skills = st.lists(st.integers(0, queues - 1), min_size=1, max_size=queues, unique=True).map(lambda q: tuple(sorted(q)))
    people = draw(st.lists(skills, max_size=6))
    slope = st.lists(st.integers(-4, 3), min_size=6, max_size=6)
    return people, np.array([convex(draw(slope), 50) for _ in range(queues)])


def allocated(people: list[tuple[int, ...]], curves: np.ndarray) -> tuple[int, ...]:
    sets = sorted(set(people)) or [(0,)]
    can_answer = np.array([[queue in each for queue in range(len(curves))] for each in sets])
    counts = np.array([[people.count(each) for each in sets]])
    return tuple(allocate(counts, can_answer, np.diff(curves)[None])[0].tolist())


@settings(max_examples=examples(400))
@given(cells())
def test_it_is_the_best_of_all_allocations(cell):
    people, curves = cell
    numbers = allocated(people, curves)
    assert sum(numbers) == len(people)
    cost, best = brute_force(people, curves)
    assert sum(int(curve[k]) for curve, k in zip(curves, numbers, strict=True)) == cost
    assert numbers == best


@settings(max_examples=examples(50))
@given(st.lists(cells(st.just(3)), min_size=2, max_size=8))
def test_cells_do_not_disturb_each_other(many):
    sets = sorted({each for people, _ in many for each in people}) or [(0,)]
    can_answer = np.array([[queue in each for queue in range(3)] for each in sets])
    counts = np.array([[people.count(each) for each in sets] for people, _ in many])
    together = allocate(counts, can_answer, np.stack([np.diff(curves) for _, curves in many]))
    assert [tuple(row) for row in together.tolist()] == [allocated(people, curves) for people, curves in many]


@pytest.mark.parametrize(
    ("people", "numbers"),
    [
        ([(0, 1)], (1, 0, 0)),  # of equals the first
        ([(0, 1), (0,)], (2, 0, 0)),
        ([(1, 2)] * 3, (0, 3, 0)),
        ([(2,)], (0, 0, 1)),
        ([], (0, 0, 0)),
    ],
)
def test_ties_go_to_the_first_queue(people, numbers):
    assert allocated(people, np.zeros((3, 7), dtype=np.int64)) == numbers


def test_a_generalist_makes_room_for_a_specialist():
    # Added one by one, the generalist would take the dear queue 0, on which the specialist alone can be.
    curves = np.array([[10, 0, 30], [5, 0, 30]])
    assert allocated([(0,), (0, 1)], curves) == (1, 1)


def test_an_exchange_over_three_queues():
    # Somebody is lacking on queue 2, but the surplus is on queue 0: 0 → 1 → 2 through two operators.
    curves = np.array([[5, 0, 9, 18], [5, 0, 9, 18], [5, 0, 9, 18]])
    assert allocated([(0,), (0, 1), (1, 2)], curves) == (1, 1, 1)


def test_who_answers_no_queue_serves_none():
    serving = allocate(np.array([[2, 1]]), np.array([[False, False], [True, False]]), np.zeros((1, 2, 3), dtype=np.int64))
    assert serving.tolist() == [[1, 0]]
