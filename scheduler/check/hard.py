"""All hard rules, and the check of a roster against them: every module of `check.rules` that has a `NAME` and a `check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol, cast

from scheduler.check.rules import rule_files
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift


class HardRule(Protocol):
    """A module that finds every breach of one rule."""

    NAME: str

    def check(self, instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
        """Yield one violation for each breach."""
        ...


@cache
def hard_rules() -> tuple[HardRule, ...]:
    """All hard rules, in the order of their names."""
    return tuple(cast(HardRule, each) for each in rule_files("check"))


def check_shifts(
    instance: Instance, shifts: Sequence[Shift], rules: Sequence[HardRule] | None = None
) -> tuple[Violation, ...]:
    """Every breach of every hard rule, or of some, but of bounds that have a price; empty for a legal roster."""
    priced, asked = instance.objective.bound_units, hard_rules() if rules is None else rules
    return tuple(violation for rule in asked if rule.NAME not in priced for violation in rule.check(instance, shifts))
