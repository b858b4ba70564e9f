"""Places on standby lists that are wrong are found, each by its own words."""

from __future__ import annotations

import pytest

from scheduler.check.facts.standby import empty_places, had_on_standby, wanted_places
from scheduler.check.standby import check_standby
from tests.builders.standby import NIGHT, at, on_call, place, planned


def told(plan, places, shifts=(), status="optimal"):
    whole = planned(plan, *places, shifts=tuple(shifts)).model_copy(update={"standby_status": status})
    return [(each.amount, each.unit, each.message) for each in check_standby(plan, whole)]


def only(plan, places, shifts=()):
    (one,) = told(plan, places, shifts)
    return one


PLAN = on_call(NIGHT | {"places": 2, "who": {"operators": ["anna", "ben"]}})


def test_a_right_list_is_clean():
    assert not told(PLAN, [place(PLAN, "anna", 0), place(PLAN, "ben", 0, 2), place(PLAN, "anna", 1)])


def test_a_place_is_one_of_its_list_and_of_its_people():
    wrong = place(PLAN, "anna", 0)
    for update in ({"name": "late"}, {"start": wrong.start.replace(hour=21)}):
        assert "no list has this name and window" in only(PLAN, [wrong.model_copy(update=update)])[2]
    assert "is none of the people of this list" in only(PLAN, [place(PLAN, "cleo", 0)])[2]
    assert "standby_status is None" in told(PLAN, [], status=None)[0][2]


@pytest.mark.parametrize("ranks", [(2,), (1, 1), (1, 3)])
def test_places_are_numbered_from_the_first(ranks):
    found = told(PLAN, [place(PLAN, who, 0, rank) for who, rank in zip(("anna", "ben"), ranks, strict=False)])
    assert any("allowed are 1 to 2 at most, each once" in message for _, _, message in found)


@pytest.mark.parametrize(("start", "hours", "missing"), [
    ("08:00", 1, 0), ("08:00", 2, 60), ("17:00", 1, 9 * 60), ("22:00", 1, 14 * 60)])
def test_rest_that_is_missing_is_counted(start, hours, missing):
    found = told(PLAN, [place(PLAN, "anna", 0)], [at(PLAN, "anna", 0, start, hours)])
    assert [(amount, unit) for amount, unit, _ in found] == ([(missing, "min")] if missing else [])


def test_rest_after_the_window_and_before_the_horizon_is_counted():
    assert only(PLAN, [place(PLAN, "anna", 0)], [at(PLAN, "anna", 1, "16:00")])[0] == 60
    before = on_call(NIGHT, history=[{"operator": "anna", "last_end": "2026-12-07T10:00"}])
    assert only(before, [place(before, "anna", 0)])[0] == 60
    before = on_call(NIGHT, history=[{"operator": "anna", "standby_until": "2026-12-07T21:00"}])
    assert only(before, [place(before, "anna", 0)])[0] == 60


def test_who_is_away_is_named():
    plan = on_call(NIGHT, availability=[{"operator": "anna", "when": "2026-12-08", "kind": "leave"}])
    assert only(plan, [place(plan, "anna", 0)])[:2] == (360, "min")


def test_two_places_at_once_and_too_many_in_a_week_are_found():
    plan = on_call(NIGHT | {"max_per_week": 1}, NIGHT | {"name": "late", "from": "23:00"})
    assert "is on late at the same time" in only(plan, [place(plan, "anna", 0), place(plan, "anna", 0, name="late")])[2]
    assert only(plan, [place(plan, "anna", 0), place(plan, "anna", 1)])[:2] == (1, "places")


def test_empty_places_and_those_had_are_counted():
    plan = on_call(NIGHT | {"places": 2}, ledger=[{"operator": "anna", "standby": 3, "standby_first": 1}])
    places = [place(plan, "anna", 0), place(plan, "ben", 0, 2), place(plan, "anna", 1)]
    assert wanted_places(plan) == 4
    assert [(window.day, count) for window, count in empty_places(plan, places)] == [(1, 1)]
    assert had_on_standby(plan, places)["anna"] == {"standby": 5, "standby_first": 3}
