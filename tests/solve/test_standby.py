"""Standby lists beside a roster: who could come, in what order, fairly, and with as few changes as can be."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import product

import pytest

from scheduler.check.standby import check_standby
from scheduler.model.standby import Standby, StandbyTask, assign, in_turn
from scheduler.solve.standby import NOTHING_PUBLISHED, Kept, standby_of
from tests.builders.standby import NIGHT, at, on_call, place, planned


def found(plan, shifts=(), kept=NOTHING_PUBLISHED):
    """Operators by day and place; every answer is proven, and right by the checker."""
    places, status = standby_of(plan, shifts, kept)
    assert status == "optimal"
    assert not list(check_standby(plan, planned(plan, *places, shifts=tuple(shifts))))
    return {((each.start.date() - plan.horizon.start).days, each.place): each.operator for each in places}


def alone(plan, shifts=(), kept=NOTHING_PUBLISHED):
    """The same of a list whose only person is anna: the days on which she has a place."""
    return sorted(day for day, _ in found(plan, shifts, kept))


ANNA = NIGHT | {"who": {"operators": "anna"}}


@pytest.mark.parametrize(("start", "hours", "number", "days"), [
    ("08:00", 1, 0, [0, 1]),   # 09:00, eleven hours before 20:00
    ("08:15", 1, 0, [1]),
    ("17:00", 2, 1, [0]),      # 17:00, eleven hours after 06:00; and 19:00, one hour before 20:00
    ("16:45", 2, 1, []),
    ("22:00", 8, 0, [1]),      # in the window itself, over midnight; fourteen hours before the next
])
def test_the_rest_of_the_contract_lies_before_and_after(start, hours, number, days):
    plan = on_call(ANNA)
    assert alone(plan, [at(plan, "anna", number, start, hours)]) == days


@pytest.mark.parametrize(("row", "days"), [
    ({"when": "2026-12-08", "from": "05:00", "to": "07:00", "kind": "unavailable"}, [1]),
    ({"when": "2026-12-08", "from": "06:00", "to": "20:00", "kind": "unavailable"}, [0, 1]),
    ({"when": "2026-12-09", "kind": "sick"}, [0]),
    ({"when": "2026-12-07", "kind": "only"}, []),
    ({"when": "2026-12-07..2026-12-08", "kind": "only"}, [0]),
    ({"when": "2026-12-08", "kind": "avoid"}, [0, 1]),
    ({"when": "2026-12-08", "kind": "unavailable", "note": "worked as published"}, [0, 1]),
])
def test_who_is_away_in_a_part_of_the_window_has_no_place(row, days):
    assert alone(on_call(ANNA, availability=[{"operator": "anna", **row}])) == days


@pytest.mark.parametrize(("known", "days"), [
    ({"last_end": "2026-12-07T09:00"}, [0, 1]), ({"last_end": "2026-12-07T09:15"}, [1]),
    ({"standby_until": "2026-12-07T20:00"}, [0, 1]), ({"standby_until": "2026-12-07T20:30"}, [1]),
])
def test_what_was_before_the_horizon_counts(known, days):
    assert alone(on_call(ANNA, history=[{"operator": "anna", **known}])) == days


def test_nobody_has_two_places_at_once_or_more_in_a_week_than_allowed():
    late = ANNA | {"name": "late", "from": "22:00", "to": "23:00"}
    assert len(found(on_call(ANNA, late))) == 2
    assert [day > 6 for day in alone(on_call(ANNA | {"max_per_week": 1}, days=9))] == [False, True]


def test_first_places_come_before_second_ones_and_no_gap_is_left():
    plan = on_call(NIGHT | {"places": 2, "max_per_week": 1}, people=("anna", "ben"))
    assert sorted(found(plan)) == [(0, 1), (1, 1)]
    assert sorted(found(plan, [at(plan, "anna", 0, "20:00")])) == [(0, 1), (1, 1)]


def test_places_are_even_and_so_are_first_ones():
    places = found(on_call(NIGHT | {"places": 2}, days=6))
    assert set(Counter(places.values()).values()) == {4}
    assert set(Counter(who for (_, rank), who in places.items() if rank == 1).values()) == {2}


def test_whoever_has_had_more_by_the_ledger_has_less():
    plan = on_call(NIGHT, days=3, ledger=[{"operator": "anna", "standby": 2, "standby_first": 2}, {"operator": "ben"}])
    assert Counter(found(plan).values()) == {"ben": 2, "cleo": 1} or Counter(found(plan).values()) == {"ben": 1, "cleo": 2}


def test_a_wish_comes_before_evenness_but_leaves_no_place_empty():
    rows = [{"operator": who, "when": "mon-sun", "kind": "avoid"} for who in ("anna", "ben")]
    assert set(found(on_call(NIGHT, availability=rows)).values()) == {"cleo"}
    assert set(found(on_call(ANNA, availability=rows)).values()) == {"anna"}


def test_whoever_has_no_shift_left_in_the_week_is_asked_last():
    contract = {"c": {"hours_per_week": [0, 168], "days_per_week": [0, 1], "rest_hours": 11}}
    plan = on_call(NIGHT | {"days": "tue"}, people=("anna", "ben"), contracts=contract)
    assert found(plan, [at(plan, "anna", 0)]) == {(1, 1): "ben"}
    assert found(plan, [at(plan, "anna", 0), at(plan, "ben", 1)]) == {(1, 1): "anna"}


def test_what_was_published_stays_and_only_what_is_lost_is_filled():
    plan = on_call(NIGHT | {"places": 2})
    published = (place(plan, "cleo", 0), place(plan, "anna", 0, 2), place(plan, "cleo", 1), place(plan, "anna", 1, 2))
    assert found(plan, (), Kept(published)) == {(0, 1): "cleo", (0, 2): "anna", (1, 1): "cleo", (1, 2): "anna"}
    ill = [at(plan, "cleo", 1, "16:00")]
    assert found(plan, ill, Kept(published)) == {(0, 1): "ben", (0, 2): "anna", (1, 1): "ben", (1, 2): "anna"}


def test_nobody_new_has_a_place_in_a_window_that_is_over():
    plan = on_call(NIGHT)
    published, since = (place(plan, "cleo", 1),), plan.grid.origin + dt.timedelta(hours=30)
    assert found(plan, (), Kept(published, since)) == {(1, 1): "cleo"}
    assert found(plan, (), Kept(published, since - dt.timedelta(minutes=1)))[0, 1] in {"anna", "ben"}


def test_equal_questions_have_equal_answers():
    plan = on_call(NIGHT | {"places": 2}, days=5)
    assert standby_of(plan, ()) == standby_of(plan, ())


def test_windows_keep_their_clock_times_when_the_clock_changes():
    zone = {"horizon": {"start": "2026-10-24", "days": 2}, "hotline": "Europe/Berlin"}
    places, _ = standby_of(on_call(NIGHT, **zone), ())
    assert [(each.start.hour, each.end.hour, (each.end.astimezone(dt.UTC) - each.start.astimezone(dt.UTC)).seconds // 3600)
            for each in places] == [(20, 6, 11), (20, 6, 10)]


def test_a_window_that_the_clock_skips_is_none():
    skipped = {"name": "skipped", "from": "02:10", "to": "02:50"}
    plan = on_call(skipped, horizon={"start": "2027-03-27", "days": 2}, hotline="Europe/Berlin")
    assert list(found(plan)) == [(0, 1)]


def test_in_a_hurry_places_are_filled_in_turn_and_nothing_is_proven():
    plan = on_call(NIGHT | {"places": 2, "max_per_week": 1})
    places, status = standby_of(plan, (), hurried=True)
    assert status == "feasible"
    assert not list(check_standby(plan, planned(plan, *places)))
    assert [(each.place, each.operator) for each in places] == [(1, "anna"), (2, "ben"), (1, "cleo")]


def test_places_in_turn_are_left_where_others_fill_more():
    task = StandbyTask([1, 1], [range(2), range(1)], (), [(0, 1)], (), [1.0, 1.0], [(0.0, 0.0), (0.0, 0.0)])
    assert in_turn(task) == {(0, 0, 0)}
    assert assign(task, 1.0) == Standby(frozenset({(0, 1, 0), (1, 0, 0)}), is_optimal=True)


def test_as_many_places_are_filled_as_any_choice_fills():
    plan = on_call(NIGHT | {"max_per_week": 1}, NIGHT | {"name": "eve", "from": "18:00", "to": "21:00"}, people=("anna", "ben"))
    windows = [("night", 0), ("eve", 0), ("night", 1), ("eve", 1)]
    shifts = [at(plan, "anna", 0, "09:00", 4), at(plan, "ben", 1, "18:00", 2)]
    most, roster = 0, planned(plan, shifts=tuple(shifts))
    for choice in product((None, "anna", "ben"), repeat=4):
        tried = tuple(place(plan, who, day, name=name) for (name, day), who in zip(windows, choice, strict=True) if who)
        if not list(check_standby(plan, roster.model_copy(update={"standby": tried}))):
            most = max(most, len(tried))
    assert len(standby_of(plan, shifts)[0]) == most > 0
