"""Whole plans near the relaxation: a rounding of it, and what exact solvers find close to it.

Rounding all counts of a chain down at one threshold, ⌊C + θ⌋, keeps every inequality between two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.dayplan.bound import Job, Relaxed
from scheduler.engine.dayplan.channel import Channel
from scheduler.engine.dayplan.task import DayTask, Shifts
from scheduler.model.dayplan.chains import Chain
from scheduler.model.dayplan.program import anonymous_program
from scheduler.model.dayplan.shift import AnonymousShift
from scheduler.model.dayplan.solvers import find_by_cp_sat, find_by_highs

TIGHT = 1.02
"""Cost over the bound of the relaxation up to which a day's optimum is looked for near the relaxation."""


def first_plan(job: Job, channel: Channel[Shifts], sweeps: int) -> Relaxed:
    """Tell the bound of the relaxation, and a rounding of it."""
    relaxation = job.relaxed(channel.left(), channel.proved)
    tell(job.task, channel, best_rounding(job.task, relaxation, sweeps))
    return relaxation


def tell(task: DayTask, channel: Channel[Shifts], shifts: Shifts) -> None:
    """Tell a plan with its cost."""
    channel.found(shifts, task.cost(shifts))


def best_rounding(task: DayTask, relaxation: Relaxed, sweeps: int, tries: int = 12) -> Shifts:
    """Choose the threshold of one chain after the other, for the least cost with those of the others."""
    chains, generator = task.chains, np.random.default_rng(task.seed)
    mine = _by_chain(chains, relaxation.shifts)
    parts = [rounded(chain, taken, 0.5) for chain, taken in zip(chains, mine, strict=True)]
    for _ in range(sweeps):
        for number, (chain, taken) in enumerate(zip(chains, mine, strict=True)):
            others = [shift for other, part in enumerate(parts) for shift in part if other != number]
            ways = [parts[number], *(rounded(chain, taken, threshold) for threshold in generator.random(tries))]
            parts[number] = min(ways, key=lambda way, others=others: task.cost([*others, *way]))  # type: ignore[misc]
    return sorted(shift for part in parts for shift in part)


Amounts = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Events of shifts, shape (shifts, events), and how many there are of each, shape (shifts,)."""


def _by_chain(chains: Sequence[Chain], fractional: Iterable[tuple[AnonymousShift, float]]) -> list[Amounts]:
    mine: list[list[tuple[tuple[int, ...], float]]] = [[] for _ in chains]
    for shift, amount in fractional:
        number, cells = next((number, cells) for number, chain in enumerate(chains) if (cells := chain.cells_of(shift)))
        mine[number].append((cells, amount))
    return [(np.array([cells for cells, _ in taken], dtype=np.int64).reshape(-1, len(chain.events)),
             np.array([amount for _, amount in taken])) for chain, taken in zip(chains, mine, strict=True)]


def rounded(chain: Chain, taken: Amounts, threshold: float) -> Shifts:
    """Legal shifts near a fractional plan: all counts of the chain rounded down after adding a threshold from 0 to 1.

    With a threshold drawn evenly, what is expected of every count, and so of every cell, is the fractional plan.
    """
    events, amounts = taken
    wanted = np.arange(1.0, max(0, int(amounts.sum() + threshold + 1e-9)) + 1) - (threshold + 1e-9)
    if not len(events) or not len(wanted):
        return []
    happened = [_cells_at(events[:, event], amounts, wanted) for event in range(events.shape[1])]
    return [chain.shift_of(cells) for cells in zip(*happened, strict=True)]


def _cells_at(cells: NDArray[np.int64], amounts: NDArray[np.float64], wanted: NDArray[np.float64]) -> list[int]:
    """First cell by which the amounts sum to each of the wanted."""
    order = np.argsort(cells, kind="stable")
    places = np.searchsorted(np.cumsum(amounts[order]), wanted)
    found: list[int] = cells[order][np.minimum(places, len(cells) - 1)].tolist()
    return found


def look_nearest(task: DayTask, channel: Channel[Shifts], relaxation: Relaxed, seconds: float) -> None:
    """Hold all counts between those of the relaxation, rounded either way, and of the known plan; solve the rest by CP-SAT."""
    shifts, cost = channel.best()
    assert shifts is not None
    assert cost is not None
    plan = anonymous_program(task.chains, task.curves, task.pay, task.most(cost), shifts)
    finding = find_by_cp_sat(plan.near(relaxation.shifts, 0), min(seconds, channel.left()), seed=task.seed)
    if finding.values is not None:
        tell(task, channel, plan.shifts(finding.values))


def look_near(task: DayTask, channel: Channel[Shifts], relaxation: Relaxed, seconds: float) -> None:
    """Keep all counts within one of the relaxation or of the known plan, and solve what is left by HiGHS."""
    shifts, cost = channel.best()
    if shifts is None or cost is None or channel.is_over():
        return
    plan = anonymous_program(task.chains, task.curves, task.pay, task.most(cost), shifts)
    finding = find_by_highs(plan.near(relaxation.shifts, 1), min(channel.left(), seconds), cost)
    if finding.values is not None:
        tell(task, channel, plan.shifts(finding.values))
