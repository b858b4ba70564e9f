"""Do promises to the callers of several queues hold? Promised and simulated service, in total and by queue, of rosters.

Hotlines of the project, the bank of August 1999 where its log is present, and those made for it (`queue_hotlines`), each with
the load that is expected and with one that differs by 10 % from day to day: rostered by the formulas alone and, where the
recipe asks for them, by rounds of solving and simulating in the same time; elsewhere, where formulas are more than a point off,
by rounds that are asked for (`--truth-rounds`). The simulation has other seeds than those rounds. Where there are several
queues, the same service is simulated with operators of each queue's own (`apart`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.apart import Apart
from benchmarks.cases import own_instances
from benchmarks.queue_hotlines import NAMES, made
from benchmarks.real_bank import LOG, build
from benchmarks.row import Row
from benchmarks.suites import Asked
from benchmarks.suites.simulated_goals import hours
from scheduler.check.facts.covers import expected_service_level
from scheduler.demand.demand import Demand, demand_of
from scheduler.library.instance import Instance as Hotline
from scheduler.library.reading import read
from scheduler.library.result import Result
from scheduler.library.solving import solve, warm_up
from scheduler.simulate.service import SimulatedService, simulated_service
from scheduler.solve.options import Options
from scheduler.solve.truth import needs_truth

SECONDS, REPLICATIONS, SIMULATION_SEED = 30.0, 200, 1999
MOST_APART, ASKED = 1.0, 3
"""Where the recipe has no rounds and formulas are so many points apart in total, so many rounds are asked for."""
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
        apart = Apart(planned, REPLICATIONS, SIMULATION_SEED) if len(demand) > 1 else None
        formulas = _row(f"{name}, {load}", "formulas", planned, demand, options, 0, apart)
        yield formulas
        if needs_truth(planned, demand):
            yield _row(formulas.instance, "rounds", planned, demand, options, None, apart)
        elif formulas.figures["apart, points"] > MOST_APART:
            yield _row(formulas.instance, "rounds asked for", planned, demand, options, ASKED, apart)


def _row(
    name: str, method: str, planned: Hotline, demand: Demand, options: Options, rounds: int | None, apart: Apart | None
) -> Row:
    result = solve(planned, options, rounds)
    figures, note = _figures(planned, demand, result, apart)
    return Row(instance=name, method=method, seed=options.seed, seconds=options.seconds, cost=result.cost, bound=result.bound,
               gap=100 * result.gap, figures=figures, note=note)


def _uncertain(hotline: Hotline) -> Hotline:
    calls = hotline.calls.model_copy(update={"day_sd_percent": DAY_SD})
    return hotline.model_copy(update={"calls": calls})


def _figures(hotline: Hotline, demand: Demand, result: Result, apart: Apart | None) -> tuple[dict[str, float], str]:
    """Figures, and in words what each queue is promised and simulated."""
    found = simulated_service(hotline, demand, result.roster.shifts, replications=REPLICATIONS, seed=SIMULATION_SEED,
                              purchases=result.roster.outside)
    queues = list(_by_queue(result, found))
    promised, present = expected_service_level(result.roster.intervals) or np.nan, sum(_hours_on_phone(result))
    figures = {
        "queues": len(demand.queues), "sets": len(demand.sets),
        "promised, %": 100 * promised, "simulated, %": 100 * found.total, "standard error, %": 100 * found.total_error,
        "apart, points": 100 * abs(promised - found.total),
        "worst queue apart, points": 100 * max(abs(said - level) for _, said, level in queues),
        "required hours": hours(hotline, [each.required for each in demand.wholes]), "hours on the phone": present,
    }
    if apart is None:
        return figures, ""
    separate = apart.hours_for(found.total)
    told = ", ".join(f"{name} {100 * said:.1f} {100 * level:.1f}" for name, said, level in queues)
    return figures | {"required hours of separate queues": hours(hotline, [each.required for each in demand.queues]),
                      "hours of separate queues": separate, "saved, %": 100 * (1 - present / separate)}, told


def _hours_on_phone(result: Result) -> Iterator[float]:
    for shift in result.roster.shifts:
        away = sum(((pause.end - pause.start).total_seconds() for pause in shift.breaks), 0.0)
        yield ((shift.end - shift.start).total_seconds() - away) / 3600


def _by_queue(result: Result, found: SimulatedService) -> Iterator[tuple[str | None, float, float]]:
    """Name of each queue, and the shares of its calls that are promised and simulated to be in time."""
    for number, queue in enumerate(found.queues):
        promised = expected_service_level(row for row in result.roster.intervals if row.queue == queue)
        if promised is not None and found.offered[number].sum():
            yield queue, promised, float(found.in_time[number].sum() / found.offered[number].sum())
