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
    found = [each.minutes for each in rules.lunches_of(minutes)]
    assert (found, rules.breathers_of(minutes)) == ([lunch] if lunch else [], breathers)


@pytest.mark.parametrize(("rules", "said"), [
    ({"lunch": LUNCH | {"latest_minutes": 60}}, "120"),
    ({"lunch": TWO[::-1]}, "from_shift_minutes"),
    ({"breathers": {"minutes": 15, "count": COUNT[::-1]}}, "from_shift_minutes"),
    ({"spacing": {"min_work_minutes": 120, "max_work_minutes": 60}}, "120"),
])
def test_windows_rows_and_bounds_are_in_order(rules, said):
    with pytest.raises(ValidationError, match=said):
        Breaks.model_validate(rules)


CLOCK = {"minutes": 30, "from_shift_minutes": 360, "clock": ["11:30-14:00"]}


def test_windows_of_the_clock_stand_in_place_of_minutes_after_the_start_or_beside_them():
    (lunch,) = Breaks.model_validate({"lunch": CLOCK}).lunch
    assert (lunch.earliest_minutes, lunch.latest_minutes, str(lunch.clock[0])) == (0, 1440, "11:30-14:00")
    assert Breaks.model_validate({"lunch": CLOCK | {"earliest_minutes": 60}}).lunch[0].earliest_minutes == 60


def test_rows_of_one_length_are_several_lunches():
    rules = Breaks.model_validate({"lunch": [CLOCK, CLOCK | {"from_shift_minutes": 480},
                                             CLOCK | {"from_shift_minutes": 480, "clock": ["18:00-20:00"]}]})
    assert [len(rules.lunches_of(minutes)) for minutes in (345, 360, 480)] == [0, 1, 2]


@pytest.mark.parametrize(("rules", "said"), [
    ({"lunch": CLOCK | {"clock": ["11:30-11:45"]}}, "has 15 min, and lunch lasts 30 min"),
    ({"lunch": CLOCK | {"clock": []}}, "earliest_minutes: is missing"),
    ({"lunch": [CLOCK, CLOCK]}, "stands there twice"),
    ({"breathers": {"minutes": 15, "count": COUNT, "clock": "09:00-09:10"}}, "has 10 min, and a breather lasts 15 min"),
])
def test_windows_of_the_clock_that_cannot_be_meant_are_refused(rules, said):
    with pytest.raises(ValidationError, match=said):
        Breaks.model_validate(rules)
