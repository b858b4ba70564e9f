"""What documents show of a roster: paid hours, wishes, and days with what reaches into them."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.publish.report import figures
from scheduler.publish.view import RosterView


def test_paid_hours_and_wishes(hotline_by_hand):
    # The first wish ends as work starts.
    rows = [{"operator": "op000", "when": "fri", "from": "07:00", "to": "08:00", "kind": "avoid"},
            {"operator": "op000", "when": "sat", "from": "07:00", "to": "08:15", "kind": "avoid"},
            {"operator": "op003", "when": "sat,sun", "kind": "prefer"}]
    instance, result = hotline_by_hand(availability=rows)
    plan = RosterView(instance, result)
    anna, david = plan.operators["op000"], plan.operators["op003"]
    assert plan.paid_hours(anna) == 3 * 8.0, "lunch is unpaid, breathers are paid"
    assert (plan.wishes(anna).granted, plan.wishes(anna).denied) == (1, 1)
    assert (plan.wishes(david).granted, plan.wishes(david).denied) == (1, 1)
    assert plan.contract_hours(anna) == (0, 40)  # a week cut short keeps its most


@pytest.mark.parametrize(("kind", "most", "said"), [
    ("overtime", 22, ("", "Overtime 2")), ("overtime", 21, ("above", "Overtime 2")),
    ("time_off", 26, ("", "Voluntary time off 2")), ("time_off", 25, ("above", "Voluntary time off 2"))])
def test_hours_that_count_are_compared_with_the_contract(hotline_by_hand, kind, most, said):
    terms = {"overtime_minutes_per_day": 120, "time_off_minutes_per_day": 120}
    _, result = hotline_by_hand()
    date = next(each.start for each in result.shifts if each.operator == "op000").date().isoformat()
    instance, _ = hotline_by_hand(
        availability=[{"operator": "op000", "when": date, "kind": kind, "hours": 2}],
        contracts={"full": terms | {"hours_per_week": [0, most]}, "half": {"hours_per_week": [12, 22]}})
    plan = RosterView(instance, result)
    anna = plan.operators["op000"]
    assert (plan.beyond_contract(anna), plan.extra_words(anna)) == said
    assert figures.hours(plan)[0].remark == said[0]


def test_zone_of_an_operator_and_number_at_work(hotline_by_hand):
    instance, result = hotline_by_hand()
    plan = RosterView(instance, result)
    anna = plan.operators["op000"]
    assert plan.zone_of(anna) == plan.zone
    assert plan.zone_of(anna.model_copy(update={"timezone": "Asia/Tokyo"})).key == "Asia/Tokyo"
    assert plan.at_work == {date: len({each.operator for each in result.shifts if plan.date_of(each) == date})
                            for date in map(plan.date_of, result.shifts)}


def test_a_shift_over_midnight_stands_in_both_days(hotline_of_size):
    plan = RosterView(*hotline_of_size(6, 7, grid=15, always=True))
    night = next(s for s in plan.result.shifts if plan.local(s.start).hour == 22 and s.minutes == 510)
    days = [day.date for day in plan.days if night in day.shifts]
    date = plan.date_of(night)
    assert days == [day for day in (date, date + dt.timedelta(days=1)) if day <= plan.dates[-1]]
    assert plan.days[-1].minutes == 25 * 60, "the day on which an hour repeats"
