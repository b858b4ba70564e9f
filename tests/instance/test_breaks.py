"""Break rules: the last row that a length reaches holds, and rows that contradict themselves are refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.breaks import Breaks

LUNCH = {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 120, "latest_minutes": 240}
TWO = [LUNCH, LUNCH | {"minutes": 45, "from_shift_minutes": 480}]
COUNT = [{"from_shift_minutes": 240, "breathers": 1}, {"from_shift_minutes": 480, "breathers": 3}]


@pytest.mark.parametrize(("minutes", "lunch", "breathers"), [
    (225, None, 0), (240, None, 1), (360, (30,), 1), (465, (30,), 1), (480, (45,), 3)])
def test_the_last_row_reached_holds(minutes, lunch, breathers):
    rules = Breaks.model_validate({"lunch": TWO, "breathers": {"minutes": 15, "count": COUNT}})
    found = rules.lunch_of(minutes)
    assert (found and found.minutes, rules.breathers_of(minutes)) == (lunch, breathers)


@pytest.mark.parametrize(("rules", "said"), [
    ({"lunch": LUNCH | {"latest_minutes": 60}}, "120"),
    ({"lunch": TWO[::-1]}, "from_shift_minutes"),
    ({"breathers": {"minutes": 15, "count": COUNT[::-1]}}, "from_shift_minutes"),
    ({"spacing": {"min_work_minutes": 120, "max_work_minutes": 60}}, "120"),
])
def test_windows_rows_and_bounds_are_in_order(rules, said):
    with pytest.raises(ValidationError, match=said):
        Breaks.model_validate(rules)
