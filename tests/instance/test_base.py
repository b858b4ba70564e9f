"""What every topic refuses: numbers in the place of times, truth values, empty lists."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.base import Window, both_or_none
from scheduler.instance.breaks import Breaks
from scheduler.instance.contracts import Contract
from scheduler.instance.hotline import Horizon
from scheduler.instance.hours import Hours
from scheduler.instance.operators import Availability


@pytest.mark.parametrize("start", [-15, 0, 480, True, -15.0])
def test_a_number_is_no_local_time(start):
    with pytest.raises(ValidationError, match=r"not a local time|no truth value"):
        Availability.model_validate({"operator": "a", "when": "mon", "from": start, "to": "12:00", "kind": "only"})


def test_a_truth_value_is_no_number():
    with pytest.raises(ValidationError, match="truth"):
        Horizon.model_validate({"start": "2026-12-07", "days": True})
    with pytest.raises(ValidationError, match="truth"):
        Contract.model_validate({"hours_per_week": [False, 40]})
    assert Hours.model_validate({"always": True}).always


def test_an_empty_list_is_refused():
    with pytest.raises(ValidationError, match="shifts"):
        Contract.model_validate({"hours_per_week": [0, 40], "shifts": []})
    with pytest.raises(ValidationError, match="count"):
        Breaks.model_validate({"breathers": {"minutes": 15, "count": []}})


def test_a_window_that_starts_at_the_end_of_a_day_is_asked_about():
    for refused in (lambda: Window.parse("24:00-08:00"), lambda: both_or_none(1440, 480)):
        with pytest.raises(ValueError, match="a window that starts at 24:00 starts at 00:00 of the next day"):
            refused()
    assert Window.parse("20:00-24:00").minutes == 240
