"""What is marked in a rota beside the shifts."""

from __future__ import annotations

import datetime as dt

from scheduler.publish.marks import Marks, marks_of
from scheduler.publish.view import RosterView
from tests.builders.checked import day, result, shift, with_forecast
from tests.builders.rotations import topics


def test_absences_pins_and_wishes_by_day():
    rows = [("2026-12-07", "pinned", "08:00", "16:30"), ("2026-12-08", "prefer", None, None),
            ("2026-12-09", "avoid", None, None), ("2026-12-10", "leave", None, None),
            ("2026-12-11", "unavailable", "08:00", "09:00"), ("mon", "prefer", None, None)]
    plan = with_forecast({"horizon": 5, "availability": [
        {"operator": "anna", "when": when, "kind": kind, "from": start, "to": end} for when, kind, start, end in rows]})
    view = RosterView(plan, result(plan, [shift(plan, day(0), 510)]))
    assert marks_of(view, plan.operators[0]) == {
        dt.date(2026, 12, 7): Marks(pinned=True, granted=1), dt.date(2026, 12, 8): Marks(denied=1),
        dt.date(2026, 12, 9): Marks(granted=1), dt.date(2026, 12, 10): Marks(absence="leave")}


def test_days_that_are_not_as_the_rotation_asks():
    plan = with_forecast(topics(3, rotation_changes=[{"operator": "anna", "when": "2026-12-09", "shift": "early/off"}]))
    view = RosterView(plan, result(plan, [shift(plan, day(0), 240), shift(plan, day(1, "16:00"), 240)]))
    assert marks_of(view, plan.operators[0]) == {dt.date(2026, 12, 8): Marks(rotation="early")}
    assert list(marks_of(view, plan.operators[1])) == list(view.dates)


def test_who_wrote_nothing_has_no_marks(small):
    view = RosterView(*small)
    assert marks_of(view, view.instance.operators[4]) == {}
