"""What a result promises about its roster, recomputed: terms, objective, bound, gap, status, coverage, instance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.check.cost import Costs, costs
from scheduler.check.facts.coverage import means, on_phone_of_queues, on_phone_of_sets
from scheduler.check.facts.curves import purchases
from scheduler.check.hard import check_shifts
from scheduler.check.pools import check_pools
from scheduler.check.promise import check_promise
from scheduler.check.standby import check_standby
from scheduler.check.violation import TOLERANCE, TWO_DECIMALS, Violation, number_differs
from scheduler.demand.demand import Demand, demand_of
from scheduler.demand.effective_load import with_load_factors
from scheduler.instance.calls_grid import call_rows, open_cells
from scheduler.instance.instance import Instance
from scheduler.roster import InstanceRef, IntervalCover, Roster, Run

# The contract's own example publishes the gap to four decimals.
_FOUR_DECIMALS = 0.00005 + TOLERANCE
_LEVEL = 1e-4
_Key = tuple[datetime, str | None]
"""Start of an interval in UTC, and the queue."""


def check_result(
    instance: Instance, result: Roster, ref: InstanceRef | None = None, demand: Demand | None = None
) -> tuple[Violation, ...]:
    """Every breach of a hard rule, and everything the result says that is not so.

    Parameters
    ----------
    ref
        The instance as it was read; given, its hash must be the one the result names.
    demand
        Demand of the instance with the load factors of the result; None: it is computed anew.
    """
    instance = with_load_factors(instance, result.load_factors)
    demand = demand_of(instance) if demand is None else demand
    costs_found = costs(instance, demand, result.shifts)
    return (
        *(_instance(result.instance, ref) if ref else ()),
        *check_shifts(instance, result.shifts),
        *_terms(result, costs_found),
        *_run(result.run, costs_found.objective),
        *_intervals(instance, demand, result),
        *check_pools(instance, demand, result),
        *check_promise(instance, demand, result),
        *_outside(instance, demand, result),
        *check_standby(instance, result),
    )


def _outside(instance: Instance, demand: Demand, result: Roster) -> Iterator[Violation]:
    """Compare what the result says was bought in each interval with what the shifts leave to buy."""
    right = {(row.start.astimezone(UTC), row.queue): row
             for row in purchases(instance, demand, open_cells(instance), on_phone_of_sets(instance, result.shifts))}
    said = {(row.start.astimezone(UTC), row.queue): row for row in result.outside}
    if len(said) < len(result.outside):
        yield Violation("outside", 1, "intervals", "an interval is listed twice among what was bought outside")
    for key in sorted(right.keys() | said.keys(), key=lambda key: (key[0], key[1] or "")):
        at = _at(key[0].astimezone(instance.grid.zone), key[1])
        row, found = right.get(key), said.get(key)
        if row is None or found is None:
            problem = "is missing among" if found is None else "stands wrongly among"
            yield Violation("outside", 1, "intervals", f"{at} {problem} what was bought outside")
        else:
            yield from number_differs("outside", f"{at} bought", found.amount, row.amount, "units", TWO_DECIMALS)
            yield from number_differs("outside", f"{at} cost", found.cost, row.cost, "cost", TWO_DECIMALS)


def _instance(found: InstanceRef, ref: InstanceRef) -> Iterator[Violation]:
    if found.sha256 != ref.sha256:
        yield Violation("instance", 1, "files", f"the roster is for {found.name!r} with sha256 {found.sha256}; "
                        f"{ref.path} has sha256 {ref.sha256}")


def _terms(result: Roster, right: Costs) -> Iterator[Violation]:
    for name in sorted(result.terms.keys() | right.terms.keys()):
        said, term = result.terms.get(name), right.terms.get(name)
        if said is None or term is None:
            problem = "missing" if said is None else "no term of the objective"
            yield Violation("terms", 1, "terms", f"{name} is {problem}")
            continue
        yield from number_differs("terms", f"cost of {name}", said.cost, term.cost, "cost")
        yield from number_differs("terms", f"amount of {name}", said.amount, term.amount, term.unit)
        if said.unit != term.unit:
            yield Violation("terms", 1, "units", f"unit of {name}: {said.unit!r}; recomputed {term.unit!r}")


def _run(run: Run, objective: float) -> Iterator[Violation]:
    yield from number_differs("objective", "objective", run.objective, objective, "cost")
    above = run.bound - run.objective
    if above > TOLERANCE:
        yield Violation("bound", above, "cost", f"bound {run.bound:.12g} is above objective {run.objective:.12g}")
    gap = (run.objective - run.bound) / run.objective if run.objective else 0.0
    yield from number_differs("gap", "gap", run.gap, gap, "of the objective", _FOUR_DECIMALS)
    if run.status == "optimal" and not math.isclose(run.objective, run.bound, rel_tol=1e-9, abs_tol=TOLERANCE):
        yield Violation("status", abs(above), "cost", f"status optimal, but objective {run.objective:.12g}, bound "
                        f"{run.bound:.12g}")


@dataclass(frozen=True)
class _Cover:
    calls: float | None
    required: int
    on_phone: float
    service_level: float | None


def _intervals(instance: Instance, demand: Demand, result: Roster) -> Iterator[Violation]:
    """Compare the table, one row for each open interval and queue, with shifts, requirement and forecast."""
    right, seen = _covers(instance, demand, result), set[_Key]()
    for row in result.intervals:
        key = (row.start.astimezone(UTC), row.queue)
        cover = right.get(key)
        if cover is None or key in seen:
            found = "no open interval and queue of the instance" if cover is None else "listed twice"
            yield Violation("intervals", 1, "intervals", f"{_at(row.start, row.queue)} is {found}")
        else:
            yield from _row(row, cover)
        seen.add(key)
    for start, queue in sorted(right.keys() - seen, key=lambda key: (key[0], key[1] or "")):
        at = _at(start.astimezone(instance.grid.zone), queue)
        yield Violation("intervals", 1, "intervals", f"{at} is open and missing in the table")


def _at(start: datetime, queue: str | None) -> str:
    return start.isoformat() if queue is None else f"{start.isoformat()} {queue}"


def _row(row: IntervalCover, cover: _Cover) -> Iterator[Violation]:
    at = _at(row.start, row.queue)
    yield from number_differs("intervals", f"{at} required", row.required, cover.required, "operators")
    yield from number_differs("intervals", f"{at} on_phone", row.on_phone, cover.on_phone, "operators", TWO_DECIMALS)
    if cover.calls is None:
        yield Violation("intervals", 1, "intervals", f"{at} has no forecast")
    else:
        yield from number_differs("intervals", f"{at} calls", row.calls, cover.calls, "calls", TWO_DECIMALS)
    yield from _service_level(f"{at} service_level", row.service_level, cover.service_level)


def _service_level(what: str, said: float | None, right: float | None) -> Iterator[Violation]:
    """A level that is not known is said to be null, and only such a one."""
    if said is not None and right is not None:
        yield from number_differs("intervals", what, said, right, "of 1", _LEVEL)
    elif said != right:
        yield Violation("intervals", 1, "intervals", f"{what}: {_level(said)}; recomputed {_level(right)}")


def _level(value: float | None) -> str:
    return "null" if value is None else f"{value:.12g}"


def _covers(instance: Instance, demand: Demand, result: Roster) -> dict[_Key, _Cover]:
    """Coverage of each interval with an open cell, queue by queue; `on_phone` is the mean over all its cells."""
    grid, size = instance.grid, instance.grid.cells_per_interval
    able = means(instance, on_phone_of_queues(instance, result.shifts))
    is_open, calls, present = open_cells(instance), _calls(instance), on_phone_of_sets(instance, result.shifts)
    helped = demand.with_help(instance, purchases(instance, demand, is_open, present))
    levels = helped.service_levels(means(instance, present))
    covers = {}
    for index, queue in enumerate(instance.queues):
        for interval in range(grid.intervals):
            first = interval * size
            if is_open[first:first + size].any():
                key = (grid.moment(first).astimezone(UTC), queue)
                level = float(levels[index, interval])
                covers[key] = _Cover(calls.get(key), int(demand[queue].required[interval]), float(able[index, interval]),
                                     None if math.isnan(level) else level)
    return covers


def _calls(instance: Instance) -> dict[_Key, float]:
    """Forecast calls of each interval and queue; a start without an offset is one of the hotline's clock."""
    starts = (row.start if row.start.tzinfo else row.start.replace(tzinfo=instance.grid.zone)
              for row in call_rows(instance))
    return {(start.astimezone(UTC), row.queue): row.calls
            for start, row in zip(starts, call_rows(instance), strict=True)}
