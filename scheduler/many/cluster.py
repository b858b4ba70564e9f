"""A pool of the workers of a Dask scheduler, on any machines; an optional extra."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from scheduler.errors import Fault, InputError
from scheduler.many.processes import reason_of
from scheduler.many.task import MOST_ATTEMPTS, Call, Outcome, Task
from scheduler.version import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

MEMORY = "MEMORY"
"""Resource in bytes that workers may declare (``dask worker --resources "MEMORY=8e9"``), and tasks then take from."""

_TO_INSTALL = "needs Dask, which is not installed; allowed after `pip install 'hotline-scheduler[many]'`, or use --processes"
_TO_CONNECT_S = 10
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

    With a worker Dask loses the tasks that wait on it too, and cannot tell which was to blame. So the last attempt at a task is
    made when nothing else is under way: it fails by its own fault alone.

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
            from distributed import Client, as_completed
        except ImportError:
            raise _refused(f"found {address}; {_TO_INSTALL}") from None
        try:
            self._client: Client = Client(address, timeout=_TO_CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _refused(f"found {address}; no Dask scheduler answers there ({reason_of(error)})") from None
        self._wait_for_a_worker()
        self._done = as_completed(loop=self._client.loop)
        self._tasks: dict[Future[Any], Task] = {}
        self._attempts: Counter[str] = Counter()
        self._alone: deque[Task] = deque()
        self._texts: dict[str, Future[Any]] = {}
        self._uses: Counter[str] = Counter()
        self._refuse_unfit()
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        self._declares = bool(workers) and all(MEMORY in worker.get("resources", {}) for worker in workers)

    def submit(self, task: Task) -> None:
        """Hand a task to the scheduler."""
        self._uses.update(task.inputs.keys())
        self._begin(task)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what becomes of each task, as it comes, until none is left."""
        while True:
            for future in self._done:
                yield from self._settle(self._tasks.pop(future), future)
            if not self._alone:
                return
            self._begin(self._alone.popleft())

    def close(self) -> None:
        """Call off what is under way, and leave the scheduler as it was."""
        self._alone.clear()
        self._client.cancel(list(self._tasks), reason="closed")
        self._client.close()

    def _begin(self, task: Task) -> None:
        for name, text in task.inputs.items():
            if name not in self._texts or self._texts[name].status in ("error", "lost", "cancelled"):
                self._texts[name] = self._client.submit(text_of, text, key=f"text-{name}-{uuid4().hex}")
        future = self._client.submit(
            perform, __version__, task.call, dict(task.arguments), *(self._texts[name] for name in task.inputs),
            key=f"{task.key}-{uuid4().hex}", pure=False,
            resources={MEMORY: task.memory_mb * 1e6} if self._declares and task.memory_mb else None)
        self._attempts[task.key] += 1
        self._tasks[future] = task
        self._done.add(future)

    def _settle(self, task: Task, future: Future[Any]) -> Iterator[Outcome]:
        attempts = self._attempts[task.key]
        if future.status != "finished" and attempts < MOST_ATTEMPTS:
            self._alone.append(task) if attempts == MOST_ATTEMPTS - 1 else self._begin(task)
            return
        self._forget_texts(task)
        del self._attempts[task.key]
        if future.status == "finished":
            yield Outcome(task, future.result(), attempts=attempts)
        else:
            error = future.exception() if future.status == "error" else None
            yield Outcome(task, None, reason_of(error) if error else f"Dask says: {future.status}", attempts)

    def _forget_texts(self, task: Task) -> None:
        """Let go of the texts of a task that no other needs."""
        self._uses.subtract(task.inputs.keys())
        for name in task.inputs:
            if not self._uses[name]:
                del self._texts[name], self._uses[name]

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
