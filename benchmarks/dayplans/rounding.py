"""Whole plans near the relaxation: a rounding of it, and what exact solvers find close to it."""

from __future__ import annotations

import numpy as np

from benchmarks.dayplans.bound import Relaxed, relaxed
from benchmarks.dayplans.chains import FAR, chains_of
from benchmarks.dayplans.portfolio import Channel
from benchmarks.dayplans.program import Horizon, anonymous_program, rounded
from benchmarks.dayplans.solvers import find_by_cp_sat, find_by_highs
from benchmarks.dayplans.task import AnonymousTask, Shifts

TIGHT = 1.02
"""Cost over the bound of the relaxation up to which a day's optimum is looked for near the relaxation."""


def first_plan(task: AnonymousTask, channel: Channel[Shifts]) -> Relaxed:
    """Tell the bound of the relaxation, and a rounding of it."""
    relaxation = relaxed(task.rules, task.required, task.costs, channel.left())
    channel.proved(relaxation.bound)
    task.tell(channel, best_rounding(task, relaxation))
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


def look_nearest(task: AnonymousTask, channel: Channel[Shifts], relaxation: Relaxed, seconds: float) -> None:
    """Hold all counts between those of the relaxation, rounded either way, and of the known plan; solve the rest by CP-SAT."""
    shifts, _ = channel.best()
    assert shifts is not None
    plan = anonymous_program(task.rules, Horizon(task.required), task.costs, shifts)
    finding = find_by_cp_sat(plan.near(relaxation.shifts, 0), min(seconds, channel.left()), seed=task.seed)
    if finding.values is not None:
        task.tell(channel, plan.shifts(finding.values))


def look_near(task: AnonymousTask, channel: Channel[Shifts], relaxation: Relaxed, seconds: float) -> None:
    """Keep all counts within one of the relaxation or of the known plan, and solve what is left by HiGHS."""
    shifts, cost = channel.best()
    if shifts is None or cost is None or channel.is_over():
        return
    plan = anonymous_program(task.rules, Horizon(task.required), task.costs, shifts, task.most(cost))
    finding = find_by_highs(plan.near(relaxation.shifts, 1), min(channel.left(), seconds), cost)
    if finding.values is not None:
        task.tell(channel, plan.shifts(finding.values))
