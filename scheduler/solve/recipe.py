"""From an instance to a checked roster: prepare, search, recompute, check. The recipe of `scheduler.solve`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from scheduler.check.cost import Costs, costs
from scheduler.check.facts.coverage import means, on_phone_of_queues, on_phone_of_sets
from scheduler.check.facts.curves import purchases
from scheduler.check.result import check_result
from scheduler.check.violation import Violation
from scheduler.demand.cost.least_purchase import anyway
from scheduler.demand.demand import Demand, demand_of
from scheduler.demand.promise import promise_of
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.search import Outcome, Search
from scheduler.errors import CheckError, InfeasibleError, InterruptedEmptyError, NoRosterError
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.model.from_roster import solution_of
from scheduler.model.problem import Problem, compile_problem
from scheduler.model.solution import Solution, own_cost, shifts_of_solution
from scheduler.roster import InstanceRef, IntervalCover, PoolCover, Promised, Roster, Run, Shift
from scheduler.solve.backlog import Work
from scheduler.solve.backlog_rounds import Rounds
from scheduler.solve.capacity import too_many_hours
from scheduler.solve.common_times import bound_at, open_times, ranked_times, times_of
from scheduler.solve.conflicts import conflicts_of
from scheduler.solve.fairness import levelled
from scheduler.solve.minimums import refuse_lacking, refuse_unreachable
from scheduler.solve.options import Options
from scheduler.solve.standby import NOTHING_PUBLISHED, Kept, standby_of
from scheduler.solve.tried_times import Trials
from scheduler.version import __version__

Floats = NDArray[np.float64]

_SHOWN = 20


@dataclass(frozen=True, eq=False)
class Prepared:
    """An instance ready to be searched.

    Parameters
    ----------
    instance, demand
        The instance, and its demand: with the load factors of a truth loop where it has any.
    ref
        How the roster names its instance.
    problem
        The same in arrays.
    forgiven
        Share of the outside call centre's price that the problem leaves out, as the least purchase pays it anyway.
    kept
        Places on standby lists that were published.
    """

    instance: Instance
    demand: Demand
    ref: InstanceRef
    problem: Problem
    forgiven: float = 0.0
    kept: Kept = NOTHING_PUBLISHED

    @cached_property
    def crew(self) -> Crew:
        """The problem with its compiled programmes."""
        return Crew.of(self.problem)

    def forgiving(self, share: float) -> Prepared:
        """The same, its problem at another share of the price."""
        return replace(self, problem=compile_problem(self.instance, demand_of(self.instance, share)), forgiven=share)


def prepare(
    instance: Instance, ref: InstanceRef, place_of: Callable[[int], str] = lambda _: "", kept: Kept = NOTHING_PUBLISHED
) -> Prepared:
    """Compute the demand, and compile the problem that is searched.

    Parameters
    ----------
    place_of
        Where an operator (by index) stands in the input, for messages.
    kept
        Places on standby lists that were published, of which as little changes as can be.

    Raises
    ------
    InfeasibleError
        If some operator has no legal roster; the message names the smallest set of rules in conflict.
    """
    demand = demand_of(instance)
    problem = compile_problem(instance, demand)
    prepared = Prepared(instance, demand, ref, problem, kept=kept)
    _refuse_impossible(instance, prepared.crew, place_of)
    refuse_unreachable(instance, problem)
    return prepared


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


def _refuse_impossible(instance: Instance, crew: Crew, place_of: Callable[[int], str]) -> None:
    """Raise `InfeasibleError`, with one line for each operator who has no legal roster, or that all have too little room."""
    found = conflicts_of(instance, crew.problem, crew.impossible_classes())
    lines = [f"{place}: {each}" if (place := place_of(each.members[0])) else str(each) for each in found]
    if not lines:
        lines = list(too_many_hours(instance, crew.problem))
    if lines:
        changes = [f"the clock changes on {instance.grid.date(day)}: shifts over it may be longer or shorter then"
                   for day in instance.grid.clock_changes()]
        raise InfeasibleError("\n".join(["no roster is possible:", *lines, *changes]), found)


def result_of(prepared: Prepared, outcome: Outcome, options: Options) -> Roster:
    """Put the outcome into plain times, with every figure recomputed from them by the checker's own arithmetic."""
    return roster_of(prepared, outcome, options, shifts_of_solution(prepared.instance, prepared.problem, outcome.solution))


