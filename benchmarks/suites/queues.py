"""Do promises to the callers of several queues hold? Promised and simulated service, in total and by queue, of rosters.

Hotlines of the project, the bank of August 1999 where its log is present, and six made for it (`queue_hotlines`), each with
the load that is expected and with one that differs by 10 % from day to day: rostered by the formulas alone and, where the
recipe asks for them, by rounds of solving and simulating in the same time. The simulation has other seeds than those rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.cases import own_instances
from benchmarks.queue_hotlines import NAMES, made
from benchmarks.real_bank import LOG, build
from benchmarks.row import Row
from benchmarks.suites import Asked
from scheduler.check.facts.covers import expected_service_level
from scheduler.demand.demand import Demand, demand_of
from scheduler.demand.opening import open_cells_of_intervals
from scheduler.instance.instance import Instance
from scheduler.library.instance import Instance as Hotline
from scheduler.library.reading import read
from scheduler.library.result import Result
from scheduler.library.solving import solve, warm_up
from scheduler.simulate.service import SimulatedService, simulated_service
from scheduler.solve.options import Options
from scheduler.solve.truth import needs_truth

SECONDS, REPLICATIONS, SIMULATION_SEED = 30.0, 200, 1999
DAY_SD = 10.0
"""Standard deviation of a day's load, in percent."""


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Measure every hotline with and without rounds of simulation."""
    hotlines = {str(case): partial(read, case.path) for case in own_instances()}
    hotlines |= {name: partial(made, name) for name in NAMES}
    log = asked.data / LOG
    if log.exists():
        hotlines["bank-1999"] = partial(_bank, log)
    options = Options(asked.seconds or SECONDS, workers=asked.workers)
    for name in filter(asked.wants, hotlines):
        warm_up(simulation=True)
        hotline = hotlines[name]()
        for seed in range(asked.seeds):
            yield from rows_of(name, hotline, replace(options, seed=seed))


def _bank(log: Path) -> Hotline:
    with TemporaryDirectory() as folder:
        build(log, Path(folder) / "bank-1999")
        return read(Path(folder) / "bank-1999")


def rows_of(name: str, hotline: Hotline, options: Options) -> Iterator[Row]:
    """Measure one hotline, with the load that is expected and with one that is uncertain."""
    for load, planned in (("expected", hotline), (f"± {DAY_SD:g} %", _uncertain(hotline))):
        demand = demand_of(planned)
        alone = sum(float(each.required @ open_cells_of_intervals(planned)) for each in demand.queues) / _cells_an_hour(planned)
        for method, rounds in (("formulas", 0), *([("rounds", None)] if needs_truth(planned, demand) else [])):
            result = solve(planned, options, rounds)
            yield Row(instance=f"{name}, {load}", method=method, seed=options.seed, seconds=options.seconds, cost=result.cost,
                      bound=result.bound, gap=100 * result.gap,
                      figures=_figures(planned, demand, result) | {"hours if each alone": alone})


def _uncertain(hotline: Hotline) -> Hotline:
    calls = hotline.calls.model_copy(update={"day_sd_percent": DAY_SD})
    return hotline.model_copy(update={"calls": calls})


def _cells_an_hour(instance: Instance) -> float:
    return 60 / instance.grid.cell_minutes


def _figures(hotline: Hotline, demand: Demand, result: Result) -> dict[str, float]:
    found = simulated_service(hotline, demand, result.roster.shifts, replications=REPLICATIONS, seed=SIMULATION_SEED)
    apart = [abs(promised - simulated) for promised, simulated in _by_queue(result, found)]
    return {
        "queues": len(demand.queues), "sets": len(demand.sets),
        "promised, %": 100 * (expected_service_level(result.roster.intervals) or np.nan),
        "simulated, %": 100 * found.total, "standard error, %": 100 * found.total_error,
        "worst queue apart, points": 100 * max(apart),
        "required hours": sum(float(each.required @ open_cells_of_intervals(hotline)) for each in demand.wholes)
        / _cells_an_hour(hotline),
        "hours on the phone": float(sum(_hours_on_phone(result))),
    }


def _hours_on_phone(result: Result) -> Iterator[float]:
    for shift in result.roster.shifts:
        away = sum(((pause.end - pause.start).total_seconds() for pause in shift.breaks), 0.0)
        yield ((shift.end - shift.start).total_seconds() - away) / 3600


def _by_queue(result: Result, found: SimulatedService) -> Iterator[tuple[float, float]]:
    for number, queue in enumerate(found.queues):
        promised = expected_service_level(row for row in result.roster.intervals if row.queue == queue)
        if promised is not None and found.offered[number].sum():
            yield promised, float(found.in_time[number].sum() / found.offered[number].sum())
