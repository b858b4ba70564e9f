"""From an instance and shifts to service by queue and interval."""

from __future__ import annotations

<<<<<<< HEAD
=======
import datetime as dt
from zoneinfo import ZoneInfo

>>>>>>> 1d3f180 (Logs and interval tables of fifteen systems are recognised, by pandas; a forecast is written where it is wanted)
import numpy as np
import pandas as pd
import pytest

<<<<<<< HEAD
from scheduler.demand.queueing.queue import queue_of
from scheduler.roster import Shift
from scheduler.simulate.draw import HandlingTime
from tests.builders.derived import service_of
=======
from scheduler.demand.requirement.intervals import service_level
from scheduler.errors import InputError
from scheduler.instance.instance import Instance
from scheduler.read.call_log import read_call_log
from scheduler.roster import Shift
from scheduler.simulate.draw import HandlingTime
from scheduler.simulate.duties import duties_of_instance
from scheduler.simulate.replay import handling_of, replay_of
from scheduler.simulate.service import simulated_service
from scheduler.simulate.traffic import closing_times_s, traffic_of
>>>>>>> 1d3f180 (Logs and interval tables of fifteen systems are recognised, by pandas; a forecast is written where it is wanted)
from tests.builders.scenarios import at, shift

from .conftest import ALWAYS, bilingual, hotline


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


<<<<<<< HEAD
=======
def called(hour: float, handling_s: float | None = 60.0, day: int = 7, queue: str | None = None) -> dict[str, object]:
    start = pd.Timestamp(2026, 12, day) + pd.Timedelta(hours=hour)
    return {"start": start, "handling_s": np.nan if handling_s is None else handling_s, "queue": queue}


def log_of(*calls: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(calls)


def test_real_calls_are_cut_to_hours_and_horizon():
    instance = hotline()
    log = log_of(called(9.5, 30), called(8.0, None), called(7.99), called(10.0), called(9, day=8), called(8.5, 0.0))
    replay = replay_of(instance, traffic_of(instance), log, HandlingTime(), "log.csv")
    assert replay.calls.arrival_s.tolist() == [8 * 3600, 8.5 * 3600, 9.5 * 3600]
    assert np.isnan(replay.calls.handling_s).tolist() == [True, True, False]
    assert (replay.outside_horizon, replay.outside_hours, replay.without_handling) == (1, 2, 2)


def test_a_log_without_calls_in_the_hours_is_refused():
    instance = hotline()
    with pytest.raises(InputError, match="none of the 1 calls falls into the opening hours from 2026-12-07 to 2026-12-07"):
        replay_of(instance, traffic_of(instance), log_of(called(3)), HandlingTime(), "log.csv")


def test_wall_clock_and_offset_are_the_same_moment():
    instance = hotline(zone="Asia/Jakarta")
    local = log_of(called(9))
    for log in (local, local.assign(start=local["start"].dt.tz_localize("Etc/GMT-7"))):
        replay = replay_of(instance, traffic_of(instance), log, HandlingTime(), "log.csv")
        assert replay.calls.arrival_s.tolist() == [9 * 3600]


def test_handling_times_of_a_log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("start,handling\n2026-12-07 09:00,60\n2026-12-07 09:20,120\n2026-12-09 09:00,\n")
    calls, _ = read_call_log(path)
    assert calls["handling_s"].fillna(0).tolist() == [60, 120, 0]
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
    found = traffic_of(instance)
    assert found.queues == ("de", "en")
    assert found.calls[:, 16].tolist() == [30, 10]
    assert found.patience_s.tolist() == [100, np.inf]
    assert (found.answer_within_s.tolist(), found.target.tolist()) == ([20, 40], [0.8, 0.7])
    duties = duties_of_instance(instance, [shift(f"o{index}", 480, 600) for index in range(8)])
    served = [[queue for queue in duties.plan.queues_of_group[group] if queue >= 0] for group in duties.plan.group]
    assert served == [[0]] * 4 + [[0, 1]] * 2 + [[1]] * 2
    assert duties.by_shift(found.absence) == pytest.approx([0.1] * 4 + [0.15] * 2 + [0.2] * 2)


>>>>>>> 1d3f180 (Logs and interval tables of fifteen systems are recognised, by pandas; a forecast is written where it is wanted)
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
<<<<<<< HEAD
=======


def test_real_calls_of_several_queues():
    instance = bilingual()
    log = log_of(called(9, queue="en"), called(8.5, queue="de"))
    replay = replay_of(instance, traffic_of(instance), log, HandlingTime(), "log.csv")
    assert replay.calls.queue.tolist() == [0, 1]
    for wrong, found in ((None, "none"), ("fr", "'fr'")):
        with pytest.raises(InputError, match=f"found {found}; allowed: de, en"):
            replay_of(instance, traffic_of(instance), log_of(called(9, queue=wrong)), HandlingTime(), "log.csv")
>>>>>>> 1d3f180 (Logs and interval tables of fifteen systems are recognised, by pandas; a forecast is written where it is wanted)
