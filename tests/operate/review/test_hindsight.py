"""The split of what was lost: it adds up, and the cause that was planted comes first."""

from __future__ import annotations

import pytest

from benchmarks.suites.review import CAUSES, plan, reviewed
from scheduler.check.cost import soft_rules
from scheduler.operate.review.hindsight import OF_PRESENCE, PARTS
from scheduler.solve.options import Options


def test_terms_of_presence_are_rules():
    assert {rule.NAME for rule in soft_rules()} >= OF_PRESENCE


@pytest.mark.heavy
@pytest.mark.parametrize("cause", CAUSES)
def test_the_planted_cause_is_named_first_and_the_parts_add_up(cause):
    found = reviewed(plan(7, 12, 1.5), cause, 1, Options(1.0, seed=1, workers=1, deterministic=True))
    assert found.weaknesses[0].cause == cause
    assert [part.name for part in found.parts] == list(PARTS)
    assert sum(part.cost for part in found.parts) == pytest.approx(found.lost)
    assert found.bound <= found.hindsight + 1e-6
