"""What the processes of the portfolio do, besides the proof of a day."""

from __future__ import annotations

from dataclasses import replace

from scheduler.engine.dayplan.bound import Job
from scheduler.engine.dayplan.channel import Channel, Method
from scheduler.engine.dayplan.proof import prove
from scheduler.engine.dayplan.rounding import TIGHT, first_plan, look_near, look_nearest
from scheduler.engine.dayplan.task import DayTask, Shifts
from scheduler.engine.dayplan.windows import improve, is_short
from scheduler.timegrid import MINUTES_PER_DAY

NEAREST_SHARE, SHORT_NEAREST_SHARE, NEAR_SHARE = 0.7, 0.1, 0.15
"""Shares of the time near the relaxation: by CP-SAT, on a day whose proof is near too, and by HiGHS."""
DAYS = 1.5
"""Length of a horizon, in days, up to which its whole program is of use."""


def methods_of(task: DayTask) -> tuple[Method[Shifts], Method[Shifts]]:
    """Two methods for the two processes, by the size of the task."""
    if is_short(task):
        return prove, search_day
    return (search_week, bound_week) if is_long(task) else (search_day, search_windows)


def is_long(task: DayTask) -> bool:
    """Whether the horizon is so long that the roster engine takes part."""
    return len(task.curves) * task.cell_minutes > DAYS * MINUTES_PER_DAY


def search_day(job: Job, channel: Channel[Shifts]) -> None:
    """Round the relaxation of a day, look near it, then solve windows of starts anew."""
    task, relaxation = job.task, first_plan(job, channel, sweeps=2)
    short = is_short(task)
    look_nearest(task, channel, relaxation, (SHORT_NEAREST_SHARE if short else NEAREST_SHARE) * channel.seconds)
    _, cost = channel.best()
    if short and cost is not None and cost < TIGHT * relaxation.bound:
        look_near(task, channel, relaxation, NEAR_SHARE * channel.seconds)
    improve(replace(task, seed=task.seed + 1), channel)


def search_windows(job: Job, channel: Channel[Shifts]) -> None:
    """Windows of starts, once another process has a plan."""
    improve(job.task, channel)


def search_week(job: Job, channel: Channel[Shifts]) -> None:
    """The engine, then windows of starts anew."""
    from scheduler.engine.dayplan.construct import construct  # loads the compiled loops, which no other method needs

    construct(job.task, channel, workers=2)
    improve(job.task, channel)


def bound_week(job: Job, channel: Channel[Shifts]) -> None:
    """The bound of the relaxation and a rounding of it, then windows in an order of their own."""
    first_plan(job, channel, sweeps=1)
    improve(replace(job.task, seed=job.task.seed + 1), channel)
