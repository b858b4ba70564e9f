"""Small tasks of anonymous shifts, every legal shift told from the cells it works in, and the optimum by enumeration."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement, groupby, product

import numpy as np

from scheduler.engine.dayplan.task import DayTask
from scheduler.model.dayplan.curves import Curve, Curves
from scheduler.model.dayplan.families import BreakRules, LunchRule, ShiftFamily, families_of
from scheduler.model.dayplan.shift import AnonymousShift, Pause

SHORT, SURPLUS = 7, 2


@dataclass(frozen=True)
class ShiftRules:
    """What a shift may look like; everything in cells. `breathers` are ``(from length, number)``."""

    start_every: int
    lengths: tuple[int, ...]
    lunches: tuple[int, ...]
    breathers: tuple[tuple[int, int], ...]
    breather_cells: int
    min_work: int
    max_work: int
    lunch_earliest: int
    work_after_lunch: int
    edge: int = 1
    lunch_paid: bool = False
    breathers_paid: bool = True

    def count_of(self, length: int) -> int:
        return [number for least, number in self.breathers if length >= least][-1]

    def families(self, cells: int) -> tuple[ShiftFamily, ...]:
        """Families of all shifts within so many cells."""
        found = []
        for kind, (count, lengths) in enumerate(groupby(self.lengths, self.count_of)):
            lunch = LunchRule(self.lunches, self.lunch_paid, self.lunch_earliest, after=self.work_after_lunch)
            breaks = BreakRules(lunch if self.lunches else None, count, self.breather_cells, self.breathers_paid, self.edge,
                                self.min_work, self.max_work)
            pairs = [(start, start + length) for length in lengths for start in range(0, cells - length + 1, self.start_every)]
            found += families_of(pairs, breaks, kind) if pairs else []
        return tuple(found)


RULES = {
    "one breather": ShiftRules(2, (8, 10), (1, 2), ((8, 1),), 1, 1, 4, 2, 2),
    "one more from 10 on": ShiftRules(2, (8, 10), (2,), ((8, 1), (10, 2)), 1, 1, 3, 3, 2),
    "lengths and lunches with holes": ShiftRules(1, (7, 8, 10), (1, 3), ((0, 1),), 1, 1, 4, 2, 1),
    "long breathers": ShiftRules(2, (8, 10), (1, 2), ((8, 1),), 2, 1, 4, 1, 1),
    "no lunch, unpaid breathers": ShiftRules(2, (6, 9), (), ((6, 1), (9, 2)), 1, 2, 4, 0, 0, edge=1, breathers_paid=False),
    "paid lunch": ShiftRules(3, (8, 9), (2,), ((8, 0),), 1, 2, 5, 2, 2, edge=3, lunch_paid=True),
}
DAYS = {
    "one breather": [1, 1, 2, 1, 2, 2, 1, 2, 1, 1, 1, 0],
    "one more from 10 on": [0, 1, 1, 2, 2, 0, 2, 2, 1, 1, 1, 1],
    "lengths and lunches with holes": [1, 2, 1, 1, 2, 2, 2, 1, 1, 0, 1],
    "long breathers": [1, 1, 2, 2, 1, 1, 2, 2, 2, 1, 1, 1],
    "no lunch, unpaid breathers": [1, 1, 1, 2, 2, 1, 1, 2, 1, 1, 1, 1],
    "paid lunch": [1, 1, 1, 2, 2, 2, 2, 1, 1, 2, 1, 0],
}


def task_of(rules: ShiftRules, required, short: int = SHORT, surplus: int = SURPLUS) -> DayTask:
    """Plan for a requirement, at one price for each missing and each surplus operator."""
    curves = Curves([Curve.of_requirement(int(each), short, surplus) for each in required])
    return DayTask(rules.families(len(required)), curves, 1)


def task_named(name: str) -> DayTask:
    return task_of(RULES[name], DAYS[name])


def bent_task(name: str) -> DayTask:
    """The same with curves that bend more than once, and a cell in which nobody is wanted."""
    slopes = [(-9, -3, 2, 5) if required > 1 else (-6, 2, 3) if required else (0,) for required in DAYS[name]]
    return DayTask(RULES[name].families(len(slopes)), Curves([Curve.of_slopes(20, each) for each in slopes]), 1)


def legal_shifts(rules: ShiftRules, cells: int) -> set[AnonymousShift]:
    """Every shift within so many cells that keeps the rules, told from the cells it works in."""
    found = set()
    for length, start in product(rules.lengths, range(0, cells, rules.start_every)):
        end = start + length
        lunches = [((at, at + lunch),) for at, lunch in product(range(start, end), rules.lunches)] or [()]
        for lunch, breathers in product(lunches, combinations_with_replacement(range(start, end), rules.count_of(length))):
            pauses = [*(Pause(*each, "lunch", rules.lunch_paid) for each in lunch),
                      *(Pause(at, at + rules.breather_cells, "breather", rules.breathers_paid) for at in breathers)]
            shift = AnonymousShift(start, end, tuple(sorted(pauses)))
            if end <= cells and is_legal(rules, shift):
                found.add(shift)
    return found


def is_legal(rules: ShiftRules, shift: AnonymousShift) -> bool:
    """Whether the breaks lie in the shift, the lunch in its place, and all work between them is neither short nor long."""
    edges = [shift.start, *(each for pause in shift.breaks for each in (pause.start, pause.end)), shift.end]
    work = [after - before for before, after in zip(edges[::2], edges[1::2], strict=True)]
    least = [rules.edge, *[rules.min_work] * (len(work) - 2), rules.edge]
    lunches = [pause for pause in shift.breaks if pause.kind == "lunch"]
    return (all(low <= each <= rules.max_work for low, each in zip(least, work, strict=True))
            and len(lunches) == bool(rules.lunches)
            and all(lunch.start >= shift.start + rules.lunch_earliest and lunch.end <= shift.end - rules.work_after_lunch
                    for lunch in lunches))


@cache
def best_by_enumeration(name: str, *, bent: bool = False) -> int:
    """Least cost of any three or fewer legal shifts (more never help on these days); equal presence and pay is tried once."""
    task = bent_task(name) if bent else task_named(name)
    cells = len(task.curves)
    kinds = {(tuple(shift.presence), shift.paid) for shift in legal_shifts(RULES[name], cells)}
    rows = [np.zeros(cells, dtype=np.int64)]
    for presence, _ in kinds:
        rows.append(np.zeros(cells, dtype=np.int64))
        rows[-1][list(presence)] = 1
    table, pay = np.array(rows), np.array([0, *(paid for _, paid in kinds)])
    curve = np.array([[each.cost(present) for present in range(4)] for each in task.curves.each])
    best = 10**9
    for first in range(len(table)):
        for second in range(first, len(table)):
            present = table[first] + table[second] + table
            cost = curve[np.arange(cells)[None], present].sum(axis=1) + pay
            best = min(best, int(cost.min()) + int(pay[first] + pay[second]))
    return best
