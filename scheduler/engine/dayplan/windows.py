"""Bettering a plan of anonymous shifts: all shifts that start in a window are planned anew, the rest is fixed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.dayplan.channel import Channel
from scheduler.engine.dayplan.rounding import tell
from scheduler.engine.dayplan.task import DayTask, Shifts, presence
from scheduler.model.dayplan.chains import chains_of
from scheduler.model.dayplan.program import AnonymousPlan, anonymous_program
from scheduler.model.dayplan.solvers import find_by_cp_sat, find_by_highs

WHOLE = 20
"""Different starts up to which the whole horizon is one window."""
WIDTHS_MINUTES = (120, 240, 360, 480)
WINDOW_SHARE = 0.03
"""Share of the time for one window of a longer horizon."""


def is_short(task: DayTask) -> bool:
    """Whether the whole horizon is one window."""
    return len({start for family in task.families for start in family.starts}) <= WHOLE


def improve(task: DayTask, channel: Channel[Shifts]) -> None:
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


@dataclass(frozen=True)
class Window:
    """Starts in a half-open range of cells; `whole` if these are all there are."""

    first: int
    stop: int
    whole: bool


def _windows(task: DayTask) -> Iterator[Window]:
    """Windows of starts, of several widths, over and over, in an order of its own for each seed; one for a short day."""
    starts = np.array(sorted({start for family in task.families for start in family.starts}))
    first, stop = int(starts[0]), int(starts[-1]) + 1
    generator = np.random.default_rng(task.seed)
    while True:
        if is_short(task):
            yield Window(first, stop, whole=True)
            continue
        width = int(generator.choice(WIDTHS_MINUTES)) // task.cell_minutes
        for begin in generator.permutation(np.arange(first - int(generator.integers(0, width)), stop, width)).tolist():
            if ((starts >= begin) & (starts < begin + width)).any():
                yield Window(max(first, begin), min(stop, begin + width), whole=False)


def _solve_window(task: DayTask, channel: Channel[Shifts], shifts: Shifts, window: Window, number: int) -> None:
    """Free the shifts that start in a window, and tell what is better."""
    mine = [shift for shift in shifts if window.first <= shift.start < window.stop]
    plan, here = _program(task, shifts, mine, window)

    def tell_better(values: NDArray[np.int64]) -> None:
        _replace(task, channel, mine, plan.shifts(values))

    fresh = window.whole and number % 2 == 0  # every other time without the hint, to leave the incumbent's valley
    share = (0.5 if fresh else 1.0) * channel.left() if window.whole else WINDOW_SHARE * channel.seconds
    seconds = min(channel.left(), share)
    if number % 3 == 2 and not window.whole:
        finding = find_by_highs(plan.program, seconds, here)
        if finding.values is not None:
            tell_better(finding.values)
        return
    finding = find_by_cp_sat(plan.program, seconds, seed=task.seed + number, tell=tell_better, hinted=not fresh)
    if window.whole and finding.bound is not None:
        channel.proved(finding.bound)


def _program(task: DayTask, shifts: Shifts, mine: Shifts, window: Window) -> tuple[AnonymousPlan, int]:
    """The program of a window, with the shifts that are there as its hint, and what they cost in it."""
    families = [part for family in task.families if (part := family.within(window.first, window.stop))]
    first, end = window.first, min(len(task.curves), max(family.ends[-1] for family in families))
    if window.whole:
        first, end = 0, len(task.curves)
    others = [shift for shift in shifts if not window.first <= shift.start < window.stop]
    curves = task.curves.after(task.present(others), first, end)
    here = curves.cost(presence(mine, end, first)) + task.pay * sum(shift.paid for shift in mine)
    most = max(0, here - curves.floor) // task.least_pay
    return anonymous_program(chains_of(families), curves, task.pay, most, mine), here


def _replace(task: DayTask, channel: Channel[Shifts], old: Shifts, new: Shifts) -> None:
    """Put shifts in the place of others, in the best plan there is by now, unless they have changed there meanwhile."""
    best, _ = channel.best()
    left = Counter(best)
    left.subtract(old)
    if min(left.values(), default=0) >= 0:
        tell(task, channel, sorted([*left.elements(), *new]))
