"""Why an operator has no roster: the smallest set of rules that already conflict for him."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from scheduler.engine.crew import Crew
from scheduler.model.problem import OperatorClass, Problem, class_of_statements
from scheduler.rules.basis.statement import Price


def conflicts(crew: Crew) -> Iterator[tuple[OperatorClass, tuple[str, ...]]]:
    """Yield each class without a legal roster, with a minimal set of rules in conflict.

    Coverage is priced, not demanded, so that a hotline is infeasible exactly if one operator is. The set is found by
    leaving out one rule after another as long as no roster appears; every rule left is needed for the conflict.
    """
    for number in crew.impossible_classes():
        each = crew.problem.classes[number]
        rules = list(dict.fromkeys(s.rule for s in each.statements if not isinstance(s, Price)))
        for rule in tuple(rules):
            rest = [other for other in rules if other != rule]
            if not _is_possible(crew.problem, each, rest):
                rules = rest
        yield each, tuple(rules)


def _is_possible(problem: Problem, each: OperatorClass, rules: list[str]) -> bool:
    statements = tuple(statement for statement in each.statements if statement.rule in rules)
    alone = class_of_statements((0,), statements, problem.table, each.skill)
    return not Crew.of(replace(problem, classes=(alone,), class_of=np.zeros(1, dtype=np.int64))).impossible_classes()
