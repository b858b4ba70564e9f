"""Many faults at once, told briefly."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance

YAML, OPERATORS, AVAILABILITY, CALLS = "hotline.yaml", "operators.csv", "availability.csv", "calls.csv"


def test_all_faults_are_told_at_once(starter) -> None:
    folder = starter(
        {
            YAML: [
                ("days: 7", "days: 7\n  weeks: 1"),
                ("target_percent: 80", "target_percent: 0"),
                ("[32, 40]", "[40, 32]"),
                ("lunch: {minutes: 30", "lunch: {minutes: 40"),
            ],
            OPERATORS: [("deniz@example.org,half", "deniz@example.org,hlaf")],
            AVAILABILITY: [("unavailable", "away"), ("anna,mon", "hanna,mon")],
            CALLS: [("2026-12-07T08:00,2.25", "2026-12-07T08:00,x"), ("T08:15", "T08:16")],
        }
    )
    with pytest.raises(InputError) as caught:
        read_instance(folder)
    fields = {fault.field for fault in caught.value.faults}
    assert fields == {
        "horizon.weeks",
        "service.target_percent",
        "contracts.full.hours_per_week",
        "breaks.lunch.minutes",
        "operators.contract",
        "availability.kind",
        "availability.operator",
        "calls.forecast.calls",
        "calls.forecast.start",
    }
    rows = {fault.field: fault.place for fault in caught.value.faults}
    assert rows["availability.operator"] == "availability.csv:row 5 (line 5), column operator"
    assert rows["calls.forecast.start"] == "calls.csv:row 3 (line 3), column start"


def test_a_flood_of_one_fault_is_cut_short(starter) -> None:
    folder = starter()
    calls = (folder / CALLS).read_text().replace(",240", ",x")
    (folder / CALLS).write_text(calls)
    with pytest.raises(InputError) as caught:
        read_instance(folder)
    assert len(caught.value.faults) == 21
    assert "more faults of this field" in caught.value.faults[-1].message
