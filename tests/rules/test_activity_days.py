"""Days on which all would be planned off, as an activity fits into no shift."""

from __future__ import annotations

import pytest

from scheduler.rules.activity_days import activities_that_nobody_can_have
from scheduler.rules.stated import Stated
from tests.builders.activities import SHIFTS, busy
from tests.builders.hotline import FREE

LATE = {"name": "talk", "minutes": 60, "at": "16:00"}
HOURS = {"weekly": {"fri": ["08:00-18:00"], "sat": ["08:00-13:00"]}}


@pytest.mark.parametrize(("keys", "count"), [({}, 1), ({"days": "mon-fri"}, 0), ({"at": "10:00"}, 0)])
def test_a_day_that_closes_before_it_is_told_with_the_days_that_are_left(keys, count):
    plan = busy(LATE | keys, horizon=6, hours=HOURS)
    found = list(activities_that_nobody_can_have(Stated(plan)))
    assert [path for path, _ in found] == [("activities", 0, "at")] * count
    assert all("Sat 2026-12-12," in told and "`days: fri`" in told for _, told in found)


@pytest.mark.parametrize(("keys", "absence", "count"), [
    ({"between": "09:00-11:00"}, [], 1), ({"between": "09:00-13:00"}, [], 0),
    ({"between": "09:00-11:00"}, [("08:00", "13:00")], 0)])
def test_a_facilitator_who_is_never_there_then_is_told_unless_they_are_away(keys, absence, count):
    late = {"name": "late", "start": {"from": "12:00", "to": "12:00"}, "length": {"from_minutes": 240, "to_minutes": 240}}
    plan = busy(
        {"name": "talk", "minutes": 60, "facilitator": "ben"} | keys, shifts=[*SHIFTS, late],
        contracts={"free": FREE | {"shifts": ["any"]}, "late": FREE | {"shifts": ["late"]}},
        operators=[{"id": "anna", "contract": "free"}, {"id": "ben", "contract": "late"}],
        availability=[{"operator": "ben", "when": "mon", "kind": "unavailable", "from": start, "to": end}
                      for start, end in absence])
    found = list(activities_that_nobody_can_have(Stated(plan)))
    assert [path for path, _ in found] == [("activities", 0, "facilitator")] * count
    assert all("ben has no shift on Mon 2026-12-07" in told for _, told in found)


def test_who_is_away_is_excused():
    row = {"operator": "anna", "when": "fri", "kind": "unavailable", "from": "15:00", "to": "18:00"}
    plan = busy(LATE | {"days": "mon-fri"}, horizon=6, hours=HOURS, availability=[row])
    assert list(activities_that_nobody_can_have(Stated(plan))) == []
