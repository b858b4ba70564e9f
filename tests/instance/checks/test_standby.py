"""Standby lists against the rest of the instance."""

from __future__ import annotations

import pytest

from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.checks.standby import standby_passed_over
from tests.builders.standby import NIGHT, on_call


@pytest.mark.parametrize(("lists", "path", "told"), [
    ([NIGHT, NIGHT | {"name": "Night"}], ("standby", 1, "name"), "found 'Night', which is the name of another"),
    ([NIGHT | {"who": {"team": "blue"}}], ("standby", 0, "who", "team"), "'blue'"),
    ([NIGHT | {"who": {"operators": "ana"}}], ("standby", 0, "who", "operators"), "did you mean anna?"),
    ([NIGHT | {"places": 4}], ("standby", 0, "places"), "found 4, of 3 who may be on night; allowed are at most 3"),
])
def test_what_is_impossible_is_named_with_its_place(lists, path, told):
    ((found, message),) = cross_faults(on_call(*lists))
    assert found == path
    assert told in message


@pytest.mark.parametrize(("until", "told"), [
    ("2026-12-07T06:00", ""), ("2026-12-08T00:00", ""),
    ("2026-12-08T00:01", "allowed are times up to the end of the first day"),
])
def test_standby_before_the_horizon_ends_on_its_first_day(until, told):
    found = list(cross_faults(on_call(history=[{"operator": "anna", "standby_until": until}])))
    assert [path for path, _ in found] == ([("history", 0, "standby_until")] if told else [])
    assert all(told in message for _, message in found)


@pytest.mark.parametrize(("keys", "changes", "told"), [
    ({"on": ["2026-12-07", "2027-01-01"]}, {}, "2027-01-01 outside the horizon"),
    ({"days": "sun"}, {}, "has no open day in the horizon"),
    ({"who": {"operators": "anna"}}, {"availability": [
        {"operator": "anna", "when": "2026-12-08", "from": "05:00", "to": "06:30", "kind": "unavailable"}]}, ""),
    ({"who": {"operators": "anna"}}, {"availability": [
        {"operator": "anna", "when": "2026-12-08", "kind": "sick"}]}, "nobody of its people is there on 2026-12-08"),
])
def test_what_may_be_meant_is_noted(keys, changes, told):
    found = [message for _, message in standby_passed_over(on_call(NIGHT | keys, **changes))]
    assert len(found) == bool(told)
    assert all(told in message for message in found)
