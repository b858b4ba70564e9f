"""A pool of the workers of a Dask scheduler, on any machines; an optional extra."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from scheduler.errors import Fault, InputError
from scheduler.many.processes import reason_of
from scheduler.many.task import MOST_ATTEMPTS, Call, Outcome, Task
from scheduler.version import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

_TO_INSTALL = "needs Dask, which is not installed; allowed after `pip install 'hotline-scheduler[many]'`, or use --processes"
_TO_CONNECT_S = 10
_WITHOUT_WORKERS_S = 120
"""Seconds without any worker after which what is left is given up; a worker that is started anew takes some ten."""
_POLL_S = 0.5
_ONCE = "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=0"


def perform(version: str, call: Call, arguments: Mapping[str, Any], *texts: str) -> Any:
    """Carry out a task on a worker, which must have the version of whoever asks."""
    if version != __version__:
        raise RuntimeError(f"the worker has version {__version__}; allowed is that of who asks, {version}")
    return call(arguments, texts)


def text_of(text: str) -> str:
    """A text as a task of its own: it travels to each worker that needs it once, and is made anew if its worker is lost."""
    return text


def version_here() -> str:
    """Version of this software, where it is asked for."""
    return __version__


def failures_allowed(dask_scheduler: Any) -> int:
    """How often a scheduler begins a task anew by itself after its worker died."""
    return int(dask_scheduler.allowed_failures)


class Cluster:
    """The workers of a Dask scheduler.

    Each worker has one task at a time, which it is given by name: with a worker Dask loses all tasks that wait on it, and
    cannot tell which was to blame.

    Parameters
    ----------
    address
        Where the scheduler listens, such as ``tcp://scheduler:8786``; with ``tls://`` as Dask's own configuration says.

    Raises
    ------
    InputError
        If Dask is not installed, nobody listens there, no worker is there, a worker has another version of this software, or
        the scheduler begins tasks anew by itself.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise _refused(f"found {address}; {_TO_INSTALL}") from None
        try:
            self._client: Client = Client(address, timeout=_TO_CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _refused(f"found {address}; no Dask scheduler answers there ({reason_of(error)})") from None
        self._wait_for_a_worker()
        self._waiting: deque[Task] = deque()
        self._under_way: dict[Future[Any], tuple[Task, str]] = {}
        self._attempts: Counter[str] = Counter()
        self._texts: dict[str, Future[Any]] = {}
        self._uses: Counter[str] = Counter()
        self._seen = time.monotonic()
        self._refuse_unfit()

    def submit(self, task: Task) -> None:
        """Take a task; it begins when a worker is free."""
        self._uses.update(task.inputs.keys())
        self._waiting.append(task)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what becomes of each task, as it comes, until none is left."""
        while self._waiting or self._under_way:
            self._begin_what_fits()
            if time.monotonic() - self._seen > _WITHOUT_WORKERS_S:
                yield from self._give_up()
            for future in self._done():
                yield from self._settle(future)

    def close(self) -> None:
        """Call off what is under way, and leave the scheduler as it was."""
        self._waiting.clear()
        self._client.cancel(list(self._under_way), reason="closed")
        self._client.close()

    def _begin_what_fits(self) -> None:
        """Give a waiting task to each worker that has none, the one with least memory that is enough."""
        memory = self._memory_of_workers()
        busy = {worker for _, worker in self._under_way.values()}
        free = sorted(memory.keys() - busy, key=lambda worker: (memory[worker], worker))
        while free and self._waiting:
            task = self._waiting.popleft()
            worker = next((each for each in free if memory[each] >= task.memory_mb * 1e6), free[-1])
            free.remove(worker)
            self._begin(task, worker)

    def _memory_of_workers(self) -> dict[str, float]:
        """Bytes that each worker may use, by its address; empty while the scheduler cannot be reached."""
        try:
            workers = self._client.scheduler_info(n_workers=-1)["workers"]
        except OSError:
            return {}
        if workers:
            self._seen = time.monotonic()
        return {worker: told["memory_limit"] or inf for worker, told in workers.items()}

    def _begin(self, task: Task, worker: str) -> None:
        where: dict[str, Any] = {"workers": [worker], "allow_other_workers": True}
        for name, text in task.inputs.items():
            if name not in self._texts or self._texts[name].status in ("error", "lost", "cancelled"):
                self._texts[name] = self._client.submit(text_of, text, key=f"text-{name}-{uuid4().hex}", **where)
        future = self._client.submit(
            perform, __version__, task.call, dict(task.arguments), *(self._texts[name] for name in task.inputs),
            key=f"{task.key}-{uuid4().hex}", pure=False, **where)
        self._attempts[task.key] += 1
        self._under_way[future] = task, worker

    def _done(self) -> Iterable[Future[Any]]:
        """Tasks under way that have ended; waits a little for the first."""
        from distributed import wait

        if not self._under_way:
            time.sleep(_POLL_S)
            return ()
        with self._client.as_current(), suppress(TimeoutError):
            wait(list(self._under_way), timeout=_POLL_S, return_when="FIRST_COMPLETED")
        return [future for future in self._under_way if future.done()]

    def _settle(self, future: Future[Any]) -> Iterator[Outcome]:
        task, _ = self._under_way.pop(future)
        attempts = self._attempts[task.key]
        if future.status != "finished" and attempts < MOST_ATTEMPTS:
            self._waiting.append(task)
            return
        if future.status == "finished":
            yield self._ended(task, value=future.result())
        else:
            error = future.exception() if future.status == "error" else None
            yield self._ended(task, reason=reason_of(error) if error else f"Dask says: {future.status}")

    def _give_up(self) -> Iterator[Outcome]:
        """End all tasks: nobody is there who could carry them out."""
        left = [task for task, _ in self._under_way.values()] + list(self._waiting)
        self._client.cancel(list(self._under_way), reason="no worker")
        self._under_way.clear()
        self._waiting.clear()
        for task in left:
            yield self._ended(task, reason=f"no worker has been there for {_WITHOUT_WORKERS_S} s")

    def _ended(self, task: Task, value: Any = None, reason: str = "") -> Outcome:
        self._forget_texts(task)
        return Outcome(task, value, reason, self._attempts.pop(task.key, 0))

    def _forget_texts(self, task: Task) -> None:
        """Let go of the texts of a task that no other needs."""
        self._uses.subtract(task.inputs.keys())
        for name in task.inputs:
            if not self._uses[name]:
                del self._uses[name]
                self._texts.pop(name, None)

    def _wait_for_a_worker(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_TO_CONNECT_S)
        except TimeoutError:
            self._client.close()
            raise _refused(f"found no worker within {_TO_CONNECT_S} s; start `dask worker` beside the scheduler") from None

    def _refuse_unfit(self) -> None:
        others = {where: found for where, found in self._client.run(version_here).items() if found != __version__}
        allowed = self._client.run_on_scheduler(failures_allowed)
        if others or allowed:
            self._client.close()
        if others:
            told = ", ".join(f"{found} on {where}" for where, found in others.items())
            raise _refused(f"found version {told}; allowed is that of this machine, {__version__}")
        if allowed:
            raise _refused(f"found a scheduler that begins a task anew {allowed} times by itself; allowed is 0: start it with "
                           f"{_ONCE}")


def _refused(message: str) -> InputError:
    return InputError([Fault("", "--on", message)])
