from __future__ import annotations

import pytest

from scheduler.rules.preflight import preflight_faults
from tests.builders.checked import BREAKS, FREE
from tests.builders.rosters import ANY, plan, plan_with_contract, plan_with_entries

EARLY = {"name": "early", "start": {"from": "06:00", "to": "08:00"}, "length": {"from_minutes": 240, "to_minutes": 240}}
LATE = EARLY | {"name": "late", "start": {"from": "16:00", "to": "18:00"}}
FORENOON = {"weekly": {"mon-sun": ["08:00-12:00"]}}


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


def test_an_open_hour_no_shift_can_cover():
    assert not faults(plan(hours=FORENOON, shifts=[EARLY]))
    found = faults(plan(hours={"weekly": {"mon-sun": ["08:00-12:30"]}}, shifts=[EARLY | {"outside_hours": True}]))
    assert list(found) == [("hours",)]
    assert found["hours",].startswith("30 min of the opening hours are covered by no shift, ")
    assert "the first at 2026-12-07 12:00" in found["hours",]


def test_a_template_on_other_days_covers_nothing():
    assert ("hours",) in faults(plan(hours=FORENOON, shifts=[EARLY | {"days": "tue"}]))


def test_a_template_of_a_contract_nobody_has_covers_nothing():
    contracts = {"free": FREE | {"shifts": ["early"]}, "rare": FREE}
    hours = {"weekly": {"mon-sun": ["08:00-12:00", "16:00-20:00"]}}
    assert list(faults(plan(hours=hours, shifts=[EARLY, LATE], contracts=contracts))) == [("hours",)]
    people = [{"id": "anna", "contract": "free"}, {"id": "ben", "contract": "rare"}]
    assert not faults(plan(hours=hours, shifts=[EARLY, LATE], contracts=contracts, operators=people))


def test_each_queue_is_covered_by_those_who_can_answer_it():
    contracts = {"early": FREE | {"shifts": ["early"]}, "late": FREE | {"shifts": ["late"]}}
    hours = {"weekly": {"mon-sun": ["08:00-12:00", "16:00-20:00"]}}
    people = [{"id": "anna", "contract": "early", "skills": ["sales", "support"]},
              {"id": "ben", "contract": "late", "skills": ["sales"]}]
    day = {"hours": hours, "shifts": [EARLY, LATE], "contracts": contracts, "service": {"queues": {"sales": {}, "support": {}}}}
    assert faults(plan(operators=people, **day)) == {
        ("service", "queues", "support"): "240 min of the opening hours are covered by no shift of those who can answer "
        "'support', the first at 2026-12-07 16:00; allowed are hours that some shift of theirs reaches"}
    people[1]["skills"] = ["sales", "support"]
    assert not faults(plan(operators=people, **day))


def test_a_pin_covers_hours_also_with_the_times_of_a_template_bound_to_the_hours():
    hours = {"weekly": {"mon-sun": ["06:30-10:30"]}}
    template = EARLY | {"start": {"from": "06:00", "to": "06:30", "every_minutes": 30}}
    assert not faults(plan(hours=hours, shifts=[template]))
    at_six = template | {"start": {"from": "06:00", "to": "06:00"}}
    assert ("hours",) in faults(plan(hours=hours, shifts=[at_six]))
    pin = ("pinned", "mon", "06:00", "10:00"), ("pinned", "mon", "10:00", "10:30")
    assert not faults(plan_with_entries(*pin, days=1, hours=hours, shifts=[at_six]))


@pytest.mark.parametrize(("least", "in_reach"), [(24, True), (24.25, False)])
def test_boundary_hours_of_as_many_of_the_longest_shifts_as_there_may_be(least, in_reach):
    assert bool(faults(plan_with_contract(hours_per_week=[least, 40], days_per_week=[0, 2]))) != in_reach


def test_hours_out_of_reach_name_the_operator_and_the_week():
    away = [{"operator": "anna", "when": "mon-sat", "kind": "unavailable"}]
    contracts = {"free": FREE | {"hours_per_week": [12.5, 40]}}
    found = faults(plan(14, contracts=contracts, availability=away))
    assert list(found) == [("operators", 0, "contract")]
    assert found["operators", 0, "contract"] == (
        "anna: at most 12 paid hours can be reached in the week from 2026-12-14, "
        "below the least of contract 'free', 12.5 h"
    )


def test_an_incomplete_week_has_no_least():
    assert not faults(plan_with_contract(days=6, hours_per_week=[160, 168]))
