"""A day of a rotation is worked, or off, as its pattern asks; or it costs the rotation's price.

Where no shift that is asked for could be worked that day, by templates, opening hours and the operator's availability, the day
may be off; and a shift pinned with times stands in place of the pattern, whose price remains. So does one with overtime or
time off that a repair may ask for: it is pinned once it is agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Operator
from scheduler.instance.shifts import ShiftTemplate
from scheduler.rules.availability import closed_cells
from scheduler.rules.basis.shift_table import ShiftTable, rows_of_template, shifts_of_template
from scheduler.rules.basis.statement import Forbid, MustWork, Price, Statement
from scheduler.rules.opening_hours import lie_inside
from scheduler.rules.pins import pins_of
from scheduler.timegrid import MINUTES_PER_DAY, TimeGrid

NAME = "rotation"

_Offered = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Forbid what is not asked and demand work where it is; or price both."""
    asked = {day: each for day, each in enumerate(instance.rotation_of.get(operator.id, ())) if each is not None}
    if not asked:
        return
    forbidden = np.zeros(len(table), dtype=np.bool_)
    price, off = np.zeros(len(table), dtype=np.int64), np.zeros(table.days, dtype=np.int64)
    wanted = set().union(*(each.templates for each in asked.values()))
    of_template = {name: rows_of_template(instance, table, name) for name in sorted(wanted)}
    pinned, possible = _pinned_days(instance, operator), days_possible(instance, operator)
    for day, each in asked.items():
        others = table.day == day
        for name in each.templates:
            others &= ~of_template[name]
        must = not each.may_be_off and any(day in possible[name] for name in each.templates)
        if each.price is not None:
            price[others] += units(each.price)
            off[day] += units(each.price) * must
        elif pinned.get(day) != "times":
            if each.templates or day not in pinned:  # a day pinned without times is worked, though the pattern has it off
                forbidden |= others & (table.extra_minutes == 0)
            if must:
                yield MustWork(NAME, day)
    if forbidden.any():
        yield Forbid(NAME, forbidden)
    if price.any() or off.any():
        yield Price(NAME, price, off)


def days_possible(instance: Instance, operator: Operator) -> dict[str, frozenset[int]]:
    """Days on which an operator could work a shift of each template, by contract, opening hours and absences alone."""
    contract, closed = instance.contract_of(operator), list(closed_cells(instance, operator))
    shortest, longest = contract.shift_minutes or (0, MINUTES_PER_DAY)
    found = dict.fromkeys((each.name for each in instance.shifts), frozenset[int]())
    for template in instance.shifts:
        if contract.shifts is not None and template.name not in contract.shifts:
            continue
        days, start, end, said = _offered(template, instance.grid)
        free = (said >= shortest) & (said <= longest)
        if not template.outside_hours:
            free &= lie_inside(instance, days, start, end)
        for first, after in closed:
            free &= (end <= first) | (start >= after)
        found[template.name] = frozenset(np.unique(days[free]).tolist())
    return found


@lru_cache(maxsize=256)
def _offered(template: ShiftTemplate, grid: TimeGrid) -> _Offered:
    """Day, first cell, first cell after, and said minutes of each shift of a template, whether its breaks fit or not."""
    found = [(day, start, start + minutes // grid.cell_minutes, said)
             for (day, start, minutes, _), said in shifts_of_template(template, grid).items()]
    days, start, end, said = np.array(found, dtype=np.int64).reshape(-1, 4).T
    return days, start, end, said


def _pinned_days(instance: Instance, operator: Operator) -> dict[int, str]:
    """Days on which a shift is pinned: with times, or any."""
    return {day: "any" if pin.start is None else "times" for day, pin in pins_of(instance, operator)}
