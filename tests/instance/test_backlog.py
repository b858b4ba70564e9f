"""When deferrable work comes and is due, in minutes that are rounded up in all and not row by row."""

from __future__ import annotations

import datetime as dt

from scheduler.instance.backlog import batches_of, contacts_of
from tests.builders.mail import mailing


def told(plan):
    zone = plan.grid.zone
    return [(f"{each.arrives.astimezone(zone):%d %H:%M}", f"{each.due.astimezone(zone):%d %H:%M}", each.minutes)
            for each in batches_of(plan, plan.deferrable[0])]


def test_rows_in_any_order_are_work_in_order_of_time():
    assert told(mailing(("12:00", 3), ("09:00", 2))) == [("07 09:00", "07 13:00", 20), ("07 12:00", "07 16:00", 30)]


def test_minutes_are_rounded_up_over_all_that_has_come():
    plan = mailing(("08:00", 1), ("09:00", 1), ("10:00", 1), work={"aht_s": 80})
    assert [minutes for _, _, minutes in told(plan)] == [2, 1, 1], "80, 160 and 240 s"


def test_a_time_on_the_next_open_day_passes_the_weekend():
    due = {"within_hours": None, "due": "12:00"}
    plan = mailing(("09:00", 1), ("2026-12-11T17:00", 1), work=due, horizon=7)
    assert [until for _, until, _ in told(plan)] == ["08 12:00", "14 12:00"]


def test_hours_pass_by_elapsed_time_when_the_clock_changes():
    plan = mailing(("2026-10-24T12:00", 1), work={"within_hours": 24}, horizon={"start": "2026-10-24", "days": 2},
                   hours={"always": True})
    assert told(plan) == [("24 12:00", "25 11:00", 10)]


def test_contacts_of_a_day_come_evenly_over_its_open_hours():
    plan = mailing(work={"per_day": 16}, horizon=6)
    found = batches_of(plan, plan.deferrable[0])
    assert len(found) == 5 * 8, "Saturday is closed"
    assert {each.minutes for each in found} == {20}
    assert contacts_of(plan, plan.deferrable[0]) == 80
    assert found[0].due - found[0].arrives == dt.timedelta(hours=4)
