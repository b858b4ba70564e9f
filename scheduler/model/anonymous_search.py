"""Methods of the portfolio for anonymous shifts: one searches, one proves days, one raises the bound of longer horizons."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.model.anonymous import AnonymousPlan, AnonymousShift, CellCosts, Horizon, anonymous_program, plan_cost, rounded
from scheduler.model.anonymous_bound import relaxed
from scheduler.model.anonymous_chains import ShiftRules, chains_of
from scheduler.model.portfolio import Channel
from scheduler.model.program import Finding, Program, Variable, bounded, find_by_cp_sat, find_by_highs, relax

Shifts = list[AnonymousShift]


@dataclass(frozen=True, eq=False)
class AnonymousTask:
    """What to plan: rules, requirement of each cell, and costs."""

    rules: ShiftRules
    required: NDArray[np.int64]
    costs: CellCosts
    seed: int = 0

    def cost(self, shifts: Shifts) -> int:
        """Cost of shifts, in integers."""
        return plan_cost(self.required, shifts, self.costs, self.rules.breather_cells)

    def most(self, cost: int) -> int:
        """No plan that costs no more has more shifts than this: each is paid."""
        return cost // (self.costs.paid * (min(self.rules.lengths) - max(self.rules.lunches)))


def first_plan(task: AnonymousTask, channel: Channel[Shifts], tries: int = 200) -> Shifts:
    """Tell the bound of the relaxation, and the best of some roundings of it."""
    relaxation = relaxed(task.rules, task.required, task.costs, channel.left())
    channel.proved(relaxation.bound)
    chains, generator = chains_of(task.rules), np.random.default_rng(task.seed)
    plans = (rounded(chains, relaxation.shifts, generator.random(len(chains))) for _ in range(tries))
    best = min(plans, key=task.cost)
    channel.found(best, task.cost(best))
    return best


def search(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """Round the relaxation, then solve windows of starts anew by CP-SAT, whole days first, the rest fixed."""
    shifts = first_plan(task, channel)
    for number, (first, stop) in enumerate(_windows(task)):
        if channel.is_over():
            return
        known, cost = channel.best()
        shifts = shifts if known is None else known
        _solve_window(task, channel, shifts, (first, stop), number)


def _windows(task: AnonymousTask) -> Iterator[tuple[int, int]]:
    """Windows of starts, of several widths, over and over; one window for a day."""
    cells, every = len(task.required), task.rules.start_every
    last = cells - min(task.rules.lengths) + 1
    generator = np.random.default_rng(task.seed)
    while True:
        if last <= WHOLE:
            yield 0, last
            continue
        width = int(generator.choice(WIDTHS))
        shift = int(generator.integers(0, width))
        starts = np.arange(-shift, last, width) // every * every
        for first in generator.permutation(starts).tolist():
            yield max(0, first), min(last, first + width)


WHOLE = 40
"""Cells of starts up to which the whole horizon is one window."""
WIDTHS = (8, 16, 24, 32)


def _solve_window(
    task: AnonymousTask, channel: Channel[Shifts], shifts: Shifts, window: tuple[int, int], number: int
) -> None:
    """Free the shifts that start in a window, and tell what is better."""
    first, stop = window
    mine = [shift for shift in shifts if first <= shift.start < stop]
    fixed = [shift for shift in shifts if not first <= shift.start < stop]
    end = min(len(task.required), stop + max(task.rules.lengths))
    end -= (end - first) % task.rules.start_every
    residual = task.required.copy()
    for shift in fixed:
        residual[shift.presence(task.rules.breather_cells)] -= 1
    moved = [_moved(shift, -first) for shift in mine]
    horizon = Horizon(residual[first:end], last_start=stop - 1 - first)
    here = plan_cost(horizon.required, moved, task.costs, task.rules.breather_cells)
    plan = anonymous_program(task.rules, horizon, task.costs, moved, max(len(moved), task.most(here)))

    def tell(values: NDArray[np.int64]) -> None:
        better = sorted([*fixed, *(_moved(shift, first) for shift in plan.shifts(values))])
        channel.found(better, task.cost(better))

    seconds = min(channel.left(), 60.0 if len(mine) == len(shifts) else 3.0)
    finding = find_by_cp_sat(plan.program, seconds, seed=task.seed + number, tell=tell)
    if len(mine) == len(shifts) and len(horizon.required) == len(task.required) and finding.bound is not None:
        channel.proved(finding.bound)


def _moved(shift: AnonymousShift, by: int) -> AnonymousShift:
    lunch = (shift.lunch[0] + by, shift.lunch[1] + by)
    return AnonymousShift(shift.start + by, shift.end + by, lunch, tuple(each + by for each in shift.breathers))


def prove(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """Prove a day by HiGHS: all of it for a moment, then branch on the number of shifts of each family, best bound first.

    The relaxation is convex in these numbers, so that its bound only rises on the way out from its optimum; few numbers are
    left below the best plan, and with them fixed the integer program has hardly a gap (docs/dayplans.md).
    """
    first = first_plan(task, channel, tries=50)
    plan = anonymous_program(task.rules, Horizon(task.required), task.costs, most=task.most(task.cost(first)))
    if _report(task, channel, plan, find_by_highs(plan.program, min(channel.left(), WHOLE_S))):
        return
    for bound in _branch(task, channel, plan):
        channel.proved(bound)


WHOLE_S, LEAF_S = 4.0, 4.0
"""Seconds of HiGHS on the whole day, and on numbers of shifts when it first comes to them."""


def _report(task: AnonymousTask, channel: Channel[Shifts], plan: AnonymousPlan, finding: Finding) -> bool:
    """Tell a plan and a bound of the whole task; whether they meet."""
    if finding.values is not None:
        shifts = plan.shifts(finding.values)
        channel.found(shifts, task.cost(shifts))
    if finding.bound is not None:
        channel.proved(finding.bound)
    _, cost = channel.best()
    return cost is not None and finding.bound is not None and finding.bound >= cost


@dataclass(frozen=True, order=True)
class _Node:
    """Numbers of the first families, the last of them on its way out in a direction (0: it has not begun), and its bound."""

    bound: int
    numbers: tuple[int, ...]
    direction: int
    seconds: float = LEAF_S


def _branch(task: AnonymousTask, channel: Channel[Shifts], plan: AnonymousPlan) -> Iterator[int]:
    """Bounds of the whole, rising, until everything left costs as much as the best plan."""
    nodes = [_Node(-(2**62), (), 0)]
    while not channel.is_over():
        _, best = channel.best()
        if best is None:
            raise ValueError("first_plan told none")
        if not nodes or nodes[0].bound >= best:
            yield best
            return
        node = heapq.heappop(nodes)
        yield min(node.bound, best)
        for each in _expanded(task, channel, plan, node, best):
            heapq.heappush(nodes, each)


def _expanded(
    task: AnonymousTask, channel: Channel[Shifts], plan: AnonymousPlan, node: _Node, best: int
) -> Iterator[_Node]:
    """The next number on the way out, and the numbers of the next family; at a leaf, what HiGHS leaves of it."""
    depth = len(node.numbers)
    if depth and node.direction:
        numbers = (*node.numbers[:-1], node.numbers[-1] + node.direction)
        yield from _relaxed_node(channel, plan, numbers, node.direction, node.bound)
    if depth < len(plan.families):
        relaxation = relax(_fixed(plan, node.numbers), channel.left())
        if relaxation is not None:
            middle = int(np.floor(relaxation.values[plan.families[depth]] + 1e-6))
            yield from _relaxed_node(channel, plan, (*node.numbers, middle), -1, node.bound)
            yield from _relaxed_node(channel, plan, (*node.numbers, middle + 1), 1, node.bound)
        return
    finding = find_by_highs(_fixed(plan, node.numbers), min(channel.left(), node.seconds), best)
    if finding.values is not None:
        shifts = plan.shifts(finding.values)
        channel.found(shifts, task.cost(shifts))
    bound = max(node.bound, node.bound if finding.bound is None else finding.bound)
    if bound < best and (finding.values is None or bound < plan.program.objective(finding.values)):
        yield replace(node, bound=bound, direction=0, seconds=2 * node.seconds)


def _relaxed_node(
    channel: Channel[Shifts], plan: AnonymousPlan, numbers: tuple[int, ...], direction: int, least: int
) -> Iterator[_Node]:
    """A node with the bound of its relaxation; none where that is infeasible."""
    if numbers[-1] < 0 or numbers[-1] > plan.program.largest[plan.families[len(numbers) - 1]]:
        return
    relaxation = relax(_fixed(plan, numbers), channel.left())
    if relaxation is not None:
        yield _Node(max(least, bounded(relaxation.objective) or least), numbers, direction)
    elif channel.is_over():
        yield _Node(least, numbers, direction)


def _fixed(plan: AnonymousPlan, numbers: tuple[int, ...]) -> Program:
    """The program with the first families at these numbers."""
    rows: list[tuple[list[Variable], list[int], int, int]] = [
        ([variable], [1], number, number) for variable, number in zip(plan.families, numbers, strict=False)]
    return replace(plan.program, constraints=[*plan.program.constraints, *rows])
