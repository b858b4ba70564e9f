"""Progress of a search on standard error: one live line on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TextIO

import click

from scheduler.engine.search import Progress
from scheduler.instance.objective import UNITS
from scheduler.roster import gap_text

_EVERY_S = 1.0

IN_WORDS = {
    "annealing": "by many small changes",
    "best response": "each operator planned anew in turn",
    "bound": "more is proven",
    "construction": "a roster built anew",
    "destroy and repair": "some operators planned anew",
    "diving": "a roster built anew",
    "first roster": "first roster",
    "some days": "some days planned anew",
    "some operators": "some operators planned anew",
    "start": "the roster of the round before",
    "whole problem": "everything planned at once",
}
"""What the search calls its steps, and a supervisor."""


def line_of(progress: Progress) -> str:
    """Elapsed time, cost, bound and gap, and what found them."""
    bound, gap = "–", "–"
    if progress.bound is not None:
        bound = f"{progress.bound / UNITS:,.2f}"
        gap = gap_text((progress.cost - progress.bound) / progress.cost if progress.cost else 0.0)
    return (f"{progress.seconds:6.1f} s   cost {progress.cost / UNITS:12,.2f}   bound {bound:>12}   gap {gap:>7}   "
            f"{IN_WORDS.get(progress.what.partition(',')[0], progress.what)}")


@contextmanager
def progress_on(stream: TextIO, seconds: float) -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows progress; off a terminal at most one line a second, and always the last."""
    with _live(seconds) if stream.isatty() else _plain(stream) as show:
        yield show


@contextmanager
def _plain(stream: TextIO) -> Iterator[Callable[[Progress], None]]:
    shown, last = float("-inf"), ""

    def write(line: str) -> None:
        with suppress(OSError):  # nobody reads it any more; the roster is wanted all the same
            stream.write(f"{line}\n")
            stream.flush()

    def show(progress: Progress) -> None:
        nonlocal shown, last
        last = line_of(progress)
        if time.monotonic() - shown >= _EVERY_S:
            shown = time.monotonic()
            write(last)
            last = ""

    try:
        yield show
    finally:
        if last:
            write(last)


@contextmanager
def saying_if_slow(message: str, after_s: float = 4.0) -> Iterator[None]:
    """Say on standard error what is being waited for, if it takes longer than a moment."""
    timer = threading.Timer(after_s, lambda: click.echo(message, err=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class RunningLine:
    """The last line of progress, with a clock that goes on between improvements; rich draws it some times a second.

    Parameters
    ----------
    seconds
        Time limit, at which the clock of a search stands still.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds, self._at, self._shown = seconds, 0.0, 0.0
        self._last: Progress | None = None

    def update(self, progress: Progress) -> None:
        """Take a new line; a search that begins anew sets the clock back."""
        if self._last is not None and progress.seconds < self._last.seconds:
            self._shown = 0.0
        self._last, self._at = progress, time.monotonic()

    def __rich__(self) -> str:
        """The line of this moment."""
        if self._last is None:
            return f"searching for up to {self._seconds:g} s; Ctrl-C keeps the best roster so far"
        now = min(self._last.seconds + time.monotonic() - self._at, max(self._seconds, self._last.seconds))
        self._shown = max(self._shown, now)  # the search's clock pauses while it compiles
        return line_of(replace(self._last, seconds=self._shown))


@contextmanager
def _live(seconds: float) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console

    line = RunningLine(seconds)
    with Console(stderr=True).status(line):
        yield line.update
