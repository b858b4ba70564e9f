"""Places that change hands, and who is called first."""

from __future__ import annotations

from scheduler.operate.announcing import messages
from scheduler.operate.judging import Judge
from scheduler.operate.standby import on_standby, standby_changes, standby_in_words
from scheduler.operate.swaps import Duty, candidates
from tests.builders.standby import NIGHT, at, on_call, place

PLAN = on_call(NIGHT | {"places": 2}, NIGHT | {"name": "day", "from": "12:00", "to": "20:00", "places": 3},
               people=("anna", "ben", "cleo", "dora"))


def test_a_place_that_changes_hands_is_told_in_words():
    before, after = [place(PLAN, "anna", 0), place(PLAN, "ben", 0, 2)], [place(PLAN, "cleo", 0), place(PLAN, "ben", 0, 2)]
    (change,) = standby_changes(before, after)
    assert standby_in_words(PLAN, change) == "night, Mon 2026-12-07 20:00–06:00, place 1: cleo in place of anna"
    assert standby_in_words(PLAN, standby_changes(before, [])[1]).endswith("place 2: nobody in place of ben")


def test_who_is_on_standby_then_is_in_order():
    shift = at(PLAN, "dora", 0, "21:00", 4)
    places = [place(PLAN, "ben", 0, 2), place(PLAN, "anna", 0), place(PLAN, "cleo", 1)]
    assert [each.operator for each in on_standby(places, shift)] == ["anna", "ben"]


def test_candidates_on_standby_come_first_in_their_order():
    shifts = (at(PLAN, "dora", 0, "14:00", 4), at(PLAN, "ben", 0, "08:00", 2))
    judge, vacant = Judge(PLAN, shifts), Duty.parse("dora@2026-12-07")
    assert [each.operator for each in candidates(judge, vacant)][:2] == ["anna", "cleo"]
    lists = [place(PLAN, who, 0, rank, "day") for rank, who in enumerate(("cleo", "anna", "ben"), 1)]
    found = candidates(judge, vacant, lists)
    assert [(each.operator, each.judgement.is_allowed) for each in found] == [("cleo", True), ("anna", True), ("ben", False)]
    assert found[0].called == ", on standby (day, place 1)"


def test_people_are_told_of_their_places_and_of_nobody_elses():
    before, after = (place(PLAN, "anna", 0), place(PLAN, "ben", 0, 2)), (place(PLAN, "ben", 0), place(PLAN, "ben", 1, 2))
    texts = {each.operator: each.text for each in messages(PLAN, (), (), (before, after))}
    assert texts.keys() == {"anna", "ben"}
    assert "Mon 2026-12-07: no longer on standby 20:00–06:00: night" in texts["anna"]
    assert "Mon 2026-12-07: on standby 20:00–06:00: night, place 1" in texts["ben"]
    assert "Tue 2026-12-08: on standby 20:00–06:00: night, place 2" in texts["ben"]
    assert not list(messages(PLAN, (), (), (after, after)))
