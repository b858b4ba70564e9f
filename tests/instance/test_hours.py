"""Opening hours of each day: weekly, around the clock, dates, exceptions, rules, holidays."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from pydantic import ValidationError

from scheduler.instance.hours import Hours, PeriodicHours

MONDAY = dt.date(2026, 12, 7)


def texts(days: int = 7, first: dt.date = MONDAY, **hours: Any) -> list[list[str]]:
    return [[str(window) for window in windows] for windows in Hours.model_validate(hours).windows(first, days)]


def test_weekly() -> None:
    week = texts(weekly={"mon-wed": "08:00-20:00", "sat,sun": ["09:00-12:00", "13:00-15:00"], "fri": []})
    assert week == [["08:00-20:00"]] * 3 + [[], []] + [["09:00-12:00", "13:00-15:00"]] * 2


def test_a_range_past_sunday() -> None:
    assert [bool(day) for day in texts(weekly={"sat-mon": "08:00-09:00"})] == [
        True,
        False,
        False,
        False,
        False,
        True,
        True,
    ]


def test_a_weekday_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="wed is named twice"):
        texts(weekly={"mon-wed": "08:00-20:00", "wed-fri": "09:00-12:00"})


def test_always() -> None:
    assert texts(days=3, always=True) == [["00:00-24:00"]] * 3


def test_dates_alone() -> None:
    assert texts(days=3, dates={"2026-12-08": "10:00-18:00"}) == [[], ["10:00-18:00"], []]


def test_exceptions_win() -> None:
    hours = {
        "weekly": {"mon-sun": "08:00-20:00"},
        "dates": {"2026-12-08": "10:00-18:00"},
        "exceptions": {"2026-12-07": [], "2026-12-08": "11:00-12:00", "2030-01-01": []},
    }
    assert texts(days=3, **hours) == [[], ["11:00-12:00"], ["08:00-20:00"]]


def test_rules() -> None:
    month = texts(
        days=31, first=dt.date(2026, 12, 1), rules=[{"rrule": "FREQ=MONTHLY;BYDAY=1MO", "hours": "10:00-16:00"}]
    )
    assert [day + 1 for day, windows in enumerate(month) if windows] == [7]
    biweekly = texts(
        days=21, rules=[{"rrule": "FREQ=WEEKLY;INTERVAL=2", "hours": "10:00-16:00", "start": "2026-11-30"}]
    )
    assert [day for day, windows in enumerate(biweekly) if windows] == [7]


def test_rules_add_to_the_week() -> None:
    hours = {"weekly": {"mon": "08:00-09:00"}, "rules": [{"rrule": "FREQ=WEEKLY;BYDAY=MO", "hours": "18:00-20:00"}]}
    assert texts(days=1, **hours) == [["08:00-09:00", "18:00-20:00"]]


@pytest.mark.parametrize(("treat_as", "expected"), [("closed", []), ("sun", ["10:00-12:00"])])
def test_holidays(treat_as: str, expected: list[str]) -> None:
    hours = {
        "weekly": {"mon-sat": "08:00-20:00", "sun": "10:00-12:00"},
        "holidays": {"country": "DE", "treat_as": treat_as},
    }
    week = texts(first=dt.date(2026, 12, 24), days=3, **hours)
    assert week == [["08:00-20:00"], expected, expected]


def test_holidays_over_the_turn_of_the_year() -> None:
    week = texts(first=dt.date(2026, 12, 31), days=2, always=True, holidays={"country": "DE"})
    assert week == [["00:00-24:00"], []]


def test_a_holiday_with_hours_of_its_own() -> None:
    hours = {"always": True, "holidays": {"country": "DE"}, "exceptions": {"2026-12-25": "10:00-12:00"}}
    assert texts(first=dt.date(2026, 12, 25), days=1, **hours) == [["10:00-12:00"]]


@pytest.mark.parametrize(
    "hours",
    [
        {},
        {"rules": [{"rrule": "FREQ=SOMETIMES", "hours": "10:00-16:00"}]},
        {"always": True, "holidays": {"country": "XX"}},
        {"weekly": {"mon": "08:00"}},
        {"weekly": {"mon": "08:00-25:00"}},
    ],
)
def test_what_is_refused(hours: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"never opens|rrule|holidays|window|local time"):
        texts(**hours)


@pytest.mark.parametrize("rule", [
    "", "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=MONTHLY;BYDAY=9MO", "FREQ=DAILY;INTERVAL=-1", "BYDAY=MO",
    "DTSTART:20260101T000000\nRRULE:FREQ=SECONDLY", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;COUNT=x", "every Monday",
    "FREQ=YEARLY;BYDAY=54MO", "FREQ=YEARLY;BYMONTH=12;BYDAY=6MO", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
])
def test_an_unreadable_or_endless_rule_is_refused_at_once(rule):
    began = time.process_time()
    with pytest.raises(ValidationError, match="rrule"):
        PeriodicHours.model_validate({"rrule": rule, "hours": "10:00-12:00"})
    assert time.process_time() - began < 20


@pytest.mark.parametrize("rule", [
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=DAILY;COUNT=2",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO", "FREQ=YEARLY",
])
def test_a_rule_whose_days_depend_on_its_start_must_say_it(rule):
    with pytest.raises(ValidationError, match="start: is missing; which days the rule names depends on the day"):
        PeriodicHours.model_validate({"rrule": rule, "hours": "10:00-12:00"})
    assert PeriodicHours.model_validate({"rrule": rule, "hours": "10:00-12:00", "start": "2026-12-07"}).start


@pytest.mark.parametrize(("rule", "days"), [
    ("FREQ=MONTHLY;BYDAY=1MO", {dt.date(2026, 12, 7)}),
    ("RRULE:FREQ=WEEKLY;BYDAY=SU", {dt.date(2026, 12, 13), dt.date(2026, 12, 20)}),
    ("FREQ=DAILY;UNTIL=20261208T235959Z", {dt.date(2026, 12, 7), dt.date(2026, 12, 8)}),
])
def test_days_of_a_rule(rule, days):
    periodic = PeriodicHours.model_validate({"rrule": rule, "hours": "10:00-12:00"})
    assert periodic.days(dt.date(2026, 12, 7), 14) == days
