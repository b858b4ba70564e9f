"""A repair from a table of events to the folder of the roster, and what is said of it."""

from __future__ import annotations

import pytest

import scheduler
from scheduler.errors import InputError
from tests.builders.published import EXACT, published


def test_the_new_state_of_the_folder_is_clean_and_can_be_repaired_again(tmp_path):
    scheduler.publish(published(), tmp_path / "plan")
    first = published().roster.shifts[0]
    table = tmp_path / "events.csv"
    table.write_text(f"event,operator,from,to,value\nabsent,{first.operator},{first.start.date()},,\n")
    found = scheduler.repair(scheduler.read_roster(tmp_path / "plan"), scheduler.read_events(table), **EXACT)
    scheduler.publish(found.after, tmp_path / "plan")
    again = scheduler.read_roster(tmp_path / "plan")
    assert not scheduler.check(again.instance, again)
    assert again.roster.shifts == found.after.roster.shifts
    assert again.instance.origin.name == "instance" or again.roster.instance.name
    text = str(found)
    assert "proven: no repair costs less than" in text
    assert f"cost {found.after.cost:,.2f}" in text
    same = scheduler.repair(again, now=str(first.start.date()), **EXACT)
    assert same.after.cost + same.repaired.change_cost <= again.cost + 1e-9


def test_a_wrong_table_is_refused_with_its_places(tmp_path):
    table = tmp_path / "events.csv"
    table.write_text("event,operator,from,to,value\nill,anna,2026-12-08,,\nabsent,anna,soon,,\n")
    with pytest.raises(InputError) as error:
        scheduler.read_events(table)
    assert "events.csv:row 2 (line 2), column event" in str(error.value)
    assert "row 3" in str(error.value)
