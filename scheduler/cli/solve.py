"""`schedule solve`: a hotline in; a checked and bounded roster out, in calendars, workbook and report."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from scheduler.errors import InfeasibleError, InterruptedEmptyError

if TYPE_CHECKING:
    from scheduler.library.result import Result
    from scheduler.simulate.correction import Round
    from scheduler.solve.options import Interruption

_SAME_PRESS_S = 0.2
"""Signals so close together are one: a terminal and a wrapper such as `make` both pass Ctrl-C on."""


@click.command("solve")
@click.argument("instance_path", metavar="INSTANCE", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write to.  [default: solutions/<instance name>]")
@click.option("--from", "previous", type=click.Path(exists=True, path_type=Path), metavar="PLAN",
              help="Go on from the roster in this folder, or from its roster.xlsx after you changed it: it is the history. "
                   "Left out: as `previous` of the instance says.")
@click.option("--now", metavar="TIME", help="Where the two overlap, shifts begun before this time stay as they are.")
@click.option("--time-limit", default=60.0, show_default=True, type=click.FloatRange(0.1), help="Seconds.")
@click.option("--gap", default=0.0, show_default=True, type=click.FloatRange(0, 100),
              help="Stop when the cost is proven to be within so many percent of the best possible.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of the search.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Threads that search.")
@click.option("--deterministic", is_flag=True,
              help="Count work instead of time; with one worker and the same seed the files are the same.")
@click.option("--truth-rounds", type=click.IntRange(0, 20),
              help="Solve and simulate up to so many times, each within the time limit, correcting the staffing until promised "
                   "and simulated service level agree within 1 point, and within 2 for each queue. Left out: rounds that share "
                   "the time limit where operators answer a part of the queues of others, elsewhere none.")
@click.option("--breaks", is_flag=True, help="In the calendars, write an event for each break too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    instance_path: Path, output: Path | None, previous: Path | None, now: str | None, time_limit: float, gap: float,
    seed: int, workers: int, deterministic: bool, truth_rounds: int | None, breaks: bool, as_json: bool,
) -> None:
    """Build a roster for INSTANCE, check it, and write it with its calendars, workbook and report.

    INSTANCE is a folder with hotline.yaml, such a file, or a workbook. Ctrl-C writes the best roster so far.
    """
    from scheduler.cli.notes import look_over
    from scheduler.library.publishing import publish, refuse_unwritable, save_roster
    from scheduler.library.reading import read

    instance = read(instance_path)
    folder = output or Path("solutions") / instance.origin.name
    refuse_unwritable(instance, folder)
    look_over(instance)

    from scheduler.cli.progress import progress_on, saying_if_slow  # what is behind takes seconds to import
    from scheduler.engine.compiled.warm_up import warm_up_first_roster
    from scheduler.library.solving import solve
    from scheduler.solve.options import Interruption, Options

    with saying_if_slow("preparing the search, once on this machine: first what a roster needs; that is not in the time limit"):
        warm_up_first_roster()
    interruption = Interruption()
    with _conflicts_printed(as_json), stopping(interruption), stdout_kept(), progress_on(sys.stderr, time_limit) as progress:
        options = Options(time_limit, gap / 100, seed, workers, deterministic, progress, interruption)
        result = solve(instance, options, truth_rounds, _tell_round, previous=previous, now=now)
    if result.roster.run.interrupted:
        save_roster(result, folder)  # within two seconds, however long the documents of a large hotline take
    files = publish(result, folder, breaks_as_events=breaks)
    click.echo(_json(result, files) if as_json else _text(result, folder))


@contextmanager
def _conflicts_printed(as_json: bool) -> Iterator[None]:
    """With ``--json``, print why no roster is possible as an object, too."""
    try:
        yield
    except InfeasibleError as error:
        if as_json:
            click.echo(json.dumps({"run": None, "conflicts": list(map(asdict, error.conflicts))}, ensure_ascii=False))
        raise


def _tell_round(number: int, found: Round) -> None:
    click.echo(f"round {number}: promised {found.promised:.1%}, simulated {found.simulated:.1%}", err=True)


@contextmanager
def stopping(interruption: Interruption) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the search and keep what it has; before it, or a second time, they end the program.

    Afterwards both are ignored: what is left is to publish, which takes a moment, or to say why there is nothing.
    """
    first: float | None = None

    def stop(_: int, __: FrameType | None) -> None:
        nonlocal first
        if not interruption.has_begun:
            os._exit(InterruptedEmptyError.exit_code)
        if first is None:
            first = time.monotonic()
            interruption.ask()
        elif time.monotonic() - first > _SAME_PRESS_S:
            os._exit(InterruptedEmptyError.exit_code)

    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)


@contextmanager
def stdout_kept() -> Iterator[None]:
    """Drop what libraries print to standard output, which is for the answer: HiGHS says some things whatever it is told."""
    if sys.stdout is None:
        yield
        return
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _json(result: Result, files: list[Path]) -> str:
    from scheduler.check.facts.standby import wanted_places

    roster = result.roster
    standby = {"places": wanted_places(result.instance), "filled": len(roster.standby), "status": roster.standby_status}
    return json.dumps({
        "instance": roster.instance.name,
        "run": roster.run.model_dump(),
        "terms": {name: term.model_dump() for name, term in roster.terms.items()},
        "shifts": len(roster.shifts),
        **({"standby": standby} if roster.standby_status else {}),
        "files": [click.format_filename(path) for path in files],
    }, ensure_ascii=False)


def _text(result: Result, folder: Path) -> str:
    from scheduler.language.codes import ENGLISH
    from scheduler.language.words import language
    from scheduler.publish.judgement import in_words
    from scheduler.publish.standby import in_words_of_standby
    from scheduler.publish.surge import in_words_of_surges
    from scheduler.publish.view import RosterView
    from scheduler.roster import gap_text

    stopped = "interrupted; the best roster so far: " if result.roster.run.interrupted else ""
    view = RosterView(result.instance, result.roster, language(ENGLISH))
    standby = in_words_of_standby(view)
    return ("\n".join([f"{stopped}{in_words(view)}", *([standby] if standby else []), *in_words_of_surges(view)]) + "\n"
            f"cost {result.cost:,.2f}, proven bound {result.bound:,.2f}, gap {gap_text(result.gap)}; checked\n"
            f"{click.format_filename(folder)}")
