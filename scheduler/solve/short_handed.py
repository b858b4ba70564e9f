"""A hard minimum for which too few people have a shift: which rules keep others from it, and what mends it, as was counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import Floor
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.instance.words.rules import rule_in_words
from scheduler.model.problem import Problem
from scheduler.rules import statements_of
from scheduler.rules.basis.statement import Forbid
from scheduler.rules.preflight import allowed_rows

_NAMED = 5
_ROWS = 4
"""Operators who are named, and rows of availability that are offered to be taken out."""
Cells = NDArray[np.bool_]


def changes(
    instance: Instance, problem: Problem, number: int, least: int, rows: Iterable[Availability] = ()
) -> Iterator[str]:
    """Lines of changes that mend the hard minimum of a number.

    Parameters
    ----------
    least
        So many operators are not too many.
    rows
        Rows of availability that mend it when they are taken out.
    """
    floor, price = problem.staffing.floors[number], instance.objective.understaffing_beyond_10_percent_per_hour
    yield "  any one of these changes mends it, as was counted:"
    fewer: object = {"hard": least} if least else 0
    yield f"    {_written(instance, number, fewer)}   ({floor.number} operators → {least})"
    yield (f"    {_written(instance, number, floor.number)}   (wanted, no longer kept always: a missing operator costs up to "
           f"{price:g} an hour)")
    written = (json.dumps(row.as_written(), ensure_ascii=False) for row in islice(rows, _ROWS))
    yield from (f"    availability: {row}   (take out this row)" for row in written)


def rows_that_mend(instance: Instance, problem: Problem, floor: Floor, reach: NDArray[np.int64]) -> Iterator[Availability]:
    """Rows of availability without which enough people have a shift.

    Parameters
    ----------
    reach
        Of the people who count, how many have a shift in each cell; `floor.number` where it does not apply.
    """
    lacking = int((floor.number - reach).max(initial=0))  # without a row one person more may be there
    return (row for row in instance.availability if lacking <= 1 and _gives(instance, problem, floor, reach, row))


def kept_from_it(instance: Instance, problem: Problem, floor: Floor, cell: int) -> Iterator[str]:
    """Who counts and has no shift in a cell, and by which rules: those of the shift that fewest forbid."""
    table, names = problem.table, list[str]()
    over = (table.start <= cell) & (table.end > cell)
    for index, operator in enumerate(instance.operators):
        if not floor.counts[index]:
            continue
        stated = statements_of(instance, operator, table)
        if (over & allowed_rows(stated, table)).any():
            continue
        forbidding = [(each.rule, each.rows[over]) for each in stated if isinstance(each, Forbid)]
        best = int(np.argmin(sum(rows.astype(np.int64) for _, rows in forbidding))) if over.any() else -1
        rules = dict.fromkeys(rule_in_words(rule) for rule, rows in forbidding if best >= 0 and rows[best])
        names.append(f"{operator.id} ({', '.join(rules) or 'no shift is offered then'})")
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"  kept from it: {', '.join(names[:_NAMED])}{more}"


def _gives(instance: Instance, problem: Problem, floor: Floor, reach: NDArray[np.int64], row: Availability) -> bool:
    """Whether enough people have a shift in all cells without a row of availability."""
    found = next(((index, each) for index, each in enumerate(instance.operators) if each.id == row.operator), None)
    if found is None or not floor.counts[found[0]] or not (row.is_absence or row.kind in ("only", "pinned")):
        return False
    rest = instance.model_copy(update={"availability": tuple(each for each in instance.availability if each is not row)})
    before, after = (_there(each, problem, found[1]) for each in (instance, rest))
    return bool((reach - (before & floor.applies) + (after & floor.applies) >= floor.number).all())


def _there(instance: Instance, problem: Problem, operator: Operator) -> Cells:
    """In which cells an operator has a shift, taken by themselves; shape (cells,)."""
    table = problem.table
    rows = np.flatnonzero(allowed_rows(statements_of(instance, operator, table), table))
    change = np.zeros(problem.all_cells + 1, dtype=np.int64)
    np.add.at(change, table.start[rows], 1)
    np.add.at(change, table.end[rows], -1)
    return np.asarray(np.cumsum(change)[: problem.cells] > 0)


def _written(instance: Instance, number: int, operators: object) -> str:
    """The hard minimum of a number with other operators, as a line to paste; those of queues come first, then `minimums`."""
    queues = [name for name, service in instance.queues.items() if service.hard_operators]
    if number < len(queues):
        name = queues[number]
        own = {"min_operators": operators}
        topic: object = own if name is None else {"queues": {name: own}}
    else:
        hard = [each for each in instance.service.minimums if each.is_hard]
        topic = {"minimums": [hard[number - len(queues)].as_written() | {"operators": operators}]}
    return f"service: {json.dumps(topic, ensure_ascii=False)}"
