"""What needs more than one topic: each check alone, on the smallest instance that it concerns."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.instance.checks.cross import _CHECKS, cross_faults
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance

from .conftest import before, contract, faults, only, operator, pin


def test_the_smallest_instance_is_sound(build) -> None:
    assert faults(build()) == []


@pytest.mark.parametrize("check", _CHECKS, ids=lambda check: check.run.__name__)
def test_a_check_reads_no_topic_but_those_it_names(check, root, build) -> None:
    """Else it ends with a defect, or finds what is not so, where a topic is wrong and so left out."""
    topics = {info.alias or name: name for name, info in Instance.model_fields.items()}
    for whole in (build(), read_instance(root / "instances" / "bilingual").instance):
        read = {name: getattr(whole, name) for topic, name in topics.items() if topic in check.reads}
        part = whole.model_copy()
        part.__dict__.clear()
        part.__dict__.update(read)
        assert not list(check.run(part))


@pytest.mark.parametrize(
    ("topics", "path", "said"),
    [
        ({"operators": [operator("anna", "fulll")]}, ("operators", 0, "contract"), "did you mean full?"),
        ({"operators": [operator("anna"), operator("anna")]}, ("operators", 1, "id"), "second time"),
        (
            {"operators": [operator("Straße"), operator("STRASSE")]},
            ("operators", 1, "id"),
            "upper and lower case only",
        ),
        (
            {"operators": [operator("e\u0301"), operator("\u00e9")]},
            ("operators", 1, "id"),
            "upper and lower case only",
        ),
        (
            {"contracts": {"full": {"hours_per_week": [0, 40], "shifts": ["day", "dya"]}}},
            ("contracts", "full", "shifts", 1),
            "did you mean day?",
        ),
        (
            {"availability": [pin("hanna", "mon", kind="avoid")]},
            ("availability", 0, "operator"),
            "did you mean anna?",
        ),
        (
            {"operators": [operator("a1") | {"name": "Hanna Groß"}, operator("hanna")],
             "availability": [pin("hanna groß", "mon", kind="avoid")]},
            ("availability", 0, "operator"),
            "did you mean a1?",
        ),
        (
            {"availability": [pin("anna", "2025-12-06", kind="avoid")]},
            ("availability", 0, "when"),
            "2026-12-07 to 2026-12-13",
        ),
        (
            {"availability": [pin("anna", "2026-12-14", kind="avoid")]},
            ("availability", 0, "when"),
            "2026-12-07 to 2026-12-13",
        ),
        ({"availability": [pin("anna", "mon", "08:10", "10:00")]}, ("availability", 0, "from"), "08:10"),
        ({"availability": [pin("anna", "mon", "08:00", "10:10")]}, ("availability", 0, "to"), "10:10"),
        (
            {
                "breaks": {
                    "lunch": {
                        "minutes": [30, 40],
                        "from_shift_minutes": 0,
                        "earliest_minutes": 0,
                        "latest_minutes": 9,
                    }
                }
            },
            ("breaks", "lunch", 0, "minutes", 1),
            "40 min",
        ),
        (
            {"breaks": {"breathers": {"minutes": 10, "count": [{"from_shift_minutes": 240, "breathers": 1}]}}},
            ("breaks", "breathers", "minutes"),
            "10 min",
        ),
        (
            contract(forbidden_successions=[["day", "late"]]),
            ("contracts", "full", "forbidden_successions", 0, 1),
            "unknown shift template 'late'",
        ),
        (contract(max_shifts={"late": 1}), ("contracts", "full", "max_shifts", "late"), "'late'; allowed: day"),
        (contract(max_shifts_per_week={"late": 1}), ("contracts", "full", "max_shifts_per_week", "late"), "allowed: day"),
        (contract(max_nights_per_week=2), ("contracts", "full", "max_nights_per_week"), "nights: {from, to, minutes}"),
        (before(worked_days=1, last_shift="late"), ("history", 0, "last_shift"), "'late'; allowed: day"),
        (before("hanna", days_off=1), ("history", 0, "operator"), "'hanna'"),
        ({"history": [{"operator": "anna", "days_off": 1}] * 2}, ("history", 1, "operator"), "a second time"),
        (before(last_end="2026-12-08T00:00"), ("history", 0, "last_end"), "before 2026-12-08T00:00"),
        ({"horizon": {"start": "9999-12-30", "days": 7}}, ("horizon", "start"), "9999"),
        ({"horizon": {"start": "0001-01-01", "days": 7}}, ("horizon", "start"), "0001"),
    ],
)
def test_one_fault_one_message(topics: dict[str, Any], path: tuple[str | int, ...], said: str, build) -> None:
    found, message = only(build(**topics))
    assert found == path
    assert said in message


def test_availability_on_the_last_day_is_allowed(build) -> None:
    assert (
        faults(
            build(availability=[pin("anna", "2026-12-13", kind="avoid"), pin("anna", "2026-12-07", kind="avoid")])
        )
        == []
    )


def test_two_templates_of_one_name(build) -> None:
    template = build().model_dump(by_alias=True, mode="json")["shifts"][0]
    assert only(build(shifts=[template, template]))[0] == ("shifts", 1, "name")


@pytest.mark.parametrize(
    ("pins", "overlap"),
    [
        ([pin("anna", "mon", "08:00", "12:00"), pin("anna", "2026-12-07", "12:00", "16:00")], False),
        ([pin("anna", "mon", "08:00", "12:00"), pin("anna", "2026-12-07", "11:45", "16:00")], True),
        ([pin("anna", "mon", "08:00", "12:00"), pin("ben", "mon", "08:00", "12:00")], False),
        ([pin("anna", "mon", "22:00", "06:00"), pin("anna", "tue", "06:00", "08:00")], False),
        ([pin("anna", "mon", "22:00", "06:00"), pin("anna", "tue", "05:45", "08:00")], True),
        ([pin("anna", "mon-fri", "22:00", "06:00")], False),
        (
            [
                pin("anna", "mon"),
                pin("anna", "2026-12-07", "08:00", "09:00"),
                pin("anna", "2026-12-07", "10:00", "11:00"),
            ],
            False,  # they are too many of a day
        ),
        ([pin("anna", "mon", "08:00", "12:00", "prefer"), pin("anna", "mon", "08:00", "12:00")], False),
    ],
)
def test_pins_overlap_in_elapsed_time(pins: list[dict[str, Any]], overlap: bool, build) -> None:
    assert any("overlap" in message for _, message in faults(build(availability=pins))) == overlap


@pytest.mark.parametrize(
    ("pins", "second"),
    [
        ([pin("anna", "mon", "08:00", "12:00"), pin("anna", "2026-12-07", "12:00", "16:00")], True),
        ([pin("anna", "mon", "08:00", "12:00"), pin("anna", "2026-12-07", "14:00", "02:00")], True),
        ([pin("anna", "mon", "22:00", "06:00"), pin("anna", "tue", "06:00", "08:00")], False),
        ([pin("anna", "mon", "08:00", "12:00"), pin("ben", "mon", "12:00", "16:00")], False),
        ([pin("anna", "mon-fri", "08:00", "12:00")], False),
    ],
)
def test_there_is_one_pin_a_day(pins: list[dict[str, Any]], second: bool, build) -> None:
    found = faults(build(availability=pins))
    assert [path for path, _ in found] == [("availability", 1)] * second
    assert all("second pin of 'anna' on 2026-12-07" in message for _, message in found)


def test_what_is_lost_or_damaged_is_not_checked(build) -> None:
    instance = build(operators=[operator("anna", "fulll")], availability=[pin("zoe", "mon", kind="avoid")])
    everything = {path[0] for path, _ in faults(instance)}
    assert everything == {"operators", "availability"}
    assert {path[0] for path, _ in cross_faults(instance, damaged=frozenset({"operators"}))} == {"operators"}
    assert {path[0] for path, _ in cross_faults(instance, lost=frozenset({"contracts"}))} == {"availability"}


@pytest.mark.parametrize(("second", "said"), [
    ({"when": "2026-12-08"}, ""), ({"when": "2026-12-08", "from": "14:00", "to": "20:00"}, ""),
    ({"when": "2026-12-08", "from": "05:00", "to": "09:00"}, "overlap"), ({"when": "2026-12-07"}, "second pin"),
])
def test_a_day_may_be_pinned_after_a_night(second: dict[str, str], said: str, build) -> None:
    night = {"operator": "anna", "when": "2026-12-07", "from": "22:00", "to": "06:00", "kind": "pinned"}
    rows = [night, {"operator": "anna", "kind": "pinned"} | second]
    found = [message for _, message in faults(build(availability=rows))]
    assert len(found) == (1 if said else 0)
    assert all(said in message for message in found)
