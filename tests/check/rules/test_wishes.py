"""`wishes` from plain times: what is avoided and what is preferred."""

from __future__ import annotations

from scheduler.check.facts.wishes import denied_wishes
from tests.builders.checked import day, instance, shift


def wishes(rows, *starts, minutes=240, days=3):
    plan = instance(
        horizon=days,
        availability=[
            dict(zip(("kind", "when", "from", "to"), row, strict=False)) | {"operator": "anna"} for row in rows
        ],
    )
    return len(list(denied_wishes(plan, plan.operators[0], [shift(plan, start, minutes) for start in starts])))


def test_avoid_counts_pairs_that_overlap():
    rows = [("avoid", "mon", "12:00", "14:00")]
    assert wishes(rows, day(0)) == 0
    assert wishes(rows, day(0, "08:15")) == 1
    assert wishes(rows, day(0, "14:00")) == 0
    assert wishes(rows, day(1, "12:00")) == 0
    assert wishes([*rows, ("avoid", "mon")], day(0, "10:00")) == 2


def test_avoid_of_a_night_and_of_two_days():
    assert wishes([("avoid", "mon-tue")], day(0, "22:00")) == 2
    assert wishes([("avoid", "sun", "22:00", "06:00")], day(0, "05:00")) == 1


def test_prefer_is_denied_where_no_shift_of_the_day_touches_it():
    rows = [("prefer", "mon", "12:00", "14:00")]
    assert wishes(rows, day(0, "08:15")) == 0
    assert wishes(rows, day(0)) == 1
    assert wishes(rows) == 1
    assert wishes([("prefer", "mon-wed")], day(0), day(2)) == 1


def test_prefer_asks_for_a_shift_that_starts_that_day():
    assert wishes([("prefer", "tue", "00:00", "04:00")], day(0, "22:00")) == 1
    assert wishes([("prefer", "tue")], day(0, "22:00")) == 1
