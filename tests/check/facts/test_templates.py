"""Which templates a shift fits, and by how much it misses the nearest."""

from __future__ import annotations

import pytest

from scheduler.check.facts.templates import candidates, fitting, is_of_template, miss
from tests.builders.checked import FREE, day, instance, shift

EARLY = {"name": "early", "start": {"from": "06:00", "to": "08:00", "every_minutes": 60},
         "length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 60}}
SUNDAY = EARLY | {"name": "sunday", "days": "sun"}


def plan_of(**bounds):
    return instance(horizon=7, shifts=[EARLY, SUNDAY], contracts={"free": FREE | bounds})


def test_start_and_length_must_both_be_a_templates_own():
    plan = plan_of()
    contract = plan.contracts["free"]
    assert [each.name for each in fitting(plan, contract, shift(plan, day(0, "07:00"), 300))] == ["early"]
    assert [each.name for each in fitting(plan, contract, shift(plan, day(6, "07:00"), 300))] == ["early", "sunday"]
    assert fitting(plan, contract, shift(plan, day(0, "07:15"), 300, ())) == []
    assert fitting(plan, contract, shift(plan, day(0, "07:00"), 315, ())) == []


def test_it_misses_by_the_minutes_of_start_and_length_together():
    plan = plan_of()
    contract, early = plan.contracts["free"], plan.shifts[0]
    assert miss(plan, contract, early, shift(plan, day(0, "08:10"), 500, ())) == 10 + 20
    assert miss(plan, contract, early, shift(plan, day(0, "08:00"), 480, ())) == 0


def test_a_contract_may_leave_templates_and_lengths_out():
    plan = plan_of(shift_minutes=[300, 360], shifts=["early"])
    contract = plan.contracts["free"]
    assert [each.name for each in candidates(plan, contract, shift(plan, day(6, "07:00"), 300))] == ["early"]
    assert fitting(plan, contract, shift(plan, day(0, "07:00"), 420)) == []
    assert is_of_template(plan, shift(plan, day(0, "07:00"), 420), "early"), "whatever the contract"
    assert not is_of_template(plan, shift(plan, day(0, "07:00"), 420), "sunday")


NIGHT = {"name": "night", "start": {"from": "22:00", "to": "22:00"}, "length": {"from_minutes": 480, "to_minutes": 480}}


@pytest.mark.parametrize(("date", "counts", "fits"), [
    ("2026-10-24", "clock", 540), ("2026-10-24", "elapsed", 480), ("2027-03-27", "clock", 420), ("2027-03-27", "elapsed", 480),
    ("2026-10-23", "clock", 480),
])
def test_a_shift_fixed_by_the_clock_ends_when_the_clock_says_so(date, counts, fits):
    night = NIGHT | {"length": NIGHT["length"] | {"counts": counts}}
    plan = instance(hotline="Europe/Berlin", horizon={"start": date, "days": 1}, shifts=[night])
    contract = plan.contracts["free"]
    for minutes in (420, 480, 540):
        worked = shift(plan, f"{date}T22:00", minutes, ())
        assert miss(plan, contract, plan.shifts[0], worked) == abs(minutes - fits)
        assert is_of_template(plan, worked, "night") == (minutes == fits)


def test_what_the_clock_skips_is_the_moment_of_the_change():
    early = NIGHT | {"start": {"from": "02:30", "to": "02:30"}, "length": {"from_minutes": 330, "to_minutes": 330}}
    plan = instance(hotline="Europe/Berlin", horizon={"start": "2027-03-28", "days": 1}, shifts=[early])
    contract = plan.contracts["free"]
    assert fitting(plan, contract, shift(plan, "2027-03-28T03:00", 300, ()))
    assert not fitting(plan, contract, shift(plan, "2027-03-28T03:30", 270, ()))
    assert not fitting(plan, contract, shift(plan, "2027-03-28T01:30", 330, ()))


def test_of_an_hour_that_repeats_either_reading_is_right():
    late = NIGHT | {"start": {"from": "18:00", "to": "18:00"}, "length": {"from_minutes": 510, "to_minutes": 510}}
    plan = instance(hotline="Europe/Berlin", horizon={"start": "2026-10-24", "days": 1}, shifts=[late])
    fits = [minutes for minutes in range(480, 601, 30)
            if fitting(plan, plan.contracts["free"], shift(plan, "2026-10-24T18:00", minutes, ()))]
    assert fits == [510, 570]
