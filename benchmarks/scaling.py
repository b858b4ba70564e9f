"""How cost, gap, memory and time grow with operators and days: a plot and a table.

    python -m benchmarks.scaling [--operators 20,…] [--days 7,…] [--seconds S] [--seeds N] [--out docs/results]

Each run has a process of its own. Writes `scaling.svg` and `scaling.csv` into the folder; fails on a lost guarantee.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases import ROOT, Generated
from benchmarks.environment import environment
from benchmarks.hotlines import Size
from benchmarks.measure import measure
from benchmarks.plot import Panel, figure
from benchmarks.row import Row
from benchmarks.run import verdict
from benchmarks.tables import markdown, middle, shown

OPERATORS, DAYS = (20, 50, 100, 200, 500, 1000, 2000), (7, 14, 21, 28)
FIXED_OPERATORS, FIXED_DAYS = 200, 7
"""Operators while the days grow, and days while the operators do."""


@dataclass(frozen=True)
class Run:
    """A run, and the size it was of."""

    size: Size
    row: Row

    @property
    def measures(self) -> dict[str, float | None]:
        """What is drawn, by name with unit."""
        row = self.row
        per_hour = row.cost / row.paid_h if row.cost is not None and row.paid_h else None
        return {"cost of a paid operator-hour": per_hour, "gap, %": row.gap, "peak memory, MB": row.memory_mb,
                "first roster, s": row.first_roster_s}


def sizes(operators: Sequence[int], days: Sequence[int]) -> list[Size]:
    """One of the two grows at a time."""
    grown = [*(Size(count, FIXED_DAYS) for count in operators), *(Size(FIXED_OPERATORS, count) for count in days)]
    return list(dict.fromkeys(grown))


def panels(runs: Sequence[Run]) -> list[Panel]:
    """A row for each measure: against operators, and against days."""
    drawn = []
    for name in runs[0].measures:
        known = [(run.size, value) for run in runs if (value := run.measures[name]) is not None]
        by_operators = [(float(size.operators), value) for size, value in known if size.days == FIXED_DAYS]
        by_days = [(float(size.days), value) for size, value in known if size.operators == FIXED_OPERATORS]
        from_zero = not name.startswith("cost")
        drawn += [
            Panel(name, f"operators, {FIXED_DAYS} days", by_operators, log=True, from_zero=from_zero),
            Panel(name, f"days, {FIXED_OPERATORS} operators", by_days, from_zero=from_zero),
        ]
    return [panel for panel in drawn if panel.points]


def table(runs: Sequence[Run]) -> str:
    """Medians over the seeds."""
    lines = []
    for size in dict.fromkeys(run.size for run in runs):
        mine = [run.measures for run in runs if run.size == size]
        lines.append([str(size), *(shown(middle(each[name] for each in mine), 3) for name in mine[0])])
    return markdown(["operators x days", *runs[0].measures], lines)


def write(runs: Sequence[Run], seconds: float, folder: Path) -> None:
    """Write the plot and the figures behind it."""
    folder.mkdir(parents=True, exist_ok=True)
    where = environment()
    caption = f"after {seconds:g} s, {where['cores']} cores of {where['cpu']}, commit {where['commit']}; a dot a seed"
    drawing = figure(panels(runs), 2, "Cost, gap, memory and time against operators and days", caption)
    (folder / "scaling.svg").write_text(drawing, encoding="utf-8")
    with (folder / "scaling.csv").open("w", newline="", encoding="utf-8") as file:
        lines = [{"operators": run.size.operators, "days": run.size.days, "seed": run.row.seed, "seconds": run.row.seconds,
                  **run.measures, "cost": run.row.cost, "bound": run.row.bound, "build_s": run.row.build_s,
                  **{name: where[name] for name in ("cpu", "cores", "commit")}} for run in runs]
        writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, draw; exit code 1 on a lost guarantee."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--operators", type=_numbers, default=OPERATORS, help="numbers with commas")
    parser.add_argument("--days", type=_numbers, default=DAYS, help="numbers with commas; may be empty")
    parser.add_argument("--seconds", type=float, default=60.0, help="of each run")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "results", help="folder of the plot and the table")
    options = parser.parse_args(arguments)
    wanted = sizes(options.operators, options.days)
    if not wanted or options.seeds < 1:
        parser.error("nothing to measure: name at least one number of operators or of days, and one seed")
    runs = []
    for seed in range(options.seeds):
        for size in wanted:
            row = measure(Generated(size), "engine", options.seconds, seed, options.workers)
            print(row, file=sys.stderr, flush=True)
            runs.append(Run(size, row))
    print(table(runs))
    write(runs, options.seconds, options.out)
    message, code = verdict([run.row for run in runs])
    print(f"\n{message}")
    return code


if __name__ == "__main__":
    sys.exit(main())
