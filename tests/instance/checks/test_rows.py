"""Which interval the rows of a table speak of; what is wrong with them is told by the checks of calls and requirement."""

from __future__ import annotations

from scheduler.instance.checks.rows import intervals_of

from .conftest import call


def test_each_row_has_its_interval_or_a_reason(build):
    plan = build(calls={"forecast": [call("2026-12-07T08:30"), call("2026-12-07T08:45")]})
    (_, first, none), (_, off, reason) = intervals_of(plan, plan.calls.forecast)
    assert (first, none, off) == (17, "", -1)
    assert "no interval of 30 min" in reason
