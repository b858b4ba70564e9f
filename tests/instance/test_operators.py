"""Operators as cells of a table say them, and the days and windows of their availability."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from scheduler.instance.operators import Availability, Operator

MONDAY = dt.date(2026, 12, 7)


def entry(**fields):
    return Availability.model_validate({"operator": "anna", "kind": "avoid", "when": "mon"} | fields)


def test_skills_of_a_cell_are_parted_and_empty_cells_left_out():
    anna = Operator.model_validate({"id": "anna", "contract": "full", "skills": "sales|support", "name": "", "email": ""})
    assert sorted(anna.skills) == ["sales", "support"]
    assert anna.label == "anna", "who has no name is called by their id"


def test_weekdays_and_dates():
    assert [entry(when="fri-mon").on(MONDAY + dt.timedelta(days=day)) for day in range(7)] == [
        True, False, False, False, True, True, True]
    assert entry(when="2026-12-07").on(MONDAY)
    assert not entry(when="2026-12-07").on(MONDAY + dt.timedelta(days=7))


@pytest.mark.parametrize(("times", "window"), [
    ({}, (0, 1440)), ({"from": "08:00", "to": "12:00"}, (480, 720)), ({"from": "22:00", "to": "06:00"}, (1320, 360))])
def test_a_window_that_passes_midnight_ends_before_it_begins(times, window):
    assert entry(**times).window == window


def test_half_a_window_is_refused():
    with pytest.raises(ValidationError, match="together"):
        entry(**{"from": "08:00"})


def away_on(**fields):
    return entry(**{"kind": "unavailable"} | fields)


@pytest.mark.parametrize("when", [
    "2026-07-05..2026-07-18", "2026-07-05/2026-07-18", "2026-07-05 .. 2026-07-18", "2026-07-05–2026-07-18",
])
def test_a_range_of_dates_holds_both_ends(when):
    away = away_on(when=when)
    assert [away.on(dt.date(2026, 7, day)) for day in (4, 5, 18, 19)] == [False, True, True, False]
    assert away_on(when=away.model_dump(mode="json")["when"]) == away


@pytest.mark.parametrize(("when", "said"), [
    ("2026-07-18..2026-07-05", "ends \\(2026-07-05\\) before it begins"), ("2026-07-05..2026-02-30", "not a range of dates"),
    ("2026-W50", r"a week; did you mean 2026-12-07\.\.2026-12-13\?"),
    ("2026-13-01", "YYYY-MM-DD..YYYY-MM-DD"), ("5.7.2026..18.7.2026", "not a date"),
])
def test_what_is_no_range_is_refused(when, said):
    with pytest.raises(ValidationError, match=said):
        away_on(when=when)


def test_leave_is_for_whole_days_and_hours_are_for_leave():
    assert away_on(when="mon", kind="leave", hours=7.5).hours == 7.5
    with pytest.raises(ValidationError, match="leave is for whole days"):
        away_on(when="mon", kind="leave", **{"from": "08:00", "to": "12:00"})
    with pytest.raises(ValidationError, match="allowed beside leave, sick, public_holiday"):
        away_on(when="mon", hours=7.5)


@pytest.mark.parametrize("empty", ["", None])
def test_empty_hours_of_a_leave_are_those_of_the_contract(empty):
    assert entry(kind="leave", hours=empty).hours is None


@pytest.mark.parametrize("changes", [{"hours": None}, {"hours": 0}, {"when": "mon"}, {"from": "08:00", "to": "12:00"}])
def test_overtime_is_so_many_hours_of_one_day(changes):
    assert away_on(when="2026-12-07", kind="overtime", hours=1.25).minutes == 75
    with pytest.raises(ValidationError, match="allowed"):
        away_on(**{"when": "2026-12-07", "kind": "overtime", "hours": 1.25} | changes)
