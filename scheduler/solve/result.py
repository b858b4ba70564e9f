"""From the outcome of a search to a roster in plain times, every figure recomputed from them by the checker's arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from fractions import Fraction
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from scheduler.check.cost import Costs, costs
from scheduler.check.facts.coverage import means, on_phone_of_queues, on_phone_of_sets
from scheduler.check.facts.curves import purchases
from scheduler.demand.cost.least_purchase import anyway
from scheduler.demand.demand import Demand, demand_of
from scheduler.demand.promise import promise_of
from scheduler.engine.search import Outcome
from scheduler.errors import CheckError
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.model.solution import shifts_of_solution
from scheduler.roster import IntervalCover, PoolCover, Promised, Roster, Run, Shift
from scheduler.solve.minimums import refuse_lacking
from scheduler.solve.options import Options
from scheduler.solve.prepared import Prepared
from scheduler.solve.standby import standby_of
from scheduler.version import __version__

Floats = NDArray[np.float64]


def result_of(prepared: Prepared, outcome: Outcome, options: Options) -> Roster:
    """Put the outcome into plain times, with every figure recomputed from them by the checker's own arithmetic."""
    return roster_of(prepared, outcome, options, shifts_of_solution(prepared.instance, prepared.problem, outcome.solution))


def roster_of(prepared: Prepared, outcome: Outcome, options: Options, shifts: tuple[Shift, ...]) -> Roster:
    """The roster of an outcome as plain times, with every figure recomputed from them."""
    instance, demand = prepared.instance, prepared.demand
    refuse_lacking(instance, prepared.problem, outcome, shifts)
    found, bound = _priced(prepared, shifts, outcome)
    cells = on_phone_of_sets(instance, shifts)
    on_phone, bought = means(instance, cells), tuple(purchases(instance, demand, demand.is_open, cells))
    levels = demand.with_help(instance, bought).service_levels(on_phone)
    places, status = standby_of(instance, shifts, prepared.kept, hurried=options.is_interrupted)
    return Roster(schema=1, instance=prepared.ref, run=_run_of(outcome, options, found.units, bound), terms=found.terms,
                  shifts=shifts,
                  intervals=tuple(sorted(_intervals(instance, demand, shifts, levels), key=_moment)),
                  pools=tuple(sorted(_pools(instance, demand, on_phone), key=_moment)),
                  promise=_promised(instance, demand, on_phone, shifts),
                  outside=bought, standby=places, standby_status=status)


def _promised(instance: Instance, demand: Demand, on_phone: Floats, shifts: Sequence[Shift]) -> Promised | None:
    found = promise_of(instance, demand, on_phone, [shift.start for shift in shifts])
    return None if found is None else Promised(**{name: round(value, 6) for name, value in asdict(found).items()})


def _priced(prepared: Prepared, shifts: Sequence[Shift], outcome: Outcome) -> tuple[Costs, int]:
    """Cost of a roster, recomputed and compared with what the search counted, and its bound in units."""
    instance, outside = prepared.instance, prepared.instance.outside
    found = costs(instance, prepared.demand, shifts)
    if outside is None or not outside.minimum_purchase:
        _agree(found, outcome)
        return found, outcome.bound
    free = instance.model_copy(update={"outside": outside.without_minimum()})
    _agree(costs(free, demand_of(free, prepared.forgiven), shifts), outcome)
    return found, min(int(found.units), outcome.bound + anyway(instance, prepared.forgiven))


def _run_of(outcome: Outcome, options: Options, cost: int | Fraction, least: int) -> Run:
    objective, bound = (float(Fraction(units) / UNITS) for units in (cost, least))
    return Run(
        status="optimal" if cost == least else "feasible",
        objective=objective,
        bound=bound,
        gap=(objective - bound) / objective if objective else 0.0,
        seconds=None if options.deterministic else round(outcome.seconds, 3),
        seed=options.seed,
        workers=options.threads,
        interrupted=outcome.interrupted,
        versions={"scheduler": __version__, "ortools": version("ortools"), "numba": version("numba")},
    )


def _agree(found: Costs, outcome: Outcome) -> None:
    if found.units != outcome.cost:
        raise CheckError(f"the search counts a cost of {outcome.cost} units, the checker {found.units}; "
                         "please report this")


def _moment(row: IntervalCover | PoolCover) -> float:
    return row.start.timestamp()  # Python would compare two times of one zone by the wall clock


def _intervals(instance: Instance, demand: Demand, shifts: Sequence[Shift], levels: Floats) -> Iterator[IntervalCover]:
    """Coverage of each open interval, queue by queue; `levels` has shape (queues, intervals)."""
    grid, able = instance.grid, means(instance, on_phone_of_queues(instance, shifts))
    for each, mean, level in zip(demand.queues, able, levels, strict=True):
        for interval in np.flatnonzero(each.queue.is_open):
            yield IntervalCover(
                start=grid.moment(int(interval) * grid.cells_per_interval), queue=each.name,
                calls=round(float(each.queue.calls[interval]), 6),
                required=int(each.required[interval]), on_phone=round(float(mean[interval]), 6),
                service_level=None if np.isnan(level[interval]) else round(float(level[interval]), 6),
            )


def _pools(instance: Instance, demand: Demand, on_phone: Floats) -> Iterator[PoolCover]:
    """Coverage of each open interval and set of several queues."""
    grid = instance.grid
    for each, mean in zip(demand.sets, on_phone, strict=True):
        if len(each.names) > 1:
            for interval in np.flatnonzero(each.callers.is_open):
                yield PoolCover(
                    start=grid.moment(int(interval) * grid.cells_per_interval), queues=tuple(map(str, each.names)),
                    calls=round(float(each.callers.calls[interval]), 6), required=int(each.required[interval]),
                    on_phone=round(float(mean[interval]), 6),
                )
