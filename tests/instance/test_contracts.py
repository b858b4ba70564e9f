"""Bounds of a contract."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.contracts import Contract


@pytest.mark.parametrize(("bounds", "said"), [
    ({"min_consecutive_days": 3, "max_consecutive_days": 2}, "above max"), ({"max_shifts": {"day": True}}, "truth"),
    ({"max_shifts": {"day": -1}}, "greater"), ({"forbidden_successions": [["day"]]}, "forbidden_successions"),
    ({"forbidden_successions": ["day>late>day"]}, "forbidden_successions"), ({"max_shifts": ["day"]}, "max_shifts"),
])
def test_bounds_that_make_no_sense_are_refused(bounds, said):
    with pytest.raises(ValidationError, match=said):
        Contract.model_validate({"hours_per_week": [0, 40]} | bounds)


def test_pairs_and_counts_may_be_written_as_in_a_cell_of_a_workbook():
    contract = Contract.model_validate({"hours_per_week": [0, 40], "forbidden_successions": ["late > early"],
                                        "max_shifts": ["night: 3", "late:2"]})
    assert contract.forbidden_successions == (("late", "early"),)
    assert contract.max_shifts == {"night": 3, "late": 2}
