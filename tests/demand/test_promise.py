"""What is promised where the load of days is uncertain."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.promise import _all_meet, _meets, promise_of
from scheduler.instance.calls_grid import days_of_intervals
from scheduler.instance.instance import Instance
from tests.builders.properties import examples
from tests.builders.queues import EIGHT, queues_of

ROWS = [(20, 180), (60, 180), (40, 180)]
SERVICE = {"patience_s": 120}


def uncertain(hotline, day_sd: float | None, **service) -> Instance:
    plan = hotline(ROWS, operators=12, service=SERVICE | service)
    return plan.model_copy(update={"calls": plan.calls.model_copy(update={"day_sd_percent": day_sd})})


def promise(plan: Instance, on_phone: int):
    demand = demand_of(plan)
    return promise_of(plan, demand, np.full((1, plan.grid.intervals), float(on_phone)), [EIGHT] * on_phone)


def test_a_certain_load_needs_no_range(hotline):
    assert promise(uncertain(hotline, None), 5) is None
    assert promise(uncertain(hotline, 0), 5) is None


def test_bad_days_lie_below_good_ones_and_the_expectation_between(hotline):
    found = promise(uncertain(hotline, 20), 5)
    assert found.bad_day < found.expected < found.good_day
    assert 0 < found.chance < 1


def test_more_operators_and_a_surer_load_promise_more(hotline):
    chances = [promise(uncertain(hotline, 20), number).chance for number in range(2, 10)]
    assert chances == sorted(chances)
    assert chances[0] < 0.05
    assert chances[-1] > 0.99
    narrow, wide = (promise(uncertain(hotline, sd), 5) for sd in (5, 40))
    assert narrow.good_day - narrow.bad_day < wide.good_day - wide.bad_day


def test_absences_differ_from_day_to_day_the_more_the_fewer_come(hotline):
    surely, perhaps = (promise(uncertain(hotline, 10, shrinkage_percent=shrinkage), 6) for shrinkage in (0, 20))
    assert perhaps.chance < surely.chance
    plan = uncertain(hotline, 10, shrinkage_percent=20)
    demand, on_phone = demand_of(plan), np.full((1, plan.grid.intervals), 12.0)
    few, many = (promise_of(plan, demand, on_phone, [EIGHT] * number) for number in (12, 1200))
    assert few.chance < many.chance
    assert few.expected == many.expected


def test_expected_is_the_mean_over_all_calls_that_may_come(hotline):
    plan = uncertain(hotline, 30)
    demand, calls, rng = demand_of(plan), [20.0, 60.0, 40.0], np.random.default_rng(0)
    sigma = np.sqrt(np.log(1.09))
    factors = np.exp(sigma * rng.standard_normal(examples(4000)) - sigma**2 / 2)
    levels = np.array([demand.at_load(np.full(plan.grid.intervals, each)).service_levels(
        np.full((1, plan.grid.intervals), 5.0))[0, 8:11] for each in factors])
    by_hand = (factors[:, None] * levels * calls).sum() / (factors.sum() * sum(calls))
    assert promise(plan, 5).expected == pytest.approx(by_hand, abs=0.02)


def test_who_asks_for_certainty_is_given_more_operators(hotline):
    required = [int(demand_of(uncertain(hotline, 40, **asked))[None].required.sum())
                for asked in ({}, {"certainty_percent": 75}, {"certainty_percent": 95})]
    assert required == sorted(set(required))


def test_certainty_without_uncertainty_changes_nothing(hotline):
    plain, asked = (demand_of(uncertain(hotline, None, **service))[None].required
                    for service in ({}, {"certainty_percent": 95}))
    assert plain.tolist() == asked.tolist()


@pytest.mark.parametrize(("skills", "power"), [(["de fr"] * 4, 1), (["de fr", "de fr", "de", "fr"], 2), (["de", "fr"], 2)])
def test_queues_of_the_same_operators_miss_their_goals_together_and_others_by_themselves(skills, power):
    plan = queues_of({"de": ROWS, "fr": ROWS}, skills)
    demand, day = demand_of(plan), days_of_intervals(plan)
    levels = np.full((2, plan.grid.intervals), 0.82)
    (alone,) = _meets(plan, demand["de"], levels[0], day)[:1]
    assert 0.5 < alone < 0.9
    assert _all_meet(plan, demand, levels, day)[0] == pytest.approx(alone**power)
