"""The suite of redials: promise and simulation of a short run agree."""

from __future__ import annotations

import pytest

from benchmarks.suites.redials import CASES, figures


@pytest.mark.heavy
@pytest.mark.parametrize("name", ["three queues answered by all, 60 % after 5 min", "12 lines, 60 % after 5 min"])
def test_promise_and_simulation_agree(name):
    found = figures(CASES[name], replications=8)
    assert found["simulated, %"] == pytest.approx(found["promised, %"], abs=2.5)
    assert found["calls each, simulated"] == pytest.approx(found["calls each, promised"], abs=0.02)
