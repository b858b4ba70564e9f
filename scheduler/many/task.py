"""What a pool is given and gives back: plain data, and a function named by its module."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

MOST_ATTEMPTS = 3
"""A task is tried at most so often: it is begun anew twice after its worker died or it raised."""

Call = Callable[[Mapping[str, Any], Sequence[str]], Any]


@dataclass(frozen=True)
class Task:
    """One piece of work.

    Parameters
    ----------
    key
        Names it; unique in a pool.
    call
        Function of a module, called with `arguments` and the texts of `inputs`. It raises only what may go away when it is
        tried again.
    arguments
        Small plain data.
    inputs
        Large texts by their SHA-256; each travels to a worker once while its tasks last.
    memory_mb
        Most memory that it is expected to need, libraries included.
    """

    key: str
    call: Call
    arguments: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict, repr=False)
    memory_mb: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of a task.

    Parameters
    ----------
    task
        The task.
    value
        What its call returned; None if it failed.
    reason
        Why it failed, in one line; empty if it did not.
    attempts
        How often it was begun.
    """

    task: Task
    value: Any = None
    reason: str = ""
    attempts: int = 1


class Pool(Protocol):
    """Carries out tasks, in any order."""

    def submit(self, task: Task) -> None:
        """Take a task; also while outcomes are read."""

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what becomes of each task, as it comes, until none is left."""

    def close(self) -> None:
        """Stop at once what still runs."""


class Here:
    """The pool of this process alone: one task after the other; what a call raises goes through."""

    def __init__(self) -> None:
        self._waiting: list[Task] = []

    def submit(self, task: Task) -> None:
        """Take a task."""
        self._waiting.append(task)

    def outcomes(self) -> Iterator[Outcome]:
        """Carry out one task after the other."""
        while self._waiting:
            task = self._waiting.pop(0)
            yield Outcome(task, task.call(task.arguments, tuple(task.inputs.values())))

    def close(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
