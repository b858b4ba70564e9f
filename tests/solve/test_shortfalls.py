"""What no roster can give is told before the search: hours that stand empty, and weeks that absences cut short."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.demand.demand import demand_of
from scheduler.instance.instance import Instance
from scheduler.solve.shortfalls import shortfalls
from tests.builders.checked import FREE
from tests.builders.rosters import ANY
from tests.builders.rosters import plan as empty_plan

EARLY = {"name": "early", "start": {"from": "06:00", "to": "08:00"}, "length": {"from_minutes": 240, "to_minutes": 240}}
LATE = EARLY | {"name": "late", "start": {"from": "16:00", "to": "18:00"}}
FORENOON = {"weekly": {"mon-sun": ["08:00-12:00"]}}
A_DAY = {"per_day": 100, "shape": "flat", "aht_s": 240}


def plan(days: int = 1, **changes: Any) -> Instance:
    """An instance in which every open hour requires somebody."""
    service = changes.pop("service", {})
    if "queues" not in service:
        service = {"min_operators": 1} | service
    instance = empty_plan(days, **{"calls": A_DAY} | changes)
    return Instance.model_validate({**instance.model_dump(mode="json", by_alias=True, exclude_unset=True), "service": service})


def lacking(instance: Instance) -> dict[tuple[str | int, ...], str]:
    return dict(shortfalls(instance, demand_of(instance)))


def test_an_open_hour_no_shift_can_cover():
    assert not lacking(plan(hours=FORENOON, shifts=[EARLY]))
    found = lacking(plan(hours={"weekly": {"mon-sun": ["08:00-12:30"]}}, shifts=[EARLY | {"outside_hours": True}]))
    assert list(found) == [("hours",)]
    assert found["hours",].startswith("0.5 h that require somebody lie within no shift, the first at 2026-12-07 12:00: ")


def test_a_template_on_other_days_covers_nothing():
    assert ("hours",) in lacking(plan(hours=FORENOON, shifts=[EARLY | {"days": "tue"}]))


def test_a_template_of_a_contract_nobody_has_covers_nothing():
    contracts = {"free": FREE | {"shifts": ["early"]}, "rare": FREE}
    hours = {"weekly": {"mon-sun": ["08:00-12:00", "16:00-20:00"]}}
    assert list(lacking(plan(hours=hours, shifts=[EARLY, LATE], contracts=contracts))) == [("hours",)]
    people = [{"id": "anna", "contract": "free"}, {"id": "ben", "contract": "rare"}]
    assert not lacking(plan(hours=hours, shifts=[EARLY, LATE], contracts=contracts, operators=people))


def test_each_queue_is_covered_by_those_who_can_answer_it():
    contracts = {"early": FREE | {"shifts": ["early"]}, "late": FREE | {"shifts": ["late"]}}
    hours = {"weekly": {"mon-sun": ["08:00-12:00", "16:00-20:00"]}}
    people = [{"id": "anna", "contract": "early", "skills": ["sales", "support"]},
              {"id": "ben", "contract": "late", "skills": ["sales"]}]
    calls = [{"start": f"2026-12-07T{hour:02d}:00", "calls": 9, "aht_s": 300, "queue": queue}
             for queue in ("sales", "support") for hour in (8, 9, 10, 11, 16, 17, 18, 19)]
    day = {"hours": hours, "shifts": [EARLY, LATE], "contracts": contracts, "calls": {"forecast": calls},
           "service": {"queues": {"sales": {}, "support": {}}}}
    assert lacking(plan(operators=people, **day)) == {
        ("service", "queues", "support"): "4 h that require somebody lie within no shift of those who can answer 'support', "
        "the first at 2026-12-07 16:00: they stand empty in every roster, and are priced as such"}
    people[1]["skills"] = ["sales", "support"]
    assert not lacking(plan(operators=people, **day))


def test_a_pin_covers_hours_also_with_the_times_of_a_template_bound_to_the_hours():
    hours = {"weekly": {"mon-sun": ["06:30-10:30"]}}
    template = EARLY | {"start": {"from": "06:00", "to": "06:30", "every_minutes": 30}}
    assert not lacking(plan(hours=hours, shifts=[template]))
    at_six = template | {"start": {"from": "06:00", "to": "06:00"}}
    assert ("hours",) in lacking(plan(hours=hours, shifts=[at_six]))
    pins = [{"operator": "anna", "when": "mon", "kind": "pinned", "from": start, "to": end}
            for start, end in (("06:00", "10:00"), ("10:00", "10:30"))]
    assert not lacking(plan(hours=hours, shifts=[at_six], availability=pins))


def test_hours_that_require_nobody_or_that_others_take_are_not_lacking():
    night = {"always": True}
    day = [EARLY | {"start": {"from": "08:00", "to": "08:00"}}]
    assert not lacking(plan(hours=night, shifts=day, calls={"per_day": 0, "aht_s": 300}, service={"min_operators": 0}))
    others = {"name": "Night Ltd", "price_per_hour": 2.0, "hours": {"weekly": {"mon-sun": ["00:00-08:00", "12:00-24:00"]}}}
    assert not lacking(plan(hours=night, shifts=day, service={"min_operators": 0}, outside=others))
    assert ("hours",) in lacking(plan(hours=night, shifts=day))


@pytest.mark.parametrize(("when", "kind", "asked"), [
    ("2026-12-07..2026-12-11", "unavailable", 0), ("2026-12-07", "unavailable", 32), ("mon-fri", "unavailable", 0),
    ("2026-12-01..2026-12-08", "unavailable", 24),
])
def test_absences_lower_what_is_asked_of_a_week_and_it_is_told(when, kind, asked):
    office = {"weekly": {"mon-fri": ["08:00-16:00"]}}
    eight = [ANY | {"start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 480, "to_minutes": 480}}]
    away = [{"operator": "anna", "when": when, "kind": kind}]
    full = {"free": FREE | {"hours_per_week": [36, 40], "days_per_week": [4, 5]}}
    found = lacking(plan(7, hours=office, shifts=eight, contracts=full, availability=away))
    assert found == {("operators", 0, "contract"): "anna: of the 36 h due in the week from 2026-12-07, "
                     f"{asked} h can be asked for on the days that are left"}
