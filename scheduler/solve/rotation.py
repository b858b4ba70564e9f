"""A rotation found by the engine: the pattern of weeks that covers a hotline's week at the least cost, with a proven bound."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.check.rotating import check_rotation
from scheduler.demand.demand import demand_of
from scheduler.errors import CheckError, InfeasibleError, NoRosterError
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.origin import Origin
from scheduler.instance.words.messages import did_you_mean
from scheduler.instance.words.paths import FieldPath
from scheduler.model.rotation import Task, first_tier, overlap, solve_rotation, unsupported
from scheduler.rotation_plan import COST_UNITS, DayShift, Need, Pattern, Prices, RotationPlan
from scheduler.rules.basis.nights import night_rows
from scheduler.rules.basis.shift_table import ShiftTable, rows_of_template, shift_table
from scheduler.rules.basis.weeks import weekends
from scheduler.rules.opening_hours import inside
from scheduler.solve.options import Options

_WEEK = 7
MOST_WEEKS = 26


def find_rotation(
    instance: Instance, weeks: int, options: Options, *, contract: str | None = None, crew: int = 1,
    mean_hours: tuple[float, float] | None = None, origin: Origin | None = None,
) -> RotationPlan:
    """Find the cheapest pattern of so many weeks for the first whole calendar week of the horizon, again and again.

    A shift counts on the phone for the part of its time that is no break, as a pattern places none. Rules of a contract hold
    round the pattern; availability, wishes, activities and people together belong to those who come to work it.

    Parameters
    ----------
    contract
        Contract of those who work it; None: the one that all operators have.
    crew
        People who work each week of the pattern.
    mean_hours
        Least and most paid hours a week in the mean, in place of the contract's hours of every week.

    Raises
    ------
    InputError
        If the hotline is one for which no rotation is found yet.
    InfeasibleError
        If no pattern keeps the rules, as is proven.
    NoRosterError
        If none was found in time.
    CheckError
        If the checker rejects what was found; that is a defect of the search.
    """
    instance = instance.model_copy(update={"activities": (), "deferrable": (), "backlog": ()})
    held = {each.contract for each in instance.operators}
    name = contract if contract is not None else min(held)
    if found := list(_refusals(instance, name, held, asked=contract is not None)):
        raise (origin or Origin("", "")).error(found)
    first = _first_day(instance)
    shifts = tuple(_shifts(instance, instance.contracts[name], first))
    needs = tuple(_needs(instance, first))
    task = Task(shifts, needs, instance.contracts[name], _prices(instance, instance.contracts[name]), weeks, crew,
                frozenset(day for day in range(_WEEK) if instance.grid.date(first + day).weekday()
                          in instance.hotline.weekend_days), len(list(weekends(instance))), mean_hours)
    answer = solve_rotation(task, seconds=options.seconds, seed=options.seed, workers=options.threads)
    if answer.pattern is None:
        if answer.is_impossible:
            raise InfeasibleError(f"no pattern of {weeks} weeks keeps the rules of contract {name!r}, as is proven; more "
                                  "weeks, or looser bounds of the contract, make room")
        raise NoRosterError(f"no pattern within {options.seconds:g} s")
    plan = _plan(instance, task, name, first, answer.pattern, answer.bound)
    if violations := check_rotation(instance, plan, needs, mean_hours):
        raise CheckError("the rotation found is not what it says, please report this:\n" + "\n".join(map(str, violations[:20])))
    return plan


def _refusals(instance: Instance, name: str, held: set[str], *, asked: bool) -> Iterator[tuple[FieldPath, str]]:
    """Yield the path of a field, and what is wrong there, for everything for which no rotation is found."""
    if name not in instance.contracts:
        yield ("contracts",), (f"found no {name!r}; allowed are {', '.join(instance.contracts)}"
                               f"{did_you_mean(name, list(instance.contracts))}")
        return
    if len(held) > 1 and not asked:
        yield ("operators",), f"found contracts {', '.join(sorted(held))}; say whose rotation it is: --contract"
    if len(instance.queues) > 1:
        yield ("service", "queues"), f"found {len(instance.queues)} queues; a rotation is found for one queue yet"
    yield from ((("contracts", name, rule), "no rotation is found with this rule yet; allowed is a contract without it")
                for rule in unsupported(instance.contracts[name]))
    if instance.objective.missed_call is not None or instance.outside is not None:
        yield ("objective",), "missed calls or outside help have prices; a rotation is found for operators required yet"
    if _first_day(instance) < 0:
        yield ("horizon",), (f"holds no whole calendar week, which starts on {instance.hotline.week_starts}, without a "
                             "change of the clock; a rotation is found for such a week")
    offered = instance.contracts[name].shifts
    for index, template in enumerate(instance.shifts):
        if offered is not None and template.name not in offered:
            continue
        if len(template.start.minutes) > 1 or len(template.length.minutes) > 1 or template.split:
            yield ("shifts", index), (f"template {template.name} has several starts or lengths, or is split; a rotation is "
                                      "found of templates with one start and one length, or of a contract with such `shifts`")
        elif any(len(lunch.minutes) > 1 for lunch in instance.breaks.lunches_of(template.length.from_minutes)):
            yield ("breaks", "lunch"), f"the lunch of template {template.name} has several lengths; allowed is one"


def _first_day(instance: Instance) -> int:
    """First day of the first calendar week that lies in the horizon without a change of the clock; -1 if there is none."""
    changes = set(instance.grid.clock_changes())
    return next((week[0] for week in instance.calendar_weeks
                 if week[0] >= 0 and week[-1] < instance.horizon.days and changes.isdisjoint(week)), -1)


def _shifts(instance: Instance, contract: Contract, first: int) -> Iterator[DayShift]:
    """Shifts that the contract's templates offer on each day of the week."""
    table, grid = shift_table(instance), instance.grid
    shortest, longest = contract.shift_minutes or (0, 24 * 60)
    nights, is_inside = night_rows(instance, table), inside(instance, table)
    for number, template in enumerate(instance.shifts):
        if contract.shifts is not None and template.name not in contract.shifts:
            continue
        said = table.offered[number]
        usable = rows_of_template(instance, table, template.name) & (is_inside | template.outside_hours) & ~table.placed
        for day in range(_WEEK):
            midnight, end = grid.day_starts[first + day], grid.day_starts[first + day + 1]
            rows = np.flatnonzero(usable & (table.start >= midnight) & (table.start < end)
                                  & (said >= shortest) & (said <= longest))
            if len(rows):
                row = int(rows[0])
                yield _shift(table, row, template.name, day, midnight, grid.cell_minutes, is_night=bool(nights[row]))


