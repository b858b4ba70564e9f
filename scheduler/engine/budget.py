"""When to stop: wall-clock time, or counted work where a run must repeat exactly; and an interrupt at any moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_MOMENT_S = 0.05
"""Seconds that a piece of work gets at the end of the time: shorter ones are not worth their beginning."""


@dataclass(eq=False)
class Budget:
    """Time of a run.

    Parameters
    ----------
    seconds
        Wall-clock seconds, or, in a deterministic run, seconds of counted work on a machine of middling speed.
    deterministic
        Count work instead of time, so that the same seed with one worker gives the same roster.
    interrupted
        Whether somebody asked to stop; a plain flag, because a signal handler sets it.
    halt
        Set when a compiled loop should stop; shape (1,).
    """

    seconds: float
    deterministic: bool = False
    halt: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))
    _began: float = field(default_factory=time.monotonic)
    _paused: float | None = None
    _work: float = 0.0
    interrupted: bool = False
    _on_interrupt: dict[int, Callable[[], None]] = field(default_factory=dict)

    def charge(self, work: float) -> None:
        """Count work done, in seconds; wall-clock runs ignore it."""
        self._work += work

    @property
    def elapsed(self) -> float:
        """Wall-clock seconds since the run began."""
        return (time.monotonic() if self._paused is None else self._paused) - self._began

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Stop the clock for what is done once on a machine."""
        self._paused = time.monotonic()
        try:
            yield
        finally:
            self._began += time.monotonic() - self._paused
            self._paused = None

    @property
    def spent(self) -> float:
        """What counts against `seconds`."""
        return self._work if self.deterministic else self.elapsed

    @property
    def left(self) -> float:
        """Seconds that are left, at least 0."""
        return max(0.0, self.seconds - self.spent)

    def at_most(self, seconds: float) -> float:
        """So many seconds as far as they are left, a moment at least."""
        return min(seconds, max(self.left, _MOMENT_S))

    @property
    def over(self) -> bool:
        """Whether it is time to stop."""
        return self.interrupted or self.left <= 0

    def interrupt(self) -> None:
        """Stop as soon as possible; may be called from a signal handler."""
        self.interrupted = True
        self.stop_loops()

    def stop_loops(self) -> None:
        """Stop what runs now: compiled loops and solvers."""
        self.halt[0] = True
        for stop in list(self._on_interrupt.values()):
            stop()

    def on_interrupt(self, stop: Callable[[], None] | None) -> None:
        """Register what stops the calling thread's current solver; ``None`` when there is none any more."""
        if stop is None:
            self._on_interrupt.pop(threading.get_ident(), None)
        else:
            self._on_interrupt[threading.get_ident()] = stop
            if self.interrupted:
                stop()
