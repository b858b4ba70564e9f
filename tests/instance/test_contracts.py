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


@pytest.mark.parametrize(("bounds", "said"), [
    ({"hours_per_month": [170, 160]}, "hours_per_month: the least"),
    ({"hours_per_period": [0, 9000]}, "allowed is 0 to 8784 h"),
    ({"shifts_per_week": [0, 8]}, "allowed is 0 to 7 shifts"), ({"shifts_per_month": [-1, 8]}, "allowed is 0 to 31 shifts"),
    ({"shifts_per_period": [9, 8]}, "shifts_per_period: the least"),
])
def test_bounds_of_months_and_of_the_period_are_ordered_and_can_be_kept(bounds, said):
    with pytest.raises(ValidationError, match=said):
        Contract.model_validate({"hours_per_week": [0, 40]} | bounds)


def test_a_share_scales_hours_alone():
    contract = Contract.model_validate({"hours_per_week": [36, 38.5], "days_per_week": [4, 5], "hours_per_month": [150, 160],
                                        "shifts_per_month": [16, 20]})
    half = contract.of_share(0.3)
    assert (half.hours_per_week, half.hours_per_month, half.hours_per_period) == ((10.8, 11.55), (45, 48), None)
    assert (half.days_per_week, half.shifts_per_month) == (contract.days_per_week, contract.shifts_per_month)
