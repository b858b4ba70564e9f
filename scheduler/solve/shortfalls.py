"""What no roster of this hotline can give, although no hard rule is broken by it: told before a search, and priced in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import Demand
from scheduler.demand.opening import outside_intervals
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.yesterday import still_on_the_phone
from scheduler.rules import hours_per_month, hours_per_period, hours_per_week, opening_hours, shift_form
from scheduler.rules.basis.shift_table import ShiftTable, shift_table
from scheduler.rules.basis.statement import Total
from scheduler.rules.preflight import HOURS, allowed_rows

Path = tuple[str | int, ...]


def shortfalls(instance: Instance, demand: Demand, table: ShiftTable | None = None) -> Iterator[tuple[Path, str]]:
    """Yield the path of a field and what will be lacking there: hours nobody can cover, weekly hours that leave cuts short.

    Parameters
    ----------
    table
        All shifts anybody could work, where it has been made already.
    """
    table = shift_table(instance) if table is None else table
    yield from _uncovered_hours(instance, demand, table)
    yield from _lowered_hours(instance, table)


def _uncovered_hours(instance: Instance, demand: Demand, table: ShiftTable) -> Iterator[tuple[Path, str]]:
    """Opening hours that require somebody and that no shift of any contract reaches, and no pin; queue by queue."""
    for queue in instance.queues:
        answering = [each for each in instance.operators if queue is None or queue in each.skills]
        bare = _bare_cells(instance, demand, queue, table, _usable(instance, answering, table))
        bare = bare[bare >= max((end for operator, end in still_on_the_phone(instance) if operator in answering), default=0)]
        if bare.size:
            first = instance.grid.moment(int(bare[0])).strftime("%Y-%m-%d %H:%M")
            whose = "" if queue is None else f" of those who can answer {queue!r}"
            yield (("hours",) if queue is None else ("service", "queues", queue),
                   f"{bare.size * instance.grid.cell_minutes / 60:g} h that require somebody lie within no shift{whose}, "
                   f"the first at {first}: they stand empty in every roster, and are priced as such")


def _bare_cells(
    instance: Instance, demand: Demand, queue: str | None, table: ShiftTable, usable: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Open cells that require somebody of the hotline and that none of the usable shifts reaches."""
    grid, outside = instance.grid, instance.outside
    change = np.zeros(max(grid.cells, int(table.end.max(initial=0))) + 1, dtype=np.int64)
    np.add.at(change, table.start[usable], 1)
    np.add.at(change, table.end[usable], -1)
    needed = demand[queue].required > 0
    if outside is not None and outside.queue == queue:
        needed &= ~outside_intervals(instance)
    open_and_needed = demand.is_open & np.repeat(needed, grid.cells_per_interval)
    return np.flatnonzero(open_and_needed & (np.cumsum(change)[: grid.cells] <= 0))


def _lowered_hours(instance: Instance, table: ShiftTable) -> Iterator[tuple[Path, str]]:
    """Operators of whom less is asked than their contract's least hours, as closed days or absences leave too few days."""
    for index, operator in enumerate(instance.operators):
        for rule in (hours_per_week, hours_per_month, hours_per_period):
            totals = (each for each in rule.state(instance, operator, table) if isinstance(each, Total))
            for window, due in zip((window for total in totals for window in total.windows),
                                   rule.usual_least(instance, operator), strict=True):
                if window.least < due:
                    yield (("operators", index, "contract"),
                           f"{operator.id}: of the {due / 60:g} h due in the {HOURS[rule.NAME]} from "
                           f"{instance.grid.date(window.first)}, {window.least / 60:g} h can be asked for on the days "
                           "that are left")


def _usable(instance: Instance, operators: Iterable[Operator], table: ShiftTable) -> NDArray[np.bool_]:
    """Mask of the shifts that the contract or pins of one of the operators allow, whatever their availability."""
    # Pins differ from operator to operator; but for them, one stands for all of a contract.
    pinned = {entry.operator for entry in instance.availability if entry.kind == "pinned"}
    typical = {(each.contract, each.id if each.id in pinned else ""): each for each in operators}
    usable = np.zeros(len(table), dtype=np.bool_)
    for operator in typical.values():
        stated = (*shift_form.state(instance, operator, table), *opening_hours.state(instance, operator, table))
        usable |= allowed_rows(stated, table)
    return usable
