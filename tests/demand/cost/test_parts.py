"""Parts of the staffing cost: missed calls at their price, the minimum, and outside help where it is cheaper."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.demand.cost.parts import expected_missed
from scheduler.demand.demand import demand_of
from scheduler.instance.objective import UNITS, units
from tests.builders.derived import staffing_of
from tests.builders.properties import examples

ROWS = [(96, 300), (12, 300)]  # 8 erlangs and 1
SERVICE = {"patience_s": 120}
PRICED = {"missed_call": 2.5}


def parts_of(plan) -> dict[str, object]:
    return {part.name: part for part in all_parts(plan)}


def all_parts(plan):
    (each,) = demand_of(plan).sets
    return each.parts


def total(plan):
    return sum(part.cost for part in all_parts(plan))


def missed_of(plan, most=14):
    (each,) = demand_of(plan).sets
    return expected_missed(plan, each.callers, most)


OUTSIDES = st.one_of(
    st.builds(lambda price, most: {"name": "X", "price_per_hour": price, "capacity_operators": most},
              st.integers(1, 4000).map(lambda cents: cents / 100), st.none() | st.integers(0, 6)),
    st.builds(lambda price, most: {"name": "X", "price_per_call": price, "capacity_calls_per_hour": most},
              st.integers(1, 900).map(lambda cents: cents / 100), st.none() | st.floats(0, 60)),
)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 200), st.floats(30, 600)), min_size=1, max_size=4), st.booleans(),
       st.none() | OUTSIDES, st.integers(0, 3), st.sampled_from([0, 10]))
def test_every_sum_of_parts_is_convex_and_no_part_is_negative(hotline, rows, missed, outside, least, shrinkage):
    plan = hotline(rows, operators=25, objective=PRICED if missed else {}, outside=outside,
                   service=SERVICE | {"min_operators": least, "shrinkage_percent": shrinkage})
    parts = all_parts(plan)
    assert all((part.cost >= 0).all() and (part.amount >= 0).all() for part in parts)
    curve = sum(part.cost for part in parts)
    assert (np.diff(curve, n=2, axis=1) >= 0).all()
    assert (staffing_of(plan).head_counts[0].curves == curve).all()
    if outside:
        assert (curve <= total(plan.model_copy(update={"outside": None}))[:, :26] + 13).all()  # half a unit each operator


def test_missed_calls_cost_their_price_in_each_of_the_cells(hotline):
    plan = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED)
    parts = parts_of(plan)
    assert list(parts) == ["missed_calls", "below_minimum"]
    _, missed = missed_of(plan)
    cost = parts["missed_calls"].cost
    assert np.abs(cost - missed / 4 * 2.5 * UNITS).max() <= 0.5 * 15
    assert cost[8, 0] == pytest.approx(96 / 4 * 2.5 * UNITS, abs=8)
    calls = parts["missed_calls"].amount / parts["missed_calls"].per
    assert calls[8, 0] == pytest.approx(24, abs=1e-3)


def test_the_minimum_is_asked_for_even_where_nobody_calls(hotline):
    plan = hotline([(0, 300)], service=SERVICE | {"min_operators": 2}, objective=PRICED)
    part = parts_of(plan)["below_minimum"]
    assert part.cost[8].tolist() == [2 * units(36, 15), units(36, 15), 0, 0]
    assert (part.amount[8] / part.per).tolist() == [0.5, 0.25, 0, 0]  # operator-hours of a cell
    assert not part.cost[0].any()  # closed


def test_quantiles_of_the_forecast_are_heeded(hotline):
    sure = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED)
    rows = [row.model_dump() | {"calls_p10": 0.5 * row.calls, "calls_p90": 1.6 * row.calls} for row in sure.calls.forecast]
    unsure = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED, calls={"forecast": rows})
    assert total(unsure)[8, 11] > total(sure)[8, 11]


def test_few_lines_are_heeded_by_a_hotline_of_one_queue(hotline):
    few = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED, hotline={
        "name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15, "lines": 9})
    missed, _ = missed_of(few)
    unlimited = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED)
    endless, _ = missed_of(unlimited)
    assert missed[8, 14] > endless[8, 14]
    assert missed[8, 9] == missed[8, 14]  # an operator without a line answers nobody


# --- outside help, by the requirement ---


def outside(**changes):
    return {"name": "Call Us", "price_per_hour": 2.0} | changes


def test_outside_operators_are_bought_where_they_cost_less_than_doing_without(hotline):
    plan = hotline(ROWS, operators=14, service=SERVICE, outside=outside())
    need = int(demand_of(plan)[None].required[8])
    parts = parts_of(plan)
    assert list(parts) == ["understaffing", "understaffing_beyond_10_percent", "overstaffing", "outside"]
    assert parts["outside"].cost[8, need - 3] == 3 * units(2, 15)
    assert parts["outside"].amount[8, need - 3] / parts["outside"].per == 3 / 4  # operator-hours of a cell
    assert parts["understaffing"].cost[8, need - 3] == 0
    assert not parts["outside"].cost[8, need:].any()
    assert parts["overstaffing"].cost[8, need + 1] == units(3, 15)


def test_dearer_than_a_missing_operator_is_not_bought(hotline):
    need = int(demand_of(hotline(ROWS, operators=14, service=SERVICE))[None].required[8])
    dear = parts_of(hotline(ROWS, operators=14, service=SERVICE, outside=outside(price_per_hour=12.01)))
    assert dear["outside"].cost[8, need - 1] == 0  # the first 10 % missing cost 12
    assert dear["outside"].cost[8, need - 2] == units(12.01, 15)  # beyond, 36
    assert dear["understaffing"].cost[8, need - 2] == units(12, 15)


def test_capacity_hours_and_the_minimum_bound_what_is_bought(hotline):
    plan = hotline(ROWS, operators=14, service=SERVICE | {"min_operators": 2}, outside=outside(
        capacity_operators=3, hours={"weekly": {"mon": ["08:00-09:00"]}}))
    bought = parts_of(plan)["outside"].cost / units(2, 15)
    assert bought[8, 0] == 3
    assert not bought[9].any()  # outside its hours
    whole = hotline(ROWS, operators=14, service=SERVICE | {"min_operators": 2}, outside=outside())
    need = int(demand_of(whole)[None].required[8])
    assert (parts_of(whole)["outside"].cost[8, 0] / units(2, 15)) == need - 2  # two own ones are asked for


def test_an_interval_only_partly_in_its_hours_does_not_count(hotline):
    plan = hotline(ROWS, operators=14, service=SERVICE, outside=outside(hours={"weekly": {"mon": ["08:15-10:00"]}}))
    bought = parts_of(plan)["outside"].cost
    assert not bought[8].any()
    assert bought[9].any()


def test_a_price_per_call_is_that_of_an_operators_share_of_the_calls(hotline):
    plan = hotline(ROWS, operators=14, service=SERVICE, outside={"name": "X", "price_per_call": 0.5})
    need = int(demand_of(plan)[None].required[8])
    part = parts_of(plan)["outside"]
    calls = part.amount[8, need - 1] / part.per * 4
    assert calls == pytest.approx(96 / need, rel=1e-3)
    assert part.cost[8, need - 1] * 4 / UNITS == pytest.approx(0.5 * 96 / need, rel=1e-3)
    few = hotline(ROWS, operators=14, service=SERVICE, outside={
        "name": "X", "price_per_call": 0.5, "capacity_calls_per_hour": 2.5 * 96 / need})
    assert parts_of(few)["outside"].cost[8, 0] == 2 * part.cost[8, need - 1]


def test_hardly_any_calls_fit_into_any_capacity(hotline):
    plan = hotline([(1e-118, 30)], service=SERVICE, outside={
        "name": "X", "price_per_call": 0.01, "capacity_calls_per_hour": 1})
    assert parts_of(plan)["understaffing"].cost[8, 0] == 0


# --- outside help, for calls that would be missed ---


def test_missed_calls_are_handed_over_where_that_is_cheaper_and_as_far_as_they_are_taken(hotline):
    plain = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED)
    helped = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED, outside={
        "name": "X", "price_per_call": 1.0, "capacity_calls_per_hour": 40})
    missed = parts_of(plain)["missed_calls"]
    parts = parts_of(helped)
    taken = parts["outside"].amount / parts["outside"].per
    left = parts["missed_calls"].amount / parts["missed_calls"].per
    calls = missed.amount / missed.per
    assert taken[8] == pytest.approx(np.minimum(calls[8], 10), abs=2e-3)  # 40 an hour, 10 in a cell
    assert left[8] == pytest.approx(np.maximum(calls[8] - 10, 0), abs=2e-3)
    assert parts["outside"].cost[8, 0] == pytest.approx(10 * 1.0 * UNITS, abs=8)


def test_calls_are_not_handed_over_for_more_than_a_missed_one_costs(hotline):
    plan = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED, outside={"name": "X", "price_per_call": 2.5})
    assert not parts_of(plan)["outside"].cost.any()


def test_outside_operators_answer_calls_that_would_be_missed(hotline):
    plain = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED)
    helped = hotline(ROWS, operators=14, service=SERVICE, objective=PRICED, outside=outside(price_per_hour=5))
    bought = parts_of(helped)["outside"].cost[8] // units(5, 15)
    alone, most = parts_of(plain)["missed_calls"].cost[8], 14
    for own in (4, 8, 12):
        costs = [alone[own + j] + j * units(5, 15) for j in range(min(most - own, 30) + 1)]
        assert total(helped)[8, own] <= min(costs) + 10
        assert abs(int(bought[own]) - int(np.argmin(costs))) <= 0 or own + bought[own] > most
