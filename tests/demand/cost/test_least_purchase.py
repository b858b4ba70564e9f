"""The least purchase: the cheapest one against every other, and the price that the search sees as a bound of it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.demand.cost.least_purchase import anyway, settled
from scheduler.demand.demand import demand_of
from scheduler.instance.objective import units
from tests.builders.properties import examples

ROWS = [(20, 300), (12, 300), (30, 240)]
OUTSIDES = st.one_of(
    st.builds(lambda price: {"name": "X", "price_per_hour": price}, st.integers(1, 4000).map(lambda cents: cents / 100)),
    st.builds(lambda price, most: {"name": "X", "price_per_call": price, "capacity_calls_per_hour": most},
              st.integers(1, 900).map(lambda cents: cents / 100), st.none() | st.floats(0, 60)),
)


def plan_of(hotline, outside, minimum: float, *, missed: bool):
    return hotline(ROWS, 12, service={"patience_s": 120}, outside=outside | {"minimum_purchase": minimum},
                   objective={"missed_call": 2.5} if missed else {})


def asked(plan):
    (each,) = demand_of(plan).sets
    return each


def total(found) -> int:
    return sum(int(part.cost.sum()) for part in found.parts)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(OUTSIDES, st.booleans(), st.floats(0, 60).map(lambda m: round(m, 2)), st.floats(0, 1), st.data())
def test_what_the_search_sees_is_below_the_cost_of_every_roster(hotline, outside, missed, minimum, forgiven, data):
    plan = plan_of(hotline, outside, minimum, missed=missed)
    if not minimum:
        return
    cells = np.flatnonzero(demand_of(plan).is_open)
    interval = cells // plan.grid.cells_per_interval
    present = np.array(data.draw(st.lists(st.integers(0, 10), min_size=len(cells), max_size=len(cells))))
    found = settled(asked(plan).bound_to_buy, interval, present)
    lack = max(0, units(minimum) - found.spent)
    (seen,) = demand_of(plan, forgiven).sets
    assert int(seen.curve[interval, present].sum()) + anyway(plan, forgiven) <= total(found) + lack
    assert found.spent == next(int(part.cost.sum()) for part in found.parts if part.name == "outside")
    if found.spent >= units(minimum) and not found.forgiven:
        (plain,) = demand_of(plan).sets
        assert total(found) == pytest.approx(int(plain.curve[interval, present].sum()), abs=2 * len(cells))


@pytest.mark.parametrize(("price", "minimum"), [(4.0, 1), (4.0, 7), (14.0, 20), (14.0, 60), (40.0, 35), (40.0, 300)])
def test_no_other_purchase_of_whole_operators_is_cheaper_by_more_than_one_of_them(hotline, price, minimum):
    plan = plan_of(hotline, {"name": "X", "price_per_hour": price, "capacity_operators": 3}, minimum, missed=False)
    free = plan.model_copy(update={"outside": None})
    interval, present = np.array([0, 1, 2]), np.array([1, 0, 2])
    (own,) = demand_of(free).sets
    a_cell = units(price, plan.grid.cell_minutes)
    cheapest = min(int(own.curve[interval, present + bought].sum()) + max(units(minimum), a_cell * sum(bought))
                   for bought in product(range(4), repeat=3))
    found = settled(asked(plan).bound_to_buy, interval, present)
    cost = total(found) + max(0, units(minimum) - found.spent)
    assert cheapest <= cost <= cheapest + a_cell


def test_hours_that_are_paid_anyway_stand_where_they_save_most(hotline):
    plan = plan_of(hotline, {"name": "X", "price_per_hour": 40.0}, 20, missed=False)
    cells = np.flatnonzero(demand_of(plan).is_open)
    interval = cells // plan.grid.cells_per_interval
    (each,) = demand_of(plan).sets
    present = np.maximum(each.required[interval] - 1, 0)
    present[0] = 0
    found = settled(each.bound_to_buy, interval, present)
    bought = next(part.cost for part in found.parts if part.name == "outside")
    assert bought[0] > 0, "more are missing there, at the higher price"
    assert found.forgiven == pytest.approx(1 - 12 / 40), "an operator of the first tenth saves 12 an hour"


def test_calls_dearer_than_missed_ones_are_handed_over_up_to_the_minimum(hotline):
    plan = plan_of(hotline, {"name": "X", "price_per_call": 5.0}, 10, missed=True)
    cells = np.flatnonzero(demand_of(plan).is_open)
    found = settled(asked(plan).bound_to_buy, cells // plan.grid.cells_per_interval, np.zeros_like(cells))
    assert found.spent == pytest.approx(units(10), abs=len(cells))
    assert found.forgiven == pytest.approx(0.5)


def test_without_a_least_purchase_nothing_hangs_together(hotline):
    assert asked(plan_of(hotline, {"name": "X", "price_per_hour": 4.0}, 0, missed=False)).bound_to_buy is None
