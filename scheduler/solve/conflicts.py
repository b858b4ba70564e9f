"""Why no roster is possible: people, rules and days in conflict, and the smallest changes that were tried and mend it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.engine.explain import Part, is_possible
from scheduler.engine.explain import conflicts as found_conflicts
from scheduler.instance.checks.presets import is_kept_with
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.instance.rotations import ANY, RotationChange
from scheduler.instance.words.rules import rule_in_words
from scheduler.model.classes import OperatorClass
from scheduler.model.problem import Problem
from scheduler.model.yesterday import Yesterday
from scheduler.rules import rotation, statements_of
from scheduler.rules.preflight import days_beyond_the_hours
from scheduler.solve.loosened import Loosened, ever_wider, loosened, may_raise

_SHOWN = 4
_EXPLAINED = 5
_NAMED = 5
"""Relaxations told of each conflict; conflicts for which they are sought; operators named of each."""


@dataclass(frozen=True)
class Relaxation:
    """A change with which the operators have a roster, as was tried.

    Parameters
    ----------
    line
        What to write into the instance, or which row to take out.
    by
        How much is changed, in words.
    share
        The same as a share of what is written now; a row that is taken out counts as 1.
    """

    line: str
    by: str
    share: float


@dataclass(frozen=True)
class Conflict:
    """Operators of one contract who have no roster.

    Parameters
    ----------
    operators, members
        Their ids, and their places among the operators, from 0.
    contract
        Their contract.
    rules
        The rules in conflict, each with its days; without any of them there is a roster.
    relaxations
        What mends it, the smallest change first; empty where no single one does. None: none was sought, as others were.
    figures
        Days and hours that contradict each other, in words; empty where the rules say enough.
    """

    operators: tuple[str, ...]
    members: tuple[int, ...]
    contract: str
    rules: tuple[tuple[str, str], ...]
    relaxations: tuple[Relaxation, ...] | None
    figures: str = ""

    def __str__(self) -> str:
        return "\n".join([self.reason(), *self._mended()])

    def reason(self) -> str:
        """Why they have no roster, in one line."""
        rules = ", ".join(f"{rule_in_words(rule)}{f' ({days})' if days else ''}" for rule, days in self.rules)
        who = ", ".join(self.operators[:_NAMED])
        rest = f" and {len(self.operators) - _NAMED} more" if len(self.operators) > _NAMED else ""
        which = "both of these rules are" if len(self.rules) == 2 else "each of these rules is"
        needed = f"; {which} needed for the conflict" if len(self.rules) > 1 else ""
        return (f"{who}{rest} (contract {self.contract}): no roster keeps: {rules}{needed}"
                f"{f' ({self.figures})' if self.figures else ''}")

    def _mended(self) -> Iterator[str]:
        if self.relaxations == ():
            yield "  no single change of these rules makes a roster possible for them, as was tried; more than one is needed"
        elif self.relaxations:
            yield "  any one of these changes makes a roster possible for them, as was tried:"
            yield from (f"    {each.line}   ({each.by})" for each in self.relaxations)


def conflicts_of(instance: Instance, problem: Problem, impossible: Iterable[int]) -> tuple[Conflict, ...]:
    """All conflicts of classes that have no roster; relaxations are sought for the first few."""
    found: list[Conflict] = []
    for each, parts in found_conflicts(problem, impossible):
        ids = tuple(instance.operators[index].id for index in each.members)
        first = instance.operators[each.members[0]]
        tried = _relaxations(instance, problem, each, parts) if len(found) < _EXPLAINED else None
        figures = next(days_beyond_the_hours(instance, first, problem.table), "")
        found.append(Conflict(ids, each.members, first.contract, tuple(_told(instance, parts)), tried, figures))
    return tuple(found)


def _told(instance: Instance, parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Rules, each with the days on which it is in conflict; no days where it holds for all."""
    for rule in dict.fromkeys(part.rule for part in parts):
        spans: list[tuple[int, int]] = []
        for first, last in sorted({(part.first, part.last) for part in parts if part.rule == rule}):
            is_next = spans and first == last == spans[-1][1] + 1
            spans[-1:] = [(spans[-1][0], last)] if is_next else [*spans[-1:], (first, last)]
        whole = spans == [(0, instance.grid.days - 1)]
        dates = ((instance.grid.date(first), instance.grid.date(last)) for first, last in spans)
        yield rule, "" if whole else ", ".join(_days(*each) for each in dates)


