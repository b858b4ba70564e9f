"""``schedule``, and ``python -m scheduler``: the command line, ready for Ctrl-C and SIGTERM from its first moment."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType

_INTERRUPTED = 130


def main() -> None:
    """Run a command; until it takes the signals over there is nothing to write, so they end the program at once."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    from scheduler.cli import main as command_line

    try:
        command_line()
    except SystemExit as end:
        if threading.active_count() > 1:
            _abandon_threads(end.code if isinstance(end.code, int) else 1)
        raise


def _leave(_: int, __: FrameType | None) -> None:
    os._exit(_INTERRUPTED)


def _abandon_threads(code: int) -> None:
    """End without waiting: a solver that did not stop in time would abort the process when its thread is torn down."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
