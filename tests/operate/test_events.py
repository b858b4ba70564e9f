"""What events make of an instance and of published shifts."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.errors import InputError
from scheduler.operate.events import Event, happened
from tests.builders.activities import busy, held
from tests.builders.checked import FREE, day, instance, shift, with_forecast
from tests.builders.hotline import document

NOW = dt.datetime(2026, 12, 7, 1, tzinfo=dt.UTC)  # 08:00 in Jakarta


def after(shifts, *rows, now=NOW, **changes):
    plan = instance(horizon=3, **changes)
    return plan, happened(plan, shifts(plan), [Event.model_validate(row) for row in rows], now)


def week(plan):
    return [shift(plan, day(number, "09:00"), 240) for number in range(3)]


def test_an_absence_loses_its_shifts_and_their_hours_count():
    _, found = after(week, {"event": "absent", "operator": "anna", "from": "2026-12-08", "to": "2026-12-09"})
    assert [each.start.day for each in found.lost] == [8, 9]
    assert [each.start.day for each in found.shifts] == [7]
    assert [(row["when"], row["kind"], row["hours"]) for row in found.topics["availability"]] == [
        ("2026-12-08", "sick", 4.0), ("2026-12-09", "sick", 4.0)]
    assert found.exempt == {("anna", dt.date(2026, 12, 8)), ("anna", dt.date(2026, 12, 9))}


def test_a_pin_of_the_day_is_forgotten_and_a_day_off_stays_one():
    pin = {"operator": "anna", "when": "2026-12-08", "kind": "pinned"}
    _, found = after(lambda _: [], {"event": "absent", "operator": "anna", "from": "2026-12-08"}, availability=[pin])
    assert [row["kind"] for row in found.topics["availability"]] == ["unavailable"]


def test_a_night_that_runs_into_the_absence_is_lost_unless_it_has_begun():
    def night(plan):
        return [shift(plan, day(0, "22:00"), 480, ())]

    absent = {"event": "absent", "operator": "anna", "from": "2026-12-08"}
    _, before = after(night, absent, hours={"always": True})
    assert [(row["kind"], row["hours"]) for row in before.topics["availability"]] == [("sick", 8.0)]
    assert len(before.lost) == 1
    _, running = after(night, absent, hours={"always": True}, now=dt.datetime(2026, 12, 7, 16, tzinfo=dt.UTC))
    assert not running.lost
    assert [(row["kind"], row["from"]) for row in running.topics["availability"]] == [("unavailable", "06:00")]


def test_late_and_early_pin_what_is_left_of_the_shift():
    _, late = after(week, {"event": "late", "operator": "anna", "from": "2026-12-08T10:20"})
    (row,) = late.topics["availability"]
    assert (row["kind"], row["from"], row["to"], "breaks" in row) == ("pinned", "10:30", "13:00", False)
    assert [each.start.hour for each in late.shifts] == [9, 10, 9]
    _, early = after(week, {"event": "leaves_early", "operator": "anna", "from": "2026-12-08T11:40"})
    assert [each.end.hour for each in early.shifts] == [13, 11, 13]


@pytest.mark.parametrize(("events", "hours"), [
    ([("leaves_early", "12:30")], 1.5), ([("late", "10:00")], 1), ([("late", "10:00"), ("leaves_early", "12:00")], None)])
def test_overtime_that_is_still_worked_stays_and_time_off_keeps_its_hours(events, hours):
    """Of the four hours two are overtime; what is cut is overtime first."""
    terms = {"free": FREE | {"overtime_minutes_per_day": 120, "time_off_minutes_per_day": 120}}
    rows = [{"event": event, "operator": "anna", "from": f"2026-12-08T{at}"} for event, at in events]
    def of_day(plan):
        return [shift(plan, day(1, "09:00"), 240, ())]

    for kind, left in (("overtime", hours), ("time_off", 2)):
        agreed = {"operator": "anna", "when": "2026-12-08", "kind": kind, "hours": 2, "note": "asked"}
        _, found = after(of_day, *rows, availability=[agreed], contracts=terms, breaks={})
        assert [row for row in found.topics["availability"] if row["kind"] == kind] == (
            [agreed | {"hours": left}] if left else [])


def test_more_calls_in_a_window_alone():
    plan = with_forecast({key: value for key, value in document(horizon=1).items() if key != "calls"}, 10.0)
    event = Event.model_validate({"event": "extra_calls", "from": "2026-12-07T10:00", "to": "2026-12-07T12:00", "value": "50"})
    rows = happened(plan, [], [event], NOW).topics["calls"]
    assert [row["calls"] for row in rows] == [10, 10, 15, 15, *[10] * 8]
    closed = Event.model_validate({"event": "extra_calls", "from": "2026-12-07T02:00", "to": "2026-12-07T03:00", "value": "50"})
    with pytest.raises(InputError, match=r"found 2026-12-07 02:00 to 2026-12-07 03:00, in which no interval of the forecast"):
        happened(plan, [], [closed], NOW)


def test_who_joins_works_from_then_on():
    _, found = after(lambda _: [], {"event": "joins", "operator": "new", "from": "2026-12-08", "value": "free"},
                     contracts={"free": FREE})
    assert found.topics["operators"][-1] == {"id": "new", "contract": "free"}
    assert [row["when"] for row in found.topics["availability"]] == ["2026-12-07"]


@pytest.mark.parametrize(("row", "told"), [
    ({"event": "absent", "operator": "bob", "from": "2026-12-08"}, "bob"),
    ({"event": "absent", "from": "2026-12-08"}, "operator"),
    ({"event": "absent", "operator": "anna", "from": "2027-01-01"}, "horizon"),
    ({"event": "late", "operator": "anna", "from": "2026-12-08"}, "no shift"),
    ({"event": "late", "operator": "anna", "from": "2026-12-08T18:00"}, "no shift"),
    ({"event": "leaves_early", "operator": "anna", "from": "2026-12-08T09:05"}, "allowed"),
    ({"event": "extra_calls", "from": "2026-12-08T08:00", "value": "30"}, "to"),
    ({"event": "extra_calls", "from": "2026-12-08T08:00", "to": "2026-12-08T09:00", "value": "many"}, "percent"),
    ({"event": "absent", "operator": "anna", "from": "2026-12-09", "to": "2026-12-08"},
     "to: found 2026-12-08, before the begin (2026-12-09); allowed is a later time, or day"),
    ({"event": "extra_calls", "from": "2026-12-08T09:00", "to": "2026-12-08T09:00", "value": "30"}, "before the begin"),
    ({"event": "joins", "operator": "anna", "from": "2026-12-08", "value": "free"}, "new id"),
    ({"event": "joins", "operator": "new", "from": "2026-12-08", "value": "none"}, "contract"),
])
def test_what_cannot_be_is_refused_with_its_row(row, told):
    with pytest.raises(InputError, match="events:row 1") as error:
        after(week, row)
    assert told in str(error.value)


def test_who_is_in_a_shift_misses_what_its_facilitator_is_not_there_for():
    talk = {"name": "talk", "minutes": 60, "facilitator": "ben"}
    team = [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl")]
    at = {"anna": ("07:30", "12:00"), "carl": ("09:00", "11:00"), "ben": ("07:30", "12:00", "11:00")}
    plan = busy(talk, horizon=3, operators=team)
    shifts = [held(plan, 0, start, 480, ("breather", "10:00", 15), *(("activity talk", clock, 60) for clock in clocks),
                   operator=who) for who, (start, *clocks) in at.items()]
    early = Event.model_validate({"event": "leaves_early", "operator": "ben", "from": "2026-12-07T11:30"})
    found = happened(plan, shifts, [early], NOW)
    assert [(each.operator, len(each.activities)) for each in found.shifts] == [("anna", 0), ("carl", 1), ("ben", 0)]
    assert ("anna", dt.date(2026, 12, 7)) in found.exempt
    assert [(row["operator"], row["to"], row.get("breaks")) for row in found.topics["availability"]] == [
        ("ben", "11:30", None), ("anna", "15:30", "breather 10:00-10:15")]


def test_who_is_pinned_to_a_time_misses_what_its_facilitator_is_not_there_for():
    talk = {"name": "talk", "minutes": 60, "facilitator": "ben"}
    team = [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl")]
    pin = {"operator": "anna", "when": "2026-12-07", "from": "07:30", "to": "15:30", "kind": "pinned",
           "breaks": "breather 10:00-10:15 | activity talk 12:00-13:00"}
    plan = busy(talk, horizon=3, operators=team, availability=[pin])
    shifts = [held(plan, 0, "07:30", 480, ("breather", "10:00", 15), *(("activity talk", clock, 60) for clock in clocks),
                   operator=who) for who, clocks in (("anna", ["12:00"]), ("carl", ["11:00"]), ("ben", ["11:00", "12:00"]))]
    ill = Event.model_validate({"event": "absent", "operator": "ben", "from": "2026-12-07"})
    found = happened(plan, shifts, [ill], dt.datetime(2026, 12, 6, tzinfo=dt.UTC))
    assert [(each.operator, len(each.activities)) for each in found.shifts] == [("anna", 0), ("carl", 1)]
    assert [row["breaks"] for row in found.topics["availability"] if row["kind"] == "pinned"] == ["breather 10:00-10:15"]


def test_who_is_absent_after_a_shift_that_ends_in_the_hour_that_repeats_is_away_from_its_end_on():
    grid = {"name": "H", "timezone": "Europe/Berlin", "interval_minutes": 60, "break_grid_minutes": 15}
    plan = instance(horizon={"start": "2026-10-24", "days": 2}, hotline=grid, hours={"always": True})
    begun = shift(plan, "2026-10-24T18:00", 540)
    assert (begun.end.astimezone(plan.grid.zone).fold, f"{begun.end.astimezone(plan.grid.zone):%H:%M}") == (1, "02:00")
    ill = Event.model_validate({"event": "absent", "operator": "anna", "from": "2026-10-25"})
    (row,) = happened(plan, [begun], [ill], dt.datetime(2026, 10, 24, 21, tzinfo=dt.UTC)).topics["availability"]
    assert (row["kind"], row["from"], row["to"]) == ("unavailable", "03:00", "24:00")
