"""What is known from before the horizon."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.history import History


@pytest.mark.parametrize(("known", "said"), [
    ({"worked_days": 1, "days_off": 1}, "both"), ({"last_shift": "day"}, "worked_days or days_off"),
    ({"nights": 1}, "worked_days or days_off"), ({"worked_days": 1, "nights": 2}, "more than worked_days"),
    ({"worked_days": 0}, "greater than or equal to 1"),
])
def test_a_history_that_contradicts_itself_is_refused(known, said):
    with pytest.raises(ValidationError, match=said):
        History.model_validate({"operator": "anna"} | known)


@pytest.mark.parametrize("empty", ["", None])
@pytest.mark.parametrize("field", ["worked_days", "days_off", "nights", "week_hours", "week_days", "last_shift", "last_end"])
def test_what_is_empty_is_not_known(field, empty):
    assert getattr(History.model_validate({"operator": "anna", field: empty}), field) is None
