"""Days that are planned together, and days that are equal: from a hotline to the tasks of its day types."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import gcd

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import demand_of
from scheduler.engine.dayplan.task import DayTask
from scheduler.instance.breaks import Breaks
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.model.dayplan.curves import Curve, Curves
from scheduler.model.dayplan.families import BreakRules, LunchRule, Pair, ShiftFamily, families_of
from scheduler.model.problem import Problem, compile_problem
from scheduler.timegrid import MINUTES_PER_DAY

Slopes = tuple[int, ...]
CAP = 10**9
"""Units from which on a slope stands for a cap of the seats."""


@dataclass(frozen=True)
class Block:
    """Days that shifts tie together: the cells from `first` to before `end`, and the first of its days.

    Without shifts past midnight that reach the next day's, a block is a day.
    """

    day: int
    days: int
    first: int
    end: int


@dataclass(frozen=True, eq=False)
class DayType:
    """Equal blocks, and what is planned for each of them once; cells of the task count from its first.

    Parameters
    ----------
    blocks
        The blocks of this type, in order of time.
    task
        What is planned; ``None`` where nobody can come.
    step
        Units of cost in one of the task's.
    fixed
        Units of cost of each block, whatever is planned.
    """

    blocks: tuple[Block, ...]
    task: DayTask | None
    step: int
    fixed: int


@dataclass(frozen=True, eq=False)
class _Offer:
    """What there is to plan: shifts by (start, end), curves and pay, in cells and units."""

    instance: Instance
    pairs: list[Pair]
    day_of: dict[Pair, int]
    zero: NDArray[np.int64]
    slopes: list[Slopes]
    pay: int


@dataclass(frozen=True, eq=False)
class DayTypes:
    """Types of the days of a hotline, in order of their first dates, and a contract that allows each shift."""

    types: tuple[DayType, ...]
    contract_of: dict[Pair, str]


def day_types(instance: Instance, seed: int = 0) -> DayTypes:
    """Part the horizon of an anonymous hotline into its day types."""
    problem = compile_problem(instance, demand_of(instance))
    offer = _offer(instance, problem)
    alike: dict[Hashable, list[Block]] = {}
    for block in blocks(offer.instance, offer.pairs, offer.day_of):
        alike.setdefault(_content(offer, block), []).append(block)
    contract_of: dict[Pair, str] = {}
    for each in problem.classes:
        pairs = zip(problem.table.start[each.rows].tolist(), problem.table.end[each.rows].tolist(), strict=True)
        contract_of |= dict.fromkeys(pairs, instance.operators[each.members[0]].contract)
    return DayTypes(tuple(_day_type(offer, tuple(group), seed) for group in alike.values()), contract_of)


def _offer(instance: Instance, problem: Problem) -> _Offer:
    rows = np.unique(np.concatenate([each.rows for each in problem.classes]))
    table = problem.table
    starts, ends, days = (table.start[rows].tolist(), table.end[rows].tolist(), table.day[rows].tolist())
    day_of = dict(zip(zip(starts, ends, strict=True), days, strict=True))
    zero, slopes = pooled_curves(problem)
    rate = units(instance.contract_of(instance.operators[0]).cost_per_hour, instance.grid.cell_minutes)
    return _Offer(instance, sorted(day_of), day_of, zero, slopes, rate)


def pooled_curves(problem: Problem) -> tuple[NDArray[np.int64], list[Slopes]]:
    """Cost of nobody in each cell, and of one more, where everybody counts everywhere; in units; shape (cells,)."""
    heads, known = problem.staffing.head_counts, dict[Hashable, Slopes]()
    zero, slopes = np.zeros(problem.cells, dtype=np.int64), list[Slopes]()
    for cell, key in enumerate(zip(*(each.curve_of.tolist() for each in heads), strict=True)):
        curves = [each.curves[which] for each, which in zip(heads, key, strict=True) if which >= 0]
        zero[cell] = sum(int(curve[0]) for curve in curves)
        if key not in known:
            total = np.sum([np.zeros_like(heads[0].curves[0]), *curves], axis=0)
            known[key] = tuple(np.diff(total).tolist())
        slopes.append(known[key])
    return zero, slopes


def blocks(instance: Instance, pairs: Sequence[Pair], day_of: dict[Pair, int]) -> Iterator[Block]:
    """Runs of days whose shifts overlap in time; together they have every cell of the horizon once."""
    grid = instance.grid
    spans: list[list[int]] = []  # first day, last day, last end
    for day, group in groupby(sorted(pairs, key=lambda pair: (day_of[pair], pair)), lambda pair: day_of[pair]):
        mine = list(group)
        if spans and min(start for start, _ in mine) < spans[-1][2]:
            spans[-1][1:] = [day, max(spans[-1][2], *(end for _, end in mine))]
        else:
            spans.append([day, day, max(end for _, end in mine)])
    first, by_day, day = 0, {span[0]: span for span in spans}, 0
    while day < grid.days:
        _, last, reached = by_day.get(day, [day, day, 0])
        end = grid.cells if last == grid.days - 1 else min(grid.cells, max(grid.day_starts[last + 1], reached))
        yield Block(day, last - day + 1, first, end)
        first, day = end, last + 1


def _content(offer: _Offer, block: Block) -> Hashable:
    """What two blocks must share to be of one type; all times from the midnight of their first day."""
    starts, midnight = offer.instance.grid.day_starts, offer.instance.grid.day_starts[block.day]
    lengths = tuple(after - before for before, after in pairwise(starts[block.day : block.day + block.days + 1]))
    pairs = tuple((start - midnight, end - midnight) for start, end in _pairs(offer, block))
    cells = range(block.first, block.end)
    return (lengths, block.first - midnight, block.end - midnight, pairs, tuple(offer.slopes[cell] for cell in cells),
            tuple(offer.zero[block.first : block.end].tolist()))


def _pairs(offer: _Offer, block: Block) -> list[Pair]:
    return [pair for pair in offer.pairs if block.day <= offer.day_of[pair] < block.day + block.days]


def _day_type(offer: _Offer, alike: tuple[Block, ...], seed: int) -> DayType:
    block = alike[0]
    pairs = [(start - block.first, end - block.first) for start, end in _pairs(offer, block)]
    zero = int(offer.zero[block.first : block.end].sum())
    if not pairs:
        return DayType(alike, None, 1, zero)
    slopes = _bounded(offer.slopes[block.first : block.end], offer.pay, max(end - start for start, end in pairs))
    step = gcd(offer.pay, *(slope for each in set(slopes) for slope in each))
    curves = [Curve.of_slopes(0, [slope // step for slope in each]) for each in slopes]
    curves[0] = Curve(zero // step, curves[0].pieces)
    families = tuple(families_by_breaks(pairs, offer.instance.breaks, offer.instance.grid.cell_minutes))
    task = DayTask(families, Curves(curves), offer.pay // step, offer.instance.grid.cell_minutes, seed)
    return DayType(alike, task, step, zero % step)


def _bounded(slopes: list[Slopes], pay: int, longest: int) -> list[Slopes]:
    """Draw a cap's slope down to what no shift could earn: the bound stays one, and prices stay readable."""
    most = max((abs(slope) for each in set(slopes) for slope in each if slope < CAP), default=0)
    cap = (most + pay) * (longest + 1)
    known = {each: tuple(min(slope, cap) if slope >= CAP else slope for slope in each) for each in set(slopes)}
    return [known[each] for each in slopes]


