"""Several exact methods side by side, each in a process of its own: they share the best plan and the best bound.

Processes, because HiGHS cannot be interrupted from Python: what must stop is ended from outside, and the next start is clean.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Plan = TypeVar("Plan")
GRACE_S = 1.0
"""Time to say the last word after the end; solvers look at their clocks now and then only."""


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


class Channel(Generic[Plan]):
    """What a method tells the others, and hears of them."""

    def __init__(self, connection: Connection, seconds: float) -> None:
        self.seconds, self._connection, self._end = seconds, connection, time.monotonic() + seconds
        self._plan: Plan | None = None
        self._cost: int | None = None

    def left(self) -> float:
        """Seconds left, at least a hundredth: solvers take 0 for no limit."""
        return max(0.01, self._end - time.monotonic())

    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._end

    def found(self, plan: Plan, cost: int) -> None:
        """Tell a plan, if it is better than the best that was heard of."""
        self.best()
        if self._cost is None or cost < self._cost:
            self._plan, self._cost = plan, cost
            self._connection.send(("plan", plan, cost))

    def proved(self, bound: int) -> None:
        """Tell a bound."""
        self._connection.send(("bound", None, bound))

    def best(self) -> tuple[Plan | None, int | None]:
        """The best plan anybody has found."""
        while self._connection.poll():
            plan, cost = self._connection.recv()
            if self._cost is None or cost < self._cost:
                self._plan, self._cost = plan, cost
        return self._plan, self._cost


Method = Callable[[Any, Channel[Plan]], None]
"""Works on a task until it is proven or the time is up; a function of a module, so that a new process can find it."""


def run_portfolio(
    methods: Sequence[Method[Plan]], task: Any, seconds: float, cost_of: Callable[[Plan], int | None],
    should_stop: Callable[[], bool] = lambda: False,
) -> Outcome[Plan]:
    """Run all methods until one proves the best plan, all are done, the time is up, or it should stop.

    Parameters
    ----------
    cost_of
        Recomputes the cost of a plan in the parent; ``None`` refuses it. No claim of a method is taken on trust.
    """
    began = time.monotonic()
    fork = "fork" in multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("fork" if fork else "spawn")
    running: dict[Connection, BaseProcess] = {}
    for method in methods:
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(method, task, there, seconds), daemon=True)
        process.start()
        there.close()
        running[here] = process
    try:
        return _listen(running, seconds, cost_of, should_stop, began)
    finally:
        for connection, process in running.items():
            process.terminate()
            process.join()
            connection.close()


def _listen(
    running: dict[Connection, BaseProcess], seconds: float, cost_of: Callable[[Plan], int | None],
    should_stop: Callable[[], bool], began: float,
) -> Outcome[Plan]:
    """Gather what the methods tell, and pass every better plan on."""
    open_ends = set(running)
    best: Outcome[Plan] = Outcome(None, None, None, 0.0)
    while open_ends and not best.proven and time.monotonic() - began < seconds + GRACE_S and not should_stop():
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
                best = Outcome(best.plan, best.cost, value if best.bound is None else max(best.bound, value), 0.0)
            elif (cost := cost_of(plan)) is not None and (best.cost is None or cost < best.cost):
                best = Outcome(plan, cost, best.bound, 0.0)
                for other in open_ends - {connection}:
                    _tell(other, (plan, cost))
    return Outcome(best.plan, best.cost, best.bound, time.monotonic() - began)


def _tell(connection: Connection, message: tuple[Any, int]) -> None:
    try:
        connection.send(message)
    except (BrokenPipeError, ConnectionResetError):
        return  # it has ended; its own end of the pipe tells so when it is read


def _work(method: Method[Plan], task: Any, connection: Connection, seconds: float) -> None:
    method(task, Channel(connection, seconds))
    connection.close()
