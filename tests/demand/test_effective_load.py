"""Load factors change handling times of their intervals alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scheduler.demand.effective_load import with_load_factors
from scheduler.instance.calls_grid import interval_of, moment_of
from scheduler.read.instance_file import read_instance
from scheduler.simulate.correction import by_moment


@pytest.fixture(scope="module")
def tiny(root: Path):
    return read_instance(root / "instances" / "tiny")


def test_factors_change_handling_times_of_their_interval_alone(tiny):
    instance = tiny.instance
    factors = np.ones((1, instance.grid.intervals))
    assert with_load_factors(instance, by_moment(instance, factors)) is instance
    factors[0, interval_of(moment_of(instance.calls.forecast[3].start, instance.grid.zone), instance.grid)] = 1.5
    changed = with_load_factors(instance, by_moment(instance, factors)).calls.forecast
    for index, (before, after) in enumerate(zip(instance.calls.forecast, changed, strict=True)):
        assert after.aht_s == before.aht_s * (1.5 if index == 3 else 1)
        assert after.calls == before.calls
