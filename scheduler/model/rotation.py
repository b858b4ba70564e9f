r"""The rotating roster as an integer program: one person's weeks, one after the other and round again, staff every week.

With as many people as weeks, each a week behind the one before, every row of the pattern is worked by somebody in every week:
on a day of the week work those whose rows have it, so that the requirement of one week speaks of all rows. Laporte, "The art
and science of designing rotating schedules", 1999; Musliu, Gärtner and Slany, "Efficient generation of rotating workforce
schedules", 2002.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from ortools.sat.python import cp_model

from scheduler.instance.contracts import Contract
from scheduler.rotation_plan import DayShift, Need, Pattern, Prices
from scheduler.timegrid import MINUTES_PER_DAY

_WEEK = 7
_WEEK_MINUTES = _WEEK * MINUTES_PER_DAY
_LONGEST_REST_DAYS = 5
"""Days between two shifts from which on every rest is long enough: 72 hours, and a shift of a day."""


@dataclass(frozen=True)
class Task:
    """What a rotation is to be found for.

    Parameters
    ----------
    shifts
        Shifts of the days of a week.
    needs
        What the week requires.
    contract
        Rules of those who work it.
    prices
        What missing, surplus and paid hours cost.
    weeks, crew
        Weeks of the pattern, and people who work each of them.
    weekend
        Days of the week that are its weekend.
    weekends_in
        Weekends of the horizon, of which `max_weekends` speaks.
    mean_hours
        Least and most paid hours a week in the mean of all, in place of those of every week; None: those of every week.
    """

    shifts: tuple[DayShift, ...]
    needs: tuple[Need, ...]
    contract: Contract
    prices: Prices
    weeks: int
    crew: int
    weekend: frozenset[int]
    weekends_in: int
    mean_hours: tuple[float, float] | None = None


@dataclass(frozen=True)
class Found:
    """A pattern, or None where none was found in time; what is proven of all, in units, and whether there is none."""

    pattern: Pattern | None
    bound: int
    is_impossible: bool = False


@dataclass
class _Program:
    """The model, and whether each shift is worked in each week; days are numbered round the whole pattern."""

    task: Task
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    works: list[list[cp_model.IntVar]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.works = [[self.model.new_bool_var("") for _ in self.task.shifts] for _ in range(self.task.weeks)]

    @property
    def days(self) -> int:
        """Days of the pattern."""
        return self.task.weeks * _WEEK

    def on(self, day: int, wanted: Callable[[DayShift], bool] = lambda _: True) -> cp_model.LinearExprT:
        """How many of some shifts are worked on a day, which may lie rounds on."""
        week, weekday = divmod(day % self.days, _WEEK)
        return sum(var for var, shift in zip(self.works[week], self.task.shifts, strict=True)
                   if shift.day == weekday and wanted(shift))

    def in_week(self, week: int, amount: Callable[[DayShift], int]) -> cp_model.LinearExprT:
        """A sum over the shifts of a week."""
        return sum(amount(shift) * var for var, shift in zip(self.works[week], self.task.shifts, strict=True))

    def between(self, least: float, total: cp_model.LinearExprT, most: float) -> None:
        """Hold a whole number between two bounds."""
        self.model.add_linear_constraint(total, math.ceil(least), math.floor(most))


def solve_rotation(task: Task, *, seconds: float, seed: int, workers: int) -> Found:
    """Find the cheapest pattern, and prove how cheap one can be."""
    program = _Program(task)
    for state in (_days, _rest, _runs, _nights, _weeks, _weekends):
        state(program)
    _price(program)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed, solver.parameters.num_workers = seed, workers
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(program.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, 0, status == cp_model.INFEASIBLE)
    pattern = tuple(tuple(next((shift.template for var, shift in zip(works, task.shifts, strict=True)
                                if shift.day == day and solver.boolean_value(var)), None) for day in range(_WEEK))
                    for works in program.works)
    return Found(pattern, math.ceil(solver.best_objective_bound - 1e-6))


def _days(program: _Program) -> None:
    """One shift a day; and of patterns that differ in where they begin, the one whose first week has the most paid time."""
    for day in range(program.days):
        program.model.add(program.on(day) <= 1)
    for week in range(1, program.task.weeks):
        program.model.add(program.in_week(0, _paid) >= program.in_week(week, _paid))


def _paid(shift: DayShift) -> int:
    return shift.paid_minutes


def _rest(program: _Program) -> None:
    """Rest between two shifts, and templates that may not follow each other."""
    task, works = program.task, program.works
    for before in range(len(task.shifts)):
        for after in range(len(task.shifts)):
            for days in range(1, _LONGEST_REST_DAYS):
                if (task.shifts[before].day + days) % _WEEK == task.shifts[after].day and _clash(task, before, after, days):
                    for week in range(task.weeks):
                        then = (week + (task.shifts[before].day + days) // _WEEK) % task.weeks
                        program.model.add(works[week][before] + works[then][after] <= 1)


def _clash(task: Task, before: int, after: int, days: int) -> bool:
    one, other = task.shifts[before], task.shifts[after]
    rest = other.start + days * MINUTES_PER_DAY - one.end
    is_forbidden = days == 1 and (one.template, other.template) in task.contract.forbidden_successions
    return is_forbidden or rest < task.contract.rest_hours * 60


def _runs(program: _Program) -> None:
    """Days in a row, worked and off."""
    contract = program.task.contract
    worked = [program.on(day) for day in range(program.days)]
    _no_longer(program, worked, contract.max_consecutive_days)
    _no_shorter(program, worked, contract.min_consecutive_days)
    _no_shorter(program, [1 - each for each in worked], contract.min_consecutive_days_off)


def _no_longer(program: _Program, days: Sequence[cp_model.LinearExprT], most: int | None) -> None:
    """No run of more days; a pattern that is one run goes on for ever."""
    if most is not None:
        length = min(most + 1, len(days))
        for first in range(len(days)):
            program.model.add(sum(days[(first + more) % len(days)] for more in range(length)) <= length - 1)


def _no_shorter(program: _Program, days: Sequence[cp_model.LinearExprT], least: int | None) -> None:
    for day in range(len(days)):
        for more in range(2, (least or 0) + 1):
            program.model.add(days[(day + 1) % len(days)] - days[day] <= days[(day + more) % len(days)])


def _nights(program: _Program) -> None:
    """Nights in a row, and days off after the last of them."""
    contract = program.task.contract
    nights = [program.on(day, lambda shift: shift.is_night) for day in range(program.days)]
    _no_longer(program, nights, contract.max_consecutive_nights)
    for day in range(program.days):
        for more in range(1, (contract.min_days_off_after_nights or 0) + 1):
            program.model.add(nights[day] - nights[(day + 1) % program.days] + program.on(day + more) <= 1)


def _weeks(program: _Program) -> None:
    """Hours, days, shifts and nights of every week; hours in the mean where these are asked for."""
    task, contract = program.task, program.task.contract
    hours = [program.in_week(week, _paid) for week in range(task.weeks)]
    if task.mean_hours is not None:
        least, most = task.mean_hours
        program.between(least * 60 * task.weeks, sum(hours), most * 60 * task.weeks)
    for week in range(task.weeks):
        if task.mean_hours is None:
            program.between(contract.hours_per_week[0] * 60, hours[week], contract.hours_per_week[1] * 60)
        shifts = program.in_week(week, lambda _: 1)
        for least, most in filter(None, (contract.days_per_week, contract.shifts_per_week)):
            program.between(least, shifts, most)
        if contract.max_nights_per_week is not None:
            program.between(0, program.in_week(week, lambda shift: shift.is_night), contract.max_nights_per_week)
        for name, most in contract.max_shifts_per_week.items():
            program.between(0, sum(program.on(week * _WEEK + day, partial(_is_of, name)) for day in range(_WEEK)), most)


def _is_of(name: str, shift: DayShift) -> bool:
    return shift.template == name


def _weekends(program: _Program) -> None:
    """Weekends whole, and not too many of as many in a row as the horizon has."""
    task, model = program.task, program.model
    free = [day for day in range(program.days) if day % _WEEK in task.weekend]
    worked: list[cp_model.IntVar] = []
    for day in free:
        if (day - 1) % program.days not in free or not worked:
            worked.append(model.new_bool_var(""))
        elif task.contract.complete_weekends:
            model.add(program.on(day) == program.on(day - 1))
        model.add(worked[-1] >= program.on(day))
    # A weekend over the turn of the pattern is one.
    if free and free[0] == 0 and (program.days - 1) in free and len(free) < program.days:
        model.add(worked[0] == worked[-1])
        if task.contract.complete_weekends:
            model.add(program.on(0) == program.on(program.days - 1))
        worked.pop()
    if task.contract.max_weekends is not None:
        for first in range(len(worked)):
            model.add(sum(worked[(first + more) % len(worked)] for more in range(task.weekends_in))
                      <= task.contract.max_weekends)


def _price(program: _Program) -> None:
    """Minimise what is missing, in surplus and paid."""
    task, model, terms = program.task, program.model, list[cp_model.LinearExprT]()
    counts = [sum(works[index] for works in program.works) for index in range(len(task.shifts))]
    for need in task.needs:
        required = need.required * need.minutes * 1000
        cover = sum(task.crew * shift.work_permille * minutes * count for shift, count in zip(task.shifts, counts, strict=True)
                    if (minutes := overlap(shift, need)))
        limit = required + 1000 * need.minutes * task.crew * task.weeks
        first, beyond, surplus = (model.new_int_var(0, most, "") for most in (
            first_tier(need) * need.minutes, required, limit))
        model.add(cover + first + beyond - surplus == required)
        terms += [first * task.prices.missing, beyond * task.prices.beyond, surplus * task.prices.surplus]
    paid = sum(task.crew * 1000 * task.prices.paid * shift.paid_minutes * count
               for shift, count in zip(task.shifts, counts, strict=True))
    model.minimize(sum(terms) + paid)


def overlap(shift: DayShift, need: Need) -> int:
    """Minutes that a shift has of an interval of the week, which goes round."""
    start, end = (shift.day * MINUTES_PER_DAY + minute for minute in (shift.start, shift.end))
    return sum(max(0, min(end + turn, need.start + need.minutes) - max(start + turn, need.start))
               for turn in (-_WEEK_MINUTES, 0, _WEEK_MINUTES))


def first_tier(need: Need) -> int:
    """Thousandths of operators that may be missing at the first price: 10 % of the requirement, and one at least."""
    return max(1000, need.required * 100)


def unsupported(contract: Contract) -> Iterable[str]:
    """Rules of a contract that no rotation is found with yet."""
    for name in ("hours_per_month", "hours_per_period", "shifts_per_month", "shifts_per_period", "weekly_rest_hours",
                 "max_start_earlier_minutes", "max_start_later_minutes", "max_different_starts_per_week"):
        if getattr(contract, name) is not None:
            yield name
    yield from (name for name in ("same_start_all_week", "max_shifts") if getattr(contract, name))


