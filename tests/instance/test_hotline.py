"""The hotline itself: its weekend, its seats and lines."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.hotline import Hotline


def test_not_every_day_is_a_weekend():
    with pytest.raises(ValidationError, match="all seven"):
        Hotline.model_validate({"name": "Test", "timezone": "UTC", "weekend": "mon-sun"})


@pytest.mark.parametrize(
    ("limits", "most"),
    [({}, None), ({"seats": 5}, 5), ({"lines": 4}, 4), ({"seats": 5, "lines": 4}, 4), ({"seats": 3, "lines": 4}, 3)],
)
def test_the_fewer_of_seats_and_lines_is_the_limit(limits, most):
    assert Hotline.model_validate({"name": "H", "timezone": "Asia/Jakarta"} | limits).most_on_phone == most
