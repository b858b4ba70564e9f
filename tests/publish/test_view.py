"""What documents show of a roster: paid hours, wishes, and days with what reaches into them."""

from __future__ import annotations

import datetime as dt

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


def test_a_shift_over_midnight_stands_in_both_days(hotline_of_size):
    plan = RosterView(*hotline_of_size(6, 7, grid=15, always=True))
    night = next(s for s in plan.result.shifts if plan.local(s.start).hour == 22 and s.minutes == 510)
    days = [day.date for day in plan.days if night in day.shifts]
    date = plan.date_of(night)
    assert days == [day for day in (date, date + dt.timedelta(days=1)) if day <= plan.dates[-1]]
    assert plan.days[-1].minutes == 25 * 60, "the day on which an hour repeats"
