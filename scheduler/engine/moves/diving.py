"""Construction by diving: settle operators on what the dual's mixture holds most of, let the dual adapt, and go on.

The mixture gives each operator a little of many rosters. Those it is surest of become rosters of whole operators; the dual
of the others then learns, at prices that know what is settled, how they go best with them. Each settled operator costs some
steps of a dual that is nearly right already; what comes out has the shape of an optimum over all operators, which no search
by small moves finds.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.bundle import Rosters, count
from scheduler.engine.bound.dual import Dual
from scheduler.model.solution import Solution

Ints = NDArray[np.int64]

_FIRST_STEP = 0.3
"""Length of the proximal step after each settling, in first steps of the dual."""
_SURE = 1e-6


def dive(
    dual: Dual, rng: np.random.Generator, stop: Callable[[], bool], *, steps: int, share: float, noise: float = 0.0
) -> Solution | None:
    """Build a roster; ``None`` where it was stopped before everybody had one.

    Parameters
    ----------
    dual
        Nearly converged; it is used up.
    steps
        Steps of the dual after each settling.
    share
        Part of the operators left, one at least, who are settled at a time.
    noise
        Shakes how sure the mixture is of a roster, as the standard deviation of a factor's logarithm.
    """
    crew = dual.crew
    solution, worked = crew.empty(), np.zeros(crew.problem.days, dtype=np.int64)
    presence = np.zeros((len(crew.zeros), crew.problem.all_cells), dtype=np.int64)
    left = [list(each.members) for each in crew.problem.classes]
    while any(left):
        members = np.array([len(each) for each in left], dtype=np.int64)
        dual.settle(members, presence, worked, _FIRST_STEP)
        for _ in range(steps):
            if stop():
                return None
            dual.improve()
        for number, answer, amount in _surest(dual, members, _at_a_time(int(members.sum()), share), rng, noise):
            rosters = dual.bundle.rosters[answer : answer + 1]
            counted = count(crew, rosters, amount * (np.arange(len(members)) == number))
            presence, worked = presence + counted.presence[0], worked + counted.worked[0]
            for _ in range(amount):
                _give(solution, left[number].pop(), rosters, number)
    return solution


def stages(operators: int, share: float) -> int:
    """How often a dive settles some of so many operators."""
    number = 0
    while operators:
        operators -= _at_a_time(operators, share)
        number += 1
    return number


def _at_a_time(left: int, share: float) -> int:
    return max(1, round(share * left))


def _surest(
    dual: Dual, members: Ints, wanted: int, rng: np.random.Generator, noise: float
) -> list[tuple[int, int, int]]:
    """Rosters of which the mixture holds most: class, an answer that has it, and how many operators get it."""
    weights = dual.bundle.weights
    used, classes = np.flatnonzero(weights > _SURE), np.flatnonzero(members)
    _, first, group = np.unique(_fingerprints(dual.bundle.rosters[used])[:, classes], return_index=True, return_inverse=True)
    answer, number = used[first // len(classes)], classes[first % len(classes)]
    held = np.bincount(group.reshape(-1), np.outer(weights[used], members[classes]).reshape(-1))
    scores = held * np.exp(noise * rng.standard_normal(len(held)))
    chosen, free = [], members.copy()
    for at in np.argsort(-scores, kind="stable").tolist():
        amount = min(max(1, int(held[at] + _SURE)), int(free[number[at]]), wanted)
        if amount:
            chosen.append((int(number[at]), int(answer[at]), amount))
            free[number[at]] -= amount
            wanted -= amount
    return chosen


def _fingerprints(rosters: Rosters) -> Ints:
    """A number for each roster, different for different ones but for odds of one in 2^63; shape (answers, classes)."""
    answers, classes, days = rosters.rows.shape
    breaks = rosters.breaks.reshape(answers, classes, -1).astype(np.int64)
    rng = np.random.default_rng(0)
    numbers: Ints = rosters.rows.astype(np.int64) @ rng.integers(1, 2**62, days) + breaks @ rng.integers(
        1, 2**62, breaks.shape[2]) + rng.integers(1, 2**62, classes)
    return numbers


def _give(solution: Solution, operator: int, rosters: Rosters, number: int) -> None:
    solution.rows[operator] = rosters.rows[0, number]
    solution.chain[operator] = rosters.chain[0, number]
    solution.breaks[operator] = rosters.breaks[0, number]
