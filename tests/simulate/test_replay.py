"""Real calls cut to the opening hours, and handling times of a log."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.errors import InputError
from scheduler.read.call_log import read_call_log
from scheduler.simulate.draw import HandlingTime
from scheduler.simulate.replay import handling_of, replay_of
from tests.builders.derived import traffic_to

from .conftest import bilingual, called, hotline, log_of


def test_real_calls_are_cut_to_hours_and_horizon():
    instance = hotline()
    log = log_of(called(9.5, 30), called(8.0, None), called(7.99), called(10.0), called(9, day=8), called(8.5, 0.0))
    replay = replay_of(instance, traffic_to(instance), log, HandlingTime(), "log.csv")
    assert replay.calls.arrival_s.tolist() == [8 * 3600, 8.5 * 3600, 9.5 * 3600]
    assert np.isnan(replay.calls.handling_s).tolist() == [True, True, False]
    assert (replay.outside_horizon, replay.outside_hours, replay.without_handling) == (1, 2, 2)


def test_a_log_without_calls_in_the_hours_is_refused():
    instance = hotline()
    with pytest.raises(InputError, match="none of the 1 calls falls into the opening hours from 2026-12-07 to 2026-12-07"):
        replay_of(instance, traffic_to(instance), log_of(called(3)), HandlingTime(), "log.csv")


def test_wall_clock_and_offset_are_the_same_moment():
    instance = hotline(zone="Asia/Jakarta")
    local = log_of(called(9))
    for log in (local, local.assign(start=local["start"].dt.tz_localize("Etc/GMT-7"))):
        replay = replay_of(instance, traffic_to(instance), log, HandlingTime(), "log.csv")
        assert replay.calls.arrival_s.tolist() == [9 * 3600]


def test_handling_times_of_a_log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("start,handling\n2026-12-07 09:00,60\n2026-12-07 09:20,120\n2026-12-09 09:00,\n")
    calls, _ = read_call_log(path)
    assert calls["handling_s"].fillna(0).tolist() == [60, 120, 0]
    assert sorted(set(handling_of(calls, "log.csv").draw(50, np.random.default_rng(0)))) == pytest.approx([2 / 3, 4 / 3])
    with pytest.raises(InputError, match="no call has a handling time above 0 s"):
        handling_of(calls[2:], "log.csv")


def test_real_calls_of_several_queues():
    instance = bilingual()
    log = log_of(called(9, queue="en"), called(8.5, queue="de"))
    replay = replay_of(instance, traffic_to(instance), log, HandlingTime(), "log.csv")
    assert replay.calls.queue.tolist() == [0, 1]
    for wrong, found in ((None, "none"), ("fr", "'fr'")):
        with pytest.raises(InputError, match=f"found {found}; allowed: de, en"):
            replay_of(instance, traffic_to(instance), log_of(called(9, queue=wrong)), HandlingTime(), "log.csv")
