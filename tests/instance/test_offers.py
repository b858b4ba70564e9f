"""A row of what a telephone company offers."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.offers import Offer


def test_what_is_not_said_costs_nothing():
    offer = Offer.model_validate({"name": "Flat", "monthly_fee": 30, "per_minute": 0, "channels": 2})
    assert (offer.setup, offer.discount_percent) == (0, 0)


@pytest.mark.parametrize("wrong", [{"monthly_fee": -1}, {"per_minute": -0.1}, {"channels": -1}, {"discount_percent": 101},
                                   {"channels": 0}])
def test_no_offer_without_a_channel_and_none_below_zero(wrong):
    with pytest.raises(ValidationError):
        Offer.model_validate({"name": "Flat", "monthly_fee": 30, "per_minute": 0, "channels": 2} | wrong)
