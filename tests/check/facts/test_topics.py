"""Cells in which nobody on the phone has a skill."""

from __future__ import annotations

from scheduler.check.facts.topics import uncovered
from tests.builders.checked import day, instance, shift

TEAM = [{"id": "anna", "contract": "free", "skills": ["abuse"]}, {"id": "ben", "contract": "free"}]


def test_open_cells_without_an_expert_on_the_phone():
    plan = instance(operators=TEAM, service={"topics": ["abuse"]})
    bare = uncovered(plan, [shift(plan, day(0), 240), shift(plan, day(0), 510, operator="ben")], "abuse")
    assert len(bare) == 96
    assert not bare[:32].any(), "closed"
    assert bare[32:80].nonzero()[0].tolist() == [8, *range(16, 48)], "her breather at 10:00, and all after she has gone"
