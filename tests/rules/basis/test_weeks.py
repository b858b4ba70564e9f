"""Weeks and weekends of the horizon, as the model counts them; the checker's own are beside its facts."""

from __future__ import annotations

import pytest

from scheduler.rules.basis.weeks import weekends, weeks
from tests.builders.rosters import plan


def test_weeks_run_from_the_first_day():
    assert list(weeks(16)) == [(0, 6), (7, 13), (14, 15)]


@pytest.mark.parametrize(("start", "all_of_them", "whole"), [
    ("2026-12-07", [(5, 6), (12, 13)], [(5, 6), (12, 13)]),
    ("2026-12-13", [(0, 0), (6, 7), (13, 13)], [(6, 7)]),
    ("2026-12-12", [(0, 1), (7, 8)], [(0, 1), (7, 8)]),
])
def test_a_weekend_that_the_horizon_cuts_is_not_whole(start, all_of_them, whole):
    instance = plan(horizon={"start": start, "days": 14})
    assert list(weekends(instance)) == all_of_them
    assert list(weekends(instance, whole=True)) == whole
