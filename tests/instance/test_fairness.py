"""Prices of fairness and the ledger: what may be written."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.fairness import Fairness, LedgerRow
from tests.builders.hotline import hotline


def test_prices_that_are_not_zero():
    assert Fairness(nights=2).priced == {"nights": 2}
    assert Fairness().priced == {}


@pytest.mark.parametrize("row", [{"operator": "a", "shifts": -1}, {"operator": "a", "lates": 1}, {"shifts": 1}])
def test_a_ledger_that_is_none(row):
    with pytest.raises(ValidationError):
        LedgerRow(**row)


@pytest.mark.parametrize(("changes", "words"), [
    ({"objective": {"fairness": {"nights": 2}}}, "nothing says what a night shift is"),
    ({"ledger": [{"operator": "nobody"}]}, "nobody"),
    ({"ledger": [{"operator": "anna"}, {"operator": "anna"}]}, "a second time"),
])
def test_what_cannot_be_meant(changes, words):
    assert any(words in message for _, message in cross_faults(hotline(**changes)))
