"""The rules of one operator's roster, one file each: every module here that has a `NAME` and a `state`.

A rule is stated once, over the table of all shifts anybody could work, in the few kinds of `statement`; the integer
program and the one-operator programme both read these statements, and neither knows a rule by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.softened import softened
from scheduler.rules.basis.statement import Statement, Total

State = Callable[[Instance, Operator, ShiftTable], Iterator[Statement]]


@cache
def rule_names() -> frozenset[str]:
    """Names of the rules of one operator's roster, also of those that the table of shifts keeps by itself."""
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
    return frozenset(module.NAME for module in modules if hasattr(module, "NAME"))


@cache
def rules() -> dict[str, State]:
    """What each rule states, by its name, in the order of names."""
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
    return {module.NAME: module.state for module in modules if hasattr(module, "NAME") and hasattr(module, "state")}


def statements_of(instance: Instance, operator: Operator, table: ShiftTable) -> tuple[Statement, ...]:
    """Everything that holds for the roster of one operator."""
    prices = instance.objective.bound_units
    stated = (statement for state in rules().values() for statement in state(instance, operator, table))
    return tuple(softened(each, prices[each.rule], table) if isinstance(each, Total) and each.rule in prices else each
                 for each in stated)
