"""Load factors that make what is promised what was simulated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.effective_load import with_load_factors
from scheduler.demand.queueing.queue import queue_of
from scheduler.instance.calls_grid import interval_of
from scheduler.read.instance_file import read_instance
from scheduler.read.result_file import read_result
from scheduler.roster import Roster
from scheduler.simulate.correction import by_moment, compare, corrected
from scheduler.simulate.service import SimulatedService
from tests.builders.derived import service_of


@pytest.fixture(scope="module")
def tiny(root: Path):
    return read_instance(root / "instances" / "tiny")


@pytest.fixture(scope="module")
def solved(root: Path) -> Roster:
    return read_result(root / "solutions" / "tiny" / "roster.json")


def said(instance, result: Roster, shift: float) -> SimulatedService:
    """What a simulation finds that differs by `shift` from what the roster promises, in every interval."""
    found = service_of(instance, result.shifts, replications=20)
    level = np.full(found.service_level.shape, np.nan)
    for cover in result.intervals:
        level[0, interval_of(cover.start, instance.grid)] = cover.service_level
    promised = compare(instance, result, found).promised
    return replace(found, service_level=np.clip(level + shift, 0, 1), total=promised + shift)


def promise(instance, result: Roster, factors) -> float:
    """Level over the horizon that the formulas give this roster with load factors."""
    queue = queue_of(with_load_factors(instance, by_moment(instance, factors)))
    on_phone = np.zeros(instance.grid.intervals)
    for cover in result.intervals:
        on_phone[interval_of(cover.start, instance.grid)] = cover.on_phone
    level = queue.service_level(on_phone)
    return float(np.nansum(queue.calls * level) / np.nansum(queue.calls))


@pytest.mark.parametrize("shift", [-0.2, -0.05, 0.0, 0.03])
def test_the_correction_makes_the_promise_what_was_simulated(tiny, solved, shift):
    instance, ones = tiny.instance, np.ones((1, tiny.instance.grid.intervals))
    found = said(instance, solved, shift)
    factors = corrected(instance, demand_of(instance), solved, found, ones)
    assert promise(instance, solved, factors) == pytest.approx(found.total, abs=1e-4)
    open_ = found.offered[0] > 0
    if shift < 0:
        assert (factors[0, open_] > 1).all()
    elif shift == 0:
        assert factors[0, open_] == pytest.approx(1, abs=1e-3)
    else:
        assert (factors[0, open_] < 1).all()
