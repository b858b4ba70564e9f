"""What the processes of the portfolio do, besides the proof of a day."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.dayplans.bound import relaxed
from benchmarks.dayplans.construct import construct
from benchmarks.dayplans.portfolio import Channel
from benchmarks.dayplans.rounding import TIGHT, first_plan, look_near, look_nearest
from benchmarks.dayplans.task import AnonymousTask, Shifts
from benchmarks.dayplans.windows import WHOLE, improve

NEAREST_SHARE, SHORT_NEAREST_SHARE, NEAR_SHARE = 0.7, 0.1, 0.15
"""Shares of the time near the relaxation: by CP-SAT, on a day whose proof is near too, and by HiGHS."""


def search_day(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """Round the relaxation of a day, look near it, then solve windows of starts anew."""
    relaxation = first_plan(task, channel)
    short = len(task.required) <= WHOLE + max(task.rules.lengths)
    look_nearest(task, channel, relaxation, (SHORT_NEAREST_SHARE if short else NEAREST_SHARE) * channel.seconds)
    _, cost = channel.best()
    if short and cost is not None and cost < TIGHT * relaxation.bound:
        look_near(task, channel, relaxation, NEAR_SHARE * channel.seconds)
    improve(replace(task, seed=task.seed + 1), channel)


def search_week(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """The engine, then windows of starts anew."""
    construct(task, channel, workers=2)
    improve(task, channel)


def bound_week(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """The bound of the relaxation, then windows in an order of their own."""
    channel.proved(relaxed(task.rules, task.required, task.costs, channel.left()).bound)
    improve(replace(task, seed=task.seed + 1), channel)
