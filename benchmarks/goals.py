"""Operator-hours a goal over the day or the week saves against one over each interval, on each hotline of the project.

``python -m benchmarks.goals`` prints the table of ``docs/results/goals.md`` and writes it as JSON where ``--out`` says.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.requirement.intervals import required_over
from scheduler.demand.requirement.spread import GoalOver
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance

ROOT = Path(__file__).resolve().parent.parent / "instances"


@dataclass(frozen=True)
class Row:
    """One hotline and one kind of goal.

    Parameters
    ----------
    hours, bound
        Operator-hours required, and those that no choice of operators keeps the goal with fewer of.
    saved_percent
        Against a goal over each interval of the same target.
    service_level, worst_interval
        Expected share of the calls answered in time, in total and in the interval where it is least.
    hours_at_equal_service, saved_at_equal_service_percent
        The same with the target raised to the share that the requirement of each interval reaches in total.
    """

    hotline: str
    goal_over: GoalOver
    hours: float
    bound: float
    saved_percent: float
    service_level: float
    worst_interval: float
    hours_at_equal_service: float
    saved_at_equal_service_percent: float


def rows_of(name: str, instance: Instance) -> list[Row]:
    """Compare the three kinds of goal on one hotline."""
    cell_hours = instance.grid.cell_minutes / 60
    usual = {queue: required_over(instance, queue_of(instance, queue), "interval") for queue in instance.queues}
    reached = {queue: _levels(instance, queue, each.operators)[0] for queue, each in usual.items()}
    strict = _with_targets(instance, reached)
    hours = sum(each.cells for each in usual.values()) * cell_hours
    rows = []
    for goal_over in ("interval", "day", "week"):
        found = {queue: required_over(instance, queue_of(instance, queue), goal_over) for queue in instance.queues}
        equal = usual if goal_over == "interval" else {
            q: required_over(strict, queue_of(strict, q), goal_over) for q in strict.queues}
        needed, matched = (sum(each.cells for each in some.values()) * cell_hours for some in (found, equal))
        calls = {queue: float(np.nansum(queue_of(instance, queue).calls)) for queue in found}
        levels = {queue: _levels(instance, queue, each.operators) for queue, each in found.items()}
        rows.append(Row(
            name, goal_over, needed, sum(each.bound for each in found.values()) * cell_hours,
            100 * (1 - needed / hours),
            sum(calls[queue] * level for queue, (level, _) in levels.items()) / sum(calls.values()),
            min(worst for _, worst in levels.values()), matched, 100 * (1 - matched / hours),
        ))
    return rows


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="JSON file to write")
    parser.add_argument("--instances", nargs="*", default=sorted(path.parent.name for path in ROOT.glob("*/hotline.yaml")))
    options = parser.parse_args()
    rows = [row for name in options.instances for row in rows_of(name, read_instance(ROOT / name).instance)]
    print("| hotline | goal over | operator-hours | no fewer than | saved | service level | worst interval "
          "| at equal service | saved |\n|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        print(f"| {row.hotline} | {row.goal_over} | {row.hours:,.1f} | {row.bound:,.1f} | {row.saved_percent:.1f} % "
              f"| {row.service_level:.1%} | {row.worst_interval:.0%} | {row.hours_at_equal_service:,.1f} "
              f"| {row.saved_at_equal_service_percent:.1f} % |")
    if options.out:
        options.out.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
