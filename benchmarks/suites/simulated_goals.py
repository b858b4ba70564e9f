"""Operator-hours a goal over the day or the week saves at equal *simulated* service, on each hotline of the project.

The operators required are simulated
themselves, not a roster of them: each layer of the requirement is one operator, from where it rises to where it falls, without
breaks, absent at random by the shrinkage. The target of a goal over the day or week is moved until its simulated
service level is that of the goal over each interval; all meet the same calls. Several queues keep operators of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.cases import own_instances
from benchmarks.row import Row
from benchmarks.suites import Asked
from benchmarks.suites.goals import GOALS
from scheduler.demand.demand import demand_of
from scheduler.demand.opening import open_cells
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.requirement.intervals import required_over
from scheduler.demand.requirement.spread import GoalOver
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

REPLICATIONS, STEPS = 100, 7
"""Bisections of the target go to about a hundredth of its range."""


def duties_of_required(instance: Instance, required: Sequence[np.ndarray]) -> Any:
    """Put operators on the phone without breaks, as many in each open cell as required; one array for each queue."""
    from scheduler.simulate.duties import duties_of

    shifts = [shift for queue, operators in enumerate(required) for shift in layers(instance, operators, str(queue))]
    names = [(queue, f"{queue}-{layer}") for queue, operators in enumerate(required)
             for layer in range(int(operators.max(initial=0)))]
    serves = [[each == queue for each in range(len(required))] for queue, _ in names]
    return duties_of(instance.grid, [name for _, name in names], shifts, np.array(serves, dtype=np.bool_), len(required))


def layers(instance: Instance, operators: np.ndarray, group: str) -> Iterator[Shift]:
    """Shifts of operators ``group-0``, ``group-1``, … of whom as many as told are on the phone in each open interval."""
    grid, is_open = instance.grid, open_cells(instance)
    by_cell = np.where(is_open, np.repeat(operators, grid.cells_per_interval), 0)
    for layer in range(int(by_cell.max(initial=0))):
        there = np.concatenate([[0], (by_cell > layer).astype(int), [0]])
        for start, end in list(pairwise(np.flatnonzero(np.diff(there)).tolist()))[::2]:
            yield Shift(operator=f"{group}-{layer}", start=grid.moment(start), end=grid.moment(end))


def simulated_level(instance: Instance, required: Sequence[np.ndarray], replications: int) -> tuple[float, float]:
    """Share of all calls answered in time, and its standard error."""
    from scheduler.simulate.draw import Forecast, HandlingTime
    from scheduler.simulate.run import Settings, simulate
    from scheduler.simulate.traffic import traffic_of

    traffic = traffic_of(instance, demand_of(instance))
    runs = simulate(Forecast(traffic, HandlingTime()), traffic, duties_of_required(instance, required), Settings(replications))
    shares = runs.in_time.sum(axis=(1, 2)) / runs.offered.sum(axis=(1, 2))
    return float(shares.mean()), float(shares.std(ddof=1) / np.sqrt(replications))


def with_target(instance: Instance, shift: float) -> Instance:
    """The hotline with all targets moved towards 100 % by a share of the way."""
    data = instance.model_dump(by_alias=True)
    for service in (data["service"].get("queues") or {None: data["service"]}).values():
        service["target_percent"] += shift * (100 - service["target_percent"])
    return Instance.model_validate(data)  # a copy would keep the goals it has cached


def required(instance: Instance, goal_over: GoalOver) -> list[np.ndarray]:
    return [required_over(instance, queue_of(instance, name), goal_over).operators for name in instance.queues]


def hours(instance: Instance, operators: Sequence[np.ndarray]) -> float:
    is_open, size = open_cells(instance), instance.grid.cells_per_interval
    return sum(float(np.repeat(each, size)[is_open].sum()) for each in operators) * instance.grid.cell_minutes / 60


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Compare the three kinds of goal on every hotline."""
    for case in filter(asked.wants, own_instances()):
        yield from rows_of(str(case), case.instance(0), REPLICATIONS)


def rows_of(name: str, instance: Instance, replications: int) -> Iterator[Row]:
    """Compare the three kinds of goal on one hotline."""
    usual = required(instance, "interval")
    goal, _ = simulated_level(instance, usual, replications)
    base = hours(instance, usual)
    for goal_over in GOALS:
        found = required(instance, goal_over)
        level, error = simulated_level(instance, found, replications)
        needed = hours(instance, found)
        equal = base if goal_over == "interval" else at_equal_service(instance, goal_over, goal, replications)
        yield Row(instance=name, method=f"goal over each {goal_over}", seed=0, seconds=0.0, figures={
            "operator-hours": needed, "saved, %": 100 * (1 - needed / base), "simulated, %": 100 * level,
            "standard error, %": 100 * error, "at equal simulated service": equal, "saved there, %": 100 * (1 - equal / base)})


def at_equal_service(instance: Instance, goal_over: GoalOver, goal: float, replications: int) -> float:
    """Fewest operator-hours of the bisection with which at least the simulated level `goal` is reached."""
    low, high, best = 0.0, 0.98, float("nan")
    for _ in range(STEPS):
        middle = (low + high) / 2
        moved = with_target(instance, middle)
        operators = required(moved, goal_over)
        if simulated_level(instance, operators, replications)[0] >= goal:
            high, best = middle, hours(instance, operators)
        else:
            low = middle
    return best

