"""What the processes of the portfolio do, besides the proof of a day."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.dayplans.bound import relaxed
from benchmarks.dayplans.construct import construct
from benchmarks.dayplans.portfolio import Channel
from benchmarks.dayplans.task import AnonymousTask, Shifts
from benchmarks.dayplans.windows import improve


def search_day(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """The engine on one core, then windows, beside a proof on the other."""
    construct(task, channel)
    improve(task, channel)


def construct_then_windows(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """The engine on two cores, then windows."""
    construct(task, channel, workers=2)
    improve(task, channel)


def bound_then_windows(task: AnonymousTask, channel: Channel[Shifts]) -> None:
    """The bound of the relaxation, then windows in an order of their own."""
    channel.proved(relaxed(task.rules, task.required, task.costs, channel.left()).bound)
    improve(replace(task, seed=task.seed + 1), channel)
