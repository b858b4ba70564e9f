"""Entries of availability that speak of a day, and when their windows lie."""

from __future__ import annotations

import datetime as dt

from scheduler.check.facts.availability import days_touched, entries_on, entry_span
from tests.builders.checked import day, instance, moment, shift

ROWS = [{"operator": "anna", "when": "mon", "kind": "avoid", "from": "22:00", "to": "02:00"},
        {"operator": "anna", "when": "mon-tue", "kind": "prefer"}]


def test_entries_of_a_kind_on_a_day():
    plan = instance(horizon=3, availability=ROWS)
    assert [len(entries_on(plan, "anna", "prefer", number)) for number in range(-1, 4)] == [0, 1, 1, 0, 0]
    assert [len(entries_on(plan, "anna", "avoid", number)) for number in (0, 7)] == [1, 1], "also outside the horizon"
    assert entries_on(plan, "stranger", "avoid", 0) == []


def test_a_window_past_midnight_ends_on_the_next_day():
    plan = instance(horizon=3, availability=ROWS)
    (entry,) = entries_on(plan, "anna", "avoid", 0)
    assert entry_span(plan, entry, 0) == (moment(plan, day(0, "22:00")), moment(plan, day(1, "02:00")))


def test_a_whole_day_is_as_long_as_its_clock_makes_it():
    plan = instance(hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1},
                    availability=[{"operator": "anna", "when": "sun", "kind": "prefer"}])
    start, end = entry_span(plan, entries_on(plan, "anna", "prefer", 0)[0], 0)
    assert end - start == dt.timedelta(hours=25)


def test_the_day_before_counts_for_windows_that_pass_midnight():
    plan = instance(horizon=3)
    assert list(days_touched(plan, shift(plan, day(1, "22:00"), 240))) == [0, 1, 2]
