"""Bettering a plan of anonymous shifts: all shifts that start in a window are planned anew, the rest is fixed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.dayplans.portfolio import Channel
from benchmarks.dayplans.program import Horizon, anonymous_program, plan_cost
from benchmarks.dayplans.solvers import find_by_cp_sat, find_by_highs
from benchmarks.dayplans.task import AnonymousTask, Shifts

WHOLE = 40
"""Cells of starts up to which the whole horizon is one window."""
WIDTHS = (8, 16, 24, 32)
WINDOW_SHARE = 0.03
"""Share of the time for one window of a longer horizon."""


def improve(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """Solve windows of starts anew as long as there is time, once there is a plan; another seed has another order."""
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
        task.tell(channel, sorted([*left.elements(), *new]))


def _residual(task: AnonymousTask, shifts: Shifts) -> NDArray[np.int64]:
    """What is still required beside some shifts."""
    residual = task.required.copy()
    for shift in shifts:
        residual[shift.presence(task.rules.breather_cells)] -= 1
    return residual
