"""Campaigns lift the calls exactly once, wherever the calls come from."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from pydantic import ValidationError

from scheduler.instance.calls_grid import bounds_by_interval, call_rows, calls_by_interval
from scheduler.instance.campaigns import Campaign, campaign_factor

DAY = dt.date(2026, 12, 7)
TV = {"date": "2026-12-07", "name": "TV", "channel": "television", "uplift_percent": 50, "decay_days": 2}


def campaign(**changes: object) -> Campaign:
    return Campaign.model_validate(TV | changes)


@pytest.mark.parametrize(("decay", "days", "share"), [
    ("exponential", 0, 1), ("exponential", 2, math.exp(-1)), ("exponential", -1, 0), ("exponential", 6, math.exp(-3)),
    ("linear", 0, 1), ("linear", 1, 0.5), ("linear", 2, 0), ("linear", 9, 0),
])
def test_the_formula(decay, days, share):
    date = DAY + dt.timedelta(days=days)
    assert campaign(decay=decay).factor(date, 600) == pytest.approx(1 + 0.5 * share)


def test_without_decay_it_is_that_day_only():
    once = campaign(decay_days=0)
    assert [once.factor(DAY + dt.timedelta(days=day), 600) for day in (-1, 0, 1)] == [1, 1.5, 1]


def test_it_begins_at_its_time_and_then_holds_all_day():
    evening = campaign(**{"from": "20:00"})
    assert [evening.share_left(DAY, minute) for minute in (0, 1199, 1200, 1439)] == [0, 0, 1, 1]
    assert evening.share_left(DAY + dt.timedelta(days=1), 0) == pytest.approx(math.exp(-0.5))


def test_campaigns_that_overlap_multiply():
    assert campaign_factor([campaign(), campaign(uplift_percent=-20)], DAY, 600) == pytest.approx(1.5 * 0.8)
    assert campaign_factor([], DAY, 600) == 1


@pytest.mark.parametrize("wrong", [{"uplift_percent": -100}, {"decay_days": -1}, {"decay": "sudden"}, {"from": "25:00"}])
def test_what_is_no_campaign_is_refused(wrong):
    with pytest.raises(ValidationError):
        campaign(**wrong)


def lifted(build, rows: list[dict[str, object]], *campaigns: dict[str, object]) -> np.ndarray:
    instance = build(calls={"forecast": rows}, campaigns=list(campaigns))
    calls, _ = calls_by_interval(instance)
    return calls[16:20]


def test_a_table_without_a_mark_is_lifted_once(build):
    rows = [{"start": f"2026-12-07T{time}", "calls": 10, "aht_s": 200} for time in ("08:00", "08:30", "09:00", "09:30")]
    np.testing.assert_allclose(lifted(build, rows, TV | {"from": "09:00"}), [10, 10, 15, 15])
    np.testing.assert_allclose(lifted(build, rows), 10)


@pytest.mark.parametrize(("contained", "expected"), [(1.5, 15), (1.500001, 15), (1.0, 22.5), (3.0, 7.5)])
def test_what_a_table_contains_already_is_not_applied_again(contained, expected, build):
    rows = [{"start": f"2026-12-07T{time}", "calls": 15, "aht_s": 200, "campaign_factor": contained}
            for time in ("08:00", "08:30", "09:00", "09:30")]
    np.testing.assert_allclose(lifted(build, rows, TV), expected)


def test_a_campaign_that_was_called_off_is_taken_out_again(build):
    rows = [{"start": "2026-12-07T08:00", "calls": 15, "aht_s": 200, "campaign_factor": 1.5}]
    assert lifted(build, rows)[0] == pytest.approx(10)


def test_the_quantiles_are_lifted_too(build):
    row = {"start": "2026-12-07T08:00", "calls": 10, "aht_s": 200, "calls_p10": 6, "calls_p90": 14}
    instance = build(calls={"forecast": [row]}, campaigns=[TV])
    low, high = bounds_by_interval(instance)
    assert (low[16], high[16]) == (9, 21)
    assert np.isnan(low[17:]).all()
    assert call_rows(instance)[0].campaign_factor == 1.5


def test_local_time_counts_and_not_the_offset(build):
    row = {"start": "2026-12-06T23:30Z", "calls": 10, "aht_s": 200}  # 00:30 on the day of the campaign
    instance = build(hours={"weekly": {}, "always": True}, calls={"forecast": [row]}, campaigns=[TV])
    assert calls_by_interval(instance)[0][1] == 15


@pytest.mark.parametrize(("quantiles", "message"), [
    ({"calls_p10": 5}, "calls_p10 only"), ({"calls_p90": 5}, "calls_p90 only"),
    ({"calls_p10": 6, "calls_p90": 5}, r"calls_p10: found 6, above calls_p90 \(5\)"),
    ({"calls_p10": 12, "calls_p90": 20}, "by more than one call"), ({"calls_p10": 1, "calls_p90": 8}, "by more than one call"),
])
def test_quantiles_that_are_out_of_order(quantiles, message, build):
    with pytest.raises(ValidationError, match=message):
        build(calls={"forecast": [{"start": "2026-12-07T08:00", "calls": 10, "aht_s": 200, **quantiles}]})


def test_the_mean_of_a_quiet_interval_may_lie_above_its_quantile(build):
    row = {"start": "2026-12-07T08:00", "calls": 0.05, "aht_s": 200, "calls_p10": 0, "calls_p90": 0}
    assert build(calls={"forecast": [row]}).calls.forecast[0].calls_p90 == 0
