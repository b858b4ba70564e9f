"""What a roster leaves to the next horizon."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.errors import InputError
from scheduler.instance.instance import Instance
from scheduler.operate.previous import Previous, topics_after
from scheduler.roster import Shift, StandbyPlace
from tests.builders.activities import held
from tests.builders.checked import FREE, day, instance, shift
from tests.builders.mail import BLOCK, mailing

NIGHTS = {"from": "23:00", "to": "05:00", "minutes": 120}


def week(start: str, days: int = 7, **more) -> Instance:
    return instance(horizon={"start": start, "days": days}, **more)


def history_after(before: Instance, shifts: list[Shift], after: Instance, now: dt.datetime | None = None):
    return topics_after(after, Previous(before, tuple(shifts), now))


def test_the_last_days_become_the_history():
    before, after = week("2026-12-07"), week("2026-12-14")
    shifts = [shift(before, day(number), 360) for number in (2, 5, 6)]
    (row,) = history_after(before, shifts, after)["history"]
    assert row == {"operator": "anna", "worked_days": 2, "last_start": "2026-12-13T08:00:00+07:00",
                   "last_end": "2026-12-13T14:00:00+07:00", "last_shift": "day"}


def test_a_started_week_counts_what_was_worked_in_it_on_both_sides_of_the_roster():
    before = week("2026-12-07", history=[], days=3)
    after = week("2026-12-10")
    (row,) = history_after(before, [shift(before, day(0), 360), shift(before, day(1), 240)], after)["history"]
    assert (row["week_hours"], row["week_days"], row["days_off"]) == (9.5, 2, 1)
    middle = week("2026-12-09", 1, history=[{"operator": "anna", "worked_days": 2, "week_hours": 9.5, "week_days": 2}])
    (row,) = history_after(middle, [shift(middle, day(2), 240)], after)["history"]
    assert (row["week_hours"], row["week_days"], row["worked_days"]) == (13.5, 3, 3)
    unknown = week("2026-12-09", 1)
    (row,) = history_after(unknown, [shift(unknown, day(2), 240)], after)["history"]
    assert "week_hours" not in row
    assert row["worked_days"] == 1


def test_nights_in_a_row_are_counted_back_from_the_last_day_worked():
    before = week("2026-12-07", hours={"always": True}, nights=NIGHTS)
    shifts = [shift(before, day(0), 240), *(shift(before, day(number, "22:00"), 480, ()) for number in (3, 4))]
    (row,) = history_after(before, shifts, week("2026-12-14"))["history"]
    assert (row["nights"], row["days_off"]) == (2, 2)


def test_nights_go_back_into_what_was_known_before_the_roster():
    around = {"hours": {"always": True}, "nights": NIGHTS}
    known = [{"operator": "anna", "worked_days": 4, "nights": 2}]
    before = week("2026-12-07", 1, history=known, **around)
    (row,) = history_after(before, [shift(before, day(0, "22:00"), 480, ())], week("2026-12-08", **around))["history"]
    assert (row["nights"], row["worked_days"]) == (3, 5)


LAST = {"last_start": "2026-12-06T12:00:00", "last_end": "2026-12-06T20:00:00"}


def test_who_had_no_shift_in_the_roster_has_their_last_one_from_before_it():
    before = week("2026-12-07", history=[{"operator": "anna", "worked_days": 3, "nights": 1, **LAST}])
    (row,) = history_after(before, [], week("2026-12-14"))["history"]
    assert row == {"operator": "anna", "days_off": 7, "nights": 1, **LAST}
    long = week("2026-12-07", 28, history=[{"operator": "anna", "days_off": 1, **LAST}])
    (row,) = history_after(long, [], week("2027-01-04"))["history"]
    assert row["days_off"] == 29
    assert "last_start" not in row
    assert "last_end" not in row


def test_the_same_horizon_again_has_the_history_it_had():
    known = {"operator": "anna", "worked_days": 3, "nights": 1, "last_shift": "day", **LAST}
    before = week("2026-12-07", history=[known])
    assert history_after(before, [shift(before, day(0), 240)], week("2026-12-07"))["history"] == [known]
    other = week("2026-12-07", shifts=[before.shifts[0].as_written() | {"name": "other"}])
    assert history_after(before, [], other)["history"] == [{name: known[name] for name in known if name != "last_shift"}]


def test_what_is_written_stays_and_a_stranger_has_no_history():
    before = week("2026-12-07")
    people = [{"id": "anna", "contract": "free"}, {"id": "new", "contract": "free"}]
    after = week("2026-12-14", operators=people, history=[{"operator": "anna", "days_off": 4}])
    assert history_after(before, [shift(before, day(6), 240)], after)["history"] == [{"operator": "anna", "days_off": 4}]


def test_a_gap_in_which_the_hotline_is_open_is_refused_and_a_closed_one_is_not():
    before = week("2026-12-07", 5)
    with pytest.raises(InputError, match="open on 2026-12-12"):
        history_after(before, [], week("2026-12-14"))
    weekdays = {"weekly": {"mon-fri": ["08:00-20:00"]}}
    assert history_after(before, [], week("2026-12-14", hours=weekdays))["history"]


def test_where_horizons_overlap_the_past_is_pinned_in_place_of_other_pins():
    before = week("2026-12-07")
    pin = {"operator": "anna", "when": "2026-12-10", "from": "10:00", "to": "14:00", "kind": "pinned"}
    after = week("2026-12-10", availability=[pin], contracts={"free": FREE})
    shifts = [shift(before, day(3), 240), shift(before, day(4), 240)]
    now = dt.datetime(2026, 12, 10, 5, tzinfo=dt.UTC)
    rows = history_after(before, shifts, after, now)["availability"]
    assert [(row["kind"], row["when"], row["from"]) for row in rows] == [
        ("pinned", "2026-12-10", "08:00"), ("unavailable", "2026-12-10", "00:00")]
    assert history_after(before, shifts, after)["availability"] == [pin]


def test_the_ledger_goes_on_with_what_was_worked_before_the_horizon():
    before = week("2026-12-07", ledger=[{"operator": "anna", "shifts": 10, "nights": 1, "weekends": 2}])
    shifts = [shift(before, day(number), 240) for number in (1, 5, 6)]
    (row,) = history_after(before, shifts, week("2026-12-13"))["ledger"]
    assert row == {"operator": "anna", "shifts": 12, "nights": 1, "weekends": 3}
    own = [{"operator": "anna", "shifts": 7}]
    assert history_after(before, shifts, week("2026-12-14", ledger=own))["ledger"] == own


def test_standby_becomes_rest_and_counts_in_the_ledger():
    night = {"name": "night", "from": "20:00", "to": "06:00"}
    before = week("2026-12-07", standby=[night], contracts={"free": FREE | {"rest_hours": 11}})
    places = tuple(StandbyPlace(name="night", operator="anna", place=1, start=start.astimezone(before.grid.zone),
                                end=end.astimezone(before.grid.zone))
                   for start, end in (before.grid.window(number, 20 * 60, 6 * 60) for number in (1, 6)))
    after = week("2026-12-14", contracts=before.model_dump(include={"contracts"}, exclude_unset=True)["contracts"])
    found = topics_after(after, Previous(before, (), None, places))
    assert [row["standby_until"] for row in found["history"]] == ["2026-12-14T06:00:00+07:00"]
    assert topics_after(after, Previous(before, (), None, places[:1]))["history"] == [{"operator": "anna", "days_off": 7}]
    with_ledger = week("2026-12-07", standby=[night], ledger=[{"operator": "anna", "standby": 2}])
    (row,) = topics_after(after, Previous(with_ledger, (), None, places))["ledger"]
    assert (row["standby"], row["standby_first"]) == (4, 2)


def test_work_that_waits_comes_to_the_next_horizon_unless_something_is_said_to_wait():
    before = mailing(("2026-12-07T15:00", 6), ("2026-12-07T09:00", 3), work={"within_hours": 24})
    later = {"horizon": {"start": "2026-12-08", "days": 1}, "work": {"within_hours": 24, "per_day": 1}}
    shift_ = held(before, 0, "08:00", 360, (BLOCK, "09:00", 60), operator="o0")
    found = topics_after(mailing(**later), Previous(before, (shift_,)))["backlog"]
    assert found == [{"start": "2026-12-07T14:00:00+00:00", "contacts": 6.0, "work": "e-mail"}]
    nobody = topics_after(mailing(**later), Previous(before, ()))["backlog"]
    assert [(row["start"][:16], row["contacts"]) for row in nobody] == [("2026-12-07T08:00", 3.0), ("2026-12-07T14:00", 6.0)]
    said = mailing(("2026-12-07T20:00", 1), **later)
    assert len(topics_after(said, Previous(before, (shift_,)))["backlog"]) == 1
    assert not topics_after(mailing(work={"per_day": 1}), Previous(before, (shift_,)))["backlog"], "the same horizon"


def test_what_was_late_is_due_anew():
    before = mailing(("09:00", 1), ("11:00", 2), work={"within_hours": 4})
    after = mailing(horizon={"start": "2026-12-08", "days": 1}, work={"within_hours": 4, "per_day": 1})
    (row,) = topics_after(after, Previous(before, ()))["backlog"]
    assert row == {"start": "2026-12-07T23:00:00+00:00", "contacts": 3.0, "work": "e-mail"}
