"""From an instance and shifts to service by queue and interval."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.queueing.queue import queue_of
from scheduler.roster import Shift
from scheduler.simulate.draw import HandlingTime
from tests.builders.derived import service_of
from tests.builders.scenarios import at, shift

from .conftest import ALWAYS, bilingual, hotline


def test_service_agrees_with_erlang_where_load_is_constant():
    """Around the clock at constant load with everybody on the phone, each interval is in steady state."""
    instance = hotline(ALWAYS, patience_s=120)
    shifts = [Shift(operator=f"o{index}", start=at(0), end=at(1440)) for index in range(5)]
    found = service_of(instance, shifts, replications=100, handling=HandlingTime("exponential"))
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
    certain, uncertain = (service_of(instance, shifts, replications=100, uncertainty=spread)
                          for spread in ((0.0, 0.0), (0.3, 0.3)))
    assert uncertain.total < certain.total - 3 * (uncertain.total_error + certain.total_error)


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
