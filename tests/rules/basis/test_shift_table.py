"""The table of all shifts: what templates offer and pins demand, and nothing else."""

from __future__ import annotations

import numpy as np

from scheduler.rules.basis.shift_table import rows_of_template, shift_table
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
    assert table.offered[0].all()
    assert [rows[row] for row in np.flatnonzero(rows_of_template(instance, table, "mondays"))] == [(0, 9, 4)]


def test_a_pin_with_times_is_a_row_that_nobody_offers():
    pin = [{"operator": "anna", "kind": "pinned", "when": "mon", "from": "07:00", "to": "10:00"}]
    table = shift_table(plan(1, shifts=[MONDAYS], availability=pin))
    assert [(int(start), int(end)) for start, end in zip(table.start, table.end, strict=True)] == [(28, 40), (36, 52)]
    assert table.offered.tolist() == [[False, True]]
    assert table.overlaps(40, 96).tolist() == [False, True], "the end is excluded"


def test_the_hour_that_repeats_has_its_starts_twice_and_the_skipped_one_none():
    night = EARLY | {"start": {"from": "02:00", "to": "02:00"}, "length": {"from_minutes": 120, "to_minutes": 120}}
    for date, times in (("2026-10-25", 2), ("2026-03-29", 0), ("2026-10-24", 1)):
        instance = plan(hotline="Europe/Berlin", horizon={"start": date, "days": 1}, shifts=[night])
        assert len(shift_table(instance)) == times
