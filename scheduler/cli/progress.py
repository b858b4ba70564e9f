"""Progress of a search on standard error: one live line on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from scheduler.engine.search import Progress
from scheduler.instance.objective import UNITS

_EVERY_S = 1.0


def line_of(progress: Progress) -> str:
    """Elapsed time, cost, bound and gap."""
    cost = progress.cost / UNITS
    if progress.bound is None:
        return f"{progress.seconds:6.1f} s   cost {cost:12,.2f}   bound            –   gap      –   {progress.what}"
    gap = (progress.cost - progress.bound) / progress.cost if progress.cost else 0.0
    return (f"{progress.seconds:6.1f} s   cost {cost:12,.2f}   bound {progress.bound / UNITS:12,.2f}   gap {gap:6.2%}   "
            f"{progress.what}")


@contextmanager
def progress_on(stream: TextIO, seconds: float) -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows progress; at most one line a second, and always the last."""
    if stream.isatty():
        with _live(seconds) as show:
            yield show
        return
    shown, last = 0.0, ""

    def show_plain(progress: Progress) -> None:
        nonlocal shown, last
        last = line_of(progress)
        if time.monotonic() - shown >= _EVERY_S:
            shown = time.monotonic()
            print(last, file=stream, flush=True)  # noqa: T201
            last = ""

    try:
        yield show_plain
    finally:
        if last:
            print(last, file=stream, flush=True)  # noqa: T201


@contextmanager
def _live(seconds: float) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console

    with Console(stderr=True).status(f"searching for up to {seconds:g} s; Ctrl-C keeps the best roster so far") as status:
        yield lambda progress: status.update(line_of(progress))
