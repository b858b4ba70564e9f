"""Is the goal met as often as is promised? Chance of a day at several certainties, promised and simulated.

Hotlines with a load that differs by 10 % from day to day, rostered with `service.certainty_percent` of 50, 80, 90 and 95. A
simulated day meets the goal if of the calls of each queue the share answered in time reaches its target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.cases import own_instances
from benchmarks.row import Row
from benchmarks.suites import Asked
from scheduler.check.facts.coverage import on_phone
from scheduler.demand.demand import demand_of
from scheduler.instance.calls_grid import days_of_intervals, open_cells
from scheduler.library.instance import Instance as Hotline
from scheduler.library.reading import read
from scheduler.library.result import Result
from scheduler.library.solving import solve, warm_up
from scheduler.simulate.draw import Forecast, HandlingTime
from scheduler.simulate.duties import duties_of_instance
from scheduler.simulate.run import Settings, simulate
from scheduler.simulate.traffic import traffic_of
from scheduler.solve.options import Options

SECONDS, REPLICATIONS, SEED = 20.0, 300, 1999
DAY_SD = 10.0
"""Standard deviation of a day's load, in percent."""
CERTAINTIES = (50, 80, 90, 95)
_TWO_SIDED = 1.96


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Measure every hotline at every certainty."""
    options = Options(asked.seconds or SECONDS, workers=asked.workers)
    for case in own_instances():
        hotline = read(case.path) if asked.wants(str(case)) else None
        if hotline is None or not hotline.calls.are_given:
            continue
        warm_up(simulation=True)
        for seed in range(asked.seeds):
            for certainty in CERTAINTIES:
                yield _row(str(case), _planned(hotline, certainty), certainty, replace(options, seed=seed))


def _planned(hotline: Hotline, certainty: int) -> Hotline:
    """The same with an uncertain load, every queue staffed for so many of a hundred days."""
    found = hotline.model_copy(update={"calls": hotline.calls.model_copy(update={"day_sd_percent": DAY_SD})})
    sure, service = {"certainty_percent": certainty}, hotline.service
    queues = {name: each.model_copy(update=sure) for name, each in (service.queues or {}).items()} or None
    return found.model_copy(update={"service": service.model_copy(update=sure | {"queues": queues})})


def _row(name: str, hotline: Hotline, certainty: int, options: Options) -> Row:
    result = solve(hotline, options, 0)
    met = days_that_meet(hotline, result)
    share = float(met.mean())
    error = _TWO_SIDED * float(met.mean(axis=1).std(ddof=1)) / np.sqrt(len(met))  # days of one replication are one draw
    promised, present = result.roster.promise, on_phone(hotline, result.roster.shifts)
    return Row(instance=name, method=f"{certainty} %", seed=options.seed, seconds=options.seconds, cost=result.cost,
               bound=result.bound, gap=100 * result.gap, figures={
                   "promised, % of days": 100 * (promised.chance if promised else np.nan),
                   "simulated, % of days": 100 * share, "95 % interval, points": 100 * error,
                   "hours on the phone": float(present[open_cells(hotline)].sum()) * hotline.grid.cell_minutes / 60})


def days_that_meet(hotline: Hotline, result: Result) -> np.ndarray:
    """Whether each simulated day reaches the target of every queue; shape (replications, days with calls)."""
    traffic = traffic_of(hotline, demand_of(hotline))
    runs = simulate(Forecast(traffic, HandlingTime()), traffic, duties_of_instance(hotline, result.roster.shifts),
                    Settings(REPLICATIONS, SEED, hotline.hotline.lines))
    day = days_of_intervals(hotline)
    of_day = (day[:, None] == np.arange(hotline.grid.days)).astype(float)
    offered, in_time = (each @ of_day for each in (runs.first, runs.first_in_time))  # (replications, queues, days)
    target = np.array([each.target_percent / 100 for each in hotline.queues.values()])
    called = offered.sum(axis=(0, 1)) > 0
    return np.asarray((in_time >= target[:, None] * offered).all(axis=1)[:, called])
