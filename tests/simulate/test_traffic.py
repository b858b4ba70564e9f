"""The traffic of an instance: calls, patience, goals, closing times, and who serves it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.simulate.duties import duties_of_instance
from scheduler.simulate.traffic import closing_times_s
from tests.builders.derived import traffic_to
from tests.builders.scenarios import shift

from .conftest import ALWAYS, bilingual, hotline


def test_traffic_is_that_of_the_forecast():
    found = traffic_to(hotline(patience_s=90, shrinkage_percent=8, answer_within_s=15, target_percent=85))
    assert found.calls[0].tolist() == [0.0] * 16 + [40] * 4 + [0] * 28
    assert found.patience_s.tolist() == [90]
    assert (found.answer_within_s.tolist(), found.target.tolist(), found.absence.tolist()) == ([15], [0.85], [0.08])
    assert (found.interval_s, found.days) == (1800, 1)
    assert np.isinf(traffic_to(hotline()).patience_s).all()


def test_closing_times():
    assert closing_times_s(hotline()).tolist() == [10 * 3600]
    assert closing_times_s(hotline(ALWAYS, days=2)).tolist() == [], "around the clock nobody is sent away"
    split = hotline({"weekly": {"mon": ["08:00-12:00", "14:00-24:00"], "tue": ["00:00-02:00"]}})
    assert closing_times_s(split).tolist() == [12 * 3600], "open over midnight: the end of the horizon is no closing"


def test_days_follow_the_clock_change():
    longer = traffic_to(hotline(ALWAYS, days=2, zone="Europe/Berlin", start=dt.date(2026, 10, 24)))
    assert np.bincount(longer.day).tolist() == [48, 50]
    assert longer.days == 2


def test_traffic_and_skills_of_several_queues():
    instance = bilingual()
    found = traffic_to(instance)
    assert found.queues == ("de", "en")
    assert found.calls[:, 16].tolist() == [30, 10]
    assert found.patience_s.tolist() == [100, np.inf]
    assert (found.answer_within_s.tolist(), found.target.tolist()) == ([20, 40], [0.8, 0.7])
    duties = duties_of_instance(instance, [shift(f"o{index}", 480, 600) for index in range(8)])
    served = [[queue for queue in duties.plan.queues_of_group[group] if queue >= 0] for group in duties.plan.group]
    assert served == [[0]] * 4 + [[0, 1]] * 2 + [[1]] * 2
    assert duties.by_shift(found.absence) == pytest.approx([0.1] * 4 + [0.15] * 2 + [0.2] * 2)


def test_days_differ_by_what_the_instance_says():
    plan = hotline()
    uncertain = traffic_to(plan.model_copy(update={"calls": plan.calls.model_copy(update={"day_sd_percent": 12})})).uncertainty
    assert uncertain is not None
    assert uncertain.day.tolist() == [0.12]
    assert not uncertain.interval.any()
