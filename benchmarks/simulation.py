"""How fast rosters are simulated, and how true their promises are: ``python -m benchmarks.simulation``.

Prints tables in Markdown: CPU seconds of 100 replications; promised against simulated service level of the rosters in
`solutions/`; with `--bank` the bank of August 1999, rostered here, against calls drawn and against its real calls; and with
`--loop` the rounds of the truth loop.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.real_bank import LOG, build
from scheduler.demand.demand import demand_of
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance
from scheduler.read.result_file import read_result
from scheduler.roster import Result
from scheduler.simulate.correction import Round
from scheduler.simulate.draw import CallSource, Forecast, HandlingTime
from scheduler.simulate.duties import Duties, duties_of_instance
from scheduler.simulate.replay import replay_of
from scheduler.simulate.report import Report, promised, report
from scheduler.simulate.run import Runs, Settings, simulate, warm_up
from scheduler.simulate.traffic import Traffic, Uncertainty, traffic_of
from scheduler.solve.options import Options
from scheduler.solve.recipe import prepare, search
from scheduler.solve.truth import MOST_ROUNDS, Loop, solve_truly

ROOT = Path(__file__).resolve().parent.parent
ROSTERS = ("helpline", "provider-24x7", "national")
WEEK_CALLS = 50_000
UNCERTAIN = (0.1, 0.1)
"""Relative standard deviation of a day's load, and of an interval's beyond that."""


@dataclass(frozen=True)
class Case:
    """A roster with what is needed to play it."""

    name: str
    instance: Instance
    result: Result

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


def speed(settings: Settings) -> Iterator[str]:
    """CPU seconds on one core, compiled code in the cache."""
    yield "| hotline | operators | calls a replication | replications | CPU s | µs a call |"
    yield "|---|---|---|---|---|---|"
    for name, calls in (("national", WEEK_CALLS), ("national", None), ("helpline", None), ("provider-24x7", None)):
        case = read_case(name)
        traffic, operators = case.traffic, len(case.instance.operators)
        if calls is not None:
            share = calls / traffic.calls.sum()
            traffic, operators = replace(traffic, calls=traffic.calls * share), round(operators * share)
        duties, source = case.duties(operators), Forecast(traffic, HandlingTime())
        begin = time.process_time()
        runs = simulate(source, traffic, duties, settings)
        seconds = time.process_time() - begin
        mean_calls = runs.offered.sum() / runs.replications
        label = name if calls is None else f"{name}, cut to a week of {calls:,} calls"
        yield (f"| {label} | {operators} | {mean_calls:,.0f} | {runs.replications} | {seconds:.1f} | "
               f"{1e6 * seconds / runs.offered.sum():.2f} |")


def truth(settings: Settings) -> Iterator[str]:
    """Promised against simulated, and what moves the difference."""
    yield ("| hotline | promised % | simulated % | difference | by interval | exponential handling | uncertain load | "
           "days in goal % | breaks late % | mean s late | overtime h |")
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for name in ROSTERS:
        case = read_case(name)
        spread = case.traffic.with_uncertainty(Uncertainty.equal(case.traffic, *UNCERTAIN))
        runs = play(case, settings)
        found, said = report(runs), promised(case.result.intervals) or 0.0
        exponential, uncertain = (level_of(report(play(case, settings, *how)))
                                  for how in ((HandlingTime("exponential"), None), (None, spread)))
        of = found.punctuality
        yield (f"| {name} | {100 * said:.1f} | {shown(found)} | {100 * (level_of(found) - said):+.1f} | "
               f"{100 * by_interval(case, runs):.1f} | {100 * (exponential - said):+.1f} | {100 * (uncertain - said):+.1f} | "
               f"{100 * found.goal.days.value[0]:.0f} | {100 * of.late_share.value[0]:.0f} | {of.lateness_s.value[0]:.0f} | "
               f"{of.overtime_hours.value[0]:.1f} |")


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


def shown(found: Report) -> str:
    return f"{100 * level_of(found):.1f} ± {100 * found.total.service_level.half_width[0]:.1f}"


def loop(names: Sequence[str], seconds: float, settings: Settings) -> Iterator[str]:
    """Solve with the truth loop, and print promise and simulation of each round."""
    yield "| hotline | load | round | promised % | simulated % | difference | by interval | cost | paid hours |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name in names:
        loaded = read_instance(ROOT / "instances" / name)
        for label, spread in (("as forecast", (0.0, 0.0)), ("uncertain", UNCERTAIN)):
            rounds: list[tuple[Round, Result]] = []
            solve_truly(prepare(loaded.instance, loaded.ref), Options(seconds=seconds, workers=2),
                        Loop(MOST_ROUNDS, settings.replications, spread), lambda *told, to=rounds: to.append(told[1:]))
            for number, (found, result) in enumerate(rounds, 1):
                yield (f"| {name} | {label} | {number} | {100 * found.promised:.1f} | {100 * found.simulated:.1f} ± "
                       f"{196 * found.standard_error:.1f} | {100 * (found.simulated - found.promised):+.1f} | "
                       f"{100 * found.by_interval:.1f} | {result.run.objective:,.0f} | {result.terms['pay'].amount:,.0f} |")


def bank(log_file: Path, seconds: float, settings: Settings) -> Iterator[str]:
    """Roster the bank, then play drawn and real calls."""
    with tempfile.TemporaryDirectory() as folder:
        build(log_file, Path(folder))
        loaded = read_instance(Path(folder))
    result, _ = search(prepare(loaded.instance, loaded.ref), Options(seconds=seconds, workers=2))
    case = Case("bank-1999", loaded.instance, result)
    calls = real_calls(log_file)
    ratios = HandlingTime.empirical(calls["handling_s"].dropna().to_numpy())
    first, second = (replay_of(case.instance, case.traffic, moved(calls, days), ratios, log_file.name) for days in (0, 14))
    said = promised(result.intervals) or 0.0
    yield ("| bank of August 1999 | calls | promised % | simulated % | difference | mean wait s | hung up % | "
           "occupancy % | days in goal % |")
    yield "|---|---|---|---|---|---|---|---|---|"
    day_sd = spread_of_days(calls)
    spread = case.traffic.with_uncertainty(Uncertainty.equal(case.traffic, day_sd, UNCERTAIN[1]))
    for name, runs in (
        ("drawn from the forecast, lognormal", play(case, settings)),
        ("drawn, handling times of the log", play(case, settings, ratios)),
        (f"drawn, load uncertain by {100 * day_sd:.0f} % a day as in the log, and 10 % an interval",
         play(case, settings, ratios, spread)),
        ("real calls of 1 to 14 August", play(case, settings, source=first.calls)),
        ("real calls of 15 to 28 August", play(case, settings, source=second.calls)),
    ):
        found = report(runs)
        of = found.total
        assert of.occupancy is not None
        yield (f"| {name} | {of.offered.value[0]:,.0f} | {100 * said:.1f} | {shown(found)} | "
               f"{100 * (level_of(found) - said):+.1f} | {of.mean_wait_s.value[0]:.1f} | {100 * of.abandonment.value[0]:.1f} | "
               f"{100 * of.occupancy.value[0]:.1f} | {100 * found.goal.days.value[0]:.0f} |")
    yield ""
    yield (f"Roster: {len(case.instance.operators)} operators, {seconds:g} s of search, gap {result.run.gap:.1%}. Handling "
           f"times of the log have a coefficient of variation of {ratios.cv:.2f}. Left out of the replay: "
           f"{first.outside_hours} and {second.outside_hours} calls outside the opening hours; {first.without_handling} and "
           f"{second.without_handling} calls have a drawn handling time.")


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


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = Path(os.environ.get("SCHEDULE_DATA") or ROOT.parent / "shared" / "data")
    parser.add_argument("--replications", type=int, default=100)
    parser.add_argument("--bank", action="store_true", help="also the bank of August 1999, which needs its log")
    parser.add_argument("--log", type=Path, default=data / LOG)
    parser.add_argument("--solve-seconds", type=float, default=30.0, help="search for a roster, of the bank and of each round")
    parser.add_argument("--loop", nargs="*", metavar="HOTLINE", help="also the truth loop on these hotlines of instances/")
    options = parser.parse_args(arguments)
    if options.bank and not options.log.is_file():
        parser.error(f"there is no call log at {options.log}; name it with --log, or set SCHEDULE_DATA")
    settings = Settings(options.replications)
    warm_up()
    tables = [speed(settings), truth(settings)]
    if options.bank:
        tables.append(bank(options.log, options.solve_seconds, settings))
    if options.loop:
        tables.append(loop(options.loop, options.solve_seconds, settings))
    for table in tables:
        for line in table:
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
