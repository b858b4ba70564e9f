"""``schedule``, and ``python -m scheduler``: the command line, ready for Ctrl-C and SIGTERM from its first moment."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType
from typing import TextIO

_INTERRUPTED = 130


class _Patient(io.TextIOWrapper):
    """A stream whose reader may leave, as `| head` does: what is left to say is dropped, and the command does the rest."""

    @classmethod
    def of(cls, stream: TextIO) -> TextIO:
        """The same stream; without one, or where it is no file, nothing changes."""
        if not isinstance(stream, io.TextIOWrapper):
            return stream
        return cls(stream.buffer, stream.encoding, stream.errors, line_buffering=stream.line_buffering)

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except BrokenPipeError:
            self._drop()
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except BrokenPipeError:
            self._drop()

    def _drop(self) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def main() -> None:
    """Run a command; until it takes the signals over there is nothing to write, so they end the program at once."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    from scheduler.cli import main as command_line

    sys.stdout, sys.stderr = _Patient.of(sys.stdout), _Patient.of(sys.stderr)

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
