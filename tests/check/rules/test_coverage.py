"""`coverage` from plain times: understaffing in two tiers, and overstaffing."""

from __future__ import annotations

import pytest

from tests.builders.checked import day, instance, shift
from tests.builders.derived import costs_of

TEAM = [{"id": who, "contract": "free"} for who in ("anna", "ben", "carl")]


def test_two_tiers_of_understaffing(required):
    required(25)
    plan = instance(operators=TEAM)
    terms = costs_of(plan, [shift(plan, day(0), 120, operator=who) for who in ("anna", "ben", "carl")]).terms
    assert (terms["understaffing"].amount, terms["understaffing"].cost) == (12 * 2, 12 * 2 * 12)
    beyond = 10 * 23 + 2 * 20
    assert (terms["understaffing_beyond_10_percent"].amount, terms["understaffing_beyond_10_percent"].cost) == (
        beyond,
        beyond * 36,
    )
    assert terms["overstaffing"].amount == 0


@pytest.mark.parametrize(("need", "first"), [(0, 0), (1, 1), (9, 1), (19, 1), (20, 2)])
def test_width_of_the_first_tier(required, need, first):
    required(need)
    plan = instance()
    terms = costs_of(plan, ()).terms
    assert terms["understaffing"].amount == 12 * first
    assert terms["understaffing_beyond_10_percent"].amount == 12 * (need - first)


def test_breaks_leave_the_phone_cell_by_cell(required):
    required(1)
    plan = instance()
    terms = costs_of(plan, [shift(plan, day(0), 240)]).terms
    assert terms["understaffing"].amount == 12 - 4 + 0.25
    assert terms["overstaffing"].amount == 0


def test_closed_cells_cost_nothing(required):
    required(0)
    plan = instance()
    assert (
        costs_of(plan, [shift(plan, day(0, "06:00"), 120), shift(plan, day(0, "20:00"), 120)]).terms["overstaffing"].amount
        == 0
    )
    assert costs_of(plan, [shift(plan, day(0, "07:00"), 120)]).terms["overstaffing"].amount == 1
