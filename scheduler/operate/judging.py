"""What it would mean if some shifts were others: the checker's verdict, and what it costs, in a fraction of a second.

Rules of one operator's roster are checked for those touched alone, everything else for all; costs are recomputed from plain
times.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.check.cost import Costs, TermChange, costs, term_changes
from scheduler.check.facts.rotation import with_places
from scheduler.check.hard import check_shifts, hard_rules
from scheduler.check.rules import activities
from scheduler.check.violation import Violation
from scheduler.demand.demand import Demand, demand_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability
from scheduler.instance.words.rules import rule_in_words
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
        By how much the roster's cost rises, in the unit of `cost_per_hour`; 0 where a rule is broken, as it is not worked out.
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
            return "no: " + "; ".join(f"{rule_in_words(each.rule)}: {each.message}" for each in self.violations)
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
    demand
        What the calls require, where that is known already.
    """

    def __init__(self, instance: Instance, shifts: Sequence[Shift], demand: Demand | None = None) -> None:
        self.instance, self.shifts, self._known_demand = instance, tuple(shifts), demand
        self._joint = tuple(rule for rule in hard_rules() if rule.NAME not in rule_names())
        self._alone = tuple(rule for rule in hard_rules() if rule.NAME in rule_names() - {activities.NAME})

    @cached_property
    def _demand(self) -> Demand:
        return demand_of(self.instance) if self._known_demand is None else self._known_demand

    @cached_property
    def _costs(self) -> Costs:
        return costs(self.instance, self._demand, self.shifts)

    def after(self, shifts: Sequence[Shift], absences: Sequence[Availability]) -> Judge:
        """A judge of what comes next: the roster with other shifts, and with more absences."""
        rows = (*self.instance.availability, *absences)
        instance = self.instance.model_copy(update={"availability": rows}) if absences else self.instance
        return Judge(instance, shifts, self._demand)

    def judge(self, shifts: Sequence[Shift], touched: Iterable[str]) -> Judgement:
        """Compare a roster with the one there is; only operators `touched` may have other shifts."""
        return self.compare(Judge(self.instance, shifts, self._demand), touched)

    def compare(self, other: Judge, touched: Iterable[str]) -> Judgement:
        """Compare a roster, in whose instance only operators `touched` may have other rows and shifts, with this one."""
        if violations := self._new_violations(other, touched):
            return Judgement(violations, 0.0, ())
        after = other._costs
        return Judgement((), after.objective - self._costs.objective,
                         tuple(term_changes(self._costs.terms, after.terms)))

    def _new_violations(self, other: Judge, touched: Iterable[str]) -> tuple[Violation, ...]:
        people = frozenset(touched)
        known = {(each.rule, each.message) for each in self._violations(people)}
        return tuple(each for each in other._violations(people) if (each.rule, each.message) not in known)

    def _violations(self, people: frozenset[str]) -> list[Violation]:
        people |= self.instance.led_by.keys()  # what they hold follows from what others have
        theirs = self.instance.model_copy(update={
            "operators": tuple(each for each in self.instance.operators if each.id in people),
            "rotations": tuple(with_places(self.instance, each) for each in self.instance.rotations),
            "history": tuple(each for each in self.instance.history if each.operator in people)})
        own = check_shifts(theirs, [shift for shift in self.shifts if shift.operator in people], self._alone)
        shared = activities.check(theirs, self.shifts)  # others may be in the same room, or with the same facilitator
        joint = (violation for rule in self._joint for violation in rule.check(self.instance, self.shifts))
        return [*own, *shared, *joint]
