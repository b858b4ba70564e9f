"""What all parts of a search share: the incumbent, the proven bound, the budget, whether to stop, and what is reported."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.incumbent import Incumbent
from scheduler.model.solution import Solution


@dataclass(frozen=True)
class Progress:
    """One line of progress; costs in units, `bound` is ``None`` before anything is proven."""

    seconds: float
    cost: int
    bound: int | None
    what: str


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a search found: roster, cost and proven bound in units, seconds it took, and whether it was interrupted."""

    solution: Solution
    cost: int
    bound: int
    seconds: float
    interrupted: bool


class Monitor:
    """Takes offers and bounds from all workers, reports what is better, and says when to stop.

    Parameters
    ----------
    budget
        Time, or counted work, of the search.
    gap
        The search ends once the cost is proven to be at most this share of it above the best possible.
    progress
        Called with every better roster and bound, from any thread.
    """

    def __init__(
        self, crew: Crew, budget: Budget, *, gap: float = 0.0, progress: Callable[[Progress], None] = lambda _: None
    ) -> None:
        self.budget = budget
        self._gap, self._progress = gap, progress
        self._incumbent, self._bound = Incumbent(crew), 0
        self._errors: list[BaseException] = []
        self._impossible = False
        self._lock = threading.Lock()

    @property
    def incumbent(self) -> Solution:
        """The best roster so far; never changed in place."""
        with self._lock:
            return self._incumbent.solution

    @property
    def cost(self) -> int:
        """Cost of the incumbent, in units."""
        return self._incumbent.cost

    @property
    def bound(self) -> int:
        """Best proven bound on the cost of all rosters, in units; 0 before anything is proven."""
        return self._bound

    def offer(self, solution: Solution, base: Solution, what: str) -> None:
        """Take a roster made from `base` as incumbent if it is legal and better; `what` found it."""
        with self._lock:
            if not self._incumbent.take(solution, base) or not self._incumbent.complete:
                return
            progress = Progress(self.budget.elapsed, self.cost, self.bound or None, what)
        self._progress(progress)

    def prove(self, bound: int) -> None:
        """Take a proven bound if it is better."""
        with self._lock:
            if bound <= self._bound:
                return
            self._bound = bound
            if not self._incumbent.complete:
                return
        self._progress(Progress(self.budget.elapsed, self.cost, bound, "bound"))

    def prove_impossible(self) -> None:
        """Take the proof that there is no complete roster at all."""
        self._impossible = True

    @property
    def impossible(self) -> bool:
        """Whether it is proven that there is no complete roster."""
        return self._impossible

    def stop(self) -> bool:
        """Whether it is time to stop: nothing is possible, the budget is spent, an interrupt, or the gap is reached."""
        if self._impossible or self.budget.over:
            return True
        return self._incumbent.complete and self.cost - self.bound <= self._gap * self.cost

    def fail(self, error: BaseException) -> None:
        """Keep a worker's error for whoever started the search, and end the search."""
        self._errors.append(error)
        self.budget.interrupt()

    def raise_errors(self) -> None:
        """Raise the first error of a worker, if there is one."""
        if self._errors:
            raise self._errors[0]

    def outcome(self) -> Outcome | None:
        """The best roster so far, ``None`` before there is one; may be asked for at any moment, from any thread."""
        with self._lock:
            if not self._incumbent.complete:
                return None
            if self.bound > self.cost:
                raise AssertionError(f"a bound of {self.bound} units is above a roster of {self.cost} units")
            return Outcome(self._incumbent.solution.copy(), self.cost, self.bound, self.budget.elapsed,
                           self.budget.interrupted)
