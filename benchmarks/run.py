"""The benchmark, one command: instances × methods × seeds, one table.

    python -m benchmarks.run [--suite small|full|instances|peers] [--methods engine,…] [--seeds N] [--compare BASELINE.json]

Every run has a process of its own, and every roster is judged by the independent checker. The benchmark fails on a lost
guarantee (an invalid roster, a bound above a cost, a cost that the checker counts differently), never on a clock.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.cases import SUITES, Case, suite
from benchmarks.compare import ratio_table
from benchmarks.environment import environment
from benchmarks.measure import measure
from benchmarks.methods import METHODS
from benchmarks.row import Row
from benchmarks.tables import read, table, write


def run(
    cases: Iterable[tuple[Case, float]], methods: Sequence[str], seeds: Iterable[int], workers: int
) -> Iterator[Row]:
    """Measure every case by every method with every seed, one after the other."""
    pairs = list(cases)
    for seed in seeds:
        for case, seconds in pairs:
            for name in methods:
                row = measure(case, name, seconds, seed, workers)
                print(row, file=sys.stderr, flush=True)
                yield row


def verdict(rows: Sequence[Row]) -> tuple[str, int]:
    """What guarantees were lost, and the exit code."""
    faults = [f"{row.instance}, {row.method}, seed {row.seed}: {fault}" for row in rows for fault in row.faults]
    rosters = sum(row.cost is not None for row in rows)
    return "\n".join(faults) or f"{rosters} rosters, all legal, no bound above a cost", 1 if faults else 0


def report(rows: Sequence[Row], out: Path | None, baseline: Sequence[Row] | None) -> int:
    """Print the tables, write the files, and return the exit code."""
    print(table(rows))
    if out:
        write(rows, environment(), out)
    if baseline is not None:
        print(f"\n{ratio_table(rows, baseline)}")
    message, code = verdict(rows)
    print(f"\n{message}")
    return code


def _methods(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in METHODS]:
        raise argparse.ArgumentTypeError(f"unknown method {', '.join(unknown)}; allowed: {', '.join(METHODS)}")
    return names


def _baseline(text: str) -> list[Row]:
    try:
        return read(Path(text))
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{text} is no baseline: {error}") from error


def parser() -> argparse.ArgumentParser:
    """Options of the command."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--suite", choices=SUITES, default="small")
    options.add_argument("--methods", type=_methods, help="names with commas; by default the engine, in the suite `peers` all")
    options.add_argument("--seeds", type=int, default=1, help="number of seeds, from 0 on")
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seconds", type=float, help="time limit of each run, in place of the suite's own")
    options.add_argument("--only", help="only instances whose name contains this")
    options.add_argument("--out", type=Path, help="folder for results.json and results.csv")
    options.add_argument("--compare", type=_baseline, metavar="BASELINE", help="a results.json to compare with, by ratio")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a suite; exit code 1 on a lost guarantee, 2 on bad usage."""
    command = parser()
    options = command.parse_args(arguments)
    cases = [(case, options.seconds or seconds) for case, seconds in suite(options.suite)
             if not options.only or options.only in str(case)]
    if not cases:
        command.error(f"no instance of {options.suite} has {options.only!r} in its name")
    methods = options.methods or (METHODS if options.suite == "peers" else ("engine",))
    rows = list(run(cases, methods, range(options.seeds), options.workers))
    try:
        return report(rows, options.out, options.compare)
    except ValueError as error:
        command.error(str(error))


if __name__ == "__main__":
    sys.exit(main())
