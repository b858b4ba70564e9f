"""More hours than seats and lines have room for: found by counting, before a search looks for what cannot be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from scheduler.demand.cost.head_count import floors
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.words.paths import FieldPath
from scheduler.model.classes import OperatorClass
from scheduler.model.problem import Problem, compile_problem
from scheduler.rules.basis.statement import Total
from scheduler.rules.preflight import HOURS
from scheduler.solve.minimums import unreachable


def impossible_together(instance: Instance, demand: Demand) -> Iterator[tuple[FieldPath, str]]:
    """Yield the path of a field and what its seats, lines or hard minimums make impossible, as far as counting shows it.

    Where there are none of them nothing is compiled.
    """
    capped = instance.hotline.seats is not None or instance.hotline.lines is not None
    if not capped and not floors(instance):
        return
    problem = compile_problem(instance, demand)
    seats = "seats" if instance.hotline.seats is not None else "lines"
    yield from ((("hotline", seats), reason) for reason in too_many_hours(instance, problem))
    yield from ((("service",), reason) for reason in unreachable(instance, problem))


def too_many_hours(instance: Instance, problem: Problem) -> Iterator[str]:
    """Yield a reason for each week, month or period in which the least hours of all do not fit on the seats and lines.

    Whoever has paid hours has on the phone at least the share of them that the shift with most paid breaks leaves. Room is
    there in every cell that some shift of these days reaches.
    """
    caps = [each.cap for each in problem.staffing.head_counts if each.cap is not None]
    if not caps:
        return
    most = min(caps)
    cell_minutes = instance.grid.cell_minutes
    for (rule, first, last), needed in _least_on_phone(problem, cell_minutes).items():
        room = most * _cells_reached(problem, first, last) * cell_minutes
        if needed > room:
            yield (f"in the {HOURS[rule]} from {instance.grid.date(first)} the least hours of all contracts put at least "
                   f"{float(needed) / 60:,.1f} h on the phone, and with at most {most} at once (seats, lines) its shifts have "
                   f"room for {room / 60:,.1f} h")


def _least_on_phone(problem: Problem, cell_minutes: int) -> dict[tuple[str, int, int], Fraction]:
    """Minutes on the phone that everybody together must have, by rule, first and last day."""
    needed: dict[tuple[str, int, int], Fraction] = defaultdict(Fraction)
    for each in problem.classes:
        for total in (one for one in each.totals if one.rule in HOURS):
            share = _phone_share(problem, each, total, cell_minutes)
            for window in total.windows:
                needed[total.rule, window.first, window.last] += max(0, window.least) * share * len(each.members)
    return needed


def _phone_share(problem: Problem, each: OperatorClass, total: Total, cell_minutes: int) -> Fraction:
    """Least minutes on the phone for a minute that a total counts, of the shifts of a class."""
    away = [max((sum(pause.cells for pause in order.breaks) for order in form.orders), default=0)
            for form in problem.table.forms]
    on_phone = np.array([form.cells - cells for form, cells in zip(problem.table.forms, away, strict=True)]) * cell_minutes
    counted, there = total.amount[each.rows], on_phone[problem.table.form[each.rows]]
    ways = np.unique(np.stack([there, counted], axis=1)[counted > 0], axis=0)
    return min((Fraction(phone, minutes) for phone, minutes in ways.tolist()), default=Fraction(0))


def _cells_reached(problem: Problem, first: int, last: int) -> int:
    """Cells that a shift of these days reaches, whoever may work it."""
    table = problem.table
    rows = np.unique(np.concatenate([each.rows for each in problem.classes]))
    rows = rows[(table.day[rows] >= first) & (table.day[rows] <= last)]
    change = np.zeros(problem.all_cells + 1, dtype=np.int64)
    np.add.at(change, table.start[rows], 1)
    np.add.at(change, table.end[rows], -1)
    return int((np.cumsum(change) > 0).sum())
