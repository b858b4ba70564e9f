"""Who owes what, and who has had more."""

from __future__ import annotations

import pytest

from tests.builders.hotline import volunteers

TWO = [{"id": "a", "contract": "c"}, {"id": "b", "contract": "c", "share": 0.5}]


def test_the_middle_of_the_hours_by_the_share_of_the_contract():
    plan = volunteers(TWO)
    assert list(plan.shares.owed.values()) == [10, 5]
    assert list(plan.shares.relative.values()) == [1, 0.5]


def test_days_away_owe_nothing():
    plan = volunteers(TWO, availability=[{"operator": "a", "when": "2026-11-02..2026-11-04", "kind": "leave"}])
    assert list(plan.shares.owed.values()) == [5, 5]


@pytest.mark.parametrize(("ledger", "right"), [
    ([], [0, 0]), ([{"operator": "a", "shifts": 4}, {"operator": "b", "shifts": 2}], [0, 0]),
    ([{"operator": "a", "shifts": 4}, {"operator": "b", "shifts": 3}], [0, 1]), ([{"operator": "a", "shifts": 4}], [4, 0]),
])
def test_what_was_had_beyond_the_least_for_ones_share(ledger, right):
    plan = volunteers(TWO, ledger=ledger)
    assert list(plan.shares.had_more["shifts"].values()) == right