def roster_of(prepared: Prepared, outcome: Outcome, options: Options, shifts: tuple[Shift, ...]) -> Roster:
    """The roster of an outcome as plain times, with every figure recomputed from them."""
    instance, demand = prepared.instance, prepared.demand
    refuse_lacking(instance, prepared.problem, outcome, shifts)
    found, bound = _priced(prepared, shifts, outcome)
    cells = on_phone_of_sets(instance, shifts)
    on_phone, bought = means(instance, cells), tuple(purchases(instance, demand, demand.is_open, cells))
    levels = demand.with_help(instance, bought).service_levels(on_phone)
    places, status = standby_of(instance, shifts, prepared.kept, hurried=options.is_interrupted)
    return Roster(schema=1, instance=prepared.ref, run=_run_of(outcome, options, found.units, bound), terms=found.terms,
                  shifts=shifts,
                  intervals=tuple(sorted(_intervals(instance, demand, shifts, levels), key=_moment)),
                  pools=tuple(sorted(_pools(instance, demand, on_phone), key=_moment)),
                  promise=_promised(instance, demand, on_phone, shifts),
                  outside=bought, standby=places, standby_status=status)


def _promised(instance: Instance, demand: Demand, on_phone: Floats, shifts: Sequence[Shift]) -> Promised | None:
    found = promise_of(instance, demand, on_phone, [shift.start for shift in shifts])
    return None if found is None else Promised(**{name: round(value, 6) for name, value in asdict(found).items()})


def _priced(prepared: Prepared, shifts: Sequence[Shift], outcome: Outcome) -> tuple[Costs, int]:
    """Cost of a roster, recomputed and compared with what the search counted, and its bound in units."""
    instance, outside = prepared.instance, prepared.instance.outside
    found = costs(instance, prepared.demand, shifts)
    if outside is None or not outside.minimum_purchase:
        _agree(found, outcome)
        return found, outcome.bound
    free = instance.model_copy(update={"outside": outside.without_minimum()})
    _agree(costs(free, demand_of(free, prepared.forgiven), shifts), outcome)
    return found, min(int(found.units), outcome.bound + anyway(instance, prepared.forgiven))


def _run_of(outcome: Outcome, options: Options, cost: int | Fraction, least: int) -> Run:
    objective, bound = (float(Fraction(units) / UNITS) for units in (cost, least))
    return Run(
        status="optimal" if cost == least else "feasible",
        objective=objective,
        bound=bound,
        gap=(objective - bound) / objective if objective else 0.0,
        seconds=None if options.deterministic else round(outcome.seconds, 3),
        seed=options.seed,
        workers=options.threads,
        interrupted=outcome.interrupted,
        versions={"scheduler": __version__, "ortools": version("ortools"), "numba": version("numba")},
    )


def _agree(found: Costs, outcome: Outcome) -> None:
    if found.units != outcome.cost:
        raise CheckError(f"the search counts a cost of {outcome.cost} units, the checker {found.units}; "
                         "please report this")


def _moment(row: IntervalCover | PoolCover) -> float:
    return row.start.timestamp()  # Python would compare two times of one zone by the wall clock


def _intervals(instance: Instance, demand: Demand, shifts: Sequence[Shift], levels: Floats) -> Iterator[IntervalCover]:
    """Coverage of each open interval, queue by queue; `levels` has shape (queues, intervals)."""
    grid, able = instance.grid, means(instance, on_phone_of_queues(instance, shifts))
    for each, mean, level in zip(demand.queues, able, levels, strict=True):
        for interval in np.flatnonzero(each.queue.is_open):
            yield IntervalCover(
                start=grid.moment(int(interval) * grid.cells_per_interval), queue=each.name,
                calls=round(float(each.queue.calls[interval]), 6),
                required=int(each.required[interval]), on_phone=round(float(mean[interval]), 6),
                service_level=None if np.isnan(level[interval]) else round(float(level[interval]), 6),
            )


def _pools(instance: Instance, demand: Demand, on_phone: Floats) -> Iterator[PoolCover]:
    """Coverage of each open interval and set of several queues."""
    grid = instance.grid
    for each, mean in zip(demand.sets, on_phone, strict=True):
        if len(each.names) > 1:
            for interval in np.flatnonzero(each.callers.is_open):
                yield PoolCover(
                    start=grid.moment(int(interval) * grid.cells_per_interval), queues=tuple(map(str, each.names)),
                    calls=round(float(each.callers.calls[interval]), 6), required=int(each.required[interval]),
                    on_phone=round(float(mean[interval]), 6),
                )
