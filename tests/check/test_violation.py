"""A violation reads as a line."""

from __future__ import annotations

import pytest

from scheduler.check.violation import Violation


@pytest.mark.parametrize(("amount", "text"), [(30, "30"), (0.5, "0.5"), (12.0, "12")])
def test_rule_amount_unit_and_witness(amount, text):
    assert str(Violation("rest", amount, "min", "anna rests too little")) == (
        f"rest between shifts: {text} min: anna rests too little")
