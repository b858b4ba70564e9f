"""What is read and yet told: wishes written twice, skills that are nearly a queue."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.instance.checks.notes import notes
from scheduler.library.instance import Instance
from scheduler.read.instance_file import read_instance


def told(folder) -> list[str]:
    """Notes of an instance, each with its place."""
    instance = Instance.of(read_instance(folder))
    return [str(instance.origin.fault(path, message)) for path, message in notes(instance)]


def skilled(starter, skill: str):
    """The starter with the topic `abuse`, which ben covers, and anna with one more skill."""
    return starter({"hotline.yaml": [("  target_percent: 80", "  topics: [abuse]\n  target_percent: 80")],
                    "operators.csv": [("anna@example.org,full,", f"anna@example.org,full,{skill}"),
                                      ("ben@example.org,full,", "ben@example.org,full,abuse")]})


def test_a_wish_written_twice_counts_once_and_is_told(starter):
    folder = starter({"availability.csv": [("anna,mon,08:00,16:00,prefer", "anna,mon,08:00,16:00,prefer\n"
                                            "anna,2026-12-07,08:00,16:00,prefer")]})
    assert len(read_instance(folder).instance.availability_of["anna"]) == 1
    assert told(folder) == [
        "availability.csv:row 6 (line 6): availability: prefer of 'anna' is written a second time and counts once"]


def test_a_skill_in_other_letters_is_refused_at_its_cell(starter):
    with pytest.raises(InputError) as caught:
        read_instance(skilled(starter, "Abuse"))
    assert [fault.place for fault in caught.value.faults] == ["operators.csv:row 2 (line 2), column skills"]
    assert "did you mean abuse?" in str(caught.value)


def test_a_skill_that_is_nearly_a_topic_is_told(starter):
    assert ["did you mean abuse?" in note for note in told(skilled(starter, "abuses"))] == [True]


def test_a_skill_of_its_own_is_nobodys_business(starter):
    assert not told(skilled(starter, "first-aid"))


def test_a_wish_of_last_week_is_over_and_told(starter):
    folder = starter({"availability.csv": [("anna,mon,08:00,16:00,prefer", "anna,mon,08:00,16:00,prefer\n"
                                            "anna,2026-11-30,,,avoid\nben,2026-12-01,,,prefer")]})
    assert told(folder) == ["availability.csv:row 6 (line 6), column when: availability.when: 2 rows of wishes or pins before "
                            "2026-12-07, the first day, passed over (from 2026-11-30 to 2026-12-01)"]
