"""Tiny instances, shifts and results, built from plain values."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.check.facts.coverage import means, on_phone_of_queues
from scheduler.check.facts.curves import purchases
from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.demand.demand import demand_of
from scheduler.instance.calls_grid import moment_of, open_cells
from scheduler.instance.instance import Instance
from scheduler.roster import Break, InstanceRef, IntervalCover, PoolCover, Roster, Run, Shift
from tests.builders.derived import costs_of, served_of
from tests.builders.hotline import BREAKS, FREE, MONDAY
from tests.builders.hotline import hotline as instance

__all__ = ["BREAKS", "FREE", "FULL", "MONDAY", "day", "instance", "moment", "result", "shift", "with_contract", "with_forecast"]

FULL = {
    "hours_per_week": [36, 40],
    "days_per_week": [4, 5],
    "max_consecutive_days": 5,
    "rest_hours": 11,
    "cost_per_hour": 1,
}
LEGAL = {
    120: (),
    240: (("breather", 120, 15),),
    360: (("breather", 90, 15), ("lunch", 195, 30), ("breather", 285, 15)),
    510: (("breather", 90, 15), ("lunch", 195, 30), ("breather", 315, 15), ("breather", 420, 15)),
}
"""Legal breaks of shifts of some lengths: kind, minutes after the start of the shift, minutes."""


def with_contract(days: int = 7, **bounds: Any) -> Instance:
    """An instance whose only operator has a contract with these bounds."""
    return instance(horizon=days, contracts={"free": FREE | bounds})


def with_forecast(data: dict[str, Any], calls: float = 0.0) -> Instance:
    """An instance with a forecast row for every open interval and queue."""
    plain = instance(**data)
    grid, size = plain.grid, plain.grid.cells_per_interval
    is_open = open_cells(plain)
    rows = [
        {"start": grid.moment(first), "calls": calls, "aht_s": 180.0, "queue": queue}
        for queue in plain.queues
        for first in range(0, grid.cells, size)
        if is_open[first : first + size].any()
    ]
    return instance(**data, calls={"forecast": rows})


def moment(plan: Instance, text: str, fold: int = 0) -> dt.datetime:
    """A local time of the hotline, such as `2026-12-07T08:00`."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(plan.hotline.timezone), fold=fold)


def shift(
    plan: Instance,
    start: str,
    minutes: float,
    breaks: tuple[tuple[str, float, float], ...] | None = None,
    *,
    operator: str = "anna",
    fold: int = 0,
) -> Shift:
    """A shift of elapsed length with breaks given as kind, minutes after its start, minutes; by default legal ones."""
    begin = moment(plan, start, fold).astimezone(dt.UTC)
    if breaks is None:
        breaks = LEGAL.get(int(minutes), ())

    def after(elapsed: float) -> dt.datetime:
        return (begin + dt.timedelta(minutes=elapsed)).astimezone(ZoneInfo(plan.hotline.timezone))

    return Shift.model_validate(
        {
            "operator": operator,
            "start": after(0),
            "end": after(minutes),
            "breaks": [
                Break.model_validate({"kind": kind, "start": after(at), "end": after(at + long)})
                for kind, at, long in breaks
            ],
        }
    )


def day(number: int, time: str = "08:00") -> str:
    """A local time on a day counted from the Monday the instances start on."""
    return f"{dt.date.fromisoformat(MONDAY) + dt.timedelta(days=number)}T{time}"


def result(plan: Instance, shifts: list[Shift], bound: float = 0.0) -> Roster:
    """A result that says nothing but the truth."""
    priced, grid, size = costs_of(plan, shifts), plan.grid, plan.grid.cells_per_interval
    objective = priced.objective
    demand, is_open = demand_of(plan), open_cells(plan)
    cells = served_of(plan, shifts)
    able, present = means(plan, on_phone_of_queues(plan, shifts)), means(plan, cells)
    bought = tuple(purchases(plan, demand, is_open, cells))
    levels = demand.with_help(plan, bought).service_levels(present)
    opened = [first for first in range(0, grid.cells, size) if is_open[first : first + size].any()]
    calls = {(moment_of(row.start, grid.zone).astimezone(dt.UTC), row.queue): row.calls for row in plan.calls.forecast}

    def calls_at(first: int, *queues: str | None) -> float:
        return sum(calls[grid.moment(first).astimezone(dt.UTC), queue] for queue in queues)

    rows = [
        IntervalCover(
            start=grid.moment(first),
            queue=queue,
            calls=calls_at(first, queue),
            required=int(demand[queue].required[first // size]),
            on_phone=float(able[index, first // size]),
            service_level=float(levels[index, first // size]),
        )
        for index, queue in enumerate(plan.queues)
        for first in opened
    ]
    pools = [
        PoolCover(
            start=grid.moment(first),
            queues=each.queues,
            calls=calls_at(first, *each.queues),
            required=int(demand.set_of(each.queues).required[first // size]),
            on_phone=float(present[index, first // size]),
        )
        for index, each in enumerate(staffed_sets(plan))
        if len(each.queues) > 1
        for first in opened
    ]
    return Roster(
        schema=1,
        instance=InstanceRef(name="helpline", sha256="ab" * 32, path="instances/helpline"),
        run=Run(
            status="optimal" if bound == objective else "feasible",
            objective=objective,
            bound=bound,
            gap=(objective - bound) / objective if objective else 0.0,
            seconds=1.0,
            seed=0,
            workers=1,
            interrupted=False,
            versions={},
        ),
        terms=priced.terms,
        shifts=tuple(shifts),
        intervals=tuple(rows),
        pools=tuple(pools),
        outside=bought,
    )
