"""The generated hotlines are as benchmarks/README.md describes them, and their requirement fits the operators."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.hotlines import ON_PHONE_SHARE, Size, anonymous_day, hotline
from scheduler.demand.demand import demand_of
from scheduler.instance.objective import units

SIZES = (Size(20), Size(50), Size(20, 14), Size(30, always=True), Size(20, grid_minutes=5, breather_minutes=10))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_requirement_fits_the_middle_of_the_contracts(size):
    instance = hotline(size, 1)
    weeks = size.days / 7
    paid = weeks * sum(np.mean(instance.contract_of(operator).hours_per_week) for operator in instance.operators)
    required = demand_of(instance)[None].required.sum() * instance.grid.interval_minutes / 60
    assert 0.97 * ON_PHONE_SHARE * paid <= required <= ON_PHONE_SHARE * paid


def test_the_same_seed_is_the_same_hotline_and_another_is_another():
    first, again, other = hotline(Size(20), 3), hotline(Size(20), 3), hotline(Size(20), 4)
    assert first == again
    assert first.operators != other.operators


def test_costs_are_those_of_the_design_notes():
    """There a paid quarter-hour costs 1, here 0.25: all costs are a quarter of theirs."""
    prices = hotline(Size(5), 0).objective
    quarter_hour = units(1.0, 15)
    assert units(prices.understaffing_per_hour, 15) == 12 * quarter_hour
    assert units(prices.understaffing_beyond_10_percent_per_hour, 15) == 36 * quarter_hour
    assert units(prices.overstaffing_per_hour, 15) == 3 * quarter_hour
    assert units(prices.denied_wish) == 60 * quarter_hour


def test_shifts_and_breaks_are_those_of_the_design_notes():
    instance = hotline(Size(5), 0)
    (template,) = instance.shifts
    assert list(template.length.minutes) == list(range(240, 541, 30))
    assert {minute % 30 for minute in template.start.minutes} == {0}
    assert {instance.breaks.breathers_of(minutes) for minutes in template.length.minutes} == {1, 2, 3}
    assert (instance.breaks.spacing.min_work_minutes, instance.breaks.spacing.max_work_minutes) == (60, 150)
    assert len(instance.contracts) == 3


def test_an_anonymous_day_asks_what_the_first_day_of_the_hotline_asks():
    whole, day = hotline(Size(20), 2), anonymous_day(Size(20), 2)
    assert day.grid.days == 1
    assert np.array_equal(demand_of(day)[None].required, demand_of(whole)[None].required[: day.grid.intervals])
    assert len(day.operators) > 2 * demand_of(day)[None].required.max()
    assert not day.availability
