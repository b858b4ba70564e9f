"""Breaks of a pinned shift: from the text of a cell to moments, and back."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from scheduler.instance.operators import Availability
from scheduler.instance.pinned_breaks import PinnedBreak, break_moments
from tests.builders.hotline import hotline


def pin(breaks, **more):
    return Availability.model_validate(
        {"operator": "anna", "when": "2026-12-07", "from": "08:00", "to": "16:00", "kind": "pinned", "breaks": breaks} | more)


def test_text_becomes_breaks_and_is_written_as_it_is_read():
    row = pin("lunch 12:00-12:30 | Breather 10:00–10:15")
    assert row.breaks == (PinnedBreak("lunch", 720, 750), PinnedBreak("breather", 600, 615))
    again = Availability.model_validate(row.model_dump(mode="json", by_alias=True))
    assert again == row
    assert pin("").breaks is None


@pytest.mark.parametrize("text", ["12:00-12:30", "lunch 12:00", "nap 12:00-12:30", "lunch 25:00-25:30", "lunch 12:00-12:00", 5])
def test_what_is_no_break_is_refused_with_an_example(text):
    with pytest.raises(ValidationError, match=r"lunch 12|HH:MM|starts and ends"):
        pin(text)


def test_breaks_need_a_pin_with_times():
    for more in ({"kind": "prefer"}, {"from": None, "to": None}):
        with pytest.raises(ValidationError, match="allowed beside"):
            pin("lunch 12:00-12:30", **more)


def test_times_before_the_start_are_of_the_next_day():
    grid = hotline().grid
    start = grid.moment(grid.day_starts[0] + 22 * 4)
    found = [(each.kind, begins, ends - begins) for each, begins, ends in break_moments(
        grid, 0, (PinnedBreak("lunch", 120, 150), PinnedBreak("breather", 23 * 60 + 45, 0)), start)]
    assert found == [("breather", start + dt.timedelta(hours=1, minutes=45), dt.timedelta(minutes=15)),
                     ("lunch", start + dt.timedelta(hours=4), dt.timedelta(minutes=30))]


def test_of_a_repeated_time_the_one_inside_the_shift_counts():
    grid = hotline(hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1}).grid
    first, second = grid.instants(0, 150)
    found = [begins for _, begins, _ in break_moments(grid, 0, (PinnedBreak("breather", 150, 165),), grid.instants(0, 60)[0])]
    assert found == [first]
    late = [begins for _, begins, _ in break_moments(grid, 0, (PinnedBreak("breather", 150, 165),),
                                                     second - dt.timedelta(minutes=15))]
    assert late == [second]


def test_the_gap_of_a_split_shift_is_pinned_like_a_break():
    row = pin("gap 11:00-13:00 | breather 09:30-09:45")
    assert row.breaks == (PinnedBreak("gap", 660, 780), PinnedBreak("breather", 570, 585))
    assert Availability.model_validate(row.model_dump(mode="json", by_alias=True)) == row


def test_an_activity_is_pinned_by_its_name():
    row = pin("Activity Team meeting 2 10:00-10:45 | breather 09:00-09:15")
    assert row.breaks == (PinnedBreak("activity Team meeting 2", 600, 645), PinnedBreak("breather", 540, 555))
    assert str(row.breaks[0]) == "activity Team meeting 2 10:00-10:45"
