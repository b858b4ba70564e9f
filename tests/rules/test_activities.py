"""`activities`: which shifts it leaves, and what it counts."""

from __future__ import annotations

import pytest

from scheduler.check.rules.activities import check
from scheduler.rules import activities
from scheduler.rules.basis.shift_table import shift_table
from scheduler.rules.basis.statement import Forbid, MustWork, Total
from scheduler.rules.preflight import allowed_rows
from tests.builders.activities import TALK, busy


def stated(plan, operator=0):
    table = shift_table(plan)
    return table, tuple(activities.state(plan, plan.operators[operator], table))


def times(plan, operator=0):
    """Day, start and end of the shifts that are left, and the starts of what is held in them."""
    (table, found), grid = stated(plan, operator), plan.grid
    rows = [row for row, right in enumerate(allowed_rows(found, table)) if right]
    return {(int(table.day[row]), f"{grid.moment(int(table.start[row])):%H}", f"{grid.moment(int(table.end[row])):%H}",
             tuple(str(each.window) for each in table.forms[table.form[row]].activities)) for row in rows}


def test_every_shift_of_its_day_has_it_at_some_start_of_a_window():
    found = times(busy(TALK | {"every_minutes": 60}))
    assert found == {(0, f"{start:02}", f"{start + hours:02}", (f"{at:02}:00-{at + 1:02}:00",))
                     for start in range(6, 13) for hours in (4, 8) for at in (9, 10, 11) if start <= at < start + hours}


@pytest.mark.parametrize(("at", "starts"), [("06:00", {"06"}), ("09:15", {"06", "07", "08", "09"}), ("13:00", {
    "06", "07", "08", "09", "10", "11", "12"}), ("05:45", set())])
def test_boundary_a_time_that_begins_with_the_shift(at, starts):
    found = times(busy({"name": "talk", "minutes": 45, "at": at}))
    assert {start for _, start, _, _ in found} == starts


def test_whom_it_is_not_for_has_none_and_days_without_it_have_none():
    plan = busy(TALK | {"who": {"operators": "ben"}, "on": "2026-12-08", "every_minutes": 60}, horizon=2, operators=[
        {"id": name, "contract": "free"} for name in ("anna", "ben")])
    assert {window for *_, window in times(plan)} == {()}
    assert {bool(window): day for day, *_, window in times(plan, 1)} == {False: 0, True: 1}


def test_nobody_is_off_where_everyone_is_asked_but_for_who_is_away():
    plan = busy(TALK | {"everyone": True}, horizon=2, availability=[{"operator": "anna", "when": "2026-12-08", "kind": "sick"}])
    assert [each.day for each in stated(plan)[1] if isinstance(each, MustWork)] == [0]


@pytest.mark.parametrize(("horizon", "least"), [(7, 2), (6, 0)])
def test_counted_ones_are_due_in_whole_weeks_and_at_most_once_a_day(horizon, least):
    counted = {"name": "coaching", "minutes": 30, "between": "09:00-10:00", "per": "week", "times": [2, 3]}
    table, found = stated(busy(counted, counted | {"name": "training"}, horizon=horizon))
    totals = [each.windows for each in found if isinstance(each, Total)]
    assert [(window.least, window.most) for windows in totals for window in windows] == [(least, 3)] * 2
    assert max(len(form.activities) for form in table.forms) == 1
    assert not any(each.rows.any() for each in found if isinstance(each, Forbid))


def test_no_more_is_due_than_there_are_days_on_which_it_may_lie():
    counted = {"name": "coaching", "minutes": 30, "between": "09:00-10:00", "days": "mon,tue", "per": "week", "times": 2}
    plan = busy(counted, horizon=7, availability=[{"operator": "anna", "when": "mon", "kind": "leave"}])
    (total,) = (each for each in stated(plan)[1] if isinstance(each, Total))
    assert [(window.least, window.most) for window in total.windows] == [(1, 2)]


def test_a_pin_with_its_breaks_says_which_activities_its_shift_has():
    pin = {"operator": "anna", "when": "mon", "kind": "pinned", "from": "08:00", "to": "12:00"}
    breaks = {"breathers": {"minutes": 15, "count": [{"from_shift_minutes": 240, "breathers": 1}]}}
    for said, held in (("breather 09:00-09:15", ()), ("activity talk 10:00-11:00 | breather 09:00-09:15", ("activity talk",))):
        plan = busy(TALK, breaks=breaks, availability=[pin | {"breaks": said}])
        table, found = stated(plan)
        kept = [row for row in allowed_rows(found, table).nonzero()[0] if table.placed[row]]
        assert [tuple(each.label for each in table.forms[table.form[row]].activities) for row in kept] == [held]


@pytest.mark.parametrize(("row", "due"), [
    ({"kind": "sick"}, 0), ({"kind": "unavailable", "from": "06:00", "to": "10:00"}, 0),
    ({"kind": "unavailable", "from": "06:00", "to": "09:30"}, 1), ({"kind": "avoid"}, 1)])
def test_what_absences_of_its_facilitator_leave_no_time_for_is_not_due(row, due):
    counted = {"name": "coaching", "minutes": 30, "between": "09:00-10:00", "per": "period", "times": 1, "facilitator": "ben"}
    plan = busy(counted, availability=[row | {"operator": "ben", "when": "mon"}],
                operators=[{"id": name, "contract": "free"} for name in ("anna", "ben")])
    (total,) = (each for each in stated(plan)[1] if isinstance(each, Total))
    assert [window.least for window in total.windows] == [due]
    assert sum(each.amount for each in check(plan, []) if each.rule == "activities") == due
    assert not any(isinstance(each, Total) for each in stated(plan, 1)[1])


@pytest.mark.parametrize(("row", "due"), [
    ({"kind": "sick"}, 0), ({"kind": "unavailable", "from": "08:00", "to": "12:00"}, 0),
    ({"kind": "unavailable", "from": "09:30", "to": "12:00"}, 1),
    ({"kind": "only", "from": "12:00", "to": "18:00"}, 0), ({"kind": "pinned", "from": "10:00", "to": "14:00"}, 0),
    ({"kind": "pinned", "from": "06:00", "to": "14:00"}, 1), ({"kind": "pinned"}, 1),
    ({"kind": "pinned", "from": "06:00", "to": "10:00", "breaks": "breather 08:00-08:15"}, 0),
    ({"kind": "pinned", "from": "06:00", "to": "10:00", "breaks": "activity coaching 09:00-09:30"}, 1)])
def test_what_absences_and_pins_leave_no_time_for_is_not_due_nor_missed(row, due):
    counted = {"name": "coaching", "minutes": 30, "between": "09:00-10:00", "per": "period", "times": 1}
    plan = busy(counted, availability=[row | {"operator": "anna", "when": "mon"}])
    (total,) = (each for each in stated(plan)[1] if isinstance(each, Total))
    assert [window.least for window in total.windows] == [due]
    assert sum(each.amount for each in check(plan, []) if each.rule == "activities") == due
