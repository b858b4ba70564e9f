from __future__ import annotations

import pytest

from scheduler.instance.objective import units
from scheduler.rules import wishes
from tests.builders.rosters import allows, on, plan, plan_with_entries, price

DENIED = units(15)
"""Cost of a denied wish by default."""


def test_no_wish_costs_nothing():
    assert price(wishes, plan(), on(0)) == 0


@pytest.mark.parametrize(("start", "count"), [("08:00", 0), ("08:15", 1), ("15:45", 1), ("16:00", 0)])
def test_a_shift_that_touches_what_is_to_be_avoided(start, count):
    assert price(wishes, plan_with_entries(("avoid", "mon", "12:00", "16:00")), on(0, start)) == count * DENIED


def test_each_window_touched_is_a_wish_of_its_own():
    plan = plan_with_entries(("avoid", "mon", "08:00", "10:00"), ("avoid", "mon", "10:00", "12:00"), ("avoid", "tue"))
    assert price(wishes, plan, on(0), on(1)) == 3 * DENIED


def test_an_avoided_night_reaches_into_the_next_day_and_the_horizon():
    plan = plan_with_entries(("avoid", "sun", "22:00", "06:00"), ("avoid", "thu"))
    assert price(wishes, plan, on(0, "05:45")) == DENIED
    assert price(wishes, plan, on(0, "06:00")) == 0
    assert price(wishes, plan, on(2, "20:00", 255)) == DENIED
    assert price(wishes, plan, on(2, "20:00", 240)) == 0


@pytest.mark.parametrize(
    ("start", "count"), [("13:45", 1), ("14:00", 1), ("14:15", 0), ("19:45", 0), ("20:00", 1), (None, 1)]
)
def test_a_preferred_window_wants_a_shift_of_its_day_that_touches_it(start, count):
    shifts = [on(0, start)] if start else []
    assert price(wishes, plan_with_entries(("prefer", "mon", "18:00", "20:00")), *shifts) == count * DENIED


def test_a_preferred_day_wants_any_shift_that_starts_on_it():
    plan = plan_with_entries(("prefer", "tue"))
    assert price(wishes, plan, on(1, "23:45")) == 0
    assert price(wishes, plan, on(0, "23:45"), on(2)) == DENIED


def test_a_preference_for_weekdays_is_one_wish_a_day():
    assert price(wishes, plan_with_entries(("prefer", "mon-fri")), on(1)) == 2 * DENIED


def test_the_price_is_that_of_the_instance():
    plan = plan_with_entries(("avoid", "mon"), objective={"denied_wish": 0.07})
    assert price(wishes, plan, on(0)) == units(0.07)


def test_wishes_forbid_nothing():
    assert allows(wishes, plan_with_entries(("avoid", "mon-sun"), ("prefer", "mon-sun")), on(0))
