"""What it would mean if some shifts were others: the checker's verdict, and what it costs, in a fraction of a second.

Rules of one operator's roster are checked for those touched alone, everything else for all; costs are recomputed from plain
times.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.check.cost import Costs, TermChange, costs, term_changes
from scheduler.check.hard import check_shifts, hard_rules
from scheduler.check.violation import Violation
from scheduler.demand.demand import Demand, demand_of
from scheduler.instance.instance import Instance
from scheduler.roster import Shift
from scheduler.rules import rule_names

_CENT = 0.005


@dataclass(frozen=True)
class Judgement:
    """What a change of shifts would mean.

    Parameters
    ----------
    violations
        Rules that it breaks and that were kept before.
    cost
        By how much the roster's cost rises, in the unit of `cost_per_hour`.
    terms
        The same by term; only what changes.
    """

    violations: tuple[Violation, ...]
    cost: float
    terms: tuple[TermChange, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether no rule speaks against it."""
        return not self.violations

    def __str__(self) -> str:
        if self.violations:
            return "no: " + "; ".join(f"{each.rule}: {each.message}" for each in self.violations)
        if abs(self.cost) < _CENT:
            return f"yes, costs nothing{self._terms}"
        return f"yes, {'costs' if self.cost > 0 else 'saves'} {abs(self.cost):,.2f}{self._terms}"

    @property
    def _terms(self) -> str:
        told = [f"{each.name.replace('_', ' ')} {each.amount:+,.2f} {each.unit}" for each in self.terms]
        return f" ({', '.join(told)})" if told else ""


class Judge:
    """Judges changes of one roster.

    Parameters
    ----------
    instance, shifts
        The hotline, and the shifts as they are.
    """

    def __init__(self, instance: Instance, shifts: Sequence[Shift]) -> None:
        self.instance, self.shifts = instance, tuple(shifts)
        self._joint = tuple(rule for rule in hard_rules() if rule.NAME not in rule_names())

    @cached_property
    def _demand(self) -> Demand:
        return demand_of(self.instance)

    @cached_property
    def _before(self) -> Costs:
        return costs(self.instance, self._demand, self.shifts)

    def judge(self, shifts: Sequence[Shift], touched: Iterable[str]) -> Judgement:
        """Compare a roster with the one there is; only operators `touched` may have other shifts."""
        violations = self.new_violations(shifts, touched)
        after = costs(self.instance, self._demand, shifts)
        return Judgement(violations, after.objective - self._before.objective,
                         tuple(term_changes(self._before.terms, after.terms)))

    def new_violations(self, shifts: Sequence[Shift], touched: Iterable[str]) -> tuple[Violation, ...]:
        """Rules that a roster breaks and that were kept before."""
        people = frozenset(touched)
        known = {(each.rule, each.message) for each in self._violations(self.shifts, people)}
        return tuple(each for each in self._violations(shifts, people) if (each.rule, each.message) not in known)

    def _violations(self, shifts: Sequence[Shift], people: frozenset[str]) -> list[Violation]:
        theirs = self.instance.model_copy(update={
            "operators": tuple(each for each in self.instance.operators if each.id in people),
            "history": tuple(each for each in self.instance.history if each.operator in people)})
        own = check_shifts(theirs, [shift for shift in shifts if shift.operator in people])
        joint = (violation for rule in self._joint for violation in rule.check(self.instance, shifts))
        return [*(each for each in own if each.rule in rule_names()), *joint]
