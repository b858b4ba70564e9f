"""Staffing over the whole horizon: what callers meet in total, and how many operator-hours each kind of goal takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce

import numpy as np

from scheduler.demand.demand import Demand, SetDemand, demand_of
from scheduler.demand.opening import open_cells_of_intervals
from scheduler.demand.queueing.uncertainty import day_variation
from scheduler.demand.requirement.intervals import required_over
from scheduler.demand.requirement.spread import GOALS, GoalOver
from scheduler.demand.requirement.table import IntervalNeed
from scheduler.instance.instance import Instance


@dataclass(frozen=True)
class Totals:
    """A requirement over the horizon; shares are None where there is nothing to take a share of.

    Parameters
    ----------
    intervals, calls, operator_hours
        Open intervals, expected calls, and hours of the operators required.
    most_required
        Most operators required at one moment, of all queues together.
    service_level, abandonment
        Expected shares of all calls.
    occupancy
        Expected share of the operators' time that they spend with callers.
    attempts
        Expected calls of a caller; 1 where nobody calls again.
    uncertain_level, uncertain_abandonment, uncertain_hours
        The same of all calls that may come by the forecast's quantiles, and hours of the operators that keep the goal
        over these; None where some queue has no quantiles.
    """

    intervals: int
    calls: float
    operator_hours: float
    most_required: int
    service_level: float | None
    abandonment: float | None
    occupancy: float | None
    uncertain_level: float | None
    uncertain_abandonment: float | None
    uncertain_hours: float | None
    attempts: float | None = 1.0


@dataclass(frozen=True)
class GoalHours:
    """Operator-hours of all queues, were their goals over intervals, days or weeks.

    Parameters
    ----------
    goal_over
        Over what the goal holds.
    operator_hours, bound
        Hours of the operators found, and hours with which no choice of operators keeps the goal (at most).
    uncertain_hours
        Hours where the forecast's quantiles are heeded; None without quantiles.
    """

    goal_over: GoalOver
    operator_hours: float
    bound: float
    uncertain_hours: float | None


def totals(needs: Sequence[IntervalNeed]) -> Totals:
    """Sum up a requirement table, of one queue or of all."""
    required = Counter[datetime]()
    for need in needs:
        required[need.start.astimezone(UTC)] += need.required
    return Totals(
        intervals=len(required),
        calls=sum(need.calls for need in needs),
        operator_hours=sum(need.operator_hours for need in needs),
        most_required=max(required.values(), default=0),
        service_level=_mean([(need.calls, need.service_level) for need in needs]),
        abandonment=_mean([(need.calls, need.abandonment) for need in needs]),
        occupancy=_mean([(need.operator_hours, need.occupancy) for need in needs]),
        uncertain_level=_mean([(need.calls, need.uncertain_level) for need in needs]),
        uncertain_abandonment=_mean([(need.calls, need.uncertain_abandonment) for need in needs]),
        uncertain_hours=_hours_if_uncertain(needs),
        attempts=_mean([(need.calls, need.attempts) for need in needs]),
    )


def hours_of_goals(instance: Instance, demand: Demand) -> tuple[GoalHours, ...]:
    """Operator-hours of each kind of goal, whichever the instance has."""
    return tuple(_hours_of(instance, goal_over, demand.wholes) for goal_over in GOALS)


def _hours_of(instance: Instance, goal_over: GoalOver, sets: Sequence[SetDemand]) -> GoalHours:
    hour, open_cells = 60 / instance.grid.cell_minutes, open_cells_of_intervals(instance)
    cells, bound, perhaps = 0.0, 0.0, list[float]()
    for each in sets:
        found = [required_over(instance, view, goal_over) for view in each.callers.views]
        cells += float(reduce(np.maximum, [one.operators for one in found]) @ open_cells)
        bound += max(one.bound for one in found)
        if (load := each.callers.distribution) is not None:
            needed = [required_over(instance, view, goal_over, load).operators for view in each.callers.views]
            perhaps.append(float(reduce(np.maximum, needed) @ open_cells))
    return GoalHours(
        goal_over=goal_over,
        operator_hours=cells / hour,
        bound=bound / hour,
        uncertain_hours=sum(perhaps) / hour if len(perhaps) == len(sets) else None,
    )


CERTAINTIES = (None, 50.0, 75.0, 90.0, 95.0)
"""Shares of the days, in percent, for which operator-hours are compared; None: the expected load."""


@dataclass(frozen=True)
class CertaintyHours:
    """Operator-hours of all queues with which the goal is met on a share of the days.

    Parameters
    ----------
    certainty_percent
        The share; None: the load that is expected is staffed for.
    operator_hours
        Hours of the operators.
    """

    certainty_percent: float | None
    operator_hours: float


def hours_of_certainties(instance: Instance) -> tuple[CertaintyHours, ...]:
    """What it takes to be sure of the goal; empty where the load of days is certain."""
    if not day_variation(instance).any():
        return ()
    return tuple(CertaintyHours(certainty, _operator_hours(_with_certainty(instance, certainty))) for certainty in CERTAINTIES)


def _with_certainty(instance: Instance, certainty: float | None) -> Instance:
    service, asked = instance.service, {"certainty_percent": certainty}
    queues = service.queues and {name: each.model_copy(update=asked) for name, each in service.queues.items()}
    return instance.model_copy(update={"service": service.model_copy(update=asked | {"queues": queues})})


def _operator_hours(instance: Instance) -> float:
    cells = sum(float(each.required @ open_cells_of_intervals(instance)) for each in demand_of(instance).wholes)
    return cells * instance.grid.cell_minutes / 60


def _mean(weighted: Sequence[tuple[float, float | None]]) -> float | None:
    """Weighted mean; None without weight, or where a value is not known."""
    values = [(weight, value) for weight, value in weighted if value is not None]
    weight = sum(weight for weight, _ in values)
    if len(values) < len(weighted) or not weight:
        return None
    return sum(weight * value for weight, value in values) / weight


def _hours_if_uncertain(needs: Sequence[IntervalNeed]) -> float | None:
    hours = 0.0
    for need in needs:
        if need.uncertain_required is None:
            return None
        hours += need.open_hours * need.uncertain_required
    return hours
