"""Methods of the portfolio for anonymous shifts: one searches, one proves days, one raises the bound of longer horizons."""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.model.anonymous import AnonymousPlan, AnonymousShift, CellCosts, Horizon, anonymous_program, plan_cost, rounded
from scheduler.model.anonymous_bound import Relaxed, relaxed
from scheduler.model.anonymous_chains import FAR, ShiftRules, chains_of
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


def first_plan(task: AnonymousTask, channel: Channel[Shifts]) -> Relaxed:
    """Tell the bound of the relaxation, and a rounding of it."""
    relaxation = relaxed(task.rules, task.required, task.costs, channel.left())
    channel.proved(relaxation.bound)
    best = best_rounding(task, relaxation)
    channel.found(best, task.cost(best))
    return relaxation


def best_rounding(task: AnonymousTask, relaxation: Relaxed, sweeps: int = 2, tries: int = 12) -> Shifts:
    """Choose the threshold of one chain after the other, for the least cost with those of the others."""
    chains, generator = chains_of(task.rules), np.random.default_rng(task.seed)
    parts = [rounded(chains, relaxation.shifts, [0.5 if each == number else -FAR for each in range(len(chains))])
             for number in range(len(chains))]
    for _ in range(sweeps):
        for number in range(len(chains)):
            others = [shift for other, part in enumerate(parts) for shift in part if other != number]
            ways = [rounded(chains, relaxation.shifts, [threshold if each == number else -FAR for each in range(len(chains))])
                    for threshold in generator.random(tries)]
            costs = [task.cost([*others, *part]) for part in (parts[number], *ways)]
            parts[number] = [parts[number], *ways][int(np.argmin(costs))]
    return sorted(shift for part in parts for shift in part)


