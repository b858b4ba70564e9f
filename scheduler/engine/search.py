"""The search: a complete roster at once, a bound, construction guided by its duals, then moves until time is up.

Workers share one incumbent. Each takes a move, chosen by what it has gained per second so far, on a copy, and offers the
result; an offer from an older incumbent is taken only if it is still legal and better.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.proof import Proof
from scheduler.engine.budget import Budget
from scheduler.engine.compiled.warm_up import warm_up
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor, Outcome, Progress
from scheduler.engine.moves.choice import Candidate
from scheduler.engine.moves.guidance import best_response
from scheduler.engine.moves.portfolio import Portfolio
from scheduler.engine.search_params import SearchParams
from scheduler.engine.workers import run_in_threads
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution

__all__ = ["Outcome", "Progress", "Search"]

Floats = NDArray[np.float64]


class Search:
    """One run over a problem of which every operator has a legal roster.

    Parameters
    ----------
    problem
        The problem, or the crew that has its compiled programmes already.
    budget
        Wall-clock time, or counted work; it also carries interrupts.
    gap
        Stop once the cost is proven to be at most this share of it above the best possible.
    workers
        Threads that search.
    progress
        Called with every better roster and bound, from any thread.
    start
        A roster to begin with.
    params
        Parameters of all parts.

    Attributes
    ----------
    prices
        After a run, the best prices of the coupling constraints, shape (constraints,); none where it ended before.
    """

    def __init__(
        self, problem: Problem | Crew, budget: Budget, *, gap: float = 0.0, seed: int = 0, workers: int = 1,
        progress: Callable[[Progress], None] = lambda _: None, start: Solution | None = None,
        params: SearchParams | None = None,
    ) -> None:
        self.crew = problem if isinstance(problem, Crew) else Crew.of(problem)
        self.problem, self.budget, self.seed, self.workers = self.crew.problem, budget, seed, workers
        self.monitor = Monitor(self.crew, budget, gap=gap, progress=progress)
        self._start, self._params = start, params or SearchParams()
        self.prices: Floats | None = None

    def run(self) -> Outcome | None:
        """Search until the budget is spent, the gap is reached, or somebody interrupts; ``None`` without a roster.

        The search runs in threads of its own, so that the calling one can take signals; their errors are raised here.
        """
        prepared: list[Portfolio] = []
        run_in_threads([lambda: prepared.append(self._prepare())], self.monitor)
        for portfolio in prepared:
            run_in_threads([partial(self._work, number, portfolio) for number in range(self.workers)], self.monitor)
            self.prices = portfolio.proof.dual.prices
        return self.outcome()

    def outcome(self) -> Outcome | None:
        """The best roster so far; may be asked for at any moment, from any thread."""
        return self.monitor.outcome()

    def _prepare(self) -> Portfolio:
        """First rosters, first bound and a construction from it; what is left to do is to choose moves.

        Meanwhile the other workers' threads help to price.
        """
        with self.crew.helpers.lent(self.workers):
            return self._prepared()

    def _prepared(self) -> Portfolio:
        rng, monitor, params = np.random.default_rng(self.seed), self.monitor, self._params
        first = self._first_rosters(rng)
        proof = Proof(self.crew, first, monitor, params.proof)
        portfolio = Portfolio.of(self.crew, monitor, proof, params)
        if portfolio.whole:
            self._apply(portfolio.whole, portfolio, rng)
        proof.improve(min(params.dual_first_s, params.dual_share * self.budget.seconds))
        if not monitor.stop():
            monitor.offer(portfolio.construction.build(monitor.incumbent, rng), monitor.incumbent, "construction")
        return portfolio

    def _first_rosters(self, rng: np.random.Generator) -> Solution:
        """Offer a roster at once, and best responses from there; return it."""
        monitor, solution = self.monitor, self.crew.empty()
        self.crew.sweep(solution, rng.permutation(self.problem.operators))
        self.crew.charge_sweeps(self.budget, 1)
        monitor.offer(solution, monitor.incumbent, "first roster")
        best_response(self.crew, solution, rng, monitor.stop, self._params.sweeps)
        monitor.offer(solution, monitor.incumbent, "best response")
        with self.budget.pause():
            warm_up()
        if self._start is not None:
            monitor.offer(self._start, monitor.incumbent, "start")
        return solution

    def _work(self, number: int, portfolio: Portfolio) -> None:
        """Choose and apply moves; a share of each one's time goes to the bound."""
        rng, monitor = np.random.default_rng([self.seed, number]), self.monitor
        while not monitor.stop():
            began = self.budget.spent
            self._apply(portfolio.choice.select(rng, monitor.cost - monitor.bound), portfolio, rng)
            portfolio.proof.improve(self._params.dual_share * (self.budget.spent - began))

    def _apply(self, candidate: Candidate, portfolio: Portfolio, rng: np.random.Generator) -> None:
        """Apply a move to the incumbent, offer what it gives, and remember what it gained."""
        monitor, base = self.monitor, self.monitor.incumbent
        began = self.budget.spent
        solution = candidate.move.apply(base, rng)
        if solution is None:
            portfolio.choice.pass_over(candidate, self.budget.spent - began)
            return
        before = monitor.cost  # others may have found better meanwhile
        monitor.offer(solution, base, candidate.move.name)
        portfolio.choice.learn(candidate, max(0, before - monitor.cost), self.budget.spent - began)
