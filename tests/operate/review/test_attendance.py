"""Attendance beside a roster: late, early, absent, breaks; and rows that fit nowhere."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.errors import InputError
from scheduler.operate.review.attendance import Attendance, worked
from scheduler.roster import Break, Shift
from tests.builders.hotline import hotline

ZONE = dt.timezone(dt.timedelta(hours=7))


def at(time: str, day: int = 7) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-12-{day:02}T{time}+07:00")


SHIFT = Shift(operator="anna", start=at("08:00"), end=at("14:00"),
              breaks=(Break(kind="breather", start=at("09:30"), end=at("09:45")),
                      Break(kind="lunch", start=at("11:00"), end=at("11:30"))))


def row(kind: str, start: str, end: str | None = None, operator: str = "anna") -> Attendance:
    times = {"from": f"2026-12-07T{start}", "to": f"2026-12-07T{end}"} if end else {"from": start}
    return Attendance.model_validate({"operator": operator, "kind": kind, **times})


def test_late_and_early_are_lost_and_breaks_outside_are_gone():
    found = worked(hotline(), [SHIFT], [row("work", "10:00", "13:30")])
    (shift,) = found.shifts
    assert (shift.start, shift.end, [each.kind for each in shift.breaks]) == (at("10:00"), at("13:30"), ["lunch"])
    assert (found.lost_minutes, found.shrinkage_percent) == ({"anna": 150}, pytest.approx(100 * 150 / 360))
    assert found.late is None


def test_nobody_came():
    found = worked(hotline(), [SHIFT], [row("absent", "2026-12-07")])
    assert (found.shifts, found.lost_minutes, found.untold) == ((), {"anna": 360}, 0)


def test_a_shift_that_nothing_was_told_of_was_worked_as_rostered():
    found = worked(hotline(), [SHIFT], [])
    assert (found.shifts, found.shrinkage_percent, found.untold) == ((SHIFT,), None, 1)


def test_breaks_told_take_the_place_of_those_planned_and_late_ones_are_named():
    found = worked(hotline(), [SHIFT], [row("breather", "09:33", "09:48"), row("lunch", "11:20", "11:50")])
    (shift,) = found.shifts
    assert [(each.kind, each.start) for each in shift.breaks] == [("breather", at("09:33")), ("lunch", at("11:20"))]
    assert [(each.kind, each.start, each.minutes) for each in found.late or ()] == [("lunch", at("11:00"), 20.0)]
    assert found.lost_minutes == {}


def test_who_clocks_out_for_breaks_loses_nothing():
    found = worked(hotline(), [SHIFT], [row("work", "08:00", "11:10"), row("work", "11:40", "14:00")])
    assert found.lost_minutes == {}
    assert [(each.start, each.end) for each in found.shifts[0].breaks] == [(at("11:10"), at("11:40"))]


@pytest.mark.parametrize(("wrong", "says"), [
    (row("work", "08:00", "14:00", operator="ben"), "no operator"),
    (row("absent", "2026-12-08"), "no shift on that day"),
    (row("work", "14:00", "08:00"), "ends before it begins"),
    (row("work", "2026-12-07"), "two times"),
])
def test_what_cannot_be_is_refused_with_its_row(wrong, says):
    with pytest.raises(InputError, match="attendance:row 2") as refused:
        worked(hotline(), [SHIFT], [row("work", "08:00", "14:00"), wrong])
    assert says in str(refused.value)


SPLIT = SHIFT.model_copy(update={"end": at("18:00"), "breaks": (
    Break(kind="breather", start=at("09:30"), end=at("09:45")), Break(kind="gap", start=at("12:00"), end=at("14:00")))})


def test_each_part_of_a_split_shift_has_its_own_attendance():
    found = worked(hotline(), [SPLIT], [row("work", "15:00", "18:00")])
    assert [(each.start, each.end) for each in found.shifts] == [(at("08:00"), at("12:00")), (at("15:00"), at("18:00"))]
    assert found.lost_minutes == {"anna": 60}


def test_who_is_absent_misses_both_parts_and_who_is_not_told_of_worked_the_whole():
    assert worked(hotline(), [SPLIT], [row("absent", "2026-12-07")]).lost_minutes == {"anna": 480}
    assert worked(hotline(), [SPLIT], []).shifts == (SPLIT,)
