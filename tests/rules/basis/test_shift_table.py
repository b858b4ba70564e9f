"""The table of all shifts: what templates offer and pins demand, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.rules.basis.shift_table import rows_of_template, shift_table
from scheduler.rules.shift_form import offered
from tests.builders.checked import FREE
from tests.builders.rosters import plan

EARLY = {"name": "early", "start": {"from": "08:00", "to": "09:00", "every_minutes": 60},
         "length": {"from_minutes": 120, "to_minutes": 240, "every_minutes": 120}}
MONDAYS = {"name": "mondays", "days": "mon", "start": {"from": "09:00", "to": "09:00"},
           "length": {"from_minutes": 240, "to_minutes": 240}}


def test_a_row_for_each_day_start_and_length_and_who_offers_it():
    instance = plan(2, shifts=[EARLY, MONDAYS])
    table = shift_table(instance)
    hours, lengths = (table.start % 96 // 4).tolist(), ((table.end - table.start) // 4).tolist()
    rows = list(zip(table.day.tolist(), hours, lengths, strict=True))
    assert rows == [(day, start, long) for day in (0, 1) for start in (8, 9) for long in (2, 4)]
    assert table.offered[0].tolist() == [120, 240] * 4
    assert [rows[row] for row in np.flatnonzero(rows_of_template(instance, table, "mondays"))] == [(0, 9, 4)]


def test_a_pin_with_times_is_a_row_that_nobody_offers():
    pin = [{"operator": "anna", "kind": "pinned", "when": "mon", "from": "07:00", "to": "10:00"}]
    table = shift_table(plan(1, shifts=[MONDAYS], availability=pin))
    assert [(int(start), int(end)) for start, end in zip(table.start, table.end, strict=True)] == [(28, 40), (36, 52)]
    assert table.offered.tolist() == [[0, 240]]
    assert table.overlaps(40, 96).tolist() == [False, True], "the end is excluded"


def test_the_hour_that_repeats_has_its_starts_twice_and_the_skipped_one_none():
    length = {"from_minutes": 120, "to_minutes": 120, "counts": "elapsed"}
    night = EARLY | {"start": {"from": "02:00", "to": "02:00"}, "length": length}
    for date, times in (("2026-10-25", 2), ("2026-03-29", 0), ("2026-10-24", 1)):
        instance = plan(hotline="Europe/Berlin", horizon={"start": date, "days": 1}, shifts=[night])
        assert len(shift_table(instance)) == times


def by_the_clock(zone, date, start, minutes, **more):
    """Local start and end, elapsed and said minutes, of each shift of a template on a day."""
    template = {"name": "n", "start": {"from": start, "to": start},
                "length": {"from_minutes": minutes, "to_minutes": minutes} | more}
    instance = plan(hotline=zone, horizon={"start": date, "days": 1}, shifts=[template])
    table, grid = shift_table(instance), instance.grid
    return [(f"{grid.moment(int(first)):%H:%M}", f"{grid.moment(int(end)):%H:%M}", 15 * int(end - first), int(said))
            for first, end, said in zip(table.start, table.end, table.offered[0], strict=True)]


@pytest.mark.parametrize(("zone", "date", "start", "minutes", "expected"), [
    ("Europe/Berlin", "2026-10-24", "22:00", 480, [("22:00", "06:00", 540, 480)]),
    ("Europe/Berlin", "2027-03-27", "22:00", 480, [("22:00", "06:00", 420, 480)]),
    ("Europe/Berlin", "2026-10-23", "22:00", 480, [("22:00", "06:00", 480, 480)]),
    ("Australia/Sydney", "2026-10-03", "20:00", 720, [("20:00", "08:00", 660, 720)]),
    ("America/Chicago", "2026-11-01", "00:00", 480, [("00:00", "08:00", 540, 480)]),
    ("America/Havana", "2027-03-14", "00:00", 480, [("01:00", "08:00", 420, 480)]),
    ("Australia/Lord_Howe", "2026-04-04", "22:00", 480, [("22:00", "06:00", 510, 480)]),
])
def test_a_shift_of_one_length_keeps_the_clock_when_it_changes(zone, date, start, minutes, expected):
    assert by_the_clock(zone, date, start, minutes) == expected
    elapsed = by_the_clock(zone, date, start, minutes, counts="elapsed")
    assert {passed for *_, passed, _ in elapsed} <= {minutes}


def test_a_start_or_an_end_that_the_clock_repeats_is_either_and_one_it_skips_is_the_change():
    autumn, spring = "2026-10-25", "2027-03-28"
    assert by_the_clock("Europe/Berlin", autumn, "02:00", 360) == [("02:00", "08:00", 420, 360), ("02:00", "08:00", 360, 360)]
    assert by_the_clock("Europe/Berlin", "2026-10-24", "18:00", 480 + 30) == [
        ("18:00", "02:30", 510, 510), ("18:00", "02:30", 570, 510)]
    assert by_the_clock("Europe/Berlin", spring, "02:30", 330) == [("03:00", "08:00", 300, 330)]
    assert by_the_clock("Europe/Berlin", "2027-03-27", "18:00", 510) == [("18:00", "03:00", 480, 510)]


def test_a_contract_bounds_the_length_a_template_says():
    night = {"name": "n", "start": {"from": "22:00", "to": "22:00"}, "length": {"from_minutes": 480, "to_minutes": 480}}
    asked = {"hotline": "Europe/Berlin", "horizon": {"start": "2026-10-24", "days": 1}, "shifts": [night]}
    for bounds, count in (([480, 480], 1), ([500, 600], 0)):
        instance = plan(**asked, contracts={"free": FREE | {"shift_minutes": bounds}})
        table = shift_table(instance)
        assert offered(instance, instance.operators[0], table, outside_hours=False).sum() == count


def test_after_the_last_midnight_a_start_in_the_last_window_is_of_the_last_day():
    late = {"name": "late", "start": {"from": "00:00", "to": "04:00", "every_minutes": 120}, "days": "tue",
            "length": {"from_minutes": 60, "to_minutes": 60}}
    for days, found in (("tue", [(0, 96), (0, 104)]), ("mon", [(0, 0), (0, 8), (0, 16)])):
        table = shift_table(plan(1, hours={"weekly": {"mon": ["20:00-03:00"]}}, shifts=[late | {"days": days}]))
        assert list(zip(table.day.tolist(), table.start.tolist(), strict=True)) == found
