"""What differs between two rosters, in words."""

from __future__ import annotations

import datetime as dt

from scheduler.operate.changes import changes, in_words, people
from scheduler.roster import Shift
from tests.builders.activities import busy, held
from tests.builders.checked import day, instance, shift


def told(before, after, plan=None):
    plan = plan or instance(horizon=2)
    found = changes(plan, before, after)
    return [(each.kind, in_words(plan, each)) for each in found]


def test_each_kind_of_change_has_its_words():
    plan = instance(horizon=2)
    old = shift(plan, day(0), 240)
    assert told([old], []) == [("dropped", "Anna Berg, Mon 2026-12-07: is off, no longer 08:00–12:00")]
    assert told([], [old]) == [("added", "Anna Berg, Mon 2026-12-07: comes in, 08:00–12:00; breather 10:00–10:15")]
    assert told([old], [shift(plan, day(0, "09:00"), 240)]) == [
        ("moved", "Anna Berg, Mon 2026-12-07: 09:00–13:00, no longer 08:00–12:00; breather 11:00–11:15")]
    moved = shift(plan, day(0), 240, (("breather", 90, 15),))
    assert told([old], [moved]) == [
        ("breaks", "Anna Berg, Mon 2026-12-07: 08:00–12:00 as before, breather 09:30–09:45 in place of breather 10:00–10:15")]
    assert list(people(changes(plan, [old], []))) == ["anna"]


def test_an_activity_that_came_or_went_takes_the_place_of_nothing():
    plan = busy(horizon=2)
    without, having = (held(plan, 0, "08:00", 240, *pauses) for pauses in ((), (("activity talk", "09:00", 30),)))
    assert told([without], [having], plan)[0][1].endswith("08:00–12:00 as before, new: talk 09:00–09:30")
    assert told([having], [without], plan)[0][1].endswith("08:00–12:00 as before, no longer: talk 09:00–09:30")


def test_a_gap_elsewhere_is_another_shift_told_by_its_parts():
    plan = instance(horizon=2)
    old, new = (shift(plan, day(0), 480, (("gap", at, 120), ("breather", 420, 15))) for at in (120, 180))
    assert told([old], [new]) == [("moved", "Anna Berg, Mon 2026-12-07: 08:00–11:00, 13:00–16:00, no longer "
                                            "08:00–10:00, 12:00–16:00; breather 15:00–15:15")]


def test_the_same_moments_written_in_another_zone_are_no_change():
    plan = instance(hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1}, hours={"always": True})
    old = shift(plan, "2026-10-25T00:00", 300, (("breather", 150, 15),))
    utc = Shift.model_validate_json(old.model_copy(update={"start": old.start.astimezone(dt.UTC)}).model_dump_json())
    assert told([old], [utc], plan) == []
    assert told([old], [shift(plan, "2026-10-25T00:00", 300, (("breather", 210, 15),))], plan)[0][0] == "breaks"