def _days(first: dt.date, last: dt.date) -> str:
    return f"{first:%a} {first}" if first == last else f"{first} to {last}"


def _relaxations(instance: Instance, problem: Problem, each: OperatorClass, parts: Sequence[Part]) -> tuple[Relaxation, ...]:
    """Changes of the rules in conflict with which an operator of the class has a roster; each is tried."""
    operator = instance.operators[each.members[0]]
    contract = instance.contract_of(operator)

    def works(changed: Instance) -> bool:
        stated = (*statements_of(changed, operator, problem.table), *Yesterday.of(instance).of_operators(problem.table))
        return is_possible(problem, each, stated)

    def mildest_of(rule: str, steps: Sequence[Loosened]) -> Loosened | None:
        changed = [_with_contract(instance, operator, step.contract) for step in steps]
        is_monotone = not may_raise(contract, rule) or ever_wider(changed, operator, problem.table)
        at = (_mildest if is_monotone else _first)(changed, works)
        return None if at is None else steps[at]

    found = [_of_contract(operator, mildest) for rule in dict.fromkeys(part.rule for part in parts)
             for steps in _lawful(instance, operator, loosened(contract, rule))
             if (mildest := mildest_of(rule, steps))]
    others = ", ".join(instance.operators[index].id for index in each.members[1:])
    also = f", and those of {others}" if others else ""
    found += [Relaxation(_row_of(row), f"take out this row{also}", 1.0)
              for row in _rows_in_conflict(instance, operator, parts) if works(_without(instance, row))]
    found += [Relaxation(f"rotation_changes: {json.dumps(row.as_written())}", f"nothing is asked that day{also}", 1.0)
              for row in _days_in_conflict(instance, operator, parts) if works(instance.model_copy(
                  update={"rotation_changes": (row, *instance.rotation_changes)}))]
    return tuple(sorted(found, key=lambda each: each.share)[:_SHOWN])


def _lawful(instance: Instance, operator: Operator, steps: Iterable[Sequence[Loosened]]) -> Iterator[list[Loosened]]:
    """Those with which the operator's contract keeps the law of the preset."""
    for each in steps:
        yield [step for step in each
               if is_kept_with(instance, contracts={**instance.contracts, operator.contract: step.contract})]


def _first(changed: Sequence[Instance], works: Callable[[Instance], bool]) -> int | None:
    """Place of the first instance that works, tried one after the other; None if none does."""
    return next((place for place, each in enumerate(changed) if works(each)), None)


def _mildest(changed: Sequence[Instance], works: Callable[[Instance], bool]) -> int | None:
    """Place of the first of ever looser instances that works, by bisection; None if not even the last does."""
    if not changed or not works(changed[-1]):
        return None
    low, high = 0, len(changed) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if works(changed[middle]) else (middle + 1, high)
    return high


def _with_contract(instance: Instance, operator: Operator, contract: Contract) -> Instance:
    return instance.model_copy(update={"contracts": {**instance.contracts, operator.contract: contract}})


def _of_contract(operator: Operator, step: Loosened) -> Relaxation:
    name = json.dumps(operator.contract, ensure_ascii=False)
    return Relaxation(f"contracts: {{{name}: {{{step.field}: {json.dumps(step.value)}}}}}", step.by, step.share)


def _rows_in_conflict(instance: Instance, operator: Operator, parts: Sequence[Part]) -> Iterator[Availability]:
    """Rows of the operator's availability that speak of a day in conflict."""
    kinds = {"pins": ("pinned",), "availability": ("unavailable", "only", "leave", "sick", "public_holiday")}
    for row in instance.availability:
        days = (instance.grid.date(day) for part in parts if row.kind in kinds.get(part.rule, ())
                for day in range(part.first, part.last + 1))
        if row.operator == operator.id and any(map(row.on, days)):
            yield row


def _days_in_conflict(instance: Instance, operator: Operator, parts: Sequence[Part]) -> Iterator[RotationChange]:
    """Changes of the operator's rotation on days in conflict."""
    for part in parts:
        if part.rule == rotation.NAME:
            yield from (RotationChange(operator=operator.id, when=instance.grid.date(day), shift=(ANY,))
                        for day in range(part.first, part.last + 1))


def _without(instance: Instance, row: Availability) -> Instance:
    return instance.model_copy(update={"availability": tuple(one for one in instance.availability if one is not row)})


def _row_of(row: Availability) -> str:
    return f"availability: {json.dumps(row.as_written(), ensure_ascii=False)}"
