"""Totals over a horizon, and operator-hours of each kind of goal."""

from __future__ import annotations

import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.requirement.table import requirement_table
from scheduler.demand.requirement.totals import hours_of_goals, totals


def test_shares_are_weighed_by_calls_and_hours(hotline):
    plan = hotline([(20, 180), (60, 180)])
    needs = requirement_table(plan, demand_of(plan))
    found = totals(needs)
    assert (found.intervals, found.calls) == (2, 80)
    assert found.operator_hours == sum(need.required for need in needs)
    assert found.most_required == max(need.required for need in needs)
    assert found.service_level == pytest.approx(sum(need.calls * need.service_level for need in needs) / 80)
    assert found.uncertain_level is None


def test_without_calls_there_is_nothing_to_take_a_share_of(hotline):
    plan = hotline([(0, 180)])
    found = totals(requirement_table(plan, demand_of(plan)))
    assert (found.calls, found.service_level) == (0, None)


def test_a_goal_over_more_time_takes_no_more_hours_and_none_fewer_than_its_bound(hotline):
    plan = hotline([(20, 180), (60, 180), (5, 180)])
    goals = hours_of_goals(plan, demand_of(plan))
    assert [goal.goal_over for goal in goals] == ["interval", "day", "week"]
    assert goals[0].operator_hours >= goals[1].operator_hours >= goals[2].operator_hours
    assert all(goal.bound <= goal.operator_hours for goal in goals)
