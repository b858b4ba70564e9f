"""All rosters of a tiny hotline, judged by the checker alone: the cheapest legal one, and which rules stand in the way.

Of one operator each roster is judged by itself. What several of them cost together falls apart by days: a cell knows only
shifts of its day, and of the day before. So each choice of a day is priced once, by the checker, on a roster of that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product

import numpy as np

from scheduler.check.cost import costs, soft_rules
from scheduler.check.facts.coverage import on_phone
from scheduler.check.hard import check_shifts, hard_rules
from scheduler.demand.demand import Demand, demand_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.service import Minimum
from scheduler.instance.together import TogetherRule
from tests.builders.plans import Roster, Universe

SEVERAL = frozenset({"coverage", "min_operators", "minimums", "seats", "together", "topic_cover", "unmanned"})
"""Rules of several operators; all others are of one."""
OF_A_SHIFT = ("breaks", "shift_form", "opening_hours", "availability")
"""Rules that judge each shift by itself."""
MOST_OF_ONE, MOST = 90, 5_000
"""Rosters of one operator, and of all of them, at most."""

MOST_OF_A_DAY = 90
"""Choices of all operators on one day, or on two where shifts pass midnight, at most."""


class TooManyError(Exception):
    """There are more rosters than can be tried."""


@dataclass(frozen=True)
class Single:
    """Shifts of one operator by day, what they cost by themselves, and the rules that they break."""

    days: tuple[Roster, ...]
    cost: int
    broken: frozenset[str]

    @property
    def shifts(self) -> Roster:
        """All shifts."""
        return sum(self.days, ())


@dataclass(eq=False)
class Enumeration:
    """All rosters of an instance over a universe.

    Attributes
    ----------
    binding
        Rules that some roster breaks, which breaks nothing else.
    """

    instance: Instance
    universe: Universe
    demand: Demand
    binding: set[str] = field(default_factory=set)
    _known: dict[str, list[Single]] = field(default_factory=dict)

    @classmethod
    def of(cls, instance: Instance, universe: Universe) -> Enumeration:
        """Enumerate an instance; nothing is judged before it is asked for."""
        return cls(instance, universe, demand_of(instance))

    @cached_property
    def singles(self) -> list[list[Single]]:
        """Rosters of each operator that are legal by themselves."""
        found = [list(self._of_one(place, each)) for place, each in enumerate(self.instance.operators)]
        legal = [[single for single in of_one if not single.broken] for of_one in found]
        for number, of_one in enumerate(found):
            if all(each for place, each in enumerate(legal) if place != number):
                self.binding |= {rule for single in of_one if len(single.broken) == 1 for rule in single.broken}
        return legal

    @cached_property
    def is_too_large(self) -> bool:
        """Whether there are more rosters than can be tried."""
        try:
            return self.best == ()
        except TooManyError:
            return True

    @cached_property
    def best(self) -> tuple[int, Roster] | None:
        """Cost in units of the cheapest legal roster, and one that has it; None where there is none."""
        return next(self.in_order(), None)

    def in_order(self) -> Iterator[tuple[int, Roster]]:
        """Yield the legal rosters by their cost; of those that the rules of several forbid, the cheapest are looked at."""
        total, broken, ways = self._all_ways()
        looked_at = 0
        for way in np.argsort(total, kind="stable").tolist():
            roster = sum((single[each].shifts for single, each in zip(self.singles, ways[way], strict=True)), ())
            if broken[way] and looked_at > 5:
                continue
            rules = {violation.rule for violation in check_shifts(self.instance, roster)}
            if bool(broken[way]) != bool(rules - self._of_whole_rosters):
                raise AssertionError(f"by days {int(broken[way])} break {rules}: {roster}")
            if not rules:
                assert int(costs(self.instance, self.demand, roster).units) == total[way], roster
                yield int(total[way]), roster
            else:
                looked_at += 1
                if len(rules) == 1:
                    self.binding |= rules

    @property
    def _of_whole_rosters(self) -> set[str]:
        """Rules of several that are judged by no day: what is held together."""
        return {"activities"} if any(each.together for each in self.instance.activities) else set()

    def _all_ways(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Cost, amount of what rules of several forbid, and the rosters of all operators, for each way to combine them."""
        sizes = [len(each) for each in self.singles]
        if np.prod(sizes, dtype=float) > MOST:
            raise TooManyError
        ways = np.stack([each.ravel() for each in np.indices(sizes)], axis=1)
        total = sum((np.array([each.cost for each in single], dtype=np.int64)[ways[:, place]]
                     for place, single in enumerate(self.singles)), np.zeros(len(ways), dtype=np.int64))
        for instance, amount in ((self.instance, total), (self._softened, broken := np.zeros_like(total))):
            if instance is not None and len(ways):
                amount += self._by_days(instance, ways)
        return total, broken, ways

    def _by_days(self, instance: Instance, ways: np.ndarray) -> np.ndarray:
        """Joint cost of each way."""
        none = self._joint(instance, ())
        result = np.full(len(ways), none, dtype=np.int64)
        numbered = [_Days(single) for single in self.singles]
        for day in range(self.instance.horizon.days):
            chosen = np.stack([each.choice[ways[:, place], day] for place, each in enumerate(numbered)], axis=1)
            result += self._each(instance, numbered, (day,), chosen) - none
            if day and any(each.passes_midnight[day - 1] for each in numbered):
                before = np.stack([each.choice[ways[:, place], day - 1] for place, each in enumerate(numbered)], axis=1)
                both = self._each(instance, numbered, (day - 1, day), np.concatenate([before, chosen], axis=1))
                result += (both - self._each(instance, numbered, (day - 1,), before)
                           - self._each(instance, numbered, (day,), chosen) + none)
        return result

    def _each(self, instance: Instance, numbered: list[_Days], days: tuple[int, ...], chosen: np.ndarray) -> np.ndarray:
        """Joint cost of rosters of some days alone, by the choices of all operators on each."""
        different, which = np.unique(chosen, axis=0, return_inverse=True)
        if len(different) > MOST_OF_A_DAY:
            raise TooManyError
        found = []
        for row in different.tolist():
            shifts = (each.shifts[day][choice] for (day, each), choice in zip(product(days, numbered), row, strict=True))
            found.append(self._joint(instance, sum(shifts, ())))
        return np.array(found, dtype=np.int64)[which.reshape(-1)]

    def _joint(self, instance: Instance, roster: Roster) -> int:
        """Cost of all soft rules of several; of the hotline in which hard ones have a price, of these alone."""
        names = SEVERAL if instance is self.instance else {"minimums", "together"}
        return int(sum(part.units for rule in soft_rules() if rule.NAME in names
                       for part in rule.cost(instance, self.demand, roster)))

    @cached_property
    def _softened(self) -> Instance | None:
        """The instance in which all hard rules of several have a price, and nothing else of the kind has one."""
        service, rules = self.instance.service, [each for each in self.instance.together if each.is_hard]
        limit = self.instance.hotline.most_on_phone
        if limit is not None:
            if on_phone(self.instance, ()).max() > limit:
                raise TooManyError  # seats then bind beside those of yesterday alone
            rules.append(TogetherRule(rule="most", number=limit, counts="on_phone"))
        rows = [row for row in service.minimums if row.is_hard]
        rows += [Minimum(operators=each.hard_operators, skill=name) for name, each in self.instance.queues.items()
                 if each.hard_operators]
        if not rows and not rules:
            return None
        return self.instance.model_copy(update={
            "together": tuple(each.model_copy(update={"price_per_hour": 1.0}) for each in rules),
            "service": service.model_copy(update={"minimums": tuple(
                each.model_copy(update={"operators": each.number}) for each in rows)}),
            "objective": self.instance.objective.model_copy(update={"understaffing_beyond_10_percent_per_hour": 1.0})})

    def _of_one(self, place: int, operator: Operator) -> Iterator[Single]:
        """Rosters of an operator that break one rule at most."""
        alone = _alone(self.instance, place)
        likeness = alone.model_dump_json().replace(f'"{operator.id}"', '"who"')
        if likeness not in self._known:
            self._known[likeness] = list(self._judged(alone, operator))
        base = self._fair(())
        for single in self._known[likeness]:
            days = tuple(_of_operator(roster, operator.id) for roster in single.days)
            cost = 0 if single.broken else single.cost + self._fair(sum(days, ())) - base
            yield Single(days, cost, single.broken)

    def _judged(self, alone: Instance, operator: Operator) -> Iterator[Single]:
        """The same, without the price of fairness."""
        hard = {each.NAME: each for each in hard_rules()
                if each.NAME not in SEVERAL | set(OF_A_SHIFT) | self.instance.objective.bound_units.keys()}
        for chosen, broken in self._choices(alone, operator):
            roster = sum(chosen, ())
            found = set(broken)
            for name, rule in hard.items():
                if len(found) < 2 and next(iter(rule.check(alone, roster)), None) is not None:
                    found.add(name)
            if len(found) < 2:
                yield Single(chosen, 0 if found else self._own(alone, roster), frozenset(found))

    def _choices(self, alone: Instance, operator: Operator) -> Iterator[tuple[tuple[Roster, ...], frozenset[str]]]:
        """Shifts of each day, where not more than one rule of a shift is broken in all."""
        judges = [each for each in hard_rules() if each.NAME in OF_A_SHIFT]
        by_day: list[list[tuple[Roster, frozenset[str]]]] = []
        for day in self.universe.days:
            one_day = Universe([day], self.universe.starts, self.universe.lengths, self.universe.breaks, self.universe.doubles)
            options = []
            for roster in one_day.rosters(alone, operator.id):
                found = frozenset(each.NAME for each in judges if next(iter(each.check(alone, roster)), None) is not None)
                if len(found) < 2:
                    options.append((roster, found))
            by_day.append(options)
        if np.prod([sum(not broken for _, broken in options) for options in by_day], dtype=float) > MOST_OF_ONE:
            raise TooManyError
        yield from _with_few_broken(by_day)

    def _own(self, alone: Instance, roster: Roster) -> int:
        return int(sum(part.units for rule in soft_rules() if rule.NAME not in SEVERAL and rule.NAME != "fairness"
                       for part in rule.cost(alone, self.demand, roster)))

    def _fair(self, roster: Roster) -> int:
        """Price of fairness, for which all operators must be known."""
        rule = next(each for each in soft_rules() if each.NAME == "fairness")
        return int(sum(part.units for part in rule.cost(self.instance, self.demand, roster)))


