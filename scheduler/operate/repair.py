"""Repair: what was published changes as little as it can, and never what has begun."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from scheduler.check.changes import change_cost, frozen_violations
from scheduler.check.facts.times import day_of, day_of_shift, span
from scheduler.check.result import check_result
from scheduler.check.violation import Violation
from scheduler.demand.effective_load import with_load_factors
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.engine.search import Outcome
from scheduler.errors import CheckError, Fault, InfeasibleError, InputError, NoRosterError
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.model.from_roster import solution_of
from scheduler.model.problem import Problem, compile_problem
from scheduler.model.published import Pair, Published
from scheduler.model.solution import OFF, Solution
from scheduler.operate.beside_work import Lost
from scheduler.operate.calling import called_in_order
from scheduler.operate.changes import Change, changes
from scheduler.operate.frozen import Row
from scheduler.operate.least_short import least_short
from scheduler.operate.mending import Mended, Task, mend
from scheduler.operate.offers import Offer, by_day, offers, rows_of, step_minutes
from scheduler.roster import InstanceRef, Roster, Shift, StandbyPlace, Truth
from scheduler.solve.backlog import Work
from scheduler.solve.backlog_dual import WorkDual
from scheduler.solve.common_times import times_of, with_times
from scheduler.solve.options import Options
from scheduler.solve.prepared import Prepared, prepare
from scheduler.solve.recipe import refuse_breaches
from scheduler.solve.result import roster_of
from scheduler.solve.standby import Kept
from scheduler.solve.truth import simulated_again

_BOUND_STEPS = 12
_LEAST_SHARE = 0.5
"""Steps of the bound on the roster's own cost, from the prices that the repair's bound has found; the search has at least this
share of the time limit, however long its preparation takes."""


@dataclass(frozen=True, eq=False)
class Wanted:
    """What a repair begins with.

    Parameters
    ----------
    instance, ref
        The instance with what has happened, and how rosters name it.
    shifts
        The shifts that were published, without those that are lost.
    lost
        Shifts that nobody works any more.
    exempt
        Operators and dates that events have changed.
    now
        What begins before it stays.
    truth
        What the truth loop of the published roster found; None: it had none.
    most
        People who may be touched; None: any number.
    breaks_only
        Whether only breaks may move.
    dates
        Days that events speak of, besides those of lost and changed shifts.
    agreed
        The instance, and how rosters name it, with more rows of availability: overtime and time off are then asked for, where
        contracts allow it. None: they are not.
    declined
        Operators who are not asked.
    standby
        Places on standby lists that were published.
    bound
        Proven before: no roster of this instance costs less; 0: nothing is.
    """

    instance: Instance
    ref: InstanceRef
    shifts: tuple[Shift, ...]
    lost: tuple[Shift, ...]
    exempt: frozenset[tuple[str, dt.date]]
    now: dt.datetime
    truth: Truth | None = None
    most: int | None = None
    breaks_only: bool = False
    dates: frozenset[dt.date] = frozenset()
    agreed: Callable[[Sequence[Row]], tuple[Instance, InstanceRef]] | None = None
    declined: frozenset[str] = frozenset()
    standby: tuple[StandbyPlace, ...] = ()
    bound: float = 0.0


@dataclass(frozen=True, eq=False)
class Repaired:
    """A repaired roster.

    Parameters
    ----------
    roster
        The roster, checked, with a bound on what any roster costs.
    changes
        What differs from the published one, lost shifts left out.
    change_cost
        Price of the changes.
    bound
        Proven: no repair costs less, its changes included; with a cap on people, none that keeps it.
    offers
        Changes that their operators are asked for, as overtime or time off.
    least_short
        Proven: no repair that keeps the cap leaves fewer operator-hours short; None: there is no cap, or no requirement.
    step_minutes
        The bounds are of repairs with overtime and time off by multiples of so many minutes, or by the most allowed, breaks as
        near as can be to where they were; 0: without any.
    """

    roster: Roster
    changes: tuple[Change, ...]
    change_cost: float
    bound: float
    offers: tuple[Offer, ...] = ()
    least_short: float | None = None
    step_minutes: int = 0


def repair(wanted: Wanted, options: Options) -> Repaired:
    """Find the repair, and check it by code that shares nothing with the search.

    Raises
    ------
    InfeasibleError
        If somebody has no legal roster any more.
    NoRosterError
        If none was found in the time given.
    CheckError
        If what was found is wrong, which is a defect: nothing is published.
    """
    began = time.monotonic()
    prepared = _prepared(wanted)
    instance = prepared.instance
    index = {operator.id: number for number, operator in enumerate(instance.operators)}
    exempt = {(index[who], (date - instance.horizon.start).days) for who, date in wanted.exempt}
    asked = list(_offers(instance, wanted, exempt))
    try:
        fixed = with_times(instance, times_of(instance, wanted.shifts))  # what is held together stays where it is
        publish = partial(Published.of, fixed, moment=wanted.now, exempt=exempt, breaks_only=wanted.breaks_only,
                          asked=[(each.after, each.minutes) for each in asked], standby=wanted.standby)
        published = publish(wanted.shifts)
    except ValueError as error:
        told = f"{error}; the rules have changed since the roster was made: allowed is `schedule solve INSTANCE --from PLAN`"
        raise InputError([Fault(wanted.ref.path, "", told)]) from None
    problem = compile_problem(fixed, prepared.demand, published)
    crew = Crew.of(problem)
    _refuse_impossible(instance, crew)
    start = solution_of(fixed, problem, wanted.shifts)
    _take_away(problem, start)
    budget = options.budget()
    if not options.deterministic:
        budget.seconds = max(options.seconds - (time.monotonic() - began), options.seconds * _LEAST_SHARE)
    days = tuple(sorted(_days(instance, wanted, exempt, day_of(instance, wanted.now))))
    task = Task(crew, start, frozenset(operator for operator, _ in exempt), days, wanted.most)
    if instance.deferrable:
        work = Work(instance, problem)
        bare = compile_problem(fixed, prepared.demand, publish(work.bare(wanted.shifts)))
        found = Lost(task, published, work, Work(instance, bare), wanted.breaks_only).mended(
            options, budget.seconds)
    elif found := mend(task, budget, options.seed):
        found = called_in_order(task, published.standby, found)
    if found is None:
        limit = "" if wanted.most is None else f" that touches at most {wanted.most} people"
        raise NoRosterError(f"no repair{limit} was found within {options.seconds:g} s")
    return _answer(wanted, prepared, task, found, options, budget.elapsed, asked)


def _prepared(wanted: Wanted) -> Prepared:
    loaded = with_load_factors(wanted.instance, wanted.truth.by_moment if wanted.truth else {})
    return prepare(loaded, wanted.ref, kept=Kept(wanted.standby, wanted.now))


def _take_away(problem: Problem, solution: Solution) -> None:
    """Take out shifts that their operator may not work any more."""
    for operator, each in enumerate(problem.classes[number] for number in problem.class_of):
        allowed = set(each.rows.tolist())
        for day, row in enumerate(solution.rows[operator].tolist()):
            if row >= 0 and row not in allowed:
                solution.rows[operator, day], solution.chain[operator, day] = OFF, OFF
                solution.breaks[operator, day] = -1


def _offers(instance: Instance, wanted: Wanted, exempt: set[Pair]) -> Iterator[Offer]:
    """What operators may be asked for on the days in question, or, where events speak of none, today.

    Where shifts of these days pass midnight, the days after them are in question, too.
    """
    if wanted.agreed is not None and not wanted.breaks_only:
        first = day_of(instance, wanted.now)
        days = _days(instance, wanted, exempt, first - 1) or {first}
        days |= {day_of(instance, shift.end) for shift in (*wanted.shifts, *wanted.lost)
                 if day_of_shift(instance, shift) in days and span(shift)[1] > wanted.now}
        yield from offers(instance, wanted.shifts, wanted.now, days, wanted.declined)


def _taken(instance: Instance, task: Task, solution: Solution, asked: Sequence[Offer]) -> Iterator[Offer]:
    """The offers that a roster takes."""
    table, of_day = task.crew.problem.table, by_day(instance, asked)
    index = {operator.id: number for number, operator in enumerate(instance.operators)}
    for (who, day), choices in of_day.items():
        row = int(solution.rows[index[who], day])
        if row >= 0 and table.extra_minutes[row]:
            times = instance.grid.moment(int(table.start[row])), instance.grid.moment(int(table.end[row]))
            yield next(each for each in choices if (each.after.start, each.after.end) == times)


def _days(instance: Instance, wanted: Wanted, exempt: set[Pair], first: int) -> set[int]:
    """Days from one on at which a shift was lost or shortened, or calls are others."""
    lost = {day_of_shift(instance, shift) for shift in wanted.lost}
    calls = {(date - instance.horizon.start).days for date in wanted.dates}
    return {day for day in lost | calls | {day for _, day in exempt} if first <= day < instance.grid.days}


def _refuse_impossible(instance: Instance, crew: Crew) -> None:
    impossible = [instance.operators[member].id for number in crew.impossible_classes()
                  for member in crew.problem.classes[number].members]
    if impossible:
        raise InfeasibleError("no repair is possible: what has begun, and what has happened since, leave no roster that keeps "
                              f"all rules for {', '.join(impossible)}")


def _answer(
    wanted: Wanted, prepared: Prepared, task: Task, found: Mended, options: Options, seconds: float, asked: Sequence[Offer]
) -> Repaired:
    """The roster with all figures, each compared with what the checker makes of it."""
    instance = prepared.instance
    shifts = Work(instance, task.crew.problem).shifts(found.solution, found.blocks)
    least = least_short(instance, task, found.solution)
    taken = tuple(_taken(instance, task, found.solution, asked))
    if taken and wanted.agreed is not None:
        agreed, ref = wanted.agreed(rows_of(instance, taken, wanted.now))
        wanted = replace(wanted, instance=agreed, ref=ref, bound=0.0)
        prepared = _prepared(wanted)
        instance = prepared.instance
    work = Work(instance, prepared.problem)
    plain, blocks = work.taken_apart(shifts)
    own = work.cost(plain, blocks)
    bound = _own_bound(work, plain, found) if seconds < options.seconds * 2 else 0
    known = max(bound, round(wanted.bound * UNITS))
    outcome = Outcome(plain, own, min(own, known), seconds, interrupted=options.is_interrupted)
    roster = roster_of(prepared, outcome, options, shifts)
    exempt = {(who, (date - instance.horizon.start).days) for who, date in wanted.exempt}
    price = change_cost(instance, wanted.shifts, roster.shifts, wanted.now, exempt, wanted.standby)
    off = Fraction(found.cost, UNITS) - Fraction(own, UNITS) - price
    if off < 0 or (off and not instance.deferrable):  # a block may come back to where it was, which the search counts as new
        raise CheckError(f"the repair counts {found.cost / UNITS:g}, the checker {own / UNITS:g} and {float(price):g} for its "
                         "changes; please report this")
    refuse_breaches([*_frozen(wanted, roster, taken), *check_result(instance, roster, wanted.ref, prepared.demand)])
    roster = simulated_again(wanted.instance, wanted.ref, roster, wanted.truth)
    return Repaired(roster, changes(instance, wanted.shifts, roster.shifts), float(price), found.bound / UNITS, taken, least,
                    step_minutes(instance) if asked else 0)


def _own_bound(work: Work, solution: Solution, found: Mended) -> int:
    """Bound on the cost of any roster, changes apart, from the prices that bound the repair."""
    crew = Crew.of(work.problem)
    dual = WorkDual(work) if work.backlogs else Dual(crew, crew.presence(solution))
    if len(found.prices) == len(dual.prices):
        dual.prices = found.prices.copy()
    for _ in range(_BOUND_STEPS):
        dual.improve()
    return dual.bound


def _frozen(wanted: Wanted, roster: Roster, taken: Sequence[Offer]) -> Iterator[Violation]:
    """What had begun: shifts, of those who are asked for more or less what lies before now, and where breaks alone may move
    those that had begun.
    """
    instance, now = wanted.instance, wanted.now
    asked = {(who, (date - instance.horizon.start).days) for who, date in (each.key for each in taken)}
    before, after = wanted.shifts, roster.shifts
    if wanted.breaks_only:
        before, after = (tuple(map(partial(_until, now), shifts)) for shifts in (before, after))
    yield from frozen_violations(instance, before, after, now, asked)


def _until(now: dt.datetime, shift: Shift) -> Shift:
    """A shift with the breaks alone that begin before a moment, and its gap, which is none."""
    return shift.keeping(lambda each: each.start < now or each.kind == "gap")
