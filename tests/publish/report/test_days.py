"""The days of the report."""

from __future__ import annotations

from scheduler.publish.kinds import Kinds
from scheduler.publish.report.days import day_parts
from scheduler.publish.report.drawing import bars
from scheduler.publish.view import RosterView


def test_a_day_has_its_shifts_with_breaks_and_an_axis_cut_to_it(small):
    view = RosterView(*small)
    friday, *_ = day_parts(view, Kinds(view.instance))
    assert (friday.title, friday.date, friday.minutes) == ("Friday 4 December", "2026-12-04", 12 * 60)
    assert friday.ticks[0] == ("0", "08")
    assert friday.ticks[-1] == ("100", "20")
    first, *_, half = friday.rows[:3]
    assert (first.name, first.times, first.breaks) == ("Anna Lindqvist", "08:00–16:30", "B 10:00, L 12:00–12:30, B 14:15")
    assert half.breaks == "B 11:00–11:10", "ten minutes, where all others have fifteen"
    assert first.bars == ("M0 5H120M135 5H240M270 5H375M390 5H510", "M240 5H270", "")


def test_closed_days_are_left_out_and_who_is_away_is_named(hotline_of_size, hotline_by_hand):
    view = RosterView(*hotline_of_size(3, 7, grid=15))
    assert [part.title.split()[0] for part in day_parts(view, Kinds(view.instance))][-1] == "Saturday"
    away = RosterView(*hotline_by_hand(availability=[
        {"operator": "op005", "when": "2026-12-04", "kind": "sick"},
        {"operator": "op003", "when": "2026-12-04", "kind": "unavailable"}]))
    assert day_parts(away, Kinds(away.instance))[0].away == [("Sick", "Fatima al-Sayed")]


def test_a_shift_over_midnight_stands_in_both_days_and_is_cut_there(hotline_of_size):
    view = RosterView(*hotline_of_size(12, 3, grid=15, always=True))
    night = next(shift for shift in view.result.shifts if view.local(shift.start).hour == 22
                 and view.date_of(shift) < view.dates[-1])
    days = [day for day in view.days if night in day.shifts]
    assert len(days) == 2
    assert bars(days[0], night).work.endswith("H1440")
    assert bars(days[1], night).work.startswith("M0 5H")
