"""Bounds that have a price."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.bounds import BoundPrices
from scheduler.instance.objective import Objective, units


def test_only_those_named_have_a_price_also_none():
    assert BoundPrices(hours_per_week=0, days_per_week=2).priced == {"hours_per_week": 0, "days_per_week": 2}
    assert BoundPrices().priced == {}


def test_hours_are_priced_by_the_minute():
    objective = Objective(bounds={"hours_per_week": 1.5, "max_shifts": 4})
    assert objective.bound_units == {"hours_per_week": units(1.5, 1), "max_shifts": units(4)}
    assert 60 * objective.bound_units["hours_per_week"] == units(1.5)


@pytest.mark.parametrize("bounds", [{"rest": 1}, {"hours_per_week": -1}, {"days_per_week": "much"}])
def test_what_has_no_price(bounds):
    with pytest.raises(ValidationError):
        Objective(bounds=bounds)
