"""What a review says in words: nothing is praised that was off."""

from __future__ import annotations

import numpy as np

from benchmarks.suites.review import calls_of, hotline
from scheduler.library.continuing import changed
from scheduler.library.reviewing import review
from scheduler.library.solving import solve
from scheduler.solve.options import Options


def test_a_forecast_that_was_off_is_named_where_no_other_roster_was_possible_too():
    """One operator whose only shift is given, and four times the calls: knowing better changes nothing."""
    bare = hotline(1, 1)
    one = changed(bare, breaks={}, contracts={"part": {"hours_per_week": [5, 5], "rest_hours": 11}}, shifts=[
        {"name": "day", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 300, "to_minutes": 300}}],
        availability=[{"operator": "op00", "when": "2026-12-07", "kind": "pinned"}],
        calls={"forecast": [row.as_written() | {"calls": 10} for row in bare.calls.forecast]})
    options = Options(1.0, workers=1, deterministic=True)
    found = review(solve(one, options), calls_of(one, np.random.default_rng(1), more=4.0), options)
    assert {part.name: part.cost for part in found.parts}["calls"] == 0
    (weakness,) = found.weaknesses
    assert weakness.cause == "calls"
    assert "low (" in weakness.text
    assert "calls" not in {each.cause for each in found.strengths}
