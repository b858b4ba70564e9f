"""The benchmark, one command: a suite, one table.

    python -m benchmarks.run --suite small [--seeds N] [--seconds S] [--only TEXT] [--out FOLDER] [--compare BASELINE.json]

Every roster is judged by code that shares nothing with the method that found it. The benchmark fails on a lost guarantee (an
invalid roster, a bound above a cost, a cost that the checker counts differently), never on a clock.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.compare import ratio_table
from benchmarks.environment import commit, environment, machine
from benchmarks.methods import METHODS
from benchmarks.row import Row
from benchmarks.suites import SUITES, Asked, rows_of
from benchmarks.tables import read, table, write
from scheduler.engine.search_params import SearchParams
from scheduler.errors import InputError


def run(suite: str, asked: Asked, out: Path | None) -> Iterator[Row]:
    """Measure a suite, telling each row; what is measured so far is written after each."""
    made, where, rows = commit(), machine(), list[Row]()
    for row in rows_of(suite, asked):
        rows.append(row.model_copy(update={"commit": made, "machine": where}))
        print(rows[-1], file=sys.stderr, flush=True)
        if out:
            write(rows, environment(), out)
        yield rows[-1]


def verdict(rows: Sequence[Row]) -> tuple[str, int]:
    """What guarantees were lost, and the exit code."""
    faults = [f"{row.instance}, {row.method}, seed {row.seed}: {fault}" for row in rows for fault in row.faults]
    rosters = sum(row.cost is not None for row in rows)
    return "\n".join(faults) or f"{rosters} rosters, all legal, no bound above a cost", 1 if faults else 0


def _methods(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := [name for name in names if name not in METHODS]:
        raise argparse.ArgumentTypeError(f"unknown method {', '.join(unknown)}; allowed: {', '.join(METHODS)}")
    return names


def _baseline(text: str) -> list[Row]:
    try:
        return read(Path(text))
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{text} is no baseline: {error}") from error


def _params(text: str) -> Path:
    try:
        SearchParams.from_toml(Path(text))
    except (OSError, InputError) as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return Path(text)


def parser() -> argparse.ArgumentParser:
    """Options of the command."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--suite", choices=SUITES, default="small")
    options.add_argument("--methods", type=_methods, default=(), help="names with commas; default: the engine, of `peers` all")
    options.add_argument("--seeds", type=int, default=1, help="number of seeds, from 0 on")
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seconds", type=float, help="time limit of each run, in place of the suite's own")
    options.add_argument("--only", default="", help="only instances whose name contains this")
    options.add_argument("--params", type=_params, metavar="FILE", help="search parameters of the engine (TOML)")
    options.add_argument("--out", type=Path, help="folder for results.json and results.csv")
    options.add_argument("--compare", type=_baseline, metavar="BASELINE", help="a results.json to compare with, by ratio")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a suite; exit code 1 on a lost guarantee, 2 on bad usage."""
    command = parser()
    options = command.parse_args(arguments)
    asked = Asked(options.methods, options.seeds, options.workers, options.seconds, options.only, options.params)
    try:
        rows = list(run(options.suite, asked, options.out))
        if not rows:
            command.error(f"no instance of {options.suite} has {options.only!r} in its name")
        print(table(rows))
        if options.compare is not None:
            print(f"\n{ratio_table(rows, options.compare)}")
    except (LookupError, ValueError) as error:
        command.error(str(error))
    message, code = verdict(rows)
    print(f"\n{message}")
    return code


if __name__ == "__main__":
    sys.exit(main())