def search(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """Round the relaxation, look near it, then solve windows of starts anew, the rest fixed."""
    relaxation = first_plan(task, channel)
    _roll(task, channel, relaxation)
    _, cost = channel.best()
    if len(task.required) <= WHOLE + max(task.rules.lengths) and cost is not None and cost < TIGHT * relaxation.bound:
        _look_near(task, channel, relaxation)
    improve(task, channel)


TIGHT = 1.02
"""Cost over the bound of the relaxation up to which a day's optimum is looked for near the relaxation."""


def _roll(task: AnonymousTask, channel: Channel[Shifts], relaxation: Relaxed) -> None:
    """Solve near the relaxation by CP-SAT from left to right: the first shifts of a window are kept, the others look ahead."""
    cells, reach, done = len(task.required), max(task.rules.lengths), Shifts()
    step = cells if cells <= NEAR_CELLS else STEP
    firsts = range(0, cells, step)
    share = min(channel.left(), (0.1 if cells <= WHOLE + reach else ROLL_SHARE) * channel.seconds) / len(firsts)
    for first in firsts:
        end = min(cells, first + step + reach)
        part = replace(task, required=_residual(task, done)[first:end])
        ahead = [(shift.moved(-first), amount) for shift, amount in relaxation.shifts
                 if shift.start >= first and shift.end <= end]
        hint = best_rounding(part, replace(relaxation, shifts=ahead), sweeps=2)
        plan = anonymous_program(task.rules, Horizon(part.required), task.costs, hint)
        finding = find_by_cp_sat(plan.near(ahead, 0), min(share, channel.left()), seed=task.seed)
        chosen = hint if finding.values is None else plan.shifts(finding.values)
        done += [shift.moved(first) for shift in chosen if shift.start < step or end == cells]
        if end == cells or channel.is_over():
            break
    channel.found(sorted(done), task.cost(done))


def _residual(task: AnonymousTask, shifts: Shifts) -> NDArray[np.int64]:
    """What is still required beside some shifts."""
    residual = task.required.copy()
    for shift in shifts:
        residual[shift.presence(task.rules.breather_cells)] -= 1
    return residual


def improve(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """Solve windows of starts anew as long as there is time, once there is a plan; for a second process of other order."""
    task = replace(task, seed=task.seed + 1)
    while not channel.is_over():
        shifts, _ = channel.best()
        if shifts is not None:
            break
        time.sleep(0.05)
    for number, window in enumerate(_windows(task)):
        shifts, _ = channel.best()
        if channel.is_over() or shifts is None:
            return
        _solve_window(task, channel, shifts, window, number)


NEAR_CELLS, STEP = 100, 96
"""Cells up to which the neighbourhood of the relaxation is one program, and of what is kept of each window beyond."""
WHOLE = 40
"""Cells of starts up to which the whole horizon is one window."""
WIDTHS = (8, 16, 24, 32)


def _look_near(task: AnonymousTask, channel: Channel[Shifts], relaxation: Relaxed) -> None:
    """Keep all counts of a day within one of the relaxation or of the known plan, and solve what is left by HiGHS."""
    shifts, cost = channel.best()
    if shifts is None or cost is None or channel.is_over():
        return
    plan = anonymous_program(task.rules, Horizon(task.required), task.costs, shifts, task.most(cost))
    finding = find_by_highs(plan.near(relaxation.shifts, 1), min(channel.left(), NEAR_SHARE * channel.seconds), cost)
    if finding.values is not None:
        better = plan.shifts(finding.values)
        channel.found(better, task.cost(better))


ROLL_SHARE, NEAR_SHARE, WINDOW_SHARE = 0.7, 0.15, 0.03
"""Shares of the time near the relaxation, by CP-SAT and by HiGHS, and for one window."""


def _windows(task: AnonymousTask) -> Iterator[tuple[int, int]]:
    """Windows of starts, of several widths, over and over, in an order of its own for each seed; one for a day."""
    every, last = task.rules.start_every, len(task.required) - min(task.rules.lengths) + 1
    generator = np.random.default_rng(task.seed)
    while True:
        if last <= WHOLE:
            yield 0, last
            continue
        width = int(generator.choice(WIDTHS))
        firsts = np.arange(-int(generator.integers(0, width)), last, width) // every * every
        for first in generator.permutation(firsts).tolist():
            yield max(0, first), min(last, first + width)


def _solve_window(
    task: AnonymousTask, channel: Channel[Shifts], shifts: Shifts, window: tuple[int, int], number: int
) -> None:
    """Free the shifts that start in a window, and tell what is better."""
    first, stop = window
    mine = [shift for shift in shifts if first <= shift.start < stop]
    end = min(len(task.required), stop - 1 + max(task.rules.lengths) + task.rules.start_every)
    end -= (end - first) % task.rules.start_every
    residual = _residual(task, [shift for shift in shifts if not first <= shift.start < stop])
    horizon, moved = Horizon(residual[first:end], last_start=stop - 1 - first), [each.moved(-first) for each in mine]
    here = plan_cost(horizon.required, moved, task.costs, task.rules.breather_cells)
    plan = anonymous_program(task.rules, horizon, task.costs, moved, max(len(moved), task.most(here)))

    def tell(values: NDArray[np.int64]) -> None:
        _replace(task, channel, mine, [each.moved(first) for each in plan.shifts(values)])

    whole = first == 0 and stop > len(task.required) - min(task.rules.lengths)
    fresh = whole and number % 2 == 0  # every other time without the hint, to leave the incumbent's valley
    seconds = channel.left() * (0.5 if fresh else 1.0) if whole else min(channel.left(), WINDOW_SHARE * channel.seconds)
    if number % 3 == 2 and not whole:
        finding = find_by_highs(plan.program, seconds, here)
        if finding.values is not None:
            tell(finding.values)
        return
    finding = find_by_cp_sat(plan.program, seconds, seed=task.seed + number, tell=tell, hinted=not fresh)
    if whole and finding.bound is not None:
        channel.proved(finding.bound)


def _replace(task: AnonymousTask, channel: Channel[Shifts], old: Shifts, new: Shifts) -> None:
    """Put shifts in the place of others, in the best plan there is by now, unless they have changed there meanwhile."""
    best, _ = channel.best()
    left = Counter(best)
    left.subtract(old)
    if min(left.values(), default=0) >= 0:
        better = sorted([*left.elements(), *new])
        channel.found(better, task.cost(better))


def prove(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """Prove a day by HiGHS: all of it for a moment, then branch on the number of shifts of each family, best bound first.

    The relaxation is convex in these numbers, so that its bound only rises on the way out from its optimum; few numbers are
    left below the best plan, and with them fixed the integer program has hardly a gap (docs/dayplans.md).
    """
    relaxation = relaxed(task.rules, task.required, task.costs, channel.left())
    channel.proved(relaxation.bound)
    first = best_rounding(task, relaxation, sweeps=1)
    channel.found(first, task.cost(first))
    plan = anonymous_program(task.rules, Horizon(task.required), task.costs, most=task.most(task.cost(first)))
    if _report(task, channel, plan, find_by_highs(plan.program, min(channel.left(), WHOLE_SHARE * channel.seconds))):
        return
    for bound in _branch(task, channel, plan):
        channel.proved(bound)


WHOLE_SHARE, LEAF_SHARE = 0.2, 0.1
"""Shares of the time for HiGHS on the whole day, and on numbers of shifts when it first comes to them."""


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
    """Numbers of the first families, the last of them on its way out in a direction (0: not, or no more), and their bound."""

    bound: int
    numbers: tuple[int, ...]
    direction: int
    tries: int = 0


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
    finding = find_by_highs(_fixed(plan, node.numbers), min(channel.left(), LEAF_SHARE * channel.seconds * 2**node.tries), best)
    if finding.values is not None:
        shifts = plan.shifts(finding.values)
        channel.found(shifts, task.cost(shifts))
    bound = max(node.bound, node.bound if finding.bound is None else finding.bound)
    if bound < best and (finding.values is None or bound < plan.program.objective(finding.values)):
        yield replace(node, bound=bound, direction=0, tries=node.tries + 1)


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
