"""Progress of a search on standard error: one live line on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click

from scheduler.engine.search import Progress
from scheduler.instance.objective import UNITS

_EVERY_S = 1.0


def line_of(progress: Progress) -> str:
    """Elapsed time, cost, bound and gap."""
    bound, gap = "–", "–"
    if progress.bound is not None:
        bound = f"{progress.bound / UNITS:,.2f}"
        gap = f"{(progress.cost - progress.bound) / progress.cost if progress.cost else 0.0:.2%}"
    return (f"{progress.seconds:6.1f} s   cost {progress.cost / UNITS:12,.2f}   bound {bound:>12}   gap {gap:>6}   "
            f"{progress.what}")


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


@contextmanager
def _live(seconds: float) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console

    waiting = f"searching for up to {seconds:g} s; Ctrl-C keeps the best roster so far"
    with Console(stderr=True).status(waiting) as status:
        yield lambda progress: status.update(line_of(progress))
