"""What each rule costs: intervals of what bounds prove, and what is not proven is undecided."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import scheduler
from scheduler.errors import InfeasibleError, InputError
from scheduler.library.pricing import Price, Prices, price
from scheduler.many.task import Outcome, Task
from scheduler.roster import Roster
from scheduler.solve.options import Options
from scheduler.solve.steps import Step, steps
from scheduler.what_if.answers import Between
from tests.builders.published import published

LESS = 5.0


class Told:
    """A pool that answers with figures it is given, for the hotline as it is and for each loosened one."""

    def __init__(self, base: dict[str, Any], figures: Callable[[int], dict[str, Any]]) -> None:
        self.tasks: list[Task] = []
        self.base, self.figures = base, figures

    def submit(self, task: Task) -> None:
        self.tasks.append(task)

    def outcomes(self) -> Iterator[Outcome]:
        for number, task in enumerate(self.tasks):
            yield Outcome(task, self.figures(number) if number else self.base)

    def close(self) -> None:
        self.tasks.clear()


def figures(cost: float, bound: float, roster: Roster) -> dict[str, Any]:
    return {
        "cost": cost,
        "bound": bound,
        "short_hours": 0.0,
        "least_short_hours": 0.0,
        "promised": None,
        "simulated": None,
        "simulated_error": 0.0,
        "people": 6,
        "working": 4,
        "least_people": 3,
        "roster": roster.to_json(),
    }


def priced(bound_below: float, loosened: Callable[[int], dict[str, Any]], **topics: Any) -> Prices:
    plan = published()
    base = figures(plan.cost, plan.cost - bound_below, plan.roster)
    instance = plan.instance.with_(**topics) if topics else plan.instance
    return price(instance, Options(1), Told(base, loosened), lambda *_: None)


def test_a_fall_that_bounds_prove_is_decided_and_comes_first():
    cost, roster = published().cost, published().roster
    found = priced(1, lambda number: figures(cost - LESS if number == 2 else cost + 9, cost - LESS - 2, roster))
    assert (found.prices[0].falls.low, found.prices[0].falls.high) == pytest.approx((LESS - 1, LESS + 2))
    assert found.prices[0].is_decided
    assert str(found.prices[0]).startswith(
        f'rest between shifts: {LESS - 1:.2f} to {LESS + 2:.2f}; contracts: {{"day": {{rest_hours: 10}}}}'
    )


def test_the_roster_there_is_bounds_what_is_lost_by_a_worse_search_and_gaps_leave_undecided():
    cost, roster = published().cost, published().roster
    (first, *_) = priced(1, lambda _: figures(cost + 9, cost - LESS, roster)).prices
    assert (first.falls.low, first.falls.high) == pytest.approx((0, LESS))
    assert not first.is_decided
    assert "undecided, 0.00 to 5.00" in str(first)


def test_a_bound_of_a_loosened_hotline_bounds_this_one_but_not_where_fairness_hangs_on_hours():
    cost, roster = published().cost, published().roster
    found = priced(9, lambda _: figures(cost, cost, roster))
    assert found.costs.low == cost
    assert {str(each).split("; ")[0].split(": ")[1] for each in found.prices} == {"nothing"}
    fair = priced(9, lambda _: figures(cost, cost, roster), objective={"fairness": {"shifts": 1}})
    assert fair.costs.low == cost - 9
    assert not any(each.is_decided for each in fair.prices)


def test_a_rule_that_raises_another_when_it_is_loosened_bounds_nothing_and_may_cost_more():
    """With six days a week a day of leave counts for less, and hours are due of somebody who had none before."""
    plan = published()
    topics = plan.instance.as_written()
    bounds = {"hours_per_week": [0, 40], "days_per_week": [0, 5], "hours_per_period": [8, 40]}
    changed = {"contracts": topics["contracts"] | {"idle": bounds},
               "operators": [*topics["operators"], {"id": "idle", "contract": "idle"}],
               "availability": [{"operator": "idle", "when": "2026-12-07", "kind": "leave"}]}
    found = steps(plan.instance.with_(**changed), 1)
    at = next(number for number, each in enumerate(found, 1) if each.by == "most 5 days → 6 days")
    priced_so = priced(9, lambda number: figures(plan.cost + 3, plan.cost + 3 if number == at else plan.cost - 9, plan.roster),
                       **changed)
    assert priced_so.costs.low == plan.cost - 9
    (dearer,) = (each for each in priced_so.prices if each.step.by == "most 5 days → 6 days")
    assert (dearer.falls.low, dearer.falls.high) == pytest.approx((-12, -3))


def test_a_loosened_hotline_that_was_not_solved_is_undecided_and_json_says_what_is_not_known():
    cost = published().cost
    found = priced(1, lambda _: {"reason": "no roster in time", "exit_code": 4})
    assert (found.prices[0].falls.low, found.prices[0].falls.high) == (0, cost)
    record = json.loads(found.to_json())
    assert [each["line"] for each in record["rules"]] == list(found.table["line"])
    assert (record["cost"], record["rules"][0]["is_decided"]) == (cost, False)
    assert {each["rule"] for each in record["rules"]} == set(found.table["rule"]) >= {"rest"}, "programs get the names"


def test_a_hotline_without_a_roster_has_no_prices_and_says_why():
    pool = Told({"reason": "a hard minimum", "exit_code": 3}, lambda _: {"reason": "too", "exit_code": 3})
    with pytest.raises(InfeasibleError, match="a hard minimum"):
        price(published().instance, Options(1), pool, lambda *_: None)


def test_a_step_of_no_hours_is_refused():
    with pytest.raises(InputError, match="found 0; allowed is more than 0"):
        scheduler.price(published().instance, hours=0)


@pytest.mark.parametrize(("low", "high", "said"), [
    (1, 2, "1.00 to 2.00"), (-1, 2, "undecided, -1.00 to 2.00"), (-math.inf, 2, "undecided, at most 2.00"),
    (-math.inf, math.inf, "undecided, nothing is proven"), (-12, -3, "it raises it, by 3.00 to 12.00"),
    (-math.inf, -3, "it raises it, by at least 3.00"), (0, 0, "nothing"),
])
def test_what_is_proven_is_said_and_nothing_else(low, high, said):
    step = Step("rest", ("contracts", "full", "rest_hours"), 10, "an hour less", "contracts: {full: {rest_hours: 10}}")
    assert f": {said}; " in str(Price(step, Between(low, high)))
