"""Prices."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from scheduler.instance.objective import Objective


def message(model: type, **fields: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields)
    return str(caught.value)


def test_a_missed_call_costs_something_or_is_left_out():
    assert Objective().missed_call is None
    assert "greater than or equal to 0.01" in message(Objective, missed_call=0)
