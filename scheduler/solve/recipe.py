"""From a prepared instance to a checked roster: search, recompute, check. The recipe of `scheduler.solve`."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from scheduler.check.result import check_result
from scheduler.check.violation import Violation
from scheduler.demand.demand import demand_of
from scheduler.engine.budget import Budget
from scheduler.engine.search import Outcome, Search
from scheduler.errors import CheckError, InfeasibleError, InterruptedEmptyError, NoRosterError
from scheduler.model.from_roster import solution_of
from scheduler.model.problem import Problem, compile_problem
from scheduler.model.solution import Solution, own_cost, shifts_of_solution
from scheduler.roster import Roster
from scheduler.solve.backlog import Work
from scheduler.solve.backlog_rounds import Rounds
from scheduler.solve.common_times import bound_at, open_times, ranked_times, times_of
from scheduler.solve.fairness import levelled
from scheduler.solve.options import Options
from scheduler.solve.prepared import Prepared
from scheduler.solve.result import result_of, roster_of
from scheduler.solve.tried_times import Trials

_SHOWN = 20


def search(prepared: Prepared, options: Options, start: Solution | None = None) -> tuple[Roster, Solution]:
    """Search a prepared problem, and check what is found by code that shares nothing with the search.

    Parameters
    ----------
    start
        A roster to begin with, of a problem with the same rules.

    Returns
    -------
    The checked roster, and the same in the arrays of the problem.

    Raises
    ------
    NoRosterError, InterruptedEmptyError
        If time was up, or the run interrupted, before there was a complete roster.
    InfeasibleError
        If it is proven that there is none, although each operator by themselves has one.
    CheckError
        If the checker rejects what the search found; that is a defect of the engine, and nothing is published.
    """
    if open_times(prepared.instance):
        return _held_together(prepared, options, start)
    if prepared.instance.deferrable:
        return _with_backlog(prepared, options, start)
    result, outcome = _searched(prepared, options, start)
    refuse_breaches(check_result(prepared.instance, result, prepared.ref, prepared.demand))
    return result, outcome.solution


def _searched(prepared: Prepared, options: Options, start: Solution | None) -> tuple[Roster, Outcome]:
    """Search a problem whose times are all chosen."""
    budget = options.budget()
    run = Search(prepared.crew, budget, gap=options.gap, seed=options.seed, workers=options.threads,
                 progress=options.report, start=start)
    outcome = run.run()
    if outcome is None:
        raise _nothing_found(prepared.problem, budget, impossible=run.monitor.impossible)
    outcome = _fair(prepared, outcome, options.seconds)
    return result_of(prepared, outcome, options), outcome


def _held_together(prepared: Prepared, options: Options, start: Solution | None) -> tuple[Roster, Solution]:
    """Choose the times of what is held together, or take those of the first roster, and search with them."""
    instance, demand, began = prepared.instance, prepared.demand, time.monotonic()
    curves = demand if prepared.forgiven == 0 else demand_of(instance, prepared.forgiven)
    compiled = partial(compile_problem, demand=curves)
    ranked = ranked_times(instance, compiled, prepared.crew, options)
    trials = Trials(instance, ranked, compiled, options, began)
    if start is None:
        found = trials.run()
    else:
        first = shifts_of_solution(instance, prepared.problem, start)
        found = trials.alone(times_of(instance, first), lambda fixed, problem: solution_of(fixed, problem, first))
    if found.outcome is None:
        raise _nothing_found(found.problem, options.budget(), impossible=found.impossible)
    bound = ranked.bound if found.prices is None else max(ranked.bound, bound_at(prepared.crew, found.prices, options))
    searched = replace(prepared, problem=found.problem)
    outcome = _fair(searched, found.outcome, options.seconds)
    outcome = replace(outcome, bound=min(outcome.cost, bound), seconds=time.monotonic() - began)
    result = result_of(searched, outcome, options)
    refuse_breaches(check_result(instance, result, prepared.ref, demand))
    return result, solution_of(instance, prepared.problem, result.shifts)


def _with_backlog(prepared: Prepared, options: Options, start: Solution | None) -> tuple[Roster, Solution]:
    """Search beside deferrable work, and place it in blocks."""
    instance, problem, began = prepared.instance, prepared.problem, time.monotonic()
    work = Work(instance, problem)
    rounds = Rounds(work, options,
                    lambda net, outcome: _fair(replace(prepared, problem=net), outcome, options.seconds), began)
    found = rounds.run(start)
    if found is None:
        raise _nothing_found(problem, options.budget(), impossible=rounds.impossible)
    outcome = Outcome(found.solution, found.cost, min(found.cost, rounds.bound), time.monotonic() - began,
                      interrupted=options.is_interrupted)
    result = roster_of(prepared, outcome, options, work.shifts(found.solution, found.blocks))
    refuse_breaches(check_result(instance, result, prepared.ref, prepared.demand))
    return result, found.solution


def _fair(prepared: Prepared, outcome: Outcome, seconds: float) -> Outcome:
    """Among rosters that cost no more, one that is more even."""
    solution = levelled(prepared.instance, prepared.problem, outcome.solution, seconds)
    saved = own_cost(prepared.problem, outcome.solution) - own_cost(prepared.problem, solution)
    return replace(outcome, solution=solution, cost=outcome.cost - saved)


def refuse_breaches(violations: Iterable[Violation]) -> None:
    """Raise `CheckError` with the first breaches of a roster that the engine found, if there are any."""
    if found := list(violations):
        raise CheckError("the roster found breaks rules and is not published; please report this:\n"
                         + "\n".join(map(str, found[:_SHOWN])))


def _nothing_found(
    problem: Problem, budget: Budget, *, impossible: bool
) -> InfeasibleError | NoRosterError | InterruptedEmptyError:
    if budget.interrupted and not impossible:
        return InterruptedEmptyError("interrupted before there was a complete roster; nothing was written")
    caps = [each.cap for each in problem.staffing.head_counts if each.cap is not None]
    limit = f" with at most {min(caps)} on the phone at once (seats, lines)" if caps else ""
    if impossible:
        return InfeasibleError(f"no roster is possible{limit}, as is proven: each operator alone has one, and no choice "
                               "of them fits together; more seats or lines, or smaller least hours of the contracts, make room")
    return NoRosterError(f"no complete roster{limit} within {budget.seconds:g} s")
