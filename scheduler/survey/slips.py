"""Numbers that may be meant, and mostly are slips: of the keyboard, of a unit, of a column."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import numpy as np

from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import call_rows
from scheduler.instance.instance import Instance
from scheduler.instance.service import Service
from scheduler.instance.words.paths import FieldPath

Slips = Iterator[tuple[FieldPath, str]]

_USUAL = {
    "target_percent": (30, 100, "%"),
    "answer_within_s": (5, 600, "s"),
    "patience_s": (15, 3600, "s"),
    "max_occupancy_percent": (40, 100, "%"),
    "shrinkage_percent": (0, 60, "%"),
}
"""What goals of service lines mostly lie between, by field."""
_HANDLING_S = (15, 3600)
_LONGEST_SHIFT_MINUTES = 14 * 60
_MOST_HOURS_PER_WEEK = 60
_LONGEST_BREATHER_MINUTES = 30
_TIMES_THE_USUAL_COST = 10
_TIMES_THE_PEOPLE = 5


def slips(instance: Instance, demand: Demand) -> Slips:
    """Yield the path of each such number, and what is odd about it."""
    yield from _goals(instance)
    yield from _calls(instance)
    yield from _shifts(instance)
    yield from _contracts(instance)
    most = int(np.sum([each.required for each in demand.wholes], axis=0).max(initial=0))
    if instance.operators and most > _TIMES_THE_PEOPLE * len(instance.operators):
        yield ("calls",), f"{most:,} operators are required at once, and there are {len(instance.operators):,}"


def _goals(instance: Instance) -> Slips:
    for name, goal in instance.queues.items():
        path: FieldPath = ("service",) if name is None else ("service", "queues", name)
        yield from _goal(path, goal)
        if goal.least_operators > len(instance.operators):
            yield (*path, "min_operators"), f"{goal.least_operators} operators at any time, of {len(instance.operators)}"


def _goal(path: FieldPath, goal: Service) -> Slips:
    for field, (least, most, unit) in _USUAL.items():
        value = getattr(goal, field)
        if value is not None and not least <= value <= most:
            yield (*path, field), f"{value:g} {unit} is unusual: mostly it is {least} to {most} {unit}"


def _calls(instance: Instance) -> Slips:
    rows = call_rows(instance)
    calls = sum(row.calls for row in rows)
    mean = sum(row.calls * row.aht_s for row in rows) / calls if calls else None
    if mean is not None and not _HANDLING_S[0] <= mean <= _HANDLING_S[1]:
        yield ("calls",), f"the mean handling time is {mean:,.0f} s: mostly it is {_HANDLING_S[0]} to {_HANDLING_S[1]:,} s"


def _shifts(instance: Instance) -> Slips:
    for index, template in enumerate(instance.shifts):
        if (longest := max(template.length.minutes)) > _LONGEST_SHIFT_MINUTES:
            yield ("shifts", index, "length"), f"template {template.name}: a shift of {longest / 60:g} h"
    breathers = instance.breaks.breathers
    if breathers is not None and breathers.minutes > _LONGEST_BREATHER_MINUTES:
        yield ("breaks", "breathers", "minutes"), f"a breather of {breathers.minutes} min"


def _contracts(instance: Instance) -> Slips:
    costs = [contract.cost_per_hour for contract in instance.contracts.values() if contract.cost_per_hour]
    usual = median(costs) if costs else 0.0
    for name, contract in instance.contracts.items():
        if contract.hours_per_week[0] > _MOST_HOURS_PER_WEEK:
            yield ("contracts", name, "hours_per_week"), f"at least {contract.hours_per_week[0]:g} h in every week"
        cost = contract.cost_per_hour
        if cost and not usual / _TIMES_THE_USUAL_COST <= cost <= usual * _TIMES_THE_USUAL_COST:
            yield (("contracts", name, "cost_per_hour"),
                   f"{cost:g}, where half of the contracts cost {usual:g} or more")
