"""Families hold exactly the shifts they are made of, in as few as that takes."""

from __future__ import annotations

import pytest

from scheduler.model.dayplan.families import BreakRules, families_of

BREAKS = BreakRules(None, 1, 1, True, 1, 1, 8)
SHIFTS = {
    "a grid": ([(s, s + length) for s in range(0, 20, 2) for length in (8, 10, 12)], 1),
    "starts between the lengths' steps": ([(s, s + length) for s in range(20) for length in (8, 10)], 2),
    "one length": ([(s, s + 8) for s in (0, 3, 11)], 1),
    "lengths with a hole": ([(s, s + length) for s in (0, 1) for length in (7, 8, 10)], 3),
    "inside hours": ([(s, s + length) for s in range(10) for length in (6, 7, 8) if s + length <= 12], 1),
}


@pytest.mark.parametrize("name", SHIFTS)
def test_they_hold_exactly_these_shifts(name):
    pairs, count = SHIFTS[name]
    families = families_of(pairs, BREAKS, 0)
    found = [pair for family in families for pair in family.pairs()]
    assert sorted(found) == sorted(pairs)
    assert len(families) == count


def test_a_window_has_those_that_start_in_it():
    pairs = [(s, s + length) for s in range(0, 20, 2) for length in (8, 10)]
    (family,) = families_of(pairs, BREAKS, 0)
    assert sorted(family.within(3, 9).pairs()) == [pair for pair in sorted(pairs) if 3 <= pair[0] < 9]
    assert family.within(1, 2) is None
