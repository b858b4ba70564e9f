"""`hours_per_month` from plain times."""

from __future__ import annotations

from scheduler.check.rules import hours_per_month
from tests.builders.checked import FREE, day, instance, shift


def plan(days, history=()):
    return instance(horizon={"start": "2026-12-28", "days": days}, history=list(history),
                    contracts={"free": FREE | {"hours_per_month": [16, 24]}})


def test_hours_of_each_month_with_those_worked_before():
    known = plan(8, [{"operator": "anna", "month_hours": 16}])
    work = [shift(known, day(number), 510) for number in (21, 22, 25, 26)]
    (found,) = hours_per_month.check(known, work)
    assert (found.amount, found.unit) == (8 * 60, "min")
    assert found.message == "anna, month 2026-12-28 to 2026-12-31: 16 paid hours; allowed is 0 to 8"
    assert not list(hours_per_month.check(known, work[1:]))


def test_too_few_where_the_whole_month_is_known():
    known = plan(4, [{"operator": "anna", "month_hours": 4}])
    assert [found.amount for found in hours_per_month.check(known, [shift(known, day(21), 510)])] == [4 * 60]
    assert not list(hours_per_month.check(plan(4), []))
