from __future__ import annotations

import pytest

from scheduler.check.rules.shift_form import check
from tests.builders.checked import FREE, instance, shift

AUTUMN = {"start": "2026-10-24", "days": 3}
NIGHT = {"name": "night", "start": {"from": "02:30", "to": "02:30"},
         "length": {"from_minutes": 240, "to_minutes": 240, "counts": "elapsed"}}


def amounts(plan, *shifts):
    return [violation.amount for violation in check(plan, shifts)]


def test_allows_every_start_and_length_of_a_template():
    plan = instance()
    assert not amounts(plan, *(shift(plan, f"2026-12-07T{hour:02d}:30", 240) for hour in range(6, 20)))
    assert not amounts(plan, *(shift(plan, "2026-12-07T08:00", minutes) for minutes in range(120, 541, 30)))


@pytest.mark.parametrize(
    ("start", "minutes", "amount"),
    [
        ("06:00", 120, None),
        ("20:00", 540, None),
        ("05:45", 120, 15),
        ("20:30", 120, 30),
        ("08:10", 240, 10),
        ("08:00", 90, 30),
        ("08:00", 555, 15),
        ("08:10", 250, 20),
        ("08:00", 240.5, 0.5),
    ],
)
def test_boundary_and_amount(start, minutes, amount):
    plan = instance()
    assert amounts(plan, shift(plan, f"2026-12-07T{start}", minutes)) == ([] if amount is None else [amount])


def test_seconds_are_seen():
    plan = instance()
    assert amounts(plan, shift(plan, "2026-12-07T08:00:30", 240)) == [0.5]


def test_weekdays_of_a_template():
    templates = [
        {
            "name": "weekend",
            "start": {"from": "08:00", "to": "08:00"},
            "length": {"from_minutes": 240, "to_minutes": 240},
            "days": "sat-sun",
        }
    ]
    plan = instance(horizon=7, shifts=templates)
    assert not amounts(plan, shift(plan, "2026-12-12T08:00", 240))
    assert amounts(plan, shift(plan, "2026-12-11T08:00", 240)) == [240]


def test_contract_names_templates_and_bounds_lengths():
    template = {"start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 240, "to_minutes": 480}}
    plan = instance(
        shifts=[{"name": "early", **template}, {"name": "late", **template, "start": {"from": "12:00", "to": "12:00"}}],
        contracts={"free": FREE | {"shifts": ["early"], "shift_minutes": [240, 360]}},
    )
    assert not amounts(plan, shift(plan, "2026-12-07T08:00", 360))
    assert amounts(plan, shift(plan, "2026-12-07T08:00", 390)) == [30]
    assert amounts(plan, shift(plan, "2026-12-07T12:00", 240)) == [240]


def test_both_readings_of_a_repeated_hour():
    plan = instance(hotline="Europe/Berlin", horizon=AUTUMN, shifts=[NIGHT])
    assert not amounts(plan, shift(plan, "2026-10-25T02:30", 240), shift(plan, "2026-10-25T02:30", 240, fold=1))


def test_length_is_elapsed_over_the_clock_change():
    template = {
        "name": "night",
        "start": {"from": "22:00", "to": "22:00"},
        "length": {"from_minutes": 480, "to_minutes": 480, "counts": "elapsed"},
    }
    plan = instance(hotline="Europe/Berlin", horizon=AUTUMN, shifts=[template])
    long_night = shift(plan, "2026-10-24T22:00", 480)
    assert long_night.end.strftime("%H:%M") == "05:00"
    assert not amounts(plan, long_night)
    assert amounts(plan, shift(plan, "2026-10-24T22:00", 540)) == [60]


def test_a_pin_with_times_is_exempt_and_only_that():
    pin = {"operator": "anna", "when": "2026-12-07", "kind": "pinned"}
    timed = instance(availability=[pin | {"from": "03:10", "to": "04:00"}])
    assert not amounts(timed, shift(timed, "2026-12-07T03:10", 50))
    assert amounts(timed, shift(timed, "2026-12-07T03:10", 60)) == [170 + 60]
    untimed = instance(availability=[pin])
    assert amounts(untimed, shift(untimed, "2026-12-07T08:10", 240)) == [10]


SPLIT = {"name": "split", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 360, "to_minutes": 360},
         "split": {"gap_minutes": [120, 180], "part_minutes": [120, 240], "every_minutes": 60}}


@pytest.mark.parametrize(("minutes", "gap", "amount"), [
    (480, (120, 120), None), (480, (240, 120), None), (540, (180, 180), None),
    (480, (60, 120), 60), (480, (300, 120), 60), (480, (150, 120), 30),
    (450, (120, 90), 30), (600, (120, 240), 60), (510, (120, 150), 30), (450, (120, 120), 30), (360, None, 240),
])
def test_boundary_of_the_parts_and_the_gap_of_a_split_shift(minutes, gap, amount):
    plan = instance(shifts=[SPLIT])
    found = amounts(plan, shift(plan, "2026-12-07T08:00", minutes, (("gap", *gap),) if gap else ()))
    assert found == ([] if amount is None else [amount])


def test_a_gap_fits_no_template_that_is_not_split():
    plan = instance()
    assert amounts(plan, shift(plan, "2026-12-07T08:00", 480, (("gap", 120, 120),))) == [120]
