"""Hard minimums and rules of people together that cannot be kept: told before the search where people or hours are too few,
and else after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scheduler.check.rules import min_operators, minimums, together
from scheduler.demand.cost.head_count import Floor
from scheduler.errors import InfeasibleError, NoRosterError
from scheduler.instance.instance import Instance
from scheduler.instance.yesterday import still_on_the_phone
from scheduler.model.problem import Problem
from scheduler.roster import Shift

if TYPE_CHECKING:
    from scheduler.engine.search import Outcome  # brings the engine, which takes a second to import

_NAMED = 5


def unreachable(instance: Instance, problem: Problem) -> list[str]:
    """Hard minimums at times at which too few operators have a shift, or for which there are too few hours in all."""
    return list(dict.fromkeys(reason for each in problem.staffing.floors for reason in _reasons(instance, problem, each)))


def refuse_unreachable(instance: Instance, problem: Problem) -> None:
    """Raise `InfeasibleError` where a hard minimum is out of reach."""
    if reasons := unreachable(instance, problem):
        raise InfeasibleError("\n".join(["no roster is possible:", *reasons]))


def refuse_lacking(instance: Instance, problem: Problem, outcome: Outcome, shifts: Sequence[Shift]) -> None:
    """Raise if the best roster found breaks a hard minimum or rule of people together: there is none, or none was found.

    A roster that keeps all of them costs no more than `ceiling`; a bound above it proves that there is none.
    """
    if not problem.staffing.floors and not problem.staffing.hard:
        return
    lacks = [*min_operators.check(instance, shifts), *minimums.check(instance, shifts), *together.check(instance, shifts)]
    if lacks:
        what = "hard minimums" if problem.staffing.floors else ""
        if problem.staffing.hard:
            what += f"{' and ' if what else ''}hard rules of people together"
        told = [str(lack) for lack in lacks[:_NAMED]]
        if outcome.bound > problem.staffing.ceiling:
            raise InfeasibleError("\n".join([f"no roster is possible: none keeps the {what}, as is proven; the nearest lacks",
                                             *told]))
        raise NoRosterError("\n".join([f"no roster that keeps the {what} was found in the time given; the nearest lacks",
                                       *told]))


def _reasons(instance: Instance, problem: Problem, floor: Floor) -> list[str]:
    reach = np.where(floor.applies, _reach(problem, floor.counts), floor.number)
    short = np.flatnonzero(reach < floor.number)
    if short.size:
        hours = short.size * instance.grid.cell_minutes / 60
        first = instance.grid.moment(int(short[0])).strftime("%Y-%m-%d %H:%M")
        return [f"a hard minimum asks for {floor.number} operators {floor.what}; at {first}, the first of {hours:g} such "
                f"hours, {int(reach[short[0]])} have a shift at all"]
    needed = floor.number * int(floor.applies.sum()) * instance.grid.cell_minutes / 60
    most = sum(_most_hours(instance, index) for index in np.flatnonzero(floor.counts).tolist())
    if needed > most:
        return [f"a hard minimum asks for {floor.number} operators {floor.what}: {needed:g} hours in all, and contracts allow "
                f"{most:g}"]
    return []


def _reach(problem: Problem, counts: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Operators among some who have a shift in each cell, taken by themselves; shape (cells,)."""
    reach = np.zeros(problem.cells, dtype=np.int64)
    for each in problem.classes:
        change = np.zeros(problem.all_cells + 1, dtype=np.int64)
        np.add.at(change, problem.table.start[each.rows], 1)
        np.add.at(change, problem.table.end[each.rows], -1)
        reach += (np.cumsum(change)[: problem.cells] > 0) * int(counts[list(each.members)].sum())
    return reach


def _most_hours(instance: Instance, index: int) -> float:
    """Hours of an operator in all weeks of the horizon, at most, or of somebody who is still there from yesterday."""
    before = index - len(instance.operators)
    if before >= 0:
        return still_on_the_phone(instance)[before][1] * instance.grid.cell_minutes / 60
    return instance.contract_of(instance.operators[index]).hours_per_week[1] * len(instance.calendar_weeks)
