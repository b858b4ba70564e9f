"""How many shifts does a hotline need, and when? Anonymous shifts with breaks for each day type, with cost and proven bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.check.cost import costs
from scheduler.check.facts.coverage import on_phone
from scheduler.check.facts.pay import paid_minutes
from scheduler.check.hard import check_shifts
from scheduler.check.rules.seats import NAME as SEATS
from scheduler.demand.demand import demand_of
from scheduler.engine.budget import Budget
from scheduler.engine.compiled.warm_up import warm_up
from scheduler.engine.dayplan.bound import Job, relaxed
from scheduler.engine.dayplan.construct import problem_of, searched
from scheduler.engine.dayplan.methods import is_long, methods_of
from scheduler.engine.dayplan.portfolio import Outcome, prepare, run_portfolio
from scheduler.engine.dayplan.rounding import best_rounding
from scheduler.engine.dayplan.task import Shifts
from scheduler.engine.search import Progress
from scheduler.errors import CheckError, InterruptedEmptyError, NoRosterError
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.instance.origin import Origin
from scheduler.model.dayplan.families import Pair
from scheduler.model.dayplan.shift import AnonymousShift
from scheduler.roster import Break, Shift
from scheduler.shift_plan import Cover, DayPlan, ShiftPlan
from scheduler.solve.anonymous import anonymous_instance, cheapest_hour, people_of, refusals
from scheduler.solve.day_types import Block, DayType, DayTypes, day_types
from scheduler.solve.options import Options

LEAST_S = 0.2
"""Seconds that each day type has at least, when the time is up."""
START_SHARE, ENGINE_SHARE, ENGINE_S = 0.5, 0.4, 4.0
"""Largest share of the time for the first plans of all day types, and the engine's where these are far from the bound, with the
most seconds that it has for one."""
LOOSE = 1.25
"""Cost of a first plan over the bound from which the engine looks for a better one of a day: where few people are required, a
rounding has too many shifts (measured: 2 to 4 people on a grid of 5 minutes, 455 where the engine finds 273)."""


def plan_shifts(
    instance: Instance, options: Options, *, cost_per_hour: float | None = None, pooled: bool = False,
    origin: Origin | None = None,
) -> ShiftPlan:
    """Plan how many shifts a hotline needs, and when, with their breaks, for nobody in particular.

    Opening hours, templates, break rules, what each interval requires and all prices are those of the hotline; of contracts
    only which shifts they allow. Availability, rest, weekly hours, wishes and activities belong to people, and are left out:
    the bound is one for every roster, too, whose hours cost at least as much.

    Parameters
    ----------
    options
        Seconds for all day types together; a day type is done when its gap is reached.
    cost_per_hour
        What a paid hour costs; None: the least that any contract of the hotline's operators says.
    pooled
        Plan several queues as if everybody answered all of them.
    origin
        Where the hotline's fields stand, for messages.

    Raises
    ------
    InputError
        If there are several queues, and `pooled` is not set; if an hour costs nothing; or if some length has no room for
        its breaks.
    NoRosterError, InterruptedEmptyError
        If time was up, or the run interrupted, before any day type had a plan.
    CheckError
        If the checker rejects what was found; that is a defect of the search.
    """
    price = cheapest_hour(instance) if cost_per_hour is None else cost_per_hour
    if found := list(refusals(instance, price, pooled=pooled)):
        raise (origin or Origin("", "")).error(found)
    hotline = anonymous_instance(instance, price)
    prepare()
    parted = day_types(hotline, options.seed)
    if any(each.task is not None and is_long(each.task) for each in parted.types):
        warm_up()
    budget = options.budget()
    outcomes = list(_search(parted.types, budget, options))
    if all(outcome.plan is None for outcome in outcomes):
        if budget.interrupted:
            raise InterruptedEmptyError("interrupted before any day had a plan; nothing was written")
        raise NoRosterError(f"no shifts within {options.seconds:g} s")
    return _checked(hotline, price, parted, outcomes, budget.elapsed, interrupted=budget.interrupted)


def _search(types: Sequence[DayType], budget: Budget, options: Options) -> Iterator[Outcome[Shifts]]:
    """One type after the other; what an early proof leaves of the time goes to those that follow."""
    starts = [_start(each, budget, START_SHARE * options.seconds / len(types)) for each in types]
    loose = [number for number, (job, first) in enumerate(starts) if job is not None and _is_loose(first)]
    if loose:
        with budget.pause():
            warm_up()
    for number in loose:
        job, first = starts[number]
        if job is not None and not budget.interrupted:
            share = min(ENGINE_S, ENGINE_SHARE * options.seconds / len(types))
            starts[number] = job, _by_engine(job, first, budget, options.threads, share)
    for number, (each, (job, start)) in enumerate(zip(types, starts, strict=True)):
        if job is None or budget.interrupted:
            yield start
            continue
        left = budget.left / (len(types) - number)
        stop = _Watch(budget, options, each, f"day type {number + 1} of {len(types)}")
        yield run_portfolio(methods_of(job.task), job, max(LEAST_S, left), job.task.cost, stop, start)


def _start(each: DayType, budget: Budget, seconds: float) -> tuple[Job | None, Outcome[Shifts]]:
    """A first plan, which the relaxation of a day gives in a moment; of many days it takes its time beside the search."""
    if each.task is None:
        return None, Outcome([], 0, 0, 0.0)
    if budget.interrupted or is_long(each.task):
        return Job(each.task), Outcome(None, None, None, 0.0)
    relaxation = relaxed(each.task, seconds)
    plan = best_rounding(each.task, relaxation, sweeps=1)
    return Job(each.task, relaxation), Outcome(plan, each.task.cost(plan), relaxation.bound, 0.0)


def _is_loose(first: Outcome[Shifts]) -> bool:
    return first.cost is not None and first.bound is not None and first.cost > LOOSE * first.bound


def _by_engine(job: Job, first: Outcome[Shifts], budget: Budget, workers: int, seconds: float) -> Outcome[Shifts]:
    """A plan by the roster engine, where that costs less."""
    own = Budget(max(LEAST_S, seconds))
    budget.on_interrupt(own.interrupt)
    shifts = searched(job.task, problem_of(job.task), own, workers)
    budget.on_interrupt(None)
    cost = None if shifts is None else job.task.cost(shifts)
    better = cost is not None and (first.cost is None or cost < first.cost)
    return replace(first, plan=shifts, cost=cost) if better else first


@dataclass
class _Watch:
    """Tells better plans and bounds, and says when a day type is done."""

    budget: Budget
    options: Options
    day_type: DayType
    label: str
    told: tuple[int | None, int | None] = (None, None)

    def __call__(self, best: Outcome[Shifts]) -> bool:
        if best.cost is not None and (best.cost, best.bound) != self.told:
            self.told = (best.cost, best.bound)
            step, fixed = self.day_type.step, self.day_type.fixed
            bound = None if best.bound is None else best.bound * step + fixed
            self.options.report(Progress(self.budget.elapsed, best.cost * step + fixed, bound, self.label))
        near = best.cost is not None and best.bound is not None and best.cost - best.bound <= self.options.gap * abs(best.cost)
        return self.budget.interrupted or near


def _checked(
    hotline: Instance, price: float, found: DayTypes, outcomes: Sequence[Outcome[Shifts]], seconds: float, *,
    interrupted: bool,
) -> ShiftPlan:
    """The plan in plain times, once code that shares nothing with the search has gone through every rule and the cost."""
    placed = sorted((shift.moved(block.first), block) for each, outcome in zip(found.types, outcomes, strict=True)
                    for block in each.blocks for shift in outcome.plan or ())
    names = _lines(hotline, [shift for shift, _ in placed], found.contract_of)
    hotline = anonymous_instance(hotline, price, max([people_of(hotline), *(number for _, number in names)]))
    shifts = tuple(_plain(hotline, shift, f"{name} {number}") for (shift, _), (name, number) in zip(placed, names, strict=True))
    of_block: dict[Block, list[Shift]] = {}
    for (_, block), shift in zip(placed, shifts, strict=True):
        of_block.setdefault(block, []).append(shift)
    _check(hotline, shifts, sum(len(each.blocks) * _units(each, outcome.cost or _empty(each))
                                for each, outcome in zip(found.types, outcomes, strict=True)))
    cover = tuple(_coverage(hotline, shifts))
    plans = tuple(_day_plan(hotline, each, outcome, of_block.get(each.blocks[0], []), cover)
                  for each, outcome in zip(found.types, outcomes, strict=True))
    hours = tuple(float(paid_minutes(hotline, shift)) / 60 for shift in shifts)
    return ShiftPlan(hotline, price, plans, shifts, hours, cover, round(seconds, 3), interrupted)


def _check(hotline: Instance, shifts: Sequence[Shift], counted: int) -> None:
    violations = check_shifts(hotline, shifts)
    if violations and {each.rule for each in violations} == {SEATS}:
        raise NoRosterError(f"no shifts with at most {hotline.hotline.most_on_phone} on the phone at once (seats, lines) found")
    if violations:
        text = "\n".join(map(str, violations[:20]))
        raise CheckError(f"the shifts found break rules and are not shown; please report this:\n{text}")
    found = costs(hotline, demand_of(hotline), shifts).units
    if found != counted:
        raise CheckError(f"the search counts a cost of {counted} units, the checker {found}; please report this")


def _units(each: DayType, value: int) -> int:
    """A value of the task in units of cost."""
    return value * each.step + each.fixed


def _empty(each: DayType) -> int:
    """Cost of the task without any shift."""
    return each.task.cost([]) if each.task else 0


def _lines(hotline: Instance, shifts: Sequence[AnonymousShift], contract_of: dict[Pair, str]) -> list[tuple[str, int]]:
    """A contract and the number of a line of work for each shift, in order of start: one a day, the last one over."""
    lines: dict[str, list[tuple[int, int]]] = {}
    named = []
    for shift in shifts:
        contract, day = contract_of[shift.start, shift.end], hotline.grid.day_of(shift.start)
        mine = lines.setdefault(contract, [])
        free = (number for number, (last_day, end) in enumerate(mine) if last_day < day and end <= shift.start)
        number = next(free, len(mine))
        mine[number : number + 1] = [(day, shift.end)]
        named.append((contract, number + 1))
    return named


def _plain(hotline: Instance, shift: AnonymousShift, operator: str) -> Shift:
    """The shift in plain times."""
    moment = hotline.grid.moment
    return Shift(operator=operator, start=moment(shift.start), end=moment(shift.end), breaks=tuple(
        Break(kind=pause.kind, start=moment(pause.start), end=moment(pause.end)) for pause in shift.breaks))


def _day_plan(
    hotline: Instance, each: DayType, outcome: Outcome[Shifts], shifts: Sequence[Shift], cover: Sequence[Cover]
) -> DayPlan:
    block, grid = each.blocks[0], hotline.grid
    first, end = grid.moment(block.first).timestamp(), grid.moment(block.end).timestamp()
    planned = outcome.cost is not None
    cost, bound = (_units(each, value) / UNITS if value is not None else 0.0 for value in (outcome.cost, outcome.bound))
    return DayPlan(tuple(grid.date(one.day) for one in each.blocks), block.days, tuple(shifts),
                   tuple(row for row in cover if first <= row.start.timestamp() < end), cost, max(bound, 0.0), planned)


def _coverage(hotline: Instance, shifts: Sequence[Shift]) -> Iterator[Cover]:
    grid = hotline.grid
    shape = grid.intervals, grid.cells_per_interval
    present, opened = (values[: grid.intervals * grid.cells_per_interval].reshape(shape)
                       for values in (on_phone(hotline, shifts), open_cells(hotline)))
    required = np.sum([each.required for each in demand_of(hotline).wholes], axis=0)
    for interval in range(grid.intervals):
        if opened[interval].any():
            start = grid.moment(interval * grid.cells_per_interval)
            yield Cover(start, int(required[interval]), float(present[interval].mean()))
