"""Cells against the wall clock on the nights when the clock changes."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.timegrid import TimeGrid, clock, elapsed_minutes, wall_clock_exists, wall_clock_is_ambiguous

# zone: (day of the change, length of the day in minutes, skipped or repeated local time as minutes after midnight)
CHANGES = [
    ("Europe/Berlin", dt.date(2026, 3, 29), 23 * 60, 150),
    ("Europe/Berlin", dt.date(2026, 10, 25), 25 * 60, 150),
    ("America/New_York", dt.date(2026, 3, 8), 23 * 60, 150),
    ("America/New_York", dt.date(2026, 11, 1), 25 * 60, 90),
    ("Australia/Lord_Howe", dt.date(2026, 10, 4), 23 * 60 + 30, 135),
    ("Australia/Lord_Howe", dt.date(2026, 4, 5), 24 * 60 + 30, 105),
    ("Asia/Beirut", dt.date(2026, 3, 29), 23 * 60, 30),
    ("Asia/Beirut", dt.date(2026, 10, 24), 25 * 60, 23 * 60 + 30),
    ("Africa/Cairo", dt.date(2026, 4, 24), 23 * 60, 30),
    ("Africa/Cairo", dt.date(2026, 10, 29), 25 * 60, 23 * 60 + 30),
]


def grid_of(zone: str, day: dt.date, days: int = 3, cell_minutes: int = 15) -> TimeGrid:
    return TimeGrid(ZoneInfo(zone), day - dt.timedelta(days=1), days, cell_minutes, 30)


@pytest.mark.parametrize(("zone", "day", "minutes", "special"), CHANGES)
def test_a_day_has_the_cells_that_elapse(zone: str, day: dt.date, minutes: int, special: int) -> None:
    grid = grid_of(zone, day)
    lengths = [(b - a) * 15 for a, b in zip(grid.day_starts, grid.day_starts[1:], strict=False)]
    assert lengths == [1440, minutes, 1440, 1440]
    assert grid.cells == sum(lengths[:3]) // 15
    assert grid.intervals * 2 == grid.cells


@pytest.mark.parametrize(("zone", "day", "minutes", "special"), CHANGES)
def test_skipped_times_have_no_instant_and_repeated_ones_two(
    zone: str, day: dt.date, minutes: int, special: int
) -> None:
    instants = grid_of(zone, day).instants(1, special)
    assert len(instants) == (0 if minutes < 1440 else 2)
    if instants:
        assert elapsed_minutes(*instants) == minutes - 1440
    naive = dt.datetime.combine(day, dt.time(special // 60, special % 60))
    assert wall_clock_exists(naive, ZoneInfo(zone)) == bool(instants)
    assert wall_clock_is_ambiguous(naive, ZoneInfo(zone)) == (len(instants) == 2)


@pytest.mark.parametrize(("zone", "day", "minutes", "special"), CHANGES)
def test_a_clock_says_which_of_two_repeated_times(zone: str, day: dt.date, minutes: int, special: int) -> None:
    wall = f"{special // 60:02d}:{special % 60:02d}"
    told = [clock(moment, ZoneInfo(zone)) for moment in grid_of(zone, day).instants(1, special)]
    assert told == ([f"{wall} (1st)", f"{wall} (2nd)"] if minutes > 1440 else [])
    assert clock(dt.datetime(day.year, 6, 21, 12, tzinfo=ZoneInfo(zone)), ZoneInfo(zone)) == "12:00"


@pytest.mark.parametrize(("zone", "day", "minutes", "special"), CHANGES)
def test_a_window_over_the_change_is_as_long_as_what_elapses(
    zone: str, day: dt.date, minutes: int, special: int
) -> None:
    grid = grid_of(zone, day)
    start, end = grid.window(1, 0, 1440)
    assert elapsed_minutes(start, end) == minutes
    start, end = grid.window(0, 22 * 60, 6 * 60)
    evening = 25 if (special > 12 * 60) else 0  # the repeated hour may lie in the evening of the day itself
    assert elapsed_minutes(start, end) == (480 if evening else 480 + minutes - 1440)


@pytest.mark.parametrize(("zone", "day", "minutes", "special"), [change for change in CHANGES if change[2] < 1440])
def test_a_bound_in_the_skipped_hour_moves_to_the_change(
    zone: str, day: dt.date, minutes: int, special: int
) -> None:
    grid = grid_of(zone, day)
    begin, _ = grid.window(1, special, 12 * 60)
    _, end = grid.window(0, 20 * 60, special)
    assert begin == end
    change = begin.astimezone(ZoneInfo(zone))
    before = (begin - dt.timedelta(minutes=1)).astimezone(ZoneInfo(zone))
    assert change.utcoffset() - before.utcoffset() == dt.timedelta(minutes=1440 - minutes)


@pytest.mark.parametrize(("zone", "day", "minutes", "special"), [change for change in CHANGES if change[2] > 1440])
def test_a_window_around_the_repeated_hour_is_at_its_widest(
    zone: str, day: dt.date, minutes: int, special: int
) -> None:
    grid = grid_of(zone, day)
    start, end = grid.window(1, special, special + 15)
    assert elapsed_minutes(start, end) == 15 + minutes - 1440


def test_midnight_that_does_not_exist_starts_the_day_at_the_change() -> None:
    grid = grid_of("Asia/Beirut", dt.date(2026, 3, 29))
    assert grid.moment(grid.day_starts[1]).isoformat() == "2026-03-29T01:00:00+03:00"
    assert grid.day_of(grid.day_starts[1]) == 1
    assert grid.day_of(grid.day_starts[1] - 1) == 0


@given(st.sampled_from(CHANGES), st.integers(0, 3 * 96 - 1))
def test_cell_and_moment_are_inverse(change: tuple[str, dt.date, int, int], cell: int) -> None:
    grid = grid_of(change[0], change[1])
    assert grid.cell(grid.moment(cell)) == cell
    day = grid.day_of(cell)
    assert grid.day_starts[day] <= cell < (grid.day_starts[day + 1] if day < 4 else cell + 1)


def test_off_the_grid_is_refused_and_windows_are_widened() -> None:
    grid = grid_of("Asia/Jakarta", dt.date(2026, 12, 8))
    with pytest.raises(ValueError, match="does not lie on the grid of 15 minutes"):
        grid.cell(dt.datetime(2026, 12, 8, 8, 5, tzinfo=ZoneInfo("Asia/Jakarta")))
    assert grid.window_cells(0, 8 * 60 + 5, 9 * 60 + 5) == (32, 37)
