"""Standby lists as they are written."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from scheduler.instance.standby import StandbyList

NIGHT = {"name": "night", "from": "20:00", "to": "06:00"}


@pytest.mark.parametrize(("keys", "told"), [
    ({"to": None}, "to: is missing"),
    ({"to": "20:00"}, "to: the window starts and ends at 20:00"),
    ({"from": "24:00"}, "from: a window that starts at 24:00"),
    ({"days": "mon", "on": "2026-12-09"}, "on: stands beside days"),
    ({"name": "a\nb"}, "name: found 'a\\nb'"),
    ({"places": 0}, "greater than or equal to 1"),
    ({"max_per_week": 8}, "less than or equal to 7"),
])
def test_what_does_not_go_together_is_refused(keys, told):
    with pytest.raises(ValidationError) as refused:
        StandbyList.model_validate(NIGHT | keys)
    assert told in str(refused.value)


@pytest.mark.parametrize(("keys", "holds"), [
    ({}, True), ({"days": "tue"}, False), ({"days": "mon-wed"}, True), ({"on": "2026-12-07"}, True),
    ({"on": ["2026-12-08"]}, False),
])
def test_a_list_has_days_as_activities_have(keys, holds):
    assert StandbyList.model_validate(NIGHT | keys).may_lie_on(dt.date(2026, 12, 7)) is holds


def test_without_times_it_is_for_the_whole_day():
    assert StandbyList(name="all").window == (0, 1440)
    assert StandbyList.model_validate(NIGHT).window == (1200, 360)