def _shift(
    table: ShiftTable, row: int, template: str, day: int, midnight: int, cell_minutes: int, *, is_night: bool
) -> DayShift:
    form = table.forms[table.form[row]]
    breaks = sum(each.cells for each in form.orders[0].breaks)
    return DayShift(template, day, (int(table.start[row]) - midnight) * cell_minutes,
                    (int(table.end[row]) - midnight) * cell_minutes, form.paid_minutes,
                    1000 * (form.cells - breaks) // form.cells, is_night)


def _needs(instance: Instance, first: int) -> Iterator[Need]:
    """What each interval of the week requires; those after the last midnight are the first day's."""
    grid, size = instance.grid, instance.grid.cells_per_interval
    required = demand_of(instance).queues[0].required
    begin, end = (grid.day_starts[day] // size for day in (first, first + _WEEK))
    for interval in range(begin, end):
        folded = interval - begin + end
        evening = int(required[folded]) if end * size == grid.day_starts[grid.days] and folded < len(required) else 0
        if count := max(int(required[interval]), evening):
            yield Need((interval - begin) * grid.interval_minutes, grid.interval_minutes, count)


def _prices(instance: Instance, contract: Contract) -> Prices:
    objective = instance.objective
    prices = (objective.understaffing_per_hour, objective.understaffing_beyond_10_percent_per_hour,
              objective.overstaffing_per_hour, contract.cost_per_hour)
    return Prices(*(round(100 * price) for price in prices))


def _plan(instance: Instance, task: Task, name: str, first: int, pattern: Pattern, bound: int) -> RotationPlan:
    """The pattern with its figures."""
    by_day = {(shift.template, shift.day): shift for shift in task.shifts}
    weeks = [[by_day[template, day] for day, template in enumerate(week) if template is not None] for week in pattern]
    missing = surplus = cost = 0
    for need in task.needs:
        cover = sum(task.crew * shift.work_permille * overlap(shift, need) for week in weeks for shift in week)
        lack = max(0, 1000 * need.required * need.minutes - cover)
        over, tier = max(0, cover - 1000 * need.required * need.minutes), min(lack, first_tier(need) * need.minutes)
        missing, surplus = missing + lack, surplus + over
        cost += tier * task.prices.missing + (lack - tier) * task.prices.beyond + over * task.prices.surplus
    paid = [sum(shift.paid_minutes for shift in week) for week in weeks]
    cost += 1000 * task.crew * task.prices.paid * sum(paid)
    return RotationPlan(name, task.crew, instance.grid.date(first), pattern, cost / COST_UNITS, min(bound, cost) / COST_UNITS,
                        missing / 60_000, surplus / 60_000, tuple(minutes / 60 for minutes in paid))
