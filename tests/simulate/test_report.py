"""Sums of replications: each figure is recomputed from the counts in another way."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.roster import IntervalCover
from scheduler.simulate.draw import Forecast, HandlingTime
from scheduler.simulate.duties import duties_of
from scheduler.simulate.report import promised, report, worst_intervals
from scheduler.simulate.run import Runs, Settings, replicate, simulate
from tests.builders.scenarios import always_on, at, grid, shift, traffic

NAMES = ("o0", "o1", "o2", "o3")


@pytest.fixture(scope="module")
def played():
    """Two days and two queues, with breaks, absences and lines."""
    what = traffic([20, 25], 200, 100, hours=48, closing_s=[86400.0], absence=0.1)
    shifts = [shift(name, start, start + 480, (120, 15) if not start else (start + 200, 20))
              for name in NAMES for start in (0, 900, 1500)]
    duties = duties_of(grid(2), NAMES, shifts, np.array([[1, 0], [1, 1], [0, 1], [1, 1]], dtype=bool))
    source, settings = Forecast(what, HandlingTime()), Settings(25, 3, lines=5)
    return source, what, duties, settings, simulate(source, what, duties, settings)


def test_totals_days_and_queues_are_of_the_same_calls(played):
    runs: Runs = played[-1]
    whole = report(runs)
    mean_calls = runs.offered.sum() / 25
    assert whole.total.offered.value[0] == pytest.approx(mean_calls)
    assert whole.by_day.offered.value.sum() == pytest.approx(mean_calls)
    assert whole.by_queue.offered.value.sum() == pytest.approx(mean_calls)
    assert whole.by_interval.offered.value.sum() == pytest.approx(mean_calls)
    assert whole.total.service_level.value[0] == pytest.approx(runs.in_time.sum() / runs.offered.sum())
    assert whole.by_day.service_level.value[1] == pytest.approx(runs.in_time[..., 24:].sum() / runs.offered[..., 24:].sum())
    assert whole.by_queue.abandonment.value[1] == pytest.approx(runs.abandoned[:, 1].sum() / runs.offered[:, 1].sum())
    assert whole.by_interval.service_level.value[48 + 2] == pytest.approx(
        runs.in_time[:, 1, 2].sum() / runs.offered[:, 1, 2].sum())
    assert whole.total.occupancy.value[0] == pytest.approx(runs.handling_s[..., :-1].sum() / runs.on_phone_s[:, :-1].sum())
    assert whole.by_day.occupancy.value[0] == pytest.approx(
        runs.handling_s[..., :24].sum() / runs.on_phone_s[:, :24].sum())
    assert whole.by_queue.occupancy is None
    assert 0 < whole.total.blocked.value[0] < 1


def test_waits_are_those_of_the_trace(played):
    source, what, duties, settings, runs = played
    waits, answered = [], []
    for index in range(25):
        one = replicate(source, what, duties, settings, index)
        waited = one.trace.wait_ended_s - one.calls.arrival_s
        waits.append(waited[one.trace.fate != 3])
        answered.append(waited[one.trace.fate == 1])
    whole = report(runs)
    assert whole.total.mean_wait_s.value[0] == pytest.approx(np.nanmean(np.concatenate(waits)), rel=1e-3)
    assert whole.total.speed_of_answer_s.value[0] == pytest.approx(np.concatenate(answered).mean())


def test_lateness_is_that_of_the_trace(played):
    source, what, duties, settings, runs = played
    late, over = [], []
    for index in range(25):
        one = replicate(source, what, duties, settings, index)
        behind = one.trace.came_s - duties.plan.at_s
        late.append(behind[(duties.plan.kind == 1) & ~np.isnan(behind)])
        over.append(behind[(duties.plan.kind == 2) & ~np.isnan(behind)])
    breaks, ends, found = np.concatenate(late), np.concatenate(over), report(runs).punctuality
    assert found.breaks.value[0] * 25 == len(breaks)
    assert found.late_share.value[0] == pytest.approx((breaks > 0).mean())
    assert found.lateness_s.value[0] == pytest.approx(breaks.mean())
    assert found.lateness_of_late_s.value[0] == pytest.approx(breaks[breaks > 0].mean())
    assert found.latest_s[0] == breaks.max()
    assert found.over_share.value[0] == pytest.approx((ends > 0).mean())
    assert found.overtime_s.value[0] == pytest.approx(ends.mean())
    assert found.overtime_hours.value[0] == pytest.approx(ends.sum() / 25 / 3600)
    assert found.absent.value[0] == pytest.approx(runs.absent.sum() / 25 / 12)
    by_day = report(runs).punctuality_by_day
    assert by_day.breaks.value.sum() == pytest.approx(found.breaks.value[0])
    assert by_day.latest_s.max() == found.latest_s[0]


def test_the_goal_is_counted_replication_by_replication(played):
    runs = played[-1]
    levels = runs.in_time.sum(axis=2) / runs.offered.sum(axis=2)
    assert report(runs).goal.met == (levels >= 0.8).all(axis=1).sum()
    plenty = simulate(Forecast(runs.traffic, HandlingTime()), runs.traffic, always_on(30, 48, 2), Settings(5))
    found = report(plenty).goal
    assert (found.met, found.days.value[0], found.by_day.value.tolist()) == (5, 1, [1, 1])
    assert found.interval[0] < 0.6, "five replications prove little"


def test_days_are_met_one_by_one():
    """Nobody comes on the first day, plenty on the second."""
    what = traffic([30], 100, 60, hours=48)
    shifts = [shift(name, 1440, 2880) for name in NAMES]
    runs = simulate(Forecast(what, HandlingTime()), what, duties_of(grid(2), NAMES, shifts), Settings(4))
    found = report(runs).goal
    assert found.by_day.value.tolist() == [0, 1]
    assert found.days.value[0] == 0.5
    assert found.met == 0


def test_the_worst_intervals_miss_most_calls_to_the_target():
    """Nobody from 10:00 on: ten calls an hour are missed then, and none before."""
    what = traffic([10], 60, 60)
    runs = simulate(Forecast(what, HandlingTime()), what, duties_of(grid(), NAMES, [shift(name, 0, 600) for name in NAMES]),
                    Settings(50))
    worst = worst_intervals(runs, 14)
    assert {interval for _, interval in worst.tolist()} == set(range(10, 24))
    assert len(worst_intervals(runs, 100)) == 14, "intervals in which the target is met are not bad"


def test_the_promise_is_weighted_by_calls():
    covers = [IntervalCover(start=at(15 * index), queue=None, calls=calls, required=1, on_phone=1, service_level=level)
              for index, (calls, level) in enumerate([(10, 0.9), (30, 0.7), (5, None)])]
    assert promised(covers) == pytest.approx(0.75)
    assert promised(covers[2:]) is None
