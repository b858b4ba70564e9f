"""Proving a day of anonymous shifts: HiGHS on the whole, then branching on the numbers of shifts."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from scheduler.engine.dayplan.bound import Job, Relaxed
from scheduler.engine.dayplan.channel import Channel
from scheduler.engine.dayplan.columns import column_program
from scheduler.engine.dayplan.rounding import TIGHT, first_plan, tell
from scheduler.engine.dayplan.task import DayTask, Shifts
from scheduler.model.dayplan.program import AnonymousPlan, anonymous_program
from scheduler.model.dayplan.solvers import bounded, find_by_highs, relax
from scheduler.model.program import Program, Variable

FIRST_SHARE, COLUMNS_SHARE, WHOLE_SHARE, LEAF_SHARE = 0.08, 0.05, 0.2, 0.1
"""Shares of the time for HiGHS on the whole day at first, on a cutoff's columns, on the whole day again, and on numbers of
shifts when it first comes to them."""
MOST_COLUMNS = 4000
"""The 16,174 of d12_150 gave no answer in a minute ."""


def prove(job: Job, channel: Channel[Shifts]) -> None:
    """Prove a day by HiGHS: all of it for a moment, then branch on the number of shifts of each kind, best bound first.

    Where the best plan is near the relaxation, few shifts are cheap enough for a better one, and those come first. The
    relaxation is convex in the numbers, so that its bound only rises on the way out from its optimum; few numbers are left
    below the best plan, and with them fixed the integer program has hardly a gap (docs/inside/day-plans.md).
    """
    task, relaxation = job.task, first_plan(job, channel, sweeps=1)
    _, cost = channel.best()
    assert cost is not None
    plan = anonymous_program(task.chains, task.curves, task.pay, task.most(cost))
    if _is_solved(task, channel, plan, FIRST_SHARE):
        return
    _, cost = channel.best()
    is_tight = cost is not None and cost < TIGHT * relaxation.bound
    if is_tight and (_is_proven_by_columns(task, channel, relaxation) or _is_solved(task, channel, plan, WHOLE_SHARE)):
        return
    for bound in _branch(task, channel, plan):
        channel.proved(bound)


def _is_solved(task: DayTask, channel: Channel[Shifts], plan: AnonymousPlan, share: float) -> bool:
    """Give HiGHS the whole day for a share of the time; whether plan and bound meet."""
    finding = find_by_highs(plan.program, min(channel.left(), share * channel.seconds))
    if finding.values is not None:
        tell(task, channel, plan.shifts(finding.values))
    if finding.bound is not None:
        channel.proved(finding.bound)
    _, cost = channel.best()
    return cost is not None and finding.bound is not None and finding.bound >= cost


def _is_proven_by_columns(task: DayTask, channel: Channel[Shifts], relaxation: Relaxed) -> bool:
    """Raise the bound by one after the other, as long as few shifts are cheap enough; whether the best plan is proven."""
    for bound in count(relaxation.bound):
        _, cost = channel.best()
        if cost is not None and cost <= bound:
            break
        plan = column_program(task, relaxation.prices, bound + 1, MOST_COLUMNS)
        if plan is None:
            return False
        finding = find_by_highs(plan.program, min(channel.left(), COLUMNS_SHARE * channel.seconds), bound + 1)
        if finding.values is not None:
            tell(task, channel, plan.shifts(finding.values))
            break
        if finding.bound != bound + 1:
            return False
        channel.proved(bound + 1)
    return True


@dataclass(frozen=True, order=True)
class _Node:
    """Numbers of the first kinds, the last of them on its way out in a direction (0: not, or no more), and their bound."""

    bound: int
    numbers: tuple[int, ...]
    direction: int
    tries: int = 0


def _branch(task: DayTask, channel: Channel[Shifts], plan: AnonymousPlan) -> Iterator[int]:
    """Bounds of the whole, rising, until everything left costs as much as the best plan."""
    nodes = [_Node(-(2**62), (), 0)]
    while not channel.is_over():
        _, best = channel.best()
        assert best is not None
        if not nodes or nodes[0].bound >= best:
            yield best
            return
        node = heapq.heappop(nodes)
        yield min(node.bound, best)
        for each in _expanded(task, channel, plan, node, best):
            heapq.heappush(nodes, each)


def _expanded(
    task: DayTask, channel: Channel[Shifts], plan: AnonymousPlan, node: _Node, best: int
) -> Iterator[_Node]:
    """The next number on the way out, and the numbers of the next kind; at a leaf, what HiGHS leaves of it."""
    depth = len(node.numbers)
    if depth and node.direction:
        numbers = (*node.numbers[:-1], node.numbers[-1] + node.direction)
        yield from _relaxed_node(channel, plan, numbers, node.direction, node.bound)
    if depth < len(plan.kinds):
        relaxation = relax(_fixed(plan, node.numbers), channel.left())
        if relaxation is not None:
            middle = int(np.floor(relaxation.values[plan.kinds[depth]] + 1e-6))
            yield from _relaxed_node(channel, plan, (*node.numbers, middle), -1, node.bound)
            yield from _relaxed_node(channel, plan, (*node.numbers, middle + 1), 1, node.bound)
        return
    finding = find_by_highs(_fixed(plan, node.numbers), min(channel.left(), LEAF_SHARE * channel.seconds * 2**node.tries), best)
    if finding.values is not None:
        tell(task, channel, plan.shifts(finding.values))
    bound = max(node.bound, node.bound if finding.bound is None else finding.bound)
    if bound < best and (finding.values is None or bound < plan.program.objective(finding.values)):
        yield replace(node, bound=bound, direction=0, tries=node.tries + 1)


def _relaxed_node(
    channel: Channel[Shifts], plan: AnonymousPlan, numbers: tuple[int, ...], direction: int, least: int
) -> Iterator[_Node]:
    """A node with the bound of its relaxation; none where that is infeasible."""
    if numbers[-1] < 0 or numbers[-1] > plan.program.largest[plan.kinds[len(numbers) - 1]]:
        return
    relaxation = relax(_fixed(plan, numbers), channel.left())
    if relaxation is not None:
        yield _Node(max(least, bounded(relaxation.objective) or least), numbers, direction)
    elif channel.is_over():
        yield _Node(least, numbers, direction)


def _fixed(plan: AnonymousPlan, numbers: tuple[int, ...]) -> Program:
    """The program with the first kinds at these numbers."""
    rows: list[tuple[list[Variable], list[int], int, int]] = [
        ([variable], [1], number, number) for variable, number in zip(plan.kinds, numbers, strict=False)]
    return replace(plan.program, constraints=[*plan.program.constraints, *rows])