def families_by_breaks(pairs: Sequence[Pair], breaks: Breaks, cell_minutes: int) -> Iterator[ShiftFamily]:
    """Families of shifts, told apart by the breaks that their lengths have."""
    by_rules: dict[BreakRules, list[Pair]] = {}
    for pair in pairs:
        by_rules.setdefault(break_rules(breaks, (pair[1] - pair[0]) * cell_minutes, cell_minutes), []).append(pair)
    for kind, (rules, mine) in enumerate(by_rules.items()):
        yield from families_of(mine, rules, kind)


def break_rules(breaks: Breaks, shift_minutes: int, cell_minutes: int) -> BreakRules:
    """Breaks of a shift of this length, in cells."""
    lunch, spacing, breathers = next(iter(breaks.lunches_of(shift_minutes)), None), breaks.spacing, breaks.breathers
    return BreakRules(
        lunch=None if lunch is None else LunchRule(
            tuple(minutes // cell_minutes for minutes in lunch.minutes), lunch.paid,
            -(-lunch.earliest_minutes // cell_minutes), lunch.latest_minutes // cell_minutes),
        breathers=breaks.breathers_of(shift_minutes),
        breather_cells=breathers.minutes // cell_minutes if breathers else 1,
        breathers_paid=breathers.paid if breathers else True,
        edge=-(-spacing.edge_minutes // cell_minutes),
        min_work=-(-spacing.min_work_minutes // cell_minutes),
        max_work=min(spacing.max_work_minutes, MINUTES_PER_DAY) // cell_minutes,
        last_work=spacing.max_last_work_minutes // cell_minutes,
    )
