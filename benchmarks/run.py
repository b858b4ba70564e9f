"""The benchmark, one command: ``python -m benchmarks.run [--suite small|full] [--seeds N] [--out FOLDER]``.

Instances × seeds, one table. Every roster is checked by the independent checker and its cost compared with the bound; the
run fails on an invalid roster or a bound above a cost, never on a clock. Times exclude the compilation of the inner loops.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.hotlines import Size, hotline
from scheduler.check.cost import costs
from scheduler.check.hard import check_shifts
from scheduler.engine.budget import Budget
from scheduler.engine.search import Progress, Search
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.model.problem import compile_problem
from scheduler.model.solution import shifts_of_solution
from scheduler.read import read_instance

ROOT = Path(__file__).resolve().parent.parent
SMALL = ((Size(20), 8.0), (Size(200), 12.0))
FULL = (
    (Size(20), 60.0), (Size(50), 60.0), (Size(200), 60.0), (Size(1000), 120.0), (Size(1000, 28), 300.0),
    (Size(200, always=True), 120.0), (Size(200, grid_minutes=5, breather_minutes=10), 120.0),
)
MARKS_S = (1.0, 10.0, 60.0, 300.0)


@dataclass
class Row:
    """Figures of one run; costs in the unit of `cost_per_hour`, gaps in percent, ``None`` where the run was over."""

    instance: str
    seed: int
    build_s: float
    first_roster_s: float
    cost_at: dict[str, float | None] = field(default_factory=dict)
    gap_at: dict[str, float | None] = field(default_factory=dict)
    cost: float = 0.0
    bound: float = 0.0
    gap: float = 0.0
    gap_above_pay: float = 0.0
    short_h: float = 0.0
    surplus_h: float = 0.0
    memory_mb: float = 0.0
    faults: list[str] = field(default_factory=list)


def measure(name: str, instance: Instance, seconds: float, seed: int, workers: int) -> Row:
    """Search for so long, and judge what came out by the checker."""
    began = time.perf_counter()
    problem = compile_problem(instance)
    history: list[Progress] = []
    search = Search(problem, Budget(seconds), seed=seed, workers=workers, progress=history.append)
    row = Row(name, seed, time.perf_counter() - began, 0.0)
    outcome = search.run()
    if outcome is None:
        row.faults.append("no roster")
        return row
    row.first_roster_s = next(step.seconds for step in history if step.what == "first roster")
    for mark in (mark for mark in MARKS_S if mark <= seconds):
        before = [step for step in history if step.seconds <= mark]
        bounds = [step.bound for step in before if step.bound]
        row.cost_at[f"{mark:g}"] = before[-1].cost / UNITS if before else None
        row.gap_at[f"{mark:g}"] = 100 * (before[-1].cost - max(bounds)) / before[-1].cost if before and bounds else None
    shifts = shifts_of_solution(instance, problem, outcome.solution)
    found = costs(instance, shifts)
    row.faults += [str(violation) for violation in check_shifts(instance, shifts)[:5]]
    if found.units != outcome.cost:
        row.faults.append(f"cost {outcome.cost} is {found.units} by the checker")
    if outcome.bound > found.units:
        row.faults.append(f"bound {outcome.bound} above cost {found.units}")
    pay = _unavoidable(search)
    row.cost, row.bound, row.gap = outcome.cost / UNITS, outcome.bound / UNITS, _percent(outcome.cost, outcome.bound, 0)
    row.gap_above_pay = _percent(outcome.cost, outcome.bound, pay)
    row.short_h = sum(found.terms[term].amount for term in ("understaffing", "understaffing_beyond_10_percent"))
    row.surplus_h = found.terms["overstaffing"].amount
    row.memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return row


def _percent(cost: int, bound: int, pay: int) -> float:
    return 100 * (cost - bound) / (cost - pay) if cost > pay else 0.0


def _unavoidable(search: Search) -> int:
    """Cost of every operator's cheapest roster when nobody calls: pay that no roster avoids."""
    from scheduler.engine import kernels

    crew, problem = search.crew, search.problem
    price = np.zeros((len(problem.skills.serves), problem.all_cells), dtype=np.int64)
    cost, presence = np.zeros(1, dtype=np.int64), np.zeros((1, *price.shape), dtype=np.int64)
    members = np.array([len(each.members) for each in problem.classes], dtype=np.int64)
    kernels.answer_prices(crew.chains, crew.shifts, crew.walks, members, np.zeros(len(members), dtype=np.int64),
                          price, presence, cost)
    return int(cost[0])


def environment() -> dict[str, str | int]:
    """Machine, versions and commit of a run."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return {
        "python": platform.python_version(), "machine": platform.machine(), "system": platform.system(),
        "commit": commit.stdout.strip(), **{name: version(name) for name in ("ortools", "numba", "numpy")},
    }


def table(rows: list[Row]) -> str:
    """Medians over the seeds, one line for each instance."""
    lines = ["| instance | first roster s | gap % in 10 s | gap % at end | above pay % | short h | surplus h | build s | MB |",
             "|---|---|---|---|---|---|---|---|---|"]
    for name in dict.fromkeys(row.instance for row in rows):
        mine = [row for row in rows if row.instance == name]

        def middle(values: list[float | None]) -> str:
            known = [value for value in values if value is not None]
            return f"{statistics.median(known):.2f}" if known else "–"

        lines.append("| " + " | ".join([
            name, middle([row.first_roster_s for row in mine]), middle([row.gap_at.get("10") for row in mine]),
            middle([row.gap for row in mine]), middle([row.gap_above_pay for row in mine]),
            middle([row.short_h for row in mine]), middle([row.surplus_h for row in mine]),
            middle([row.build_s for row in mine]), f"{max(row.memory_mb for row in mine):.0f}",
        ]) + " |")
    return "\n".join(lines)


def write(rows: list[Row], folder: Path) -> None:
    """Write the rows as JSON with the environment, and as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"environment": environment(), "rows": [asdict(row) for row in rows]}
    (folder / "results.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    with (folder / "results.csv").open("w", newline="", encoding="utf-8") as file:
        flat = [{name: value for name, value in asdict(row).items() if not isinstance(value, dict | list)} for row in rows]
        writer = csv.DictWriter(file, list(flat[0]))
        writer.writeheader()
        writer.writerows(flat)


def main() -> int:
    """Run a suite; exit code 1 on a lost guarantee."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", choices=["small", "full", "instances"], default="small")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, help="for each run, in place of the suite's own")
    parser.add_argument("--out", type=Path, help="folder for results.json and results.csv")
    options = parser.parse_args()
    measure("warm-up", hotline(Size(5), 0), 1.0, 0, 1)
    rows = []
    for seed in range(options.seeds):
        if options.suite == "instances":
            cases = [(path.name, read_instance(path).instance, 20.0)
                     for path in sorted((ROOT / "instances").iterdir()) if (path / "hotline.yaml").exists()]
        else:
            sizes = SMALL if options.suite == "small" else FULL
            cases = [(str(size), hotline(size, seed), seconds) for size, seconds in sizes]
        for name, instance, seconds in cases:
            rows.append(measure(name, instance, options.seconds or seconds, seed, options.workers))
            print(f"{name}, seed {seed}: cost {rows[-1].cost:,.2f}, gap {rows[-1].gap:.2f} %", file=sys.stderr, flush=True)
    print(table(rows))
    if options.out:
        write(rows, options.out)
    faults = [f"{row.instance}, seed {row.seed}: {fault}" for row in rows for fault in row.faults]
    print("\n".join(faults) or f"{len(rows)} rosters, all legal, no bound above a cost")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
