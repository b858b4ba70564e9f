"""Implicit breaks by hand, solved by HiGHS: Aykin (1996) with the work between breaks bounded as Rekik et al. (2010) do.

For each kind of shift (start, length, order of breaks) X counts the shifts, and U_j(t) those whose j-th break starts at t:
Σ_t U_j(t) = X; and with C_j(t) = Σ_{s ≤ t} U_j(s), work between two breaks is kept by
C_j(t − dur_j − max_work) ≤ C_{j+1}(t) ≤ C_j(t − dur_j − min_work). First in, first out gives each shift its breaks. Cover and
its convex cost are linear. It plans one day for nobody in particular; HiGHS comes with ortools, through MathOpt.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from ortools.math_opt.python import mathopt

from benchmarks.methods import Found, Step, Task
from benchmarks.peers.anonymous import Day, Kind, day_of, roster, slopes
from scheduler.check.cost import costs
from scheduler.demand.demand import demand_of

_FUZZ = 1e-6
"""Relative and absolute tolerance by which HiGHS may overstate its bound."""
NOTE = "one anonymous day; no progress is told"
Cover = dict[int, list[mathopt.LinearBase]]


@dataclass(eq=False)
class Group:
    """Variables of one kind of shift: how many there are, and how many take each break at each cell."""

    kind: Kind
    count: mathopt.Variable
    starts: list[dict[int, mathopt.Variable]] = field(default_factory=list)


def solve(task: Task) -> Found:
    """Build the model and give it to HiGHS for so long."""
    began = time.perf_counter()
    day = day_of(task.instance)
    model, groups = build(day)
    build_s = time.perf_counter() - began
    began = time.perf_counter()
    parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=task.seconds), random_seed=task.seed)
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    seconds = time.perf_counter() - began
    if not result.has_primal_feasible_solution():
        return Found(None, None, None, build_s, note=f"no plan in {task.seconds:g} s; {NOTE}")
    values = result.variable_values()
    shifts = roster(day, (shift for group in groups for shift in _decode(group, values)))
    # HiGHS proves within a tolerance, and need not fill the pieces of a curve in order: the checker counts the cost.
    cost = int(costs(task.instance, demand_of(task.instance), shifts).units)
    bound = math.ceil(result.dual_bound() * (1 - _FUZZ) - _FUZZ)
    return Found(shifts, None, bound, build_s, [Step(seconds, cost, bound)], NOTE)


def build(day: Day) -> tuple[mathopt.Model, list[Group]]:
    """The model of a day."""
    model = mathopt.Model()
    cover: Cover = defaultdict(list)
    groups = [_add_group(model, day, kind, cover) for kind in day.kinds]
    model.add_linear_constraint(mathopt.fast_sum(group.count for group in groups) <= day.most)
    cost = [group.count * group.kind.cost for group in groups]
    constant = 0
    for cell, curve in zip(day.cells, day.curve, strict=True):
        pieces = [(model.add_variable(lb=0, ub=count), slope) for count, slope in slopes(curve)]
        constant += int(curve[0])
        cost += [piece * slope for piece, slope in pieces]
        present = mathopt.fast_sum(cover[int(cell)])
        model.add_linear_constraint(present - mathopt.fast_sum(piece for piece, _ in pieces) == 0)
    model.minimize(mathopt.fast_sum(cost) + constant)
    return model, groups


def _add_group(model: mathopt.Model, day: Day, kind: Kind, cover: Cover) -> Group:
    group = Group(kind, model.add_integer_variable(lb=0, ub=day.most))
    for cell in range(kind.start, kind.start + kind.cells):
        cover[cell].append(group.count)
    for each in kind.order.breaks:
        window = range(kind.start + each.earliest, kind.start + each.latest + 1)
        starts = {cell: model.add_integer_variable(lb=0, ub=day.most) for cell in window}
        model.add_linear_constraint(mathopt.fast_sum(starts.values()) == group.count)
        for cell, begun in starts.items():
            for away in range(cell, cell + each.cells):
                cover[away].append(-begun)
        group.starts.append(starts)
    for place, (before, after) in enumerate(pairwise(group.starts)):
        length = kind.order.breaks[place].cells
        least, most = kind.order.work[place]
        _keep_apart(model, before, after, length + least, length + most)
    return group


def _keep_apart(
    model: mathopt.Model, before: dict[int, mathopt.Variable], after: dict[int, mathopt.Variable], least: int, most: int
) -> None:
    """The i-th start of `after` lies `least` to `most` cells past the i-th of `before`."""
    for cell in range(min(after), max(before) + most + 1):
        begun = [variable for at, variable in after.items() if at <= cell]
        early = [variable for at, variable in before.items() if at <= cell - least]
        late = [variable for at, variable in before.items() if at <= cell - most]
        if len(early) < len(before) and begun:
            model.add_linear_constraint(mathopt.fast_sum(begun) - mathopt.fast_sum(early) <= 0)
        if late and len(begun) < len(after):
            model.add_linear_constraint(mathopt.fast_sum(late) - mathopt.fast_sum(begun) <= 0)


def _decode(group: Group, values: Mapping[mathopt.Variable, float]) -> Iterator[tuple[Kind, list[int]]]:
    """First in, first out: the i-th shift takes the i-th start of every break."""
    columns = [[cell for cell, variable in starts.items() for _ in range(round(values[variable]))] for starts in group.starts]
    for number in range(round(values[group.count])):
        yield group.kind, [column[number] for column in columns]
