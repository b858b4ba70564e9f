"""What a path to a roster means, and what is said of other paths."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.library.source import is_instance, roster_file


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "calendars").mkdir()
    for name in ("roster.json", "roster.xlsx", "report.html", "calendars/anna.ics"):
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.mark.parametrize("name", ["", "roster.json", "roster.xlsx", "report.html", "calendars/anna.ics"])
def test_a_folder_and_what_was_published_in_it_mean_its_roster(name, plan):
    assert roster_file(plan / name) == plan / "roster.json"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("helpline/", "is an instance, not a roster; `schedule solve` makes a roster of it"),
        ("helpline/hotline.yaml", "is an instance, not a roster"),
        ("elsewhere/", "no roster.json in this folder; allowed are"),
        ("elsewhere/roster.xlsx", "no roster.json beside it; allowed are"),
        ("elsewhere/notes.txt", "is no roster; allowed are"),
    ],
)
def test_anything_else_is_named(name, said, tmp_path):
    (tmp_path / "helpline").mkdir()
    (tmp_path / "helpline" / "hotline.yaml").write_text("")
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(InputError, match=said):
        roster_file(tmp_path / name)


@pytest.mark.parametrize("name", ["", "roster.json", "roster.xlsx", "calendars/anna.ics"])
def test_a_plan_is_no_instance(name, plan):
    assert not is_instance(plan / name)


@pytest.mark.parametrize("name", ["helpline", "helpline/hotline.yaml", "my.xlsx", "my.ods", "roster.xlsx"])
def test_an_instance_is_told_apart_by_its_name_and_what_lies_beside_it(name, tmp_path):
    """A `roster.xlsx` without a roster beside it is looked into by whoever reads it."""
    (tmp_path / "helpline").mkdir()
    (tmp_path / "helpline" / "hotline.yaml").write_text("")
    assert is_instance(tmp_path / name)
