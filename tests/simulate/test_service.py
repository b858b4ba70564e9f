"""From an instance and shifts to service by queue and interval, and real calls cut to the opening hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from scheduler.demand.queueing.queue import queue_of
from scheduler.errors import InputError
from scheduler.instance.instance import Instance
from scheduler.read.call_log.calls import Call
from scheduler.roster import Shift
from scheduler.simulate.draw import HandlingTime
from scheduler.simulate.duties import duties_of_instance
from scheduler.simulate.replay import handling_of, read_calls, replay_of
from scheduler.simulate.traffic import closing_times_s
from tests.builders.derived import service_of, traffic_to
from tests.builders.scenarios import at, shift

ALWAYS = {"always": True}


def hotline(hours=None, calls=40.0, aht_s=180.0, days=1, zone="UTC", start=dt.date(2026, 12, 7), **service) -> Instance:
    """Two hours from 08:00, a row each interval of 30 minutes; or around the clock."""
    first, last = (dt.datetime.combine(start + dt.timedelta(days=day), dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)
                   for day in (0, days))
    every = [first + dt.timedelta(minutes=30 * index) for index in range((last - first) // dt.timedelta(minutes=30))]
    rows = every if hours is not None else every[16:20]
    return Instance.model_validate({
        "schema": 1,
        "hotline": {"name": "H", "timezone": zone, "interval_minutes": 30, "break_grid_minutes": 15},
        "horizon": {"start": start, "days": days},
        "hours": hours or {"weekly": {"mon": ["08:00-10:00"]}},
        "calls": {"forecast": [{"start": start, "calls": calls, "aht_s": aht_s} for start in rows]},
        "service": service,
        "shifts": [{"name": "day", "start": {"from": "08:00", "to": "08:00"},
                    "length": {"from_minutes": 60, "to_minutes": 600}}],
        "contracts": {"free": {"hours_per_week": [0, 168]}},
        "operators": [{"id": f"o{number}", "contract": "free"} for number in range(12)],
    })


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


def test_service_agrees_with_erlang_where_load_is_constant():
    """Around the clock at constant load with everybody on the phone, each interval is in steady state."""
    instance = hotline(ALWAYS, patience_s=120)
    shifts = [Shift(operator=f"o{index}", start=at(0), end=at(1440)) for index in range(5)]
    found = service_of(instance, shifts, replications=200, handling=HandlingTime("exponential"))
    exact = queue_of(instance).service_level(5.0)
    assert found.service_level.shape == found.standard_error.shape == (1, 48)
    late = slice(4, None)
    z = (found.service_level[0, late] - exact[late]) / found.standard_error[0, late]
    assert np.abs(z).max() < 4
    assert abs(found.total - exact[0]) < 0.01
    assert 0 < found.total_error < 0.005
    assert found.offered[0].mean() == pytest.approx(40, abs=0.3)
    assert (found.in_time <= found.offered).all()


def test_the_same_seed_gives_the_same_service():
    instance, shifts = hotline(patience_s=60, shrinkage_percent=10), [shift(f"o{index}", 480, 600) for index in range(9)]
    one, again, other = (service_of(instance, shifts, replications=5, seed=seed) for seed in (1, 1, 2))
    assert (one.in_time == again.in_time).all()
    assert (one.in_time != other.in_time).any()


def test_an_uncertain_load_is_served_worse():
    instance, shifts = hotline(patience_s=60), [shift(f"o{index}", 480, 600) for index in range(6)]
    certain, uncertain = (service_of(instance, shifts, replications=300, uncertainty=spread)
                          for spread in ((0.0, 0.0), (0.3, 0.3)))
    assert uncertain.total < certain.total - 3 * (uncertain.total_error + certain.total_error)


def called(hour: float, handling_s: float | None = 60.0, day: int = 7) -> Call:
    return Call(1, dt.datetime(2026, 12, day) + dt.timedelta(hours=hour), handling_s is not None, handling_s)  # noqa: DTZ001 - wall clock is meant


def test_real_calls_are_cut_to_hours_and_horizon():
    instance = hotline()
    log = [called(9.5, 30), called(8.0, None), called(7.99), called(10.0), called(9, day=8), called(8.5, 0.0)]
    replay = replay_of(instance, traffic_to(instance), log, HandlingTime(), "log.csv")
    assert replay.calls.arrival_s.tolist() == [8 * 3600, 8.5 * 3600, 9.5 * 3600]
    assert np.isnan(replay.calls.handling_s).tolist() == [True, True, False]
    assert (replay.outside_horizon, replay.outside_hours, replay.without_handling) == (1, 2, 2)


def test_a_log_without_calls_in_the_hours_is_refused():
    instance = hotline()
    with pytest.raises(InputError, match="none of the 1 calls falls into the opening hours from 2026-12-07 to 2026-12-07"):
        replay_of(instance, traffic_to(instance), [called(3)], HandlingTime(), "log.csv")


def test_wall_clock_and_offset_are_the_same_moment():
    instance = hotline(zone="Asia/Jakarta")
    local = called(9)
    aware = Call(2, local.arrived.replace(tzinfo=dt.timezone(dt.timedelta(hours=7))), True, 60.0)
    replay = replay_of(instance, traffic_to(instance), [local, aware], HandlingTime(), "log.csv")
    assert replay.calls.arrival_s.tolist() == [9 * 3600, 9 * 3600]


def test_handling_times_of_a_log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("start,handling\n2026-12-07 09:00,60\n2026-12-07 09:20,120\n2026-12-09 09:00,\n")
    calls = read_calls(path)
    assert [call.handling_s for call in calls] == [60, 120, None]
    assert sorted(set(handling_of(calls, "log.csv").draw(50, np.random.default_rng(0)))) == pytest.approx([2 / 3, 4 / 3])
    with pytest.raises(InputError, match="no call has a handling time above 0 s"):
        handling_of(calls[2:], "log.csv")


def bilingual(**hotline_keys) -> Instance:
    """Two queues; o0 to o5 serve the first, o4 to o7 the second."""
    one = hotline()
    rows = [row.model_dump() | {"queue": name, "calls": calls} for row in one.calls.forecast
            for name, calls in (("de", 30.0), ("en", 10.0))]
    skills = {index: [name for name, held in (("de", index < 6), ("en", index >= 4)) if held] for index in range(8)}
    return Instance.model_validate({
        "schema": 1,
        "hotline": one.hotline.model_dump() | hotline_keys, "horizon": one.horizon.model_dump(),
        "hours": {"weekly": {"mon": ["08:00-10:00"]}},
        "calls": {"forecast": rows},
        "service": {"queues": {
            "de": {"target_percent": 80, "patience_s": 100, "shrinkage_percent": 10},
            "en": {"target_percent": 70, "answer_within_s": 40, "shrinkage_percent": 20},
        }},
        "shifts": [{"name": "day", "start": {"from": "08:00", "to": "08:00"},
                    "length": {"from_minutes": 60, "to_minutes": 600}}],
        "contracts": {"free": {"hours_per_week": [0, 168]}},
        "operators": [{"id": f"o{index}", "contract": "free", "skills": names} for index, names in skills.items()],
    })


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


def test_calls_are_answered_by_those_who_can():
    """Without the first queue's operators its callers hang up, and the other queue is served as before."""
    instance = bilingual()
    everybody, only_english = (service_of(instance, [shift(f"o{index}", 480, 600) for index in who], replications=20)
                               for who in (range(8), (6, 7)))
    assert only_english.in_time[0].sum() == 0
    assert only_english.in_time[1].sum() > 0
    assert everybody.in_time[0].sum() > 0
    assert everybody.total > only_english.total
    assert everybody.queues == ("de", "en")


def test_lines_of_the_hotline_block():
    """Two lines, two calls; the same as if the number were given, and worse than without a limit."""
    shifts = [shift(f"o{index}", 480, 600) for index in range(8)]
    limited, told, free = (
        service_of(bilingual(**keys), shifts, replications=10, lines=lines)
        for keys, lines in (({"lines": 2}, None), ({}, 2), ({}, None))
    )
    assert (limited.in_time == told.in_time).all()
    assert limited.total < free.total


def test_real_calls_of_several_queues():
    instance = bilingual()
    log = [replace(called(9), queue="en"), replace(called(8.5), queue="de")]
    replay = replay_of(instance, traffic_to(instance), log, HandlingTime(), "log.csv")
    assert replay.calls.queue.tolist() == [0, 1]
    for wrong, found in ((None, "none"), ("fr", "'fr'")):
        with pytest.raises(InputError, match=f"found {found}; allowed: de, en"):
            replay_of(instance, traffic_to(instance), [replace(called(9), queue=wrong)], HandlingTime(), "log.csv")
