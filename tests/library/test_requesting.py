"""Requests of a roster that was planned with load factors are judged with them, and their answers keep them."""

from __future__ import annotations

from itertools import permutations

import pytest

import scheduler
from scheduler.check.cost import costs
from scheduler.check.result import check_result
from scheduler.demand.demand import demand_of
from scheduler.demand.effective_load import with_load_factors
from scheduler.library.instance import ref_of
from scheduler.operate.swaps import Duty, swapped
from tests.builders.published import EXACT, published, published_with_factors


@pytest.fixture(scope="module")
def plan():
    found = published_with_factors()
    assert found.cost != pytest.approx(published().cost), "the factors tell"
    return found


def keeps_factors(plan, after) -> bool:
    truth = after.roster.truth
    return truth is not None and truth.load_factors == plan.roster.truth.load_factors and truth.simulated is not None


def test_a_swap_costs_what_it_does_with_the_factors(plan):
    duties = [Duty(shift.operator, shift.start.date()) for shift in plan.roster.shifts]
    pairs = ((one, other) for one, other in permutations(duties, 2) if one.operator != other.operator)
    found = next(each for one, other in pairs if (each := scheduler.swap(plan, str(one), str(other))).judgement.is_allowed)
    loaded = with_load_factors(plan.instance, plan.roster.load_factors)
    right = costs(loaded, demand_of(loaded), swapped(plan.instance, plan.roster.shifts, found.one, found.other)).objective
    assert found.judgement.cost == pytest.approx(right - plan.cost)
    after = found.grant()
    assert after.cost == pytest.approx(right)
    assert keeps_factors(plan, after)
    assert not check_result(after.instance, after.roster, ref_of(after.instance))


def test_a_repair_of_nothing_is_no_dearer_and_keeps_the_factors(plan):
    found = scheduler.repair(plan, now="2026-12-07", **EXACT)
    assert found.repaired.bound <= found.after.cost + found.repaired.change_cost <= plan.cost + 1e-9
    assert keeps_factors(plan, found.after)


def test_why_compares_like_with_like(plan):
    shift = plan.roster.shifts[0]
    found = scheduler.why(plan, shift.operator, shift.start.date(), seconds=0.5)
    least, most = found.cost
    assert least <= most
    assert keeps_factors(plan, found.after)
    worse = found.after.cost + found.repaired.change_cost - plan.cost
    assert most == pytest.approx(worse)
