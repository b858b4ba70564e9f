"""What is read and yet told: wishes written twice, skills that are nearly a queue."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.instance.checks.notes import notes
from scheduler.library.instance import Instance
from scheduler.read.instance_file import read_instance
from tests.builders.hotline import FREE, document, hotline


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


@pytest.mark.parametrize(("first", "days", "hours", "week_starts", "said"), [
    ("2026-12-09", 7, 35, "mon", "which starts on mon, or write `week_starts: wed`"),
    ("2026-12-07", 6, 35, "mon", "plan a whole week, which starts on mon"),
    ("2026-12-09", 7, 35, "wed", ""), ("2026-12-09", 12, 35, "mon", ""), ("2026-12-09", 7, None, "mon", "")])
def test_a_weekly_rest_that_no_week_asks_for_is_told(first, days, hours, week_starts, said):
    plan = hotline(hotline=document()["hotline"] | {"week_starts": week_starts}, horizon={"start": first, "days": days},
                   hours={"always": True}, contracts={"free": FREE | {"weekly_rest_hours": hours}})
    found = [(path, message) for path, message in notes(plan) if "weekly_rest_hours" in message]
    assert [path for path, _ in found] == [("horizon",)] * bool(said)
    assert all(said in message for _, message in found)


def test_a_week_whose_open_days_are_all_planned_is_whole():
    weekdays = hotline(horizon=5, hours={"weekly": {"mon-fri": ["08:00-18:00"]}},
                       contracts={"free": FREE | {"weekly_rest_hours": 48}})
    assert not list(notes(weekdays))


def test_overtime_off_the_break_grid_is_told_with_what_is_asked_for():
    terms = FREE | {"overtime_minutes_per_day": 20, "time_off_minutes_per_day": 10}
    told_of = [message for path, message in notes(hotline(contracts={"free": terms})) if path[0] == "contracts"]
    assert told_of == ["found 20 min, no multiple of the 15 min of the break grid: a repair asks for at most 15 min",
                       "found 10 min, no multiple of the 15 min of the break grid: a repair asks for none"]
