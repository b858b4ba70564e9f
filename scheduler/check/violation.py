"""What a check found: a rule, by how much it is broken, and who or what shows it."""

from __future__ import annotations

from dataclasses import dataclass


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
        return f"{self.rule}: {self.amount:g} {self.unit}: {self.message}"
