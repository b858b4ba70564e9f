from __future__ import annotations

import pytest

from scheduler.rules import shift_form
from tests.builders.hotline import FREE
from tests.builders.rosters import ANY, allows, on, plan

DAY = {
    "name": "day",
    "start": {"from": "08:00", "to": "10:00", "every_minutes": 30},
    "length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 60},
}
ONLY_DAY = {"contracts": {"free": FREE | {"shifts": ["day"]}}, "shifts": [DAY, ANY]}


@pytest.mark.parametrize(
    ("start", "minutes", "allowed"),
    [
        ("09:30", 300, True),
        ("08:00", 240, True),
        ("10:00", 480, True),
        ("07:45", 240, False),
        ("08:15", 240, False),
        ("10:30", 480, False),
        ("08:00", 225, False),
        ("08:00", 270, False),
        ("10:00", 540, False),
    ],
)
def test_only_the_templates_of_the_contract(start, minutes, allowed):
    assert allows(shift_form, plan(**ONLY_DAY), on(0, start, minutes)) == allowed


def test_all_templates_where_the_contract_names_none():
    assert allows(shift_form, plan(shifts=[DAY, ANY]), on(0, "07:45", 225))


@pytest.mark.parametrize(("minutes", "allowed"), [(285, False), (300, True), (360, True), (375, False)])
def test_shift_minutes_of_the_contract(minutes, allowed):
    bounded = plan(contracts={"free": FREE | {"shift_minutes": [300, 360]}})
    assert allows(shift_form, bounded, on(0, minutes=minutes)) == allowed


def test_days_of_a_template():
    weekdays = plan(6, shifts=[DAY | {"days": "mon-fri"}, ANY], contracts=ONLY_DAY["contracts"])
    assert allows(shift_form, weekdays, on(4))
    assert not allows(shift_form, weekdays, on(5))


def test_a_pin_overrides_the_templates():
    pin = [{"operator": "anna", "when": "mon", "from": "05:00", "to": "06:00", "kind": "pinned"}]
    pinned = plan(**ONLY_DAY, availability=pin)
    assert allows(shift_form, pinned, on(0, "05:00", 60))
    assert not allows(shift_form, pinned, on(0, "05:00", 75))


def test_the_pin_of_somebody_else_offers_nothing():
    people = [{"id": name, "contract": "free"} for name in ("anna", "ben")]
    pin = [{"operator": "ben", "when": "mon", "from": "05:00", "to": "06:00", "kind": "pinned"}]
    assert not allows(shift_form, plan(shifts=[DAY], operators=people, availability=pin), on(0, "05:00", 60))


def test_both_readings_of_the_repeated_hour_start_a_shift():
    autumn = plan(hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1})
    for fold in (0, 1):
        assert allows(shift_form, autumn, ("2026-10-25T02:30", 240), fold=fold)
