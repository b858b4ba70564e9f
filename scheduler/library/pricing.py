"""`scheduler.price`: by how much the best roster would cost less if each rule were loosened by a step."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from scheduler.check.cost import costs
from scheduler.check.hard import check_shifts
from scheduler.demand.demand import demand_of
from scheduler.errors import Fault, InfeasibleError, InputError, NoRosterError
from scheduler.instance.instance import Instance as Topics
from scheduler.instance.words.rules import rule_in_words
from scheduler.library.continuing import going_on
from scheduler.library.instance import Instance
from scheduler.library.scenarios import Told, answered, hotlines_of
from scheduler.library.solving import preflight
from scheduler.library.tables import table_of
from scheduler.many.task import Pool
from scheduler.publish.text import one_line
from scheduler.publish.what_if.words import UNDECIDED
from scheduler.read.places import Places
from scheduler.roster import Roster, Shift
from scheduler.rules.stated import Stated
from scheduler.solve.loosened import only_widens
from scheduler.solve.options import Options
from scheduler.solve.steps import Step, steps
from scheduler.what_if.answers import Answer, Between, Failure
from scheduler.what_if.grid import AS_IT_IS, Scenario
from scheduler.what_if.people import training_cost
from scheduler.what_if.steps import Step as Change
from scheduler.what_if.steps import set_at

HOURS = 1.0
"""By so much a bound in hours is loosened, where nothing else is asked."""
NOTHING = "nothing"
_COLUMNS = ("rule", "line", "by", "least", "most", "is_decided")


@dataclass(frozen=True)
class Price:
    """A rule loosened by a step.

    Parameters
    ----------
    step
        The rule, how it is loosened, and the line to write into the instance.
    falls
        By how much the cost of the best roster falls, at least and at most, as is proven; infinite where nothing is.
    """

    step: Step
    falls: Between

    @property
    def is_decided(self) -> bool:
        """Whether it is proven that the cost falls, or that it does not."""
        return bool(self.falls.sign) or self.falls.is_zero

    @property
    def row(self) -> dict[str, Any]:
        """Its figures, by column."""
        least, most = (each if math.isfinite(each) else None for each in (self.falls.low, self.falls.high))
        return dict(zip(_COLUMNS, (self.step.rule, self.step.line, self.step.by, least, most, self.is_decided), strict=True))

    @property
    def _said(self) -> str:
        if self.falls.is_zero:
            return NOTHING
        low, high = self.falls.low, self.falls.high
        if high < 0:
            return f"it raises it, by {_amount(-high, -low)}"
        return _amount(low, high) if self.is_decided else f"{UNDECIDED}, {_amount(low, high)}"

    def __str__(self) -> str:
        return f"{rule_in_words(self.step.rule)}: {self._said}; {one_line(self.step.line)}   ({one_line(self.step.by)})"


@dataclass(frozen=True, eq=False, repr=False)
class Prices:
    """What each rule of a hotline costs, the dearest first; `print` shows a line a rule.

    Parameters
    ----------
    instance
        The hotline.
    costs
        Between which values the cost of its best roster lies: the proven bound, and the roster found.
    prices
        Its rules.
    """

    instance: Instance
    costs: Between
    prices: tuple[Price, ...]

    def __str__(self) -> str:
        head = (
            f"cost {self.costs.high:,.2f}, proven at least {self.costs.low:,.2f}; a rule loosened by a step lowers it by:"
        )
        return "\n".join([head, *map(str, self.prices)])

    __repr__ = __str__

    @property
    def table(self) -> pd.DataFrame:
        """One row a rule: by how much the cost falls at least and at most, and the line to write into the instance."""
        return table_of((each.row for each in self.prices), list(_COLUMNS))

    def to_json(self) -> str:
        """One JSON object with every figure."""
        return json.dumps(
            {
                "schema": 1,
                "hotline": one_line(self.instance.hotline.name),
                "cost": self.costs.high,
                "bound": self.costs.low,
                "rules": [each.row for each in self.prices],
            },
            ensure_ascii=False,
            indent=1,
        )


def _amount(low: float, high: float) -> str:
    """Two values in words; one alone where of the other nothing is proven."""
    if math.isfinite(low):
        return f"{low:,.2f} to {high:,.2f}" if math.isfinite(high) else f"at least {low:,.2f}"
    return f"at most {high:,.2f}" if math.isfinite(high) else "nothing is proven"


def price(instance: Instance, options: Options, pool: Pool, told: Told, *, hours: float = HOURS) -> Prices:
    """Price every rule of a hotline: as `scheduler.price`, which says what may be asked.

    Raises
    ------
    InputError
        If the hotline is wrong, or `hours` is.
    InfeasibleError, NoRosterError
        If the hotline as it is has no roster.
    """
    if not 0 < hours <= 24:
        raise InputError([Fault("", "hours", f"found {hours:g}; allowed is more than 0, and at most 24")])
    instance = going_on(instance, None)
    preflight(instance)
    found = list(steps(instance, hours))
    asked = [Scenario(AS_IT_IS, ()), *(Scenario(each.line, (_change(each),)) for each in found)]
    hotlines = hotlines_of(asked, instance, Places(""))
    answers = answered(asked, hotlines, options, pool, told, replications=0)
    if isinstance(answers[0], Failure):
        raise (InfeasibleError if answers[0].exit_code == InfeasibleError.exit_code else NoRosterError)(answers[0].reason)
    return _priced(instance, found, hotlines[1:], answers[0], answers[1:])


def _change(step: Step) -> Change:
    return Change(step.line, set_at([str(key) for key in step.path], step.value))


def _priced(
    instance: Instance, found: Sequence[Step], hotlines: Sequence[Instance], base: Answer, answers: Sequence[Answer | Failure],
) -> Prices:
    """Intervals of all rules; every roster that is found, and every bound, counts wherever it holds.

    A roster of a loosened hotline may keep all rules. What bounds a loosened hotline bounds this one where the best roster
    keeps the loosened rules, too, and costs no more by them.
    """
    cost, shifts = _best(instance, [base, *(each for each in answers if isinstance(each, Answer))])
    loosened = list(_between(hotlines, answers, shifts))
    cheaper = list(_only_cheaper(instance, hotlines))
    bounds = (each.low for each, is_cheaper in zip(loosened, cheaper, strict=True) if is_cheaper)
    costs = Between(min(max([_without_training(instance, base).low, *bounds]), cost), cost)
    floors = (0.0 if is_cheaper else float("-inf") for is_cheaper in cheaper)
    falls = [Between(max(floor, each.low), max(floor, each.high))
             for floor, each in zip(floors, map(costs.above, loosened), strict=True)]
    prices = [Price(*each) for each in zip(found, falls, strict=True)]
    return Prices(instance, costs, tuple(sorted(prices, key=lambda each: (-each.falls.low, -each.falls.high))))


def _only_cheaper(instance: Instance, hotlines: Sequence[Instance]) -> Iterator[bool]:
    """Whether each roster of a hotline is one of each loosened hotline, too, and no dearer there.

    It may be dearer where prices of fairness hang on the contracts' hours.
    """
    stated = Stated(instance)
    for hotline in hotlines:
        yield not instance.objective.fairness.priced and only_widens(instance, hotline, stated.table)


def _best(hotline: Topics, answers: Sequence[Answer]) -> tuple[float, tuple[Shift, ...]]:
    """The cheapest roster found that keeps all rules, with its cost; the first one does."""
    rosters = (Roster.model_validate_json(answer.roster).shifts for answer in answers)
    return min(((cost, shifts) for shifts in rosters for cost in _costs(hotline, shifts)), key=lambda each: each[0])


def _between(hotlines: Sequence[Instance], answers: Sequence[Answer | Failure], shifts: Sequence[Shift]) -> Iterator[Between]:
    """Where the cost of the best roster of each loosened hotline lies."""
    for hotline, answer in zip(hotlines, answers, strict=True):
        own = _without_training(hotline, answer) if isinstance(answer, Answer) else Between(0.0, float("inf"))
        yield Between(own.low, min([own.high, *_costs(hotline, shifts)]))


def _without_training(hotline: Instance, answer: Answer) -> Between:
    """Where the cost of the best roster of a hotline lies, without what training costs whatever the roster is."""
    more = training_cost(hotline.as_written())
    return Between(answer.bound - more, answer.cost - more)


def _costs(hotline: Topics, shifts: Sequence[Shift]) -> Iterator[float]:
    """What some shifts cost there, if they keep its rules."""
    if not check_shifts(hotline, shifts):
        yield costs(hotline, demand_of(hotline), shifts).objective
