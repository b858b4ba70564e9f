"""What no repair leaves fewer short that touches at most so many people: at most what any found with that cap leaves short."""

from __future__ import annotations

import pytest

import scheduler
from scheduler.operate.events import Event
from tests.builders.published import EXACT, published


def short(result):
    return sum(term.amount for name, term in result.roster.terms.items() if name.startswith("understaffing"))


def test_the_bounds_hold_for_every_repair_that_keeps_the_cap_and_fall_with_it():
    first = published().roster.shifts[0]
    absent = Event.model_validate({"event": "absent", "operator": first.operator, "from": "2026-12-07", "to": "2026-12-09"})
    found = [scheduler.repair(published(), [absent], max_people=most, **EXACT | {"seconds": 0.1}) for most in (0, 1)]
    least = [each.repaired.least_short for each in found]
    assert least == sorted(least, reverse=True)
    bounds = [each.repaired.bound for each in found]
    assert bounds == sorted(bounds, reverse=True)
    for number, each in enumerate(found):
        assert short(each.after) >= max(least[number:]) - 1e-9
        assert each.after.cost + each.repaired.change_cost >= max(bounds[number:]) - 1e-9
    assert least[0] == pytest.approx(short(found[0].after))  # nobody changes: the bound is exact
    assert bounds[0] == pytest.approx(found[0].after.cost)
    assert "that touches at most 1 people misses fewer than" in str(found[1])
