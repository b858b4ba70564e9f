"""What model, search, bound and messages make of a tiny hotline, against all its rosters by enumeration."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.engine.bound.branching import Branching
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.errors import InfeasibleError, NoRosterError
from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.model.legal import keeps_floors
from scheduler.model.problem import Problem
from scheduler.model.program import solve_by_highs
from scheduler.model.solution import cost_of
from scheduler.rules.preflight import preflight_faults
from scheduler.solve.options import Options
from scheduler.solve.prepared import Prepared, prepare
from scheduler.solve.recipe import search
from tests.builders.derived import problem_of
from tests.builders.enumerated import Enumeration
from tests.builders.hotlines import REF
from tests.builders.plans import optimum, whole

STEPS, BRANCHES = 12, 3
"""Steps of the dual, and nodes of its branches, whose bounds are looked at."""


def refused(instance: Instance) -> list[str]:
    """Why an instance is refused as it is read, or before it is solved."""
    return [f"{path}: {text}" for path, text in list(cross_faults(instance)) or preflight_faults(instance)]


def disagreements(found: Enumeration, *, searched: bool = True) -> Iterator[str]:
    """Yield everything in which model, bounds, search and messages differ from the enumeration.

    `searched`: also in branches, by HiGHS, and in what a short search finds.
    """
    instance, best = found.instance, None if found.best is None else found.best[0]
    try:
        prepared = prepare(instance, REF)
    except InfeasibleError as error:
        if best is not None:
            yield f"refused, although a roster costs {best}: {error}"
        yield from _of_the_conflict(error)
        return
    exact = not any(each.together for each in instance.activities)  # else the model leaves each their own time
    yield from _of_the_model(prepared.problem, best, exact=exact, highs=searched)
    yield from _of_the_bounds(prepared.crew, best, BRANCHES if searched else 0)
    if searched:
        yield from _of_the_search(prepared, best)


def least_of(instance: Instance) -> int | None:
    """Cost of the model's optimum; None where there is no roster: the model prices the hard rules of several."""
    problem = problem_of(instance)
    crew = Crew.of(problem)
    found = None if crew.impossible_classes() else optimum(problem)
    return None if found is None or not keeps_floors(problem, found[1]) else found[0]


def _of_the_conflict(error: InfeasibleError) -> Iterator[str]:
    """Somebody, or some rule, is named."""
    if not str(error).strip().splitlines()[1:] and "seats" not in str(error):
        yield f"nothing is named: {error}"


def _of_the_model(problem: Problem, best: int | None, *, exact: bool, highs: bool) -> Iterator[str]:
    solved = optimum(problem)
    least = None if solved is None or not keeps_floors(problem, solved[1]) else solved[0]
    if solved is not None and solved[0] != cost_of(problem, solved[1]):
        yield f"the model counts {solved[0]}, its roster costs {cost_of(problem, solved[1])}"
    if (least != best) if exact else (best is not None and (least is None or least > best)):
        yield f"the model's optimum is {least}, the cheapest roster costs {best}"
    if highs and solved is not None:
        program = whole(problem).program
        other = solve_by_highs(program, problem.cost_step, 20.0)
        if other is None or program.objective(other.values) != solved[0]:
            yield f"CP-SAT has {solved[0]}, HiGHS {other and program.objective(other.values)}"


def _of_the_bounds(crew: Crew, best: int | None, branches: int) -> Iterator[str]:
    """No bound is above the cheapest roster, at the root and in the branches."""
    limit = best if best is not None else 2**60
    dual = Dual(crew, crew.presence(crew.empty()))
    for step in range(STEPS):
        bound = dual.improve()
        if bound > limit:
            yield f"step {step} of the dual proves {bound}, a roster costs {limit}"
            return
    branching = Branching(dual.fork())
    for step in range(branches):
        if branching.done:
            break
        bound = branching.expand(2**60, lambda: False)
        if bound > limit:
            yield f"branch {step} proves {bound}, a roster costs {limit}"
            return


def _of_the_search(prepared: Prepared, best: int | None) -> Iterator[str]:
    try:
        roster, _ = search(prepared, Options(seconds=1, deterministic=True))
    except InfeasibleError as error:
        if best is not None:
            yield f"called impossible, although a roster costs {best}: {error}"
        yield from _of_the_conflict(error)
        return
    except NoRosterError as error:
        yield f"nothing found ({'there is none' if best is None else f'a roster costs {best}'}): {error}"
        return
    cost, bound = (round(figure * UNITS) for figure in (roster.run.objective, roster.run.bound))
    if best is None:
        yield f"a roster of {cost} is found where there is none"
    elif cost < best:
        yield f"a roster of {cost} is found, cheaper than the cheapest of {best}"
    elif bound > best:
        yield f"the result proves {bound}, a roster costs {best}"
    elif roster.run.status == "optimal" and cost != best:
        yield f"{cost} is called optimal, a roster costs {best}"
    elif not any(each.together for each in prepared.instance.activities) and cost != best:
        yield f"slow: the search found {cost}, a roster costs {best}"
