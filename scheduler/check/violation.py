"""What a check found: a rule, by how much it is broken, and who or what shows it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.instance.words.rules import rule_in_words

TOLERANCE = 1e-6
TWO_DECIMALS = 0.005 + TOLERANCE
"""The contract's own example publishes numbers on the phone and calls to two decimals."""


@dataclass(frozen=True)
class Violation:
    """One breach of one rule.

    Parameters
    ----------
    rule
        Name of the rule: the same in the model, the checker, the tests and the docs.
    amount
        By how much the rule is broken, in `unit`; above zero.
    unit
        Natural unit of the amount, such as ``min``, ``days`` or ``breaks``.
    message
        Named witnesses: who, when, what was found and what is allowed.
    """

    rule: str
    amount: int | float
    unit: str
    message: str

    def __str__(self) -> str:
        return f"{rule_in_words(self.rule)}: {self.amount:g} {self.unit}: {self.message}"


def number_differs(
    rule: str, what: str, said: float, right: float, unit: str, tolerance: float = TOLERANCE
) -> Iterator[Violation]:
    """Yield a violation if a published number is not the one recomputed."""
    if not math.isclose(said, right, rel_tol=1e-9, abs_tol=tolerance):
        yield Violation(rule, abs(said - right), unit, f"{what}: {said:.12g}; recomputed {right:.12g}")
