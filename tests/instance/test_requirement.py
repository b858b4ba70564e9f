"""Rows of a requirement that is given directly."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.requirement import RequiredInterval


def test_a_row_as_a_table_writes_it():
    row = RequiredInterval.model_validate({"start": "2026-12-07T08:00", "operators": "3", "queue": ""})
    assert (row.operators, row.queue) == (3, None)


@pytest.mark.parametrize("operators", [-1, 2.5, "", 10_001])
def test_operators_are_whole_people(operators):
    with pytest.raises(ValidationError, match="operators"):
        RequiredInterval.model_validate({"start": "2026-12-07T08:00", "operators": operators})
