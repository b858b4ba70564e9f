"""Operator-hours a goal over the day or the week saves against one over each interval, on each hotline of the project."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.cases import own_instances
from benchmarks.row import Row
from benchmarks.suites import Asked
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.requirement.intervals import required_over
from scheduler.demand.requirement.spread import GoalOver
from scheduler.instance.instance import Instance

GOALS: tuple[GoalOver, ...] = ("interval", "day", "week")


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Compare the three kinds of goal on every hotline."""
    for case in filter(asked.wants, own_instances()):
        yield from rows_of(str(case), case.instance(0))


def rows_of(name: str, instance: Instance) -> Iterator[Row]:
    """Compare the three kinds of goal on one hotline.

    At equal service the target is raised to the share that the requirement of each interval reaches in total.
    """
    cell_hours = instance.grid.cell_minutes / 60
    usual = {queue: required_over(instance, queue_of(instance, queue), "interval") for queue in instance.queues}
    reached = {queue: _levels(instance, queue, each.operators)[0] for queue, each in usual.items()}
    strict = _with_targets(instance, reached)
    hours = sum(each.cells for each in usual.values()) * cell_hours
    for goal_over in GOALS:
        found = {queue: required_over(instance, queue_of(instance, queue), goal_over) for queue in instance.queues}
        equal = usual if goal_over == "interval" else {
            queue: required_over(strict, queue_of(strict, queue), goal_over) for queue in strict.queues}
        needed, matched = (sum(each.cells for each in some.values()) * cell_hours for some in (found, equal))
        calls = {queue: float(np.nansum(queue_of(instance, queue).calls)) for queue in found}
        levels = {queue: _levels(instance, queue, each.operators) for queue, each in found.items()}
        level = sum(calls[queue] * level for queue, (level, _) in levels.items()) / sum(calls.values())
        yield Row(instance=name, method=f"goal over each {goal_over}", seed=0, seconds=0.0, figures={
            "operator-hours": needed, "no fewer than": sum(each.bound for each in found.values()) * cell_hours,
            "saved, %": 100 * (1 - needed / hours), "service level, %": 100 * level,
            "worst interval, %": 100 * min(worst for _, worst in levels.values()),
            "at equal service": matched, "saved there, %": 100 * (1 - matched / hours),
        })


def _levels(instance: Instance, name: str | None, operators: np.ndarray) -> tuple[float, float]:
    queue = queue_of(instance, name)
    levels = queue.service_level(operators)
    called = queue.calls > 0
    return float(np.nansum(queue.calls * levels) / np.nansum(queue.calls)), float(levels[called].min())


def _with_targets(instance: Instance, reached: dict[str | None, float]) -> Instance:
    data = instance.model_dump(by_alias=True)
    for queue, level in reached.items():
        service = data["service"] if queue is None else data["service"]["queues"][queue]
        service["target_percent"] = 100 * min(level, 0.9999)
    if instance.service.queues:
        data["service"] = {key: data["service"][key] for key in ("queues", "topics")}
    else:
        data["service"].pop("queues", None)
    return Instance.model_validate(data)
