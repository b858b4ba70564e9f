"""What goes before rotations, told before anything is solved."""

from __future__ import annotations

from scheduler.survey.rotations import rotations_give_way
from tests.builders.rotations import rotating


def test_absences_pins_and_closed_days_are_told_with_their_people_and_dates():
    rows = [{"operator": "anna", "when": "2026-12-08", "kind": "leave"}, {"operator": "anna", "when": "sat", "kind": "pinned"},
            {"operator": "anna", "when": "2026-12-09", "kind": "only", "from": "14:00", "to": "20:00"}]
    hours = {"weekly": {"mon-sun": ["08:00-20:00"]}, "exceptions": {"2026-12-11": []}}
    assert list(rotations_give_way(rotating(7, {"name": "two"}, availability=rows, hours=hours))) == [
        (("rotations", 0), "two gives way on 5 days: anna 2026-12-08 (leave), anna 2026-12-09 (no early could be worked), "
                           "anna 2026-12-11 (closed), anna 2026-12-12 (pinned), ben 2026-12-11 (closed)")]
    assert not list(rotations_give_way(rotating(7)))
