"""How fast rosters are simulated, and how true their promises are.

``simulation``: CPU seconds of 100 replications, and promised against simulated service level of the rosters in `solutions/`.
``simulation-bank``: the bank of August 1999, rostered here, against calls drawn and against its real calls.
``simulation-loop``: the rounds of the truth loop.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.real_bank import LOG, build
from benchmarks.row import Row
from benchmarks.suites import ROOT, Asked
from scheduler.demand.demand import demand_of
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance
from scheduler.read.result_file import read_result
from scheduler.roster import Roster
from scheduler.simulate.correction import Round
from scheduler.simulate.draw import CallSource, Forecast, HandlingTime
from scheduler.simulate.duties import Duties, duties_of_instance
from scheduler.simulate.replay import replay_of
from scheduler.simulate.report import Report, promised, report
from scheduler.simulate.run import Runs, Settings, simulate, warm_up
from scheduler.simulate.traffic import Traffic, Uncertainty, traffic_of
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from scheduler.solve.truth import MOST_ROUNDS, Loop, solve_truly

ROSTERS = ("helpline", "provider-24x7", "national")
WEEK_CALLS = 50_000
REPLICATIONS, SOLVE_S = 100, 30.0
UNCERTAIN = (0.1, 0.1)
"""Relative standard deviation of a day's load, and of an interval's beyond that."""


@dataclass(frozen=True)
class Case:
    """A roster with what is needed to play it."""

    name: str
    instance: Instance
    result: Roster

    @property
    def traffic(self) -> Traffic:
        """What its forecast expects."""
        return traffic_of(self.instance, demand_of(self.instance))

    def duties(self, operators: int | None = None) -> Duties:
        """All shifts, or those of the first so many operators."""
        chosen = {operator.id for operator in self.instance.operators[:operators]}
        return duties_of_instance(self.instance, [shift for shift in self.result.shifts if shift.operator in chosen])


def read_case(name: str) -> Case:
    return Case(name, read_instance(ROOT / "instances" / name).instance,
                read_result(ROOT / "solutions" / name / "roster.json"))


def play(case: Case, settings: Settings, handling: HandlingTime | None = None, traffic: Traffic | None = None,
         source: CallSource | None = None) -> Runs:
    traffic = traffic or case.traffic
    return simulate(source or Forecast(traffic, handling or HandlingTime()), traffic, case.duties(), settings)


def rows(suite: str, asked: Asked) -> Iterator[Row]:
    """Measure what the suite is about."""
    settings = Settings(REPLICATIONS)
    if suite != "simulation-bank" and not any(map(asked.wants, ROSTERS)):
        return
    warm_up()
    if suite == "simulation":
        yield from speed(asked, settings)
        yield from truth(asked, settings)
    elif suite == "simulation-bank":
        log_file = asked.shared("calls") / Path(LOG).name
        yield from bank(log_file, asked.seconds or SOLVE_S, settings)
    else:
        yield from loop(filter(asked.wants, ROSTERS), asked.seconds or SOLVE_S, settings)


def _row(instance: str, method: str, figures: dict[str, float], note: str = "") -> Row:
    return Row(instance=instance, method=method, seed=0, seconds=0.0, figures=figures, note=note)


def speed(asked: Asked, settings: Settings) -> Iterator[Row]:
    """CPU seconds on one core, compiled code in the cache."""
    for name, calls in (("national", WEEK_CALLS), *((name, None) for name in ROSTERS)):
        if not asked.wants(name):
            continue
        case = read_case(name)
        traffic, operators = case.traffic, len(case.instance.operators)
        if calls is not None:
            share = calls / traffic.calls.sum()
            traffic, operators = replace(traffic, calls=traffic.calls * share), round(operators * share)
        duties, source = case.duties(operators), Forecast(traffic, HandlingTime())
        begin = time.process_time()
        runs = simulate(source, traffic, duties, settings)
        seconds = time.process_time() - begin
        label = name if calls is None else f"{name}, cut to a week of {calls:,} calls"
        yield _row(label, "speed", {
            "operators": float(operators), "calls a replication": float(runs.offered.sum() / runs.replications),
            "CPU s of 100": seconds, "µs a call": float(1e6 * seconds / runs.offered.sum())})


def truth(asked: Asked, settings: Settings) -> Iterator[Row]:
    """Promised against simulated, and what moves the difference."""
    for name in filter(asked.wants, ROSTERS):
        case = read_case(name)
        spread = case.traffic.with_uncertainty(Uncertainty.equal(case.traffic, *UNCERTAIN))
        runs = play(case, settings)
        found, said = report(runs), promised(case.result.intervals) or 0.0
        exponential, uncertain = (level_of(report(play(case, settings, *how)))
                                  for how in ((HandlingTime("exponential"), None), (None, spread)))
        of = found.punctuality
        yield _row(name, "promise", _levels(found, said) | {
            "by interval": 100 * by_interval(case, runs), "exponential handling": 100 * (exponential - said),
            "uncertain load": 100 * (uncertain - said), "days in goal, %": 100 * float(found.goal.days.value[0]),
            "breaks late, %": 100 * float(of.late_share.value[0]), "mean s late": float(of.lateness_s.value[0]),
            "overtime h": float(of.overtime_hours.value[0])})


def _levels(found: Report, said: float) -> dict[str, float]:
    return {"promised, %": 100 * said, "simulated, %": 100 * level_of(found),
            "± %": 100 * float(found.total.service_level.half_width[0]), "difference": 100 * (level_of(found) - said)}


def by_interval(case: Case, runs: Runs) -> float:
    """Mean absolute difference of promised and simulated level over intervals, weighted by calls."""
    grid, weight, total = case.instance.grid, 0.0, 0.0
    for cover in case.result.intervals:
        interval = (cover.start - grid.origin) // dt.timedelta(minutes=grid.interval_minutes)
        offered = runs.offered[:, 0, interval].sum()
        if cover.service_level is not None and offered:
            total += cover.calls * abs(runs.in_time[:, 0, interval].sum() / offered - cover.service_level)
            weight += cover.calls
    return total / weight


def level_of(found: Report) -> float:
    return float(found.total.service_level.value[0])


def loop(names: Iterable[str], seconds: float, settings: Settings) -> Iterator[Row]:
    """Solve with the truth loop, and tell promise and simulation of each round."""
    for name in names:
        loaded = read_instance(ROOT / "instances" / name)
        for label, spread in (("as forecast", (0.0, 0.0)), ("uncertain", UNCERTAIN)):
            rounds: list[tuple[Round, Roster]] = []
            solve_truly(prepare(loaded.instance, loaded.ref), Options(seconds=seconds, workers=2),
                        Loop(MOST_ROUNDS, settings.replications, spread), lambda *told, to=rounds: to.append(told[1:]))
            for number, (found, result) in enumerate(rounds, 1):
                yield _row(name, f"load {label}, round {number}", {
                    "promised, %": 100 * found.promised, "simulated, %": 100 * found.simulated,
                    "± %": 196 * found.standard_error, "difference": 100 * (found.simulated - found.promised),
                    "by interval": 100 * found.by_interval, "cost": result.run.objective,
                    "paid hours": result.terms["pay"].amount})


def bank(log_file: Path, seconds: float, settings: Settings) -> Iterator[Row]:
    """Roster the bank, then play drawn and real calls."""
    with tempfile.TemporaryDirectory() as folder:
        build(log_file, Path(folder))
        loaded = read_instance(Path(folder))
    result, _ = search(prepare(loaded.instance, loaded.ref), Options(seconds=seconds, workers=2))
    case = Case("bank-1999", loaded.instance, result)
    calls = real_calls(log_file)
    ratios = HandlingTime.empirical(calls["handling_s"].dropna().to_numpy())
    first, second = (replay_of(case.instance, case.traffic, moved(calls, days), ratios, log_file.name) for days in (0, 14))
    day_sd = spread_of_days(calls)
    spread = case.traffic.with_uncertainty(Uncertainty.equal(case.traffic, day_sd, UNCERTAIN[1]))
    note = (f"{len(case.instance.operators)} operators, {seconds:g} s of search, gap {result.run.gap:.1%}; handling times of "
            f"the log have a coefficient of variation of {ratios.cv:.2f}; {first.outside_hours} and {second.outside_hours} "
            f"calls outside the opening hours are left out; {first.without_handling} and {second.without_handling} calls have "
            "a drawn handling time")
    for name, runs in (
        ("drawn from the forecast, lognormal", play(case, settings)),
        ("drawn, handling times of the log", play(case, settings, ratios)),
        (f"drawn, load uncertain by {100 * day_sd:.0f} % a day as in the log, and 10 % an interval",
         play(case, settings, ratios, spread)),
        ("real calls of 1 to 14 August", play(case, settings, source=first.calls)),
        ("real calls of 15 to 28 August", play(case, settings, source=second.calls)),
    ):
        yield _row("bank-1999", name, _bank_figures(report(runs), promised(result.intervals) or 0.0), note)


def _bank_figures(found: Report, said: float) -> dict[str, float]:
    of = found.total
    assert of.occupancy is not None
    return {"calls": float(of.offered.value[0])} | _levels(found, said) | {
        "mean wait, s": float(of.mean_wait_s.value[0]), "hung up, %": 100 * float(of.abandonment.value[0]),
        "occupancy, %": 100 * float(of.occupancy.value[0]), "days in goal, %": 100 * float(found.goal.days.value[0])}


def moved(calls: pd.DataFrame, days: int) -> pd.DataFrame:
    """Calls some days earlier."""
    return calls.assign(start=calls["start"] - pd.Timedelta(days=days))


def spread_of_days(calls: pd.DataFrame) -> float:
    """Relative standard deviation of a day's load around the mean of its weekday, what Poisson counts add taken out."""
    counts = calls["start"].dt.normalize().value_counts()
    by_weekday = counts.groupby(counts.index.dayofweek)
    return float(np.sqrt(((by_weekday.var() - by_weekday.mean()) / by_weekday.mean() ** 2).clip(lower=0).mean()))


def real_calls(log_file: Path, longest_s: float = 3600) -> pd.DataFrame:
    """Calls of the log that wanted an operator, chosen as `real_bank.read_log` does, at the moment they left the voice unit."""
    log = pd.read_csv(log_file, dtype={"call_id": str}, parse_dates=["date"])
    log = log[(log["outcome"] == "AGENT") | ((log["outcome"] == "HANG") & (log["q_time"] > 0))]
    served = (log["outcome"] == "AGENT") & log["ser_time"].between(1, longest_s)
    return pd.DataFrame({"start": log["date"] + pd.to_timedelta(log["vru_exit"]), "queue": None,
                         "handling_s": log["ser_time"].where(served).astype(float)})
