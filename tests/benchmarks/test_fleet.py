"""The simulated schedule: what can be told without it, and what losses do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.fleet import Fleet, simulate

EVEN = Fleet(hotlines=40, workers=4, operator_weeks=1, spread=0, limit_s=9, beside_s=1, beside_s_per_operator_week=0,
             read_s=0, write_s=0)


def test_equal_tasks_take_rounds_of_equal_length():
    found = simulate(EVEN)
    assert found.hours * 3600 == pytest.approx(100)
    assert (found.busy, found.failed) == (pytest.approx(1), 0)
    assert found.worker_hours == pytest.approx(4 * found.hours)


def test_the_one_who_leads_is_the_limit_where_workers_are_many():
    found = simulate(replace(EVEN, workers=1000, read_s=4.0, write_s=6.0))
    assert found.hours >= found.lead_hours == pytest.approx(40 * 10 / 3600)


def test_losses_and_stragglers_cost_time_and_at_most_three_attempts():
    assert simulate(replace(EVEN, slow_share=1.0)).hours * 3600 == pytest.approx(10 * 12)
    lossy = simulate(replace(EVEN, lost_every_h=10 / 3600, back_after_s=1))
    assert lossy.hours > simulate(EVEN).hours
    assert 0 < lossy.failed < 40