def _with_few_broken(
    by_day: Sequence[Sequence[tuple[Roster, frozenset[str]]]]
) -> Iterator[tuple[tuple[Roster, ...], frozenset[str]]]:
    """Every choice of a roster a day in which nothing is broken, and a few in which one rule is, on one day."""
    legal = [[roster for roster, broken in options if not broken] for options in by_day]
    yield from ((chosen, frozenset()) for chosen in product(*legal))
    for day, options in enumerate(by_day):
        for rule in {rule for _, broken in options for rule in broken}:
            some = [roster for roster, broken in options if broken == {rule}][:2]
            others = [each if place != day else some for place, each in enumerate([each[:3] for each in legal])]
            yield from ((chosen, frozenset({rule})) for chosen in islice(product(*others), 12))


class _Days:
    """Numbers of what an operator may do on each day: choices of each roster, shape (rosters, days), and their shifts."""

    def __init__(self, singles: Sequence[Single]) -> None:
        days = len(singles[0].days) if singles else 0
        self.shifts: list[list[Roster]] = []
        self.choice = np.zeros((len(singles), days), dtype=np.int64)
        self.passes_midnight = []
        for day in range(days):
            numbers: dict[Roster, int] = {}
            for row, single in enumerate(singles):
                self.choice[row, day] = numbers.setdefault(single.days[day], len(numbers))
            self.shifts.append(list(numbers))
            self.passes_midnight.append(any(shift.end.date() > shift.start.date() and (shift.end.hour or shift.end.minute)
                                            for roster in numbers for shift in roster))


def _alone(instance: Instance, place: int) -> Instance:
    """The hotline with one of its operators, who keeps their place in rotations."""
    operator = instance.operators[place]
    rotations = tuple(each.model_copy(update={"offsets": {operator.id: place}}) if each.offsets == "in_turn" else each
                      for each in instance.rotations)
    rows = {table: tuple(row for row in getattr(instance, table) if row.operator == operator.id)
            for table in ("availability", "history", "ledger")}
    return instance.model_copy(update={"operators": (operator,), "rotations": rotations, **rows})


def _of_operator(roster: Roster, operator: str) -> Roster:
    return tuple(each if each.operator == operator else each.model_copy(update={"operator": operator}) for each in roster)
