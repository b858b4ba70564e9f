"""A repair is searched from what is left of the published roster, by best responses and exact neighbourhoods.

A problem with a published roster (`model.published`) prices every change, so that its cheapest roster is the best repair, and
the dual of all rosters bounds it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.bound.capped import CappedDual
from scheduler.engine.bound.proof import Proof
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.model.blocks import Blocks
from scheduler.model.legal import is_legal
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.program import solve_by_cp_sat
from scheduler.model.solution import OFF, Solution

Ints = NDArray[np.int64]
_ORDERS = 3
_PASSES = 4
_OTHERS = 12
_WIDEST = 3
_SLICE_S = 0.6
_FIRST_STEPS = 12
_PROOF_SHARE = 0.35
_WHOLE_PAIRS = 80
"""Best responses are tried in so many orders, each in so many passes at most; a neighbourhood has so many days of people
besides those touched, fewer than so many days before and after the one in question, and so many seconds; the bound has so many
steps however late it is, and else so much of the time; up to so many operators times days all are free."""


@dataclass(frozen=True, eq=False)
class Task:
    """What is to be mended.

    Parameters
    ----------
    crew
        The problem with its published roster.
    start
        What is left of that roster.
    touched_anyway
        Operators whom events have touched: they do not count.
    days
        Days around which to look first.
    most
        People whom the repair may touch; None: any number.
    """

    crew: Crew
    start: Solution
    touched_anyway: frozenset[int]
    days: tuple[int, ...]
    most: int | None

    def touched(self, solution: Solution) -> Ints:
        """Operators whose days differ from what is left, but for those touched anyway."""
        differs = ((solution.rows != self.start.rows) | (solution.breaks != self.start.breaks).any(axis=2)).any(axis=1)
        return np.array([each for each in np.flatnonzero(differs) if each not in self.touched_anyway], dtype=np.int64)

    def capped(self, crew: Crew, most: int) -> CappedDual:
        """The dual of repairs that touch so many more people at most, of a problem with these rosters."""
        return CappedDual(crew, crew.presence(self.start), known=self.start, free=self.touched_anyway, most=most)


@dataclass(frozen=True, eq=False)
class Mended:
    """The best repair, its cost with all changes and a proven bound on that, in units; the prices that gave the bound.

    With a cap on people the bound holds for repairs that keep it. `blocks` of deferrable work are those that are new.
    """

    solution: Solution
    cost: int
    bound: int
    prices: NDArray[np.float64]
    blocks: Blocks = ()


def mend(task: Task, budget: Budget, seed: int = 0) -> Mended | None:
    """Search until the budget is spent or the best repair is proven; None where no legal one was found."""
    mending = _Mending(task, budget, seed)
    mending.begin()
    mending.go_on()
    outcome = mending.monitor.outcome()
    return None if outcome is None else Mended(outcome.solution, outcome.cost, outcome.bound,
                                                  mending.proof.dual.prices)


class _Mending:
    def __init__(self, task: Task, budget: Budget, seed: int) -> None:
        self.task, self.budget, self.rng = task, budget, np.random.default_rng(seed)
        self.monitor = Monitor(task.crew, budget)
        self.proof = Proof(task.crew, task.start, self.monitor)
        if task.most is not None:
            self.proof.dual = task.capped(task.crew, task.most)

    def begin(self) -> None:
        """Offer what is left with the people it is illegal for put right, and best responses from there."""
        crew, base = self.task.crew, self.task.start.copy()
        lawless = [operator for operator in sorted(self.task.touched_anyway) if not is_legal(crew.problem, base, [operator])]
        if lawless:
            crew.sweep(base, np.array(lawless, dtype=np.int64))
        self._offer(base, "what is left")
        for _ in range(_ORDERS):
            trial, order = base.copy(), self.rng.permutation(crew.problem.operators)
            if self.task.most is None:
                self._sweep_often(trial, order)
            else:
                self._sweep_few(trial, order)
            self._offer(trial, "best response")
            if self.budget.spent > self.budget.seconds / 4:
                break

    def _sweep_often(self, trial: Solution, order: Ints) -> None:
        """Sweep until nothing is gained: whoever was given more than is needed once others had theirs gives it back."""
        cost = self.task.crew.cost(trial)
        for _ in range(_PASSES):
            self.task.crew.sweep(trial, order)
            before, cost = cost, self.task.crew.cost(trial)
            if cost >= before or self.budget.spent > self.budget.seconds / 4:
                break

    def _sweep_few(self, trial: Solution, order: Ints) -> None:
        """Sweep until as many people are touched as may be."""
        for operator in order:
            if self.budget.over or len(self.task.touched(trial)) >= (self.task.most or 0):
                break
            self.task.crew.sweep(trial, np.array([operator], dtype=np.int64))

    def go_on(self) -> None:
        """Neighbourhoods and the bound in turn; the first steps of the bound are taken however late it is."""
        began = self.budget.spent
        for _ in range(_FIRST_STEPS):
            self.proof.improve(0)
        spent = self.budget.spent - began
        while not self.monitor.stop():
            began = self.budget.spent
            if spent <= _PROOF_SHARE * began:
                self.proof.improve(_SLICE_S / 2)
                spent += self.budget.spent - began
            else:
                self._neighbourhood()

    def _neighbourhood(self) -> None:
        base, problem = self.monitor.incumbent, self.task.crew.problem
        if not self.monitor.outcome():
            base = self.task.start
        free = self._free(base)
        neighbourhood = Neighbourhood(problem, base, free)
        if self.task.most is not None:
            self._limit(neighbourhood, base, free, self.task.most)
        found = solve_by_cp_sat(neighbourhood.program, problem.cost_step, self.budget.at_most(_SLICE_S),
                                deterministic=self.budget.deterministic, seed=int(self.rng.integers(2**31)), workers=1,
                                running=self.budget.on_interrupt)
        self.budget.charge(found.work_s if found else _SLICE_S)
        if found is not None:
            self._offer(neighbourhood.decode(found.values), "neighbourhood")
            if free.all():
                self.monitor.prove(found.bound)

    def _offer(self, solution: Solution, what: str) -> None:
        if self._is_allowed(solution):
            self.monitor.offer(solution, self.monitor.incumbent, what)

    def _is_allowed(self, solution: Solution) -> bool:
        return self.task.most is None or len(self.task.touched(solution)) <= self.task.most

    def _free(self, base: Solution) -> NDArray[np.bool_]:
        """Those touched, and some others, around one of the days in question; or everything, where that is little."""
        problem = self.task.crew.problem
        free = np.zeros((problem.operators, problem.days), dtype=np.bool_)
        if free.size <= _WHOLE_PAIRS:
            return ~free
        day = int(self.rng.choice(self.task.days or range(problem.days)))
        around = int(self.rng.integers(_WIDEST))
        days = range(max(0, day - around), min(problem.days, day + around + 1))
        others = self.rng.permutation(problem.operators)[: _OTHERS // len(days)]
        people = np.unique([*self.task.touched(base), *self.task.touched_anyway, *others]).astype(np.int64)
        free[people, days.start : days.stop] = True
        return free

    def _limit(self, neighbourhood: Neighbourhood, base: Solution, free: NDArray[np.bool_], most: int) -> None:
        """Let at most so many people be touched: one variable a person, which every change of theirs needs."""
        program, start, problem = neighbourhood.program, self.task.start, self.task.crew.problem
        outside = base.copy()
        outside.rows[free], outside.breaks[free] = start.rows[free], start.breaks[free]
        for_good = {int(each) for each in self.task.touched(outside)}
        now, person = {int(each) for each in self.task.touched(base)}, {}
        for choice in neighbourhood.choices:
            operator = choice.operator
            if operator in self.task.touched_anyway or operator in for_good or operator >= problem.operators:
                continue
            if operator not in person:
                person[operator] = program.boolean(int(operator in now))
            kept = start.rows[operator, choice.day]
            variables = [variable for variable, row in choice.variables if row == kept]
            if kept == OFF:
                program.constrain([*((variable, 1) for variable, _ in choice.variables), (person[operator], -1)], -1, 0)
            else:
                program.constrain([*((variable, 1) for variable in variables), (person[operator], 1)], 1, 2)
        program.constrain([(variable, 1) for variable in person.values()], 0, max(0, most - len(for_good)))
