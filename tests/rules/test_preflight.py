from __future__ import annotations

import pytest

from scheduler.rules.preflight import preflight_faults
from tests.builders.checked import BREAKS, FREE
from tests.builders.rosters import ANY, plan, plan_with_contract, plan_with_entries


def faults(instance):
    return dict(preflight_faults(instance))


def test_a_sound_instance_has_none():
    assert not faults(plan(7, breaks={}, contracts={"free": FREE | {"hours_per_week": [0, 40]}}))


@pytest.mark.parametrize(("longest", "unfit"), [(150, []), (165, ["165"]), (195, ["165", "180", "195"])])
def test_lengths_no_break_pattern_fits(longest, unfit):
    template = ANY | {"length": {"from_minutes": 60, "to_minutes": longest, "every_minutes": 15}}
    found = faults(plan(shifts=[template], breaks={"spacing": BREAKS["spacing"]}))
    assert list(found) == ([("shifts", 0, "length")] if unfit else [])
    assert all(f"fits a shift of {', '.join(unfit)} min" in message for message in found.values())


def test_nothing_further_is_said_where_no_length_fits():
    template = ANY | {"length": {"from_minutes": 165, "to_minutes": 180}}
    hopeless = plan(7, shifts=[template], breaks={"spacing": BREAKS["spacing"]},
                    contracts={"free": FREE | {"hours_per_week": [36, 40]}})
    assert list(faults(hopeless)) == [("shifts", 0, "length")]


@pytest.mark.parametrize(("end", "unfit"), [("10:30", False), ("11:00", True)])
def test_a_pin_no_break_pattern_fits(end, unfit):
    template = ANY | {"length": {"from_minutes": 60, "to_minutes": 150, "every_minutes": 15}}
    pins = ("prefer", "mon"), ("pinned", "tue"), ("pinned", "mon", "08:00", end)
    found = faults(plan_with_entries(*pins, shifts=[template], breaks={"spacing": BREAKS["spacing"]}))
    assert list(found) == ([("availability", 2)] if unfit else [])
    assert all("anna: no break pattern fits a pinned shift of 180 min" in message for message in found.values())


@pytest.mark.parametrize(("bound", "rule"), [
    ({"days_per_week": [0, 2]}, "days_per_week"), ({"hours_per_week": [0, 24]}, "hours_per_week")])
def test_bounds_of_a_week_that_may_be_exceeded_at_a_price_keep_no_hours_out_of_reach(bound, rule):
    contracts = {"free": FREE | {"hours_per_period": [36, 40]} | bound}
    assert faults(plan(7, contracts=contracts))
    assert not faults(plan(7, contracts=contracts, objective={"bounds": {rule: 3}}))


@pytest.mark.parametrize(("least", "in_reach"), [(24, True), (24.25, False)])
def test_boundary_hours_of_as_many_of_the_longest_shifts_as_there_may_be(least, in_reach):
    assert bool(faults(plan_with_contract(hours_per_week=[least, 40], days_per_week=[0, 2]))) != in_reach


def test_hours_out_of_reach_name_the_operator_and_the_week():
    away = [{"operator": "anna", "when": "mon-sun", "from": "06:00", "to": "20:00", "kind": "unavailable"}]
    contracts = {"free": FREE | {"hours_per_week": [70.5, 80]}}
    found = faults(plan(14, contracts=contracts, availability=away))
    assert list(found) == [("operators", 0, "contract")]
    assert found["operators", 0, "contract"] == (
        "anna: at most 70 paid hours can be reached in the week from 2026-12-14, "
        "below the least of contract 'free', 70.5 h"
    )


def test_an_incomplete_week_has_no_least():
    assert not faults(plan_with_contract(days=6, hours_per_week=[160, 168]))


def test_a_shift_that_no_break_pattern_fits_as_the_clock_changes_names_the_change():
    night = {"name": "night", "start": {"from": "22:00", "to": "22:00"}, "length": {"from_minutes": 480, "to_minutes": 480}}
    asked = {"hotline": "Europe/Berlin", "breaks": {"spacing": {"max_work_minutes": 480}}}
    autumn = {"horizon": {"start": "2026-10-20", "days": 7}}
    (path, message), = preflight_faults(plan(shifts=[night], **asked, **autumn))
    assert path == ("shifts", 0, "length")
    assert "night: as the clock changes, its shift of 2026-10-24 22:00 lasts 540 min" in message
    elapsed = night | {"length": night["length"] | {"counts": "elapsed"}}
    assert not faults(plan(shifts=[elapsed], **asked, **autumn))
    assert not faults(plan(shifts=[night], **asked, horizon={"start": "2026-10-26", "days": 7}))


def test_hours_out_of_reach_in_the_week_of_a_change_name_the_change():
    night = {"name": "night", "start": {"from": "22:00", "to": "22:00"}, "length": {"from_minutes": 480, "to_minutes": 480}}
    bound = {"free": FREE | {"hours_per_week": [56, 60]}}
    spring = plan(hotline="Europe/Berlin", horizon={"start": "2027-03-22", "days": 7}, shifts=[night], contracts=bound)
    (message,) = faults(spring).values()
    assert "at most 55 paid hours" in message
    assert message.endswith("the clock changes on 2027-03-28")
    assert not faults(plan(7, shifts=[night], contracts=bound))


def test_starts_that_make_more_sets_than_can_be_told_apart():
    field = ("contracts", "free", "max_different_starts_per_week")
    assert field not in faults(plan_with_contract(max_different_starts_per_week=2))  # 24 starts
    of_many = plan_with_contract(max_different_starts_per_week=5)
    assert "55,455 sets to tell apart; allowed are at most 5,000" in faults(of_many)[field]
    priced = plan(7, contracts={"free": FREE | {"max_different_starts_per_week": 2}},
                  objective={"bounds": {"different_starts": 1}})
    assert "or no price" in faults(priced)[field]
