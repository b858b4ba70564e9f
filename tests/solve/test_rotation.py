"""Rotations found: the cheapest of all patterns that break no rule, by enumeration; and what is refused."""

from __future__ import annotations

from itertools import product

import pytest

from scheduler.check.rotating import check_rotation
from scheduler.errors import InfeasibleError, InputError
from scheduler.model.rotation import Task
from scheduler.solve.options import Options
from scheduler.solve.rotation import _needs, _plan, _prices, _shifts, find_rotation
from tests.builders.rotating import fixed, to_rotate

FAST = Options(5.0, workers=1)


def cheaper(plan, found):
    """Every pattern of two weeks that costs less, with its figures."""
    contract, needs = plan.contracts["free"], tuple(_needs(plan, 0))
    shifts = tuple(_shifts(plan, contract, 0))
    task = Task(shifts, needs, contract, _prices(plan, contract), 2, 1, frozenset({5, 6}), 2)
    of_day = [[None, *(shift.template for shift in shifts if shift.day == day)] for day in range(7)]
    plans = (_plan(plan, task, "free", 0, pattern, 0) for pattern in product(product(*of_day), repeat=2))
    return [each for each in plans if each.cost < found.cost - 1e-6], needs


@pytest.mark.heavy
@pytest.mark.parametrize(("days", "bounds", "is_binding"), [
    ("mon-tue", {}, False),
    ("mon-tue", {"forbidden_successions": [["early", "late"], ["late", "late"]], "rest_hours": 11}, True),
    ("mon-tue", {"hours_per_week": [8, 8]}, True), ("mon-tue", {"max_shifts_per_week": {"late": 1, "early": 0}}, True),
    ("mon-tue", {"max_consecutive_days": 1}, True),
    ("sat-sun", {"max_weekends": 1, "complete_weekends": True}, True), ("sat-sun", {"min_consecutive_days_off": 6}, True),
])
def test_every_cheaper_pattern_breaks_a_rule(days, bounds, is_binding):
    plan = to_rotate("early late", 1, days, bounds=bounds)
    found = find_rotation(plan, 2, FAST)
    others, needs = cheaper(plan, found)
    assert bool(others) == is_binding
    assert all(check_rotation(plan, other, needs) for other in others)
    assert found.bound == pytest.approx(found.cost)


@pytest.mark.parametrize("bounds", [
    {"max_nights_per_week": 1}, {"max_consecutive_nights": 2, "min_days_off_after_nights": 2},
    {"days_per_week": [1, 3], "shifts_per_week": [2, 3]}, {"min_consecutive_days": 4, "hours_per_week": [24, 30]},
])
def test_rules_hold_round_the_pattern(bounds):
    """Checked inside: people who work it twice round break no rule."""
    plan = to_rotate("night", 1, "mon-sun", bounds=bounds)
    free, bound = find_rotation(to_rotate("night", 1, "mon-sun"), 2, FAST), find_rotation(plan, 2, FAST)
    assert bound.cost > free.cost
    assert bound.bound <= bound.cost


def test_one_pattern_is_one_run_that_never_ends():
    with_most = find_rotation(to_rotate("early", 1, "mon-sun", bounds={"max_consecutive_days": 30}), 1, FAST)
    assert with_most.pattern[0].count(None) == 1


def test_a_crew_counts_as_often_as_it_is_strong_and_hours_may_hold_in_the_mean():
    plan = to_rotate("early late", 2, "mon-tue", bounds={"hours_per_week": [12, 12]})
    with pytest.raises(InfeasibleError, match="no pattern of 2 weeks keeps the rules of contract 'free'"):
        find_rotation(plan, 2, FAST)
    found = find_rotation(plan, 2, FAST, crew=2, mean_hours=(12, 12))
    assert sorted(found.paid_hours) == [8, 16]
    assert found.missing_hours == 2 * 2 * 24 - 3 * 2 * 8


def test_breaks_count_as_a_part_of_a_shift_and_unpaid_ones_are_not_paid():
    lunch = {"minutes": 48, "paid": False, "from_shift_minutes": 360, "earliest_minutes": 180, "latest_minutes": 300}
    plan = to_rotate("early", 1, "mon-tue", hotline={"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60,
                                                     "break_grid_minutes": 12}, breaks={"lunch": lunch})
    found = find_rotation(plan, 1, FAST)
    assert found.paid_hours == (14.4,)
    assert found.missing_hours == pytest.approx(48 - 14.4)


def test_the_entry_says_the_pattern():
    found = find_rotation(to_rotate("early late", 1, "mon-tue", bounds={"rest_hours": 11}), 2, FAST)
    letters = {"E": "early", "L": "late"}
    assert found.rotation["letters"] == {letter: name for letter, name in letters.items() if any(
        name in week for week in found.pattern)}
    assert [tuple(letters.get(day) for day in week) for week in found.rotation["weeks"]] == list(found.pattern)


@pytest.mark.parametrize(("topics", "contract", "message"), [
    ({}, "half", "found no 'half'; allowed are free"),
    ({"bounds": {"weekly_rest_hours": 36}}, None, "no rotation is found with this rule yet"),
    ({"shifts": [fixed("early") | {"length": {"from_minutes": 240, "to_minutes": 480}}]}, None, "several starts or lengths"),
    ({"horizon": 6}, None, "holds no whole calendar week"),
    ({"objective": {"missed_call": 5}}, None, "missed calls or outside help have prices"),
])
def test_what_no_rotation_is_found_for(topics, contract, message):
    with pytest.raises(InputError, match=message):
        find_rotation(to_rotate("early late", 1, "mon-tue", **topics), 2, FAST, contract=contract)
