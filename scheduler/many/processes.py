"""A pool of processes of this machine that outlives each of them: a worker that dies loses its own task alone.

`concurrent.futures` breaks with its first dead worker, and loses every job with it; so the workers are held here one by one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import ModuleType

from scheduler.many.task import MOST_ATTEMPTS, Here, Outcome, Pool, Task

_SPAWN = multiprocessing.get_context("spawn")
_SHARE_OF_MEMORY = 0.8


def memory_of_machine_mb() -> int:
    """Memory that tasks may declare together: the larger part of what the machine has."""
    return int(_SHARE_OF_MEMORY * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6)


def perform(pipe: Connection) -> None:
    """Carry out tasks until the pipe closes: the life of a worker. Ctrl-C is for the process that leads."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what libraries print would stand among the answers
    kept: dict[str, str] = {}
    while True:
        try:
            call, arguments, names, new = pipe.recv()
        except EOFError:
            return
        kept = {name: new.get(name) or kept[name] for name in names}
        try:
            answer = call(arguments, tuple(kept.values())), ""
        except Exception as error:
            answer = None, reason_of(error)
        try:
            pipe.send(answer)
        except OSError:  # who led has gone
            return


def reason_of(error: BaseException) -> str:
    """One line that says what was raised."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


@contextmanager
def _without_main() -> Iterator[None]:
    """Let a process that is started not run the program of this one again: it needs nothing of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@dataclass(eq=False)
class _Worker:
    """A process, its pipe, the task it works at, and the names of the texts it holds."""

    process: SpawnProcess
    pipe: Connection
    task: Task | None = None
    holds: frozenset[str] = frozenset()

    @classmethod
    def begin(cls) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=perform, args=(theirs,), daemon=True)
        with _without_main():
            process.start()
        theirs.close()
        return cls(process, ours)

    def give(self, task: Task) -> None:
        new = {name: text for name, text in task.inputs.items() if name not in self.holds}
        self.task, self.holds = task, frozenset(task.inputs)
        try:
            self.pipe.send((task.call, dict(task.arguments), tuple(task.inputs), new))
        except OSError:
            self.process.kill()  # it is dying: its sentinel tells so

    def answer(self) -> tuple[object, str] | None:
        """What it says of its task; None while it works. A worker that died says how."""
        try:
            if self.pipe.poll():
                found: tuple[object, str] = self.pipe.recv()
                return found
        except (EOFError, OSError):
            self.process.join()
        if self.process.is_alive():
            return None
        code = self.process.exitcode or 0
        killed = f"killed by signal {-code} ({signal.Signals(-code).name}), perhaps for want of memory" if code < 0 else \
            f"ended with exit code {code}"
        return None, f"its worker was {killed}" if code < 0 else f"its worker {killed}"

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


@contextmanager
def pool_of(count: int) -> Iterator[Pool]:
    """The pool for so many tasks at a time: this process alone for one; at the end its workers are ended."""
    pool: Pool = Here() if count == 1 else Processes(count)
    try:
        yield pool
    finally:
        pool.close()


class Processes:
    """A pool of worker processes on this machine.

    Parameters
    ----------
    count
        Most workers at a time.
    memory_mb
        Most memory that the tasks under way declare together; a task that declares more runs by itself. None: four fifths
        of what the machine has.
    """

    def __init__(self, count: int, memory_mb: int | None = None) -> None:
        self._count, self._memory_mb = count, memory_of_machine_mb() if memory_mb is None else memory_mb
        self._waiting: deque[Task] = deque()
        self._attempts: dict[str, int] = {}
        self._workers: list[_Worker] = []

    def submit(self, task: Task) -> None:
        """Take a task; it begins when a worker, and the memory that it declares, are free."""
        self._attempts[task.key] = 0
        self._waiting.append(task)

    @property
    def process_ids(self) -> tuple[int, ...]:
        """Of the workers that have a task."""
        return tuple(worker.process.pid or 0 for worker in self._workers if worker.task)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what becomes of each task, as it comes, until none is left."""
        while self._begin_what_fits():
            busy = [worker for worker in self._workers if worker.task]
            wait([each for worker in busy for each in (worker.pipe, worker.process.sentinel)])
            for worker in busy:
                if (found := worker.answer()) is not None:
                    yield from self._settle(worker, *found)

    def close(self) -> None:
        """End all workers, whatever they do."""
        self._waiting.clear()
        while self._workers:
            self._workers.pop().end()

    def _begin_what_fits(self) -> bool:
        """Give waiting tasks to workers, as far as memory allows; whether anything is under way."""
        running = [worker.task for worker in self._workers if worker.task]
        while self._waiting and len(running) < self._count:
            fits = self._memory_mb - sum(task.memory_mb for task in running)
            task = next((task for task in self._waiting if task.memory_mb <= fits or not running), None)
            if task is None:
                break
            self._waiting.remove(task)
            self._free_worker(task).give(task)
            self._attempts[task.key] += 1
            running.append(task)
        return bool(running)

    def _free_worker(self, task: Task) -> _Worker:
        """A worker without a task, if there is one that holds its texts."""
        free = [worker for worker in self._workers if worker.task is None]
        if not free:
            self._workers.append(_Worker.begin())
            return self._workers[-1]
        return max(free, key=lambda worker: len(worker.holds & task.inputs.keys()))

    def _settle(self, worker: _Worker, value: object, reason: str) -> Iterator[Outcome]:
        task, worker.task = worker.task, None
        assert task is not None, "only busy workers are asked"
        if not worker.process.is_alive():
            self._workers.remove(worker)
            worker.end()
        if reason and self._attempts[task.key] < MOST_ATTEMPTS:
            self._waiting.append(task)
        else:
            yield Outcome(task, value, reason, self._attempts.pop(task.key))
