"""A requirement that is given directly lands in its interval and its queue."""

from __future__ import annotations

import numpy as np

from scheduler.instance.requirement_grid import required_directly


def test_rows_of_each_queue_stand_in_their_intervals(build):
    rows = [{"start": f"2026-12-07T{start}", "operators": count, "queue": queue} for start, count, queue in (
        ("08:00", 3, "a"), ("09:30+01:00", 2, "a"), ("08:00", 1, "b"), ("12:00", 0, "b"))]
    plan = build(requirement=rows)
    found = required_directly(plan, "a")
    assert found.shape == (plan.grid.intervals,)
    assert {int(at): int(found[at]) for at in np.flatnonzero(found)} == {16: 3, 19: 2}
    assert required_directly(plan, "b").sum() == 1
    assert required_directly(plan).sum() == 0
