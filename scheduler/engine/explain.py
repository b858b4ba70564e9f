"""Why an operator has no roster: the smallest set of rules, and of their days, that already conflict for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.engine.counters.possible import impossible_in
from scheduler.model.classes import OperatorClass, class_of_statements
from scheduler.model.problem import Problem
from scheduler.rules.basis.statement import Forbid, MustWork, Price, Statement, Total


@dataclass(frozen=True)
class Part:
    """What a rule says of some days, the last included; of all days where it says one thing of all of them."""

    rule: str
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class _Stated:
    part: Part
    statement: Statement


def conflicts(problem: Problem, impossible: Iterable[int]) -> Iterator[tuple[OperatorClass, tuple[Part, ...]]]:
    """Yield each class without a legal roster, of those numbers, with a minimal set of parts of rules in conflict.

    Coverage is priced, not demanded, so that a hotline is infeasible exactly if one operator is. Whole rules are left out one
    after another as long as no roster appears; then what is left is parted by days, and shrunk in the same way.
    """
    for number in impossible:
        each = problem.classes[number]
        statements = [one for one in each.statements if not isinstance(one, Price)]
        rules = list(dict.fromkeys(one.rule for one in statements))
        for rule in tuple(rules):
            rest = [one for one in statements if one.rule != rule]
            if not is_possible(problem, each, rest):
                statements = rest
        days = problem.days
        stated = [part for one in statements for part in _parts(one, problem.table.day, days)]
        yield each, tuple(dict.fromkeys(one.part for one in _smallest(problem, each, stated)))


def is_possible(problem: Problem, each: OperatorClass, statements: Sequence[Statement]) -> bool:
    """Whether an operator of whom this is stated has a roster; decided exactly."""
    alone = class_of_statements((0,), tuple(statements), problem.table, each.skill)
    return not impossible_in(replace(problem, classes=(alone,), class_of=np.zeros(1, dtype=np.int64)))


def _parts(statement: Statement, day_of_row: np.ndarray[tuple[int], np.dtype[np.int64]], days: int) -> Iterator[_Stated]:
    """A statement day by day, or window by window, where it is the same whether said at once or in parts."""
    match statement:
        case Forbid(rule=rule, rows=rows):
            for day in np.unique(day_of_row[rows]).tolist():
                yield _Stated(Part(rule, day, day), Forbid(rule, rows & (day_of_row == day)))
        case MustWork(rule=rule, day=day):
            yield _Stated(Part(rule, day, day), statement)
        case Total(rule=rule, windows=windows):
            for window in windows:
                yield _Stated(Part(rule, window.first, window.last), replace(statement, windows=(window,)))
        case _:
            yield _Stated(Part(statement.rule, 0, days - 1), statement)


def _smallest(problem: Problem, each: OperatorClass, stated: Sequence[_Stated]) -> list[_Stated]:
    """QuickXplain (Junker 2004): a conflict of which every statement is needed, in few solves where it is small."""

    def shrunk(background: list[_Stated], has_grown: bool, left: Sequence[_Stated]) -> list[_Stated]:
        if has_grown and not is_possible(problem, each, [one.statement for one in background]):
            return []
        if len(left) == 1:
            return list(left)
        half = len(left) // 2
        second = shrunk([*background, *left[:half]], True, left[half:])
        return [*shrunk([*background, *second], bool(second), left[:half]), *second]

    return shrunk([], False, stated)
