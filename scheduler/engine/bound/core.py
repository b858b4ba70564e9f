"""The core of a neighbourhood: the few shifts that the columns of its dual take.

An integer program over all shifts of a neighbourhood has a tight relaxation but a large one. The dual of the neighbourhood
finds the value of that relaxation in a fraction of the time, and with it the shifts it takes: of a day's 187 some 30. Over
those alone the program is several times smaller, and its best roster as good or nearly so. Where nothing can be gained, the
dual knows that too, and no program is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.engine.parameters import Count, Parameters, Share
from scheduler.model.classes import OperatorClass
from scheduler.model.problem import Problem
from scheduler.model.solution import OFF, Solution, own_cost, presence_of

Mask = NDArray[np.bool_]


class CoreParams(Parameters):
    """How far the dual of a neighbourhood is taken.

    Parameters
    ----------
    patience
        Steps without a rise of the bound after which it is good enough.
    most_steps
        Steps at most.
    held
        Least weight of a column whose shifts belong to the core.
    """

    patience: Count = 60
    most_steps: Count = 500
    held: Share = 1e-4


_DEFAULT = CoreParams()


@dataclass(frozen=True, eq=False)
class Core:
    """What the dual of a neighbourhood says: a bound on the cost there, in units, and the shifts of its columns.

    `shifts` has shape (rows, chains): whether a shift of the table is taken with breaks in the order of a chain.
    """

    bound: int
    shifts: Mask


def core_of(
    crew: Crew, solution: Solution, free: Mask, stop: Callable[[], bool], params: CoreParams = _DEFAULT
) -> Core:
    """Find the core of the free pairs, of shape (operators, days), around a roster.

    The bound lets the shifts that stay take their breaks anew: no roster of the neighbourhood costs less.
    """
    problem, people = crew.problem, np.flatnonzero(free.any(axis=1))
    opened = Crew.of(_opened(problem, solution, free, people))
    others = solution.copy()
    others.rows[people] = OFF
    dual = Dual(opened, crew.presence(solution))
    members = (np.arange(len(opened.problem.classes)) < len(people)).astype(np.int64)
    dual.fix(members, presence_of(problem, others), (others.rows >= 0).sum(axis=0), 1.0)
    for _ in range(params.most_steps):
        if dual.is_stalled(params.patience) or stop():
            break
        dual.improve()
    held = dual.bundle.columns[np.flatnonzero(dual.bundle.weights > params.held)]
    rows, chains = held.rows[:, : len(people)], held.chain[:, : len(people)]
    taken = free[people] & (rows >= 0)
    shifts = np.zeros((len(problem.table), len(problem.chains.size)), dtype=np.bool_)
    shifts[rows[taken], chains[taken]] = True
    return Core(dual.bound + own_cost(problem, solution) - own_cost(opened.problem, solution), shifts)


def _opened(problem: Problem, solution: Solution, free: Mask, people: NDArray[np.int64]) -> Problem:
    """Problem of those who have a free day, each a class of their own; everybody else is in one class more, without shifts."""
    classes = [_with_fixed_days(problem, solution.rows[operator], free[operator], int(operator)) for operator in people]
    class_of = np.full(problem.operators, len(people), dtype=np.int64)
    class_of[people] = np.arange(len(people))
    if len(people) < problem.operators:
        nothing = np.zeros(0, dtype=np.int64)
        others = tuple(np.flatnonzero(class_of == len(people)).tolist())
        classes.append(OperatorClass(others, nothing, nothing, np.zeros(problem.days, dtype=np.int64), frozenset(), nothing,
                                     (), 0, ()))
    return replace(problem, classes=tuple(classes), class_of=class_of)


def _with_fixed_days(problem: Problem, worked: NDArray[np.int64], free: Mask, operator: int) -> OperatorClass:
    """Class of one operator whose days stay as they are worked (days,) unless they are free (days,)."""
    each = problem.classes[int(problem.class_of[operator])]
    day = problem.table.day[each.rows]
    kept = free[day] | (each.rows == worked[day])
    fixed = frozenset(np.flatnonzero(~free & (worked >= 0)).tolist())
    return replace(each, members=(operator,), rows=each.rows[kept], cost=each.cost[kept], kind=each.kind[kept],
                   must_work=each.must_work | fixed)
