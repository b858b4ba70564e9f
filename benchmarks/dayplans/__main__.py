"""Plan anonymous shifts for the day plans of the shared data, prove how good the plans are, and check them by plain rules.

    python -m benchmarks.dayplans [d12_40 ...] [--stretch 1] [-o FOLDER]

The files are not part of this project; they are looked for where SCHEDULE_DATA points, or in ../shared/data. `--stretch`
multiplies every time limit, for a machine that is busy with other work: judge by the CPU seconds then. Exit code 1 on a plan
that breaks a rule, and on a bound above a cost, or above a cost that is known.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import sys
import time
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.dayplans.chains import ShiftRules
from benchmarks.dayplans.check import faults_of, plain_cost
from benchmarks.dayplans.methods import bound_week, search_day, search_week
from benchmarks.dayplans.portfolio import Outcome, run_portfolio
from benchmarks.dayplans.program import AnonymousShift, CellCosts
from benchmarks.dayplans.proof import prove
from benchmarks.dayplans.task import AnonymousTask
from benchmarks.dayplans.windows import improve
from scheduler.engine.compiled.warm_up import warm_up

ROOT = Path(__file__).resolve().parents[2]
RULES = ShiftRules(
    start_every=2, lengths=tuple(range(24, 37, 2)), lunches=(2, 3, 4), breathers=((24, 2), (32, 3)), breather_cells=1,
    min_work=4, max_work=10, lunch_earliest=10, work_after_lunch=8,
)
COSTS = CellCosts(short=100, surplus=2)
DAY12 = 48
LIMIT_S = {"d12": 30.0, "d24": 60.0, "w12": 120.0, "w24": 120.0}
KNOWN = {
    "d12_10": 430, "d12_40": 1630, "d12_150": 5976, "d12_600": 22905, "d24_10": 579, "d24_40": 2022, "d24_150": 7039,
    "d24_600": 27137, "w12_10": 2551, "w12_40": 8750, "w12_150": 33108, "w12_600": 127202, "w24_10": 4018, "w24_40": 12626,
    "w24_150": 40895, "w24_600": 175637,
}
"""Optimum, or best cost, of the README of the data."""


@dataclass(frozen=True)
class Row:
    """What a run came to; seconds of the wall and of all processes."""

    plan: str
    known: int
    cost: int
    bound: int
    gap_percent: float
    proven: bool
    limit_s: float
    seconds: float
    cpu_s: float


def read_required(path: Path) -> NDArray[np.int64]:
    """Operators required in each quarter-hour.

    Raises
    ------
    ValueError
        Where the intervals are not numbered from 0, or a number is not whole.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for line, row in enumerate(rows):
        if row["interval"] != str(line) or not row["required"].isdigit():
            raise ValueError(f"{path}:{line + 2}: interval {row['interval']!r}, required {row['required']!r}; allowed are "
                             f"interval {line} and a whole number from 0")
    return np.array([int(row["required"]) for row in rows], dtype=np.int64)


def solve(required: NDArray[np.int64], kind: str, seconds: float) -> Outcome[list[AnonymousShift]]:
    """Solve one horizon: days apart where no shift spans two, a day by proof or near its relaxation, a week by the engine."""
    if kind == "w12":
        return _day_by_day(required, seconds)
    task = AnonymousTask(RULES, required, COSTS)
    if kind == "d12":
        return run_portfolio([prove, search_day], task, seconds, task.cost)
    if kind == "d24":
        return run_portfolio([search_day, improve], task, seconds, task.cost)
    return run_portfolio([search_week, bound_week], task, seconds, task.cost)


