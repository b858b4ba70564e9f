"""Hours required against hours allowed: of weeks by hours, days and absences, of days by the longest shift."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.survey.hours import by_day, by_week, whole, work_beside_calls
from tests.builders.checked import FREE
from tests.builders.mail import mailing
from tests.builders.surveys import team

MONDAY = dt.date(2026, 12, 7)


def test_a_week_is_what_its_days_require_and_at_most_what_its_shifts_and_hours_give():
    """One operator is required from 8 to 12; a shift has 4 hours; at most 3 days, or 10 paid hours."""
    week, = by_week(team(contracts={"free": FREE | {"days_per_week": [0, 3]}}))
    assert (week.first, week.last) == (MONDAY, dt.date(2026, 12, 13))
    assert (week.required, week.least, week.most) == (28, 0, 12)
    assert week.is_short and not week.is_forced
    week, = by_week(team(contracts={"free": FREE | {"hours_per_week": [0, 10]}}))
    assert week.most == 10
    week, = by_week(team(contracts={"free": FREE | {"hours_per_week": [8, 28]}}))
    assert (week.least, week.most, week.is_short) == (8, 28, False)


def test_breaks_are_no_hours_on_the_phone():
    breathers = {"breathers": {"minutes": 30, "paid": True, "count": [{"from_shift_minutes": 240, "breathers": 1}]}}
    week, = by_week(team(breaks=breathers, contracts={"free": FREE | {"hours_per_week": [8, 28]}}))
    assert (week.least, week.most) == (pytest.approx(7), pytest.approx(24.5))


def test_more_is_forced_than_required():
    people = [{"id": name, "contract": "free"} for name in ("anna", "ben")]
    week, = by_week(team(operators=people, contracts={"free": FREE | {"hours_per_week": [16, 28]}}))
    assert (week.least, week.required, week.is_forced) == (32, 28, True)


def test_a_day_off_gives_nothing():
    days = list(by_day(team(availability=[{"operator": "anna", "when": "wed", "kind": "unavailable"}])))
    assert [day.most for day in days] == [4, 4, 0, 4, 4, 4, 4]
    assert [day.is_short for day in days] == [False, False, True, False, False, False, False]
    assert {day.required for day in days} == {4}


def test_all_days_are_bound_by_month_and_period_too():
    assert (whole(team(14)).required, whole(team(14)).most) == (56, 56)
    found = whole(team(14, contracts={"free": FREE | {"hours_per_period": [12, 30]}}))
    assert (found.least, found.most, found.is_short) == (12, 30, True)
    assert whole(team(14, contracts={"free": FREE | {"hours_per_month": [0, 20]}})).most == 20


def test_an_evening_past_midnight_is_of_the_day_that_opened_it():
    hours = {"weekly": {"mon": ["22:00-02:00"], "tue": ["22:00-02:00"]}}
    found = team(2, hours=hours, calls={"per_day": 40, "shape": "flat", "aht_s": 60})
    assert [day.required for day in by_day(found)] == [4, 4]


def test_what_outside_help_can_take_is_not_required_of_own_people():
    outside = {"name": "elsewhere", "price_per_call": 5, "hours": {"weekly": {"mon": ["08:00-12:00"]}}}
    assert [day.required for day in by_day(team(2, outside=outside))] == [0, 4]


def test_what_nobody_says_to_wait_at_the_begin_is_told():
    (_, nothing), = work_beside_calls(mailing(("08:00", 6)))
    (_, waiting), = work_beside_calls(mailing(("2026-12-06T23:00", 6), work={"within_hours": 12}))
    assert "none waits at its begin but what a roster before leaves" in nothing
    assert "waits" not in waiting
