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