def _day_by_day(required: NDArray[np.int64], seconds: float) -> Outcome[list[AnonymousShift]]:
    """One day after the other; what an early proof leaves of the time goes to the days to come."""
    began, shifts, cost, bound = time.monotonic(), [], 0, 0
    days = range(0, len(required), DAY12)
    for number, first in enumerate(days):
        left = seconds - (time.monotonic() - began)
        day = solve(required[first : first + DAY12], "d12", max(1.0, left / (len(days) - number)))
        if day.plan is None or day.cost is None or day.bound is None:
            return Outcome(None, None, None, time.monotonic() - began)
        shifts += [shift.moved(first) for shift in day.plan]
        cost, bound = cost + day.cost, bound + day.bound
    return Outcome(shifts, cost, bound, time.monotonic() - began)


def measure(path: Path, stretch: float) -> tuple[Row, list[str]]:
    """Run one file; the row, and what is wrong with it."""
    name, required = path.stem, read_required(path)
    kind = name.split("_")[0]
    limit = LIMIT_S[kind]
    before = _cpu_s()
    outcome = solve(required, kind, limit * stretch)
    cpu_s = _cpu_s() - before
    if outcome.plan is None or outcome.bound is None:
        raise RuntimeError(f"{name}: no plan in {limit * stretch:.0f} s")
    day = DAY12 if kind == "w12" else len(required)
    faults = faults_of(outcome.plan, len(required), day)
    cost = plain_cost(required.tolist(), outcome.plan)
    if cost != outcome.cost:
        faults.append(f"cost {outcome.cost}, recomputed {cost}")
    if outcome.bound > min(cost, KNOWN[name]):
        faults.append(f"bound {outcome.bound} above a cost of {min(cost, KNOWN[name])}")
    gap = 100 * (cost - outcome.bound) / cost
    return Row(name, KNOWN[name], cost, outcome.bound, round(gap, 3), outcome.proven, limit * stretch,
               round(outcome.seconds, 1), round(cpu_s, 1)), [f"{name}: {each}" for each in faults]


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def table(rows: list[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| plan | known | cost | bound | gap % | proven | limit s | wall s | CPU s |",
             "|---|---|---|---|---|---|---|---|---|"]
    lines += [f"| {row.plan} | {row.known:,} | {row.cost:,} | {row.bound:,} | {row.gap_percent:.2f} | "
              f"{'yes' if row.proven else 'no'} | {row.limit_s:.0f} | {row.seconds:.1f} | {row.cpu_s:.1f} |" for row in rows]
    return "\n".join(lines)


def write(rows: list[Row], folder: Path) -> None:
    """Write the rows as CSV; plans that are there and were not run stay."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "results.csv"
    kept: dict[str, dict[str, object]] = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            kept = {row["plan"]: dict(row) for row in csv.DictReader(file)}
    kept |= {row.plan: vars(row) for row in rows}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [each.name for each in fields(Row)])
        writer.writeheader()
        writer.writerows(kept[name] for name in KNOWN if name in kept)


def main() -> int:
    """Run the plans named, or all; exit code 1 on a lost guarantee."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plans", nargs="*", metavar="PLAN", help=f"some of {', '.join(KNOWN)}; all by default")
    parser.add_argument("--stretch", type=float, default=1.0, help="multiplies every time limit")
    parser.add_argument("-o", "--out", type=Path, help="folder for results.csv")
    options = parser.parse_args()
    if unknown := set(options.plans) - KNOWN.keys():
        parser.error(f"PLAN: {', '.join(sorted(unknown))} is none of {', '.join(KNOWN)}")
    data = Path(os.environ.get("SCHEDULE_DATA", ROOT.parent / "shared" / "data")) / "dayplan"
    if not data.is_dir():
        parser.error(f"{data} is not there; set SCHEDULE_DATA to the shared data folder")
    warm_up()
    rows, faults = [], []
    for name in options.plans or KNOWN:
        row, wrong = measure(data / f"{name}.csv", options.stretch)
        rows.append(row)
        faults += wrong
        print(table([row]).splitlines()[-1], file=sys.stderr, flush=True)
        if options.out:
            write(rows, options.out)
    print(table(rows))
    print("\n".join(faults) or f"{len(rows)} plans, all legal, no bound above a cost")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
