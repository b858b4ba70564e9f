"""What should be even among people of one hotline, and what part of it each of them owes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.levelling import Burden, Levelling
from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution
from scheduler.rules.basis.nights import night_rows

Floats = NDArray[np.float64]

_MOST_WORK, _WORK_PER_S = 3000, 300
"""Exchanges that are looked at: at most so many, and for each second of the search."""
_HOURS, _HARD_TIMES, _TEMPLATES = 4.0, 2.0, 1.0
"""How much evenness counts of paid hours, of nights and weekends, and of templates."""


def levelled(instance: Instance, problem: Problem, solution: Solution, seconds: float) -> Solution:
    """A roster that costs no more and is as even as simple exchanges make it, after a search of so many seconds.

    See `engine.levelling`.
    """
    operators = len(instance.operators)
    share = np.array([instance.shares.owed[each.id] for each in instance.operators])
    burdens = tuple(_scaled(each, solution.rows[:operators], share) for each in _burdens(instance, problem)
                    if each.amount.any())
    if operators < 2 or not burdens:
        return solution
    return Levelling(problem, burdens, share).level(solution, min(_MOST_WORK, int(_WORK_PER_S * seconds)))


def _burdens(instance: Instance, problem: Problem) -> Iterator[Burden]:
    """Paid hours, nights, days of weekends, and shifts of each template, where there are several."""
    table, grid, nothing = problem.table, instance.grid, np.zeros(len(instance.operators))
    nights, weekends = (np.array([instance.shares.had_more[kind][each.id] for each in instance.operators])
                        for kind in ("nights", "weekends"))
    weekend = np.array([grid.date(day).weekday() in instance.hotline.weekend_days for day in range(grid.days)])
    yield Burden(table.paid_minutes.astype(np.float64), nothing, _HOURS)
    yield Burden(night_rows(instance, table).astype(np.float64), nights, _HARD_TIMES)
    yield Burden(weekend[table.day].astype(np.float64), weekends, _HARD_TIMES)
    if len(table.offered) > 1:
        yield from (Burden((offered > 0).astype(np.float64), nothing, _TEMPLATES) for offered in table.offered)


def _scaled(burden: Burden, rows: NDArray[np.int64], share: Floats) -> Burden:
    """The same in parts of what there is of it, so that burdens of other units weigh alike."""
    all_of_it = float(np.append(burden.amount, 0.0)[rows].sum() + burden.before.sum()) or 1.0
    return replace(burden, weight=float(np.sqrt(burden.weight)) * float(share.sum()) / all_of_it)
