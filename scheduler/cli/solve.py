"""`schedule solve`: a hotline in; a checked and bounded roster out, in calendars, workbook and report."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from scheduler.engine.budget import Budget
    from scheduler.roster import Result


@click.command("solve")
@click.argument("instance_path", metavar="INSTANCE", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write to.  [default: solutions/<instance name>]")
@click.option("--time-limit", default=60.0, show_default=True, type=click.FloatRange(0.1), help="Seconds.")
@click.option("--gap", default=0.0, show_default=True, type=click.FloatRange(0, 100),
              help="Stop when the cost is proven to be within so many percent of the best possible.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of the search.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Threads that search.")
@click.option("--deterministic", is_flag=True,
              help="Count work instead of time; with one worker and the same seed the files are the same.")
@click.option("--breaks", is_flag=True, help="In the calendars, write an event for each break too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    instance_path: Path, output: Path | None, time_limit: float, gap: float, seed: int, workers: int, deterministic: bool,
    breaks: bool, as_json: bool,
) -> None:
    """Build a roster for INSTANCE, check it, and write it with its calendars, workbook and report.

    INSTANCE is a folder with hotline.yaml, such a file, or a workbook. Ctrl-C writes the best roster so far.
    """
    from scheduler.cli.progress import progress_on
    from scheduler.engine.budget import Budget
    from scheduler.publish import publish
    from scheduler.read import faults_error, read_instance
    from scheduler.rules.preflight import preflight_faults
    from scheduler.solve import Settings, solve

    budget = Budget(time_limit, deterministic)
    with stopping(budget):
        loaded = read_instance(instance_path)
        faults = list(preflight_faults(loaded.instance))
        if faults:
            raise faults_error(loaded, faults)
        with progress_on(sys.stderr, time_limit) as progress:
            result = solve(loaded.instance, loaded.ref, Settings(gap / 100, seed, workers, deterministic), budget, progress,
                           lambda index: loaded.place_of(("operators", index, "id")))
        folder = output or Path("solutions") / loaded.ref.name
        files = publish(loaded.instance, result, folder, breaks_as_events=breaks)
    click.echo(_json(result, files) if as_json else _text(loaded.instance, result, folder))


@contextmanager
def stopping(budget: Budget) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the search and keep what it has; a second one ends the program."""

    def stop(number: int, _: object) -> None:
        if budget.interrupted:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        budget.interrupt()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _json(result: Result, files: list[Path]) -> str:
    return json.dumps({
        "instance": result.instance.name,
        "run": result.run.model_dump(),
        "terms": {name: term.model_dump() for name, term in result.terms.items()},
        "shifts": len(result.shifts),
        "files": [str(path) for path in files],
    }, ensure_ascii=False)


def _text(instance: object, result: Result, folder: Path) -> str:
    from scheduler.instance.instance import Instance
    from scheduler.publish.judgement import in_words
    from scheduler.publish.view import Plan

    assert isinstance(instance, Instance)
    run = result.run
    stopped = "interrupted; the best roster so far: " if run.interrupted else ""
    return (f"{stopped}{in_words(Plan(instance, result))}\n"
            f"cost {run.objective:,.2f}, proven bound {run.bound:,.2f}, gap {run.gap:.2%}; checked\n{folder}")
