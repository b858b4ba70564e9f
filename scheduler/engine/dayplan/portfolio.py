"""Several exact methods side by side, each in a process of its own: they share the best plan and the best bound.

Processes, because HiGHS cannot be interrupted from Python: what must stop is ended from outside, and the next start is clean.
They are forked from a server that was started afresh and has the solvers loaded (where there is no such server, they are
started afresh themselves), so that no thread or lock of the calling program comes along. The main module of the calling
program is hidden from them: what it does when it is imported is none of their business, and would be done again by each.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic

from scheduler.engine.dayplan.channel import Channel, Method, Plan

GRACE_S = 1.0
"""Time to say the last word after the end; solvers look at their clocks now and then only."""
LOADED = ("scheduler.engine.dayplan.methods",)
"""What the server of processes imports once."""


@dataclass(frozen=True, eq=False)
class Outcome(Generic[Plan]):
    """Best plan with its cost, and best bound; ``None`` where nobody found one."""

    plan: Plan | None
    cost: int | None
    bound: int | None
    seconds: float

    @property
    def proven(self) -> bool:
        """Whether no plan can cost less."""
        return self.cost is not None and self.bound is not None and self.bound >= self.cost


def run_portfolio(
    methods: Sequence[Method[Plan]], task: Any, seconds: float, cost_of: Callable[[Plan], int | None],
    should_stop: Callable[[Outcome[Plan]], bool] = lambda _: False, start: Outcome[Plan] | None = None,
) -> Outcome[Plan]:
    """Run all methods until one proves the best plan, all are done, the time is up, or it should stop.

    Parameters
    ----------
    cost_of
        Recomputes the cost of a plan in the parent; ``None`` refuses it. No claim of a method is taken on trust.
    should_stop
        Asked ten times a second, and told the best so far.
    start
        What is known already.
    """
    began = time.monotonic()
    running: dict[Connection, BaseProcess] = {}
    best = start or Outcome(None, None, None, 0.0)
    try:
        for method in () if best.proven else methods:
            _start(running, method, task, seconds)
        if best.plan is not None:
            for connection in running:
                _tell(connection, (best.plan, best.cost))
        return _listen(running, best, seconds, cost_of, should_stop, began)
    finally:
        for connection, process in running.items():
            process.terminate()
            process.join()
            connection.close()


def prepare() -> Any:
    """Start the server of processes, where there can be one, and return what makes processes; loading goes on beside."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context: Any = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    with _main_module_hidden():
        forkserver.ensure_running()
    return context


def _start(running: dict[Connection, BaseProcess], method: Method[Plan], task: Any, seconds: float) -> None:
    context = prepare()
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(method, task, there, seconds), daemon=True)
    with _main_module_hidden():
        process.start()
    there.close()
    running[here] = process


@contextmanager
def _main_module_hidden() -> Iterator[None]:
    """Let a new process find an empty main module: a script without a guard would otherwise run once more in each."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _listen(
    running: dict[Connection, BaseProcess], best: Outcome[Plan], seconds: float, cost_of: Callable[[Plan], int | None],
    should_stop: Callable[[Outcome[Plan]], bool], began: float,
) -> Outcome[Plan]:
    """Gather what the methods tell, and pass every better plan on."""
    open_ends = set(running)
    while open_ends and not best.proven and time.monotonic() - began < seconds + GRACE_S and not should_stop(best):
        for connection in wait(list(open_ends), timeout=0.1):
            assert isinstance(connection, Connection)
            try:
                kind, plan, value = connection.recv()
            except ConnectionResetError:
                continue  # it ended with a plan of ours unread; that is told once, what it told before can still be read
            except EOFError:
                open_ends.discard(connection)
                continue
            if kind == "bound":
                best = replace(best, bound=value if best.bound is None else max(best.bound, value))
            elif (cost := cost_of(plan)) is not None and (best.cost is None or cost < best.cost):
                best = replace(best, plan=plan, cost=cost)
                for other in open_ends - {connection}:
                    _tell(other, (plan, cost))
    return replace(best, seconds=time.monotonic() - began)


def _tell(connection: Connection, message: tuple[Any, int | None]) -> None:
    try:
        connection.send(message)
    except (BrokenPipeError, ConnectionResetError):
        return  # it has ended; its own end of the pipe tells so when it is read


def _work(method: Method[Plan], task: Any, connection: Connection, seconds: float) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends this process
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # HiGHS prints some things whatever it is told
    method(task, Channel(connection, seconds))
    connection.close()
