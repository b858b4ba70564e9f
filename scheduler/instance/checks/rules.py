"""Checks of what the rules of one operator's roster refer to: templates, nights, and the history before the horizon."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from scheduler.instance.calls_grid import moment_of
from scheduler.instance.checks.names import unknown_name, unknown_operator
from scheduler.instance.checks.times import usable_horizon
from scheduler.instance.instance import Instance
from scheduler.instance.operators import EXTRA

FieldPath = tuple[str | int, ...]
Faults = Iterator[tuple[FieldPath, str]]
_LONGEST_AGO = dt.timedelta(days=366)


def templates_of_rules_are_known(instance: Instance) -> Faults:
    """Contracts and history name templates that there are."""
    names = [template.name for template in instance.shifts]
    for contract, bounds in instance.contracts.items():
        for index, pair in enumerate(bounds.forbidden_successions):
            for place, template in enumerate(pair):
                if template not in names:
                    path = ("contracts", contract, "forbidden_successions", index, place)
                    yield path, unknown_name("shift template", template, names)
        for field in ("max_shifts", "max_shifts_per_week"):
            for template in getattr(bounds, field):
                if template not in names:
                    yield ("contracts", contract, field, template), unknown_name("shift template", template, names)
    for index, entry in enumerate(instance.history):
        if entry.last_shift is not None and entry.last_shift not in names:
            yield ("history", index, "last_shift"), unknown_name("shift template", entry.last_shift, names)


def nights_are_defined(instance: Instance) -> Faults:
    """Whoever bounds nights says what a night is."""
    for contract, bounds in instance.contracts.items():
        for field, value in bounds.speaks_of_nights.items():
            if instance.nights is None:
                message = f"found {value}, but nothing says what a night shift is; allowed with nights: {{from, to, minutes}}"
                yield ("contracts", contract, field), message


def nights_that_should_be_fair_are_defined(instance: Instance) -> Faults:
    """Whoever prices how even nights are says what a night is."""
    if instance.objective.fairness.nights and instance.nights is None:
        yield ("objective", "fairness", "nights"), (
            f"found {instance.objective.fairness.nights:g}, but nothing says what a night shift is; allowed with nights: "
            "{from, to, minutes}")


def ledger_is_of_operators(instance: Instance) -> Faults:
    """Every row of the ledger speaks of one operator, and no two of the same."""
    return _of_one_operator(instance, "ledger")


def history_is_of_operators(instance: Instance) -> Faults:
    """Every row of the history speaks of one operator, and no two of the same."""
    return _of_one_operator(instance, "history")


def _of_one_operator(instance: Instance, table: str) -> Faults:
    ids = {operator.id for operator in instance.operators}
    first: dict[str, int] = {}
    for index, entry in enumerate(getattr(instance, table)):
        if entry.operator not in ids:
            yield (table, index, "operator"), unknown_operator(entry.operator, instance.operators)
        elif first.setdefault(entry.operator, index) != index:
            yield (table, index, "operator"), f"found {entry.operator!r} a second time; allowed is one row an operator"


def history_lies_before_the_horizon(instance: Instance) -> Faults:
    """A last shift begins before the horizon, so that it ends on its first day at the latest."""
    if not usable_horizon(instance):
        return
    grid = instance.days_alone
    for index, entry in enumerate(instance.history):
        moments: dict[str, dt.datetime] = {}
        for name, written in (("last_start", entry.last_start), ("last_end", entry.last_end)):
            try:
                moments |= {} if written is None else {name: moment_of(written, grid.zone)}
            except ValueError as error:
                yield ("history", index, name), f"found {written and written.isoformat()}: {error}"
        start, end = moments.get("last_start"), moments.get("last_end")
        if start is not None and (start >= grid.origin or (end is not None and start >= end)):
            yield ("history", index, "last_start"), (
                f"found {entry.last_start:%Y-%m-%dT%H:%M}; allowed are times before the horizon, which begins on "
                f"{grid.first_day}, and before last_end")
        if entry.last_end is None or end is None:
            continue
        if grid.origin - end > _LONGEST_AGO:
            yield ("history", index, "last_end"), (
                f"found {entry.last_end.isoformat()}, far before the horizon, which begins on {grid.first_day}; allowed are at "
                f"most {_LONGEST_AGO.days} days before it")
        latest = grid.origin + dt.timedelta(days=1)
        if end >= latest:
            yield ("history", index, "last_end"), (
                f"found {entry.last_end.isoformat()}; allowed are times before "
                f"{latest.astimezone(grid.zone):%Y-%m-%dT%H:%M}, as the shift begins before the horizon")


def extra_time_is_allowed(instance: Instance) -> Faults:
    """Overtime and time off that were agreed are no more than the contract allows in a day, and of overtime in a week."""
    contracts = {operator.id: instance.contract_of(operator) for operator in instance.operators
                 if operator.contract in instance.contracts}
    of_day, of_week = Counter[tuple[str, str, dt.date]](), Counter[tuple[str, int]]()
    for index, entry in enumerate(instance.availability):
        contract = contracts.get(entry.operator)
        if contract is None or entry.kind not in EXTRA or not isinstance(entry.when, dt.date):
            continue
        field = f"{entry.kind}_minutes_per_day"
        of_day[entry.operator, entry.kind, entry.when] += entry.minutes
        found, most = of_day[entry.operator, entry.kind, entry.when], getattr(contract, field) or 0
        if found > most:
            yield ("availability", index, "hours"), (
                f"found {found} min of {entry.kind} of {entry.operator!r} on {entry.when}; allowed are {most} min "
                f"(`{field}` of the contract)")
        day, limit = (entry.when - instance.horizon.start).days, contract.overtime_hours_per_week
        week = next((week.start for week in instance.calendar_weeks if day in week), None)
        if entry.kind == "overtime" and limit is not None and week is not None:
            of_week[entry.operator, week] += entry.minutes
            if of_week[entry.operator, week] > limit * 60:
                yield ("availability", index, "hours"), (
                    f"found {of_week[entry.operator, week] / 60:g} h of overtime of {entry.operator!r} in the week of "
                    f"{entry.when}; allowed are {limit:g} h (`overtime_hours_per_week` of the contract)")
