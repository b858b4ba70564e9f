"""A bound at a price: nothing inside, and so much for each unit outside."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.rules.basis.shift_table import shift_table
from scheduler.rules.basis.softened import softened
from scheduler.rules.basis.statement import Total, Window
from tests.builders.hotline import volunteers


@pytest.mark.parametrize(("least", "most"), [(2, 3), (0, 0), (4, 100), (90, 100), (0, 1)])
def test_each_unit_outside_costs_the_price(least, most):
    table = shift_table(volunteers([{"id": "a", "contract": "c"}]))
    total = Total("rule", np.ones(len(table), dtype=np.int64), (Window(0, 3, least, most), Window(4, 5, 0, 9)), "shifts")
    tariff = softened(total, 7, table)
    for number in range(7):
        assert tariff.costs(0, np.array(number)) == 7 * max(least - number, number - most, 0)
    assert tariff.costs(1, np.array(2)) == 0
