"""How a method in a process of its own talks with the others: the best plan and the best bound are shared."""

from __future__ import annotations

import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

Plan = TypeVar("Plan")


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
