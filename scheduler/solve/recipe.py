"""From an instance to a checked result: compile, search, recompute, check. The recipe of `schedule solve`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version

import numpy as np

from scheduler import __version__
from scheduler.check.cost import Costs, costs
from scheduler.check.facts.coverage import serving
from scheduler.check.facts.curves import purchases
from scheduler.check.result import check_result
from scheduler.demand.requirement.intervals import requirement, service_level
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.explain import conflicts
from scheduler.engine.search import Outcome, Progress, Search, wait_for
from scheduler.errors import CheckError, InfeasibleError, InterruptedEmptyError, NoRosterError
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.model.problem import Problem, compile_problem
from scheduler.model.solution import Solution, shifts_of_solution
from scheduler.roster import InstanceRef, IntervalCover, Result, Run


@dataclass(frozen=True)
class Settings:
    """What the user asked of a run.

    Parameters
    ----------
    gap
        Stop when the cost is proven to be at most this share above the best possible.
    deterministic
        Count work instead of time: the same seed with one worker gives the same files.
    """

    gap: float = 0.0
    seed: int = 0
    workers: int = 1
    deterministic: bool = False


def solve(
    instance: Instance, ref: InstanceRef, settings: Settings, budget: Budget,
    progress: Callable[[Progress], None] = lambda _: None,
    place_of: Callable[[int], str] = lambda _: "",
) -> Result:
    """Build the best roster the budget allows: `prepare`, then `search`."""
    return search(instance, ref, prepare(instance, place_of), settings, budget, progress)


def prepare(instance: Instance, place_of: Callable[[int], str] = lambda _: "") -> Problem:
    """Compile the problem that is searched.

    Parameters
    ----------
    place_of
        Where an operator (by index) stands in the input, for messages.

    Raises
    ------
    InfeasibleError
        If some operator has no legal roster; the message names the smallest set of rules in conflict.
    """
    problem = compile_problem(instance)
    refuse_impossible(instance, problem, place_of)
    return problem


def search(
    instance: Instance, ref: InstanceRef, problem: Problem, settings: Settings, budget: Budget,
    progress: Callable[[Progress], None] = lambda _: None, start: Solution | None = None,
    tell: Callable[[Outcome], None] = lambda _: None,
) -> Result:
    """Search a prepared problem, and check what is found by code that shares nothing with the search.

    Parameters
    ----------
    start
        A roster to begin with, of a problem with the same rules.
    tell
        Called with what the search found.

    Raises
    ------
    NoRosterError, InterruptedEmptyError
        If time was up, or the run interrupted, before there was a complete roster.
    CheckError
        If the checker rejects what the search found; that is a defect of the engine, and nothing is published.
    """
    outcome = _search(problem, settings, budget, progress, start)
    if outcome is None:
        if budget.interrupted:
            raise InterruptedEmptyError("interrupted before there was a complete roster; nothing was written")
        caps = [each.cap for each in problem.staffing.head_counts if each.cap is not None]
        limit = f" with at most {min(caps)} on the phone at once (seats, lines)" if caps else ""
        raise NoRosterError(f"no complete roster{limit} within {budget.seconds:g} s")
    tell(outcome)
    result = result_of(instance, ref, problem, outcome, settings)
    violations = check_result(instance, result, ref)
    if violations:
        found = "\n".join(map(str, violations[:20]))
        raise CheckError(f"the roster found breaks rules and is not published; please report this:\n{found}")
    return result


def refuse_impossible(instance: Instance, problem: Problem, place_of: Callable[[int], str]) -> None:
    """Raise `InfeasibleError`, with one line for each operator who has no legal roster."""
    lines = []
    for each, rules in conflicts(Crew.of(problem)):
        for index in each.members:
            place = f"{place_of(index)}: " if place_of(index) else ""
            operator = instance.operators[index]
            lines.append(f"{place}operator {operator.id} (contract {operator.contract}) has no roster that keeps: "
                         f"{', '.join(rules)}; each of these rules is needed for the conflict")
    if lines:
        raise InfeasibleError("\n".join(["no roster is possible:", *lines]))


def result_of(
    instance: Instance, ref: InstanceRef, problem: Problem, outcome: Outcome, settings: Settings
) -> Result:
    """Put the outcome into plain times, with every figure recomputed from them by the checker's own arithmetic."""
    shifts = shifts_of_solution(instance, problem, outcome.solution)
    found = costs(instance, shifts)
    _agree(found, outcome)
    objective, bound = (float(Fraction(units) / UNITS) for units in (outcome.cost, outcome.bound))
    run = Run(
        status="optimal" if outcome.cost == outcome.bound else "feasible",
        objective=objective,
        bound=bound,
        gap=(objective - bound) / objective if objective else 0.0,
        seconds=None if settings.deterministic else round(outcome.seconds, 3),
        seed=settings.seed,
        workers=settings.workers,
        interrupted=outcome.interrupted,
        versions={"scheduler": __version__, "ortools": version("ortools"), "numba": version("numba")},
    )
    served = serving(instance, shifts)
    return Result(schema=1, instance=ref, run=run, terms=found.terms, shifts=shifts,
                  intervals=tuple(sorted(_intervals(instance, served), key=_moment)),
                  outside=tuple(purchases(instance, open_cells(instance), served)))


def _search(
    problem: Problem, settings: Settings, budget: Budget, progress: Callable[[Progress], None],
    start: Solution | None = None,
) -> Outcome | None:
    """Search in a thread of its own, so that the main one can take signals; its errors are raised here."""
    search = Search(problem, budget, gap=settings.gap, seed=settings.seed, workers=settings.workers, progress=progress,
                    start=start)
    errors: list[BaseException] = []

    def run() -> None:
        try:
            search.run()
        except BaseException as error:  # raised again in the thread that waits
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    wait_for(thread, budget)
    if errors:
        raise errors[0]
    return search.outcome()


def _agree(found: Costs, outcome: Outcome) -> None:
    if found.units != outcome.cost:
        raise CheckError(f"the search counts a cost of {outcome.cost} units, the checker {found.units}; "
                         "please report this")


def _moment(row: IntervalCover) -> float:
    return row.start.timestamp()  # Python would compare two times of one zone by the wall clock


def _intervals(instance: Instance, present: np.ndarray) -> Iterator[IntervalCover]:
    """Coverage of each open interval, queue by queue; `present` is who serves: shape (queues, cells)."""
    grid = instance.grid
    for name, serves in zip(instance.queues, present, strict=True):
        queue, required = service_level(instance, name), requirement(instance, name)
        mean = serves[: grid.cells].reshape(grid.intervals, grid.cells_per_interval).mean(axis=1)
        level = queue.service_level(mean)
        for interval in np.flatnonzero(queue.is_open):
            yield IntervalCover(
                start=grid.moment(int(interval) * grid.cells_per_interval), queue=name,
                calls=round(float(queue.calls[interval]), 6),
                required=int(required[interval]), on_phone=round(float(mean[interval]), 6),
                service_level=None if np.isnan(level[interval]) else round(float(level[interval]), 6),
            )
