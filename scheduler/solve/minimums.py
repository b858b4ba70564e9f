"""Hard minimums and rules of people together that cannot be kept: told before the search where people or hours are too few,
and else after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scheduler.check import activity_places
from scheduler.check.rules import min_operators, minimums, together
from scheduler.demand.cost.head_count import ACTIVITIES, MINIMUMS, TOGETHER
from scheduler.errors import InfeasibleError, NoRosterError
from scheduler.instance.instance import Instance
from scheduler.instance.yesterday import still_on_the_phone
from scheduler.model.problem import Problem
from scheduler.roster import Shift
from scheduler.rules import hours_per_week
from scheduler.solve.short_handed import changes, kept_from_it, rows_that_mend

if TYPE_CHECKING:
    from scheduler.engine.search import Outcome  # brings the engine, which takes a second to import

_NAMED = 5
_TOLD = {MINIMUMS: "hard minimums", TOGETHER: "hard rules of people together", ACTIVITIES: "places of activities"}


def unreachable(instance: Instance, problem: Problem) -> list[str]:
    """Hard minimums at times at which too few operators have a shift, or for which there are too few hours in all."""
    return list(dict.fromkeys("\n".join(reason) for number in range(len(problem.staffing.floors))
                              if (reason := _reasons(instance, problem, number))))


def refuse_unreachable(instance: Instance, problem: Problem) -> None:
    """Raise `InfeasibleError` where a hard minimum is out of reach."""
    if reasons := unreachable(instance, problem):
        raise InfeasibleError("\n".join(["no roster is possible:", *reasons]))


def refuse_lacking(instance: Instance, problem: Problem, outcome: Outcome, shifts: Sequence[Shift]) -> None:
    """Raise if the best roster found breaks a hard minimum, rule of people together or limit of activities: there is none, or
    none was found.

    A roster that keeps all of them costs no more than `ceiling`; a bound above it proves that there is none.
    """
    kinds = {each.rule for each in problem.staffing.hard}
    if not kinds:
        return
    lacks = [*min_operators.check(instance, shifts), *minimums.check(instance, shifts), *together.check(instance, shifts),
             *activity_places.check(instance, shifts)]
    if lacks:
        what = " and ".join(told for kind, told in _TOLD.items() if kind in kinds)
        lines = [str(lack) for lack in lacks[:_NAMED]]
        if outcome.bound > problem.staffing.ceiling:
            raise InfeasibleError("\n".join([f"no roster is possible: none keeps the {what}, as is proven; the nearest lacks",
                                             *lines]))
        raise NoRosterError("\n".join([f"no roster that keeps the {what} was found in the time given; the nearest lacks",
                                       *lines]))


def _reasons(instance: Instance, problem: Problem, number: int) -> list[str]:
    """Why the hard minimum of a number is out of reach, and below it what mends that; empty where it is not."""
    floor = problem.staffing.floors[number]
    reach = np.where(floor.applies, _reach(problem, floor.counts), floor.number)
    short = np.flatnonzero(reach < floor.number)
    each = int(floor.applies.sum()) * instance.grid.cell_minutes / 60
    most = sum(_most_hours(instance, problem, index) for index in np.flatnonzero(floor.counts).tolist())
    least = min(int(reach.min()), int(most / each) if each else floor.number)
    if short.size:
        hours = short.size * instance.grid.cell_minutes / 60
        first = instance.grid.moment(int(short[0])).strftime("%Y-%m-%d %H:%M")
        kept = kept_from_it(instance, problem, floor, int(short[0]))
        rows = rows_that_mend(instance, problem, floor, reach) if floor.number * each <= most else ()
        return [f"a hard minimum asks for {floor.number} operators {floor.what}; at {first}, the first of {hours:g} such "
                f"hours, {int(reach[short[0]])} have a shift at all", *kept, *changes(instance, problem, number, least, rows)]
    if floor.number * each > most:
        return [f"a hard minimum asks for {floor.number} operators {floor.what}: {floor.number * each:g} hours in all, and "
                f"contracts allow {most:g}", *changes(instance, problem, number, least)]
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


def _most_hours(instance: Instance, problem: Problem, index: int) -> float:
    """Hours of an operator in all weeks of the horizon, at most, or of somebody who is still there from yesterday.

    Agreed overtime comes on top of what the contract allows; where that may be exceeded at a price, all hours are open.
    """
    before = index - len(instance.operators)
    if before >= 0:
        return still_on_the_phone(instance)[before][1] * instance.grid.cell_minutes / 60
    most = [window.most for total in problem.classes[int(problem.class_of[index])].totals if total.rule == hours_per_week.NAME
            for window in total.windows]
    if not most:
        return problem.all_cells * instance.grid.cell_minutes / 60
    dates = [instance.grid.date(day) for day in range(instance.horizon.days)]
    entries = instance.availability_of.get(instance.operators[index].id, ())
    overtime = sum(entry.minutes for entry in entries if entry.kind == "overtime" and any(map(entry.on, dates)))
    return float(sum(most) + overtime) / 60
