"""Goals of service, and rows of the forecast."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from scheduler.instance.service import CallInterval, Service


def message(model: type, **fields: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields)
    return str(caught.value)


def test_a_goal_is_over_intervals_days_or_weeks():
    assert Service().goal_over == "interval"
    assert "'interval', 'day' or 'week'" in message(Service, goal_over="month")


@pytest.mark.parametrize(("fields", "words"), [
    ({"calls_p10": 3}, "found calls_p10 only"),
    ({"calls_p90": 3}, "found calls_p90 only"),
    ({"calls_p10": 5, "calls_p90": 3}, "calls_p10: found 5, above calls_p90 (3)"),
    ({"calls_p10": -1, "calls_p90": 3}, "greater than or equal to 0"),
])
def test_quantiles_come_in_pairs_and_in_order(fields, words):
    assert words in message(CallInterval, start="2026-12-07T08:00", calls=4, aht_s=180, **fields)


@pytest.mark.parametrize(("redials", "words"), [
    ({"percent": 40}, "delay_s"),
    ({"percent": 101, "delay_s": 300}, "less than or equal to 100"),
    ({"percent": 40, "delay_s": 0}, "greater than 0"),
    ({"percent": 0.4, "delay_s": 300}, "did you mean 40 %"),
])
def test_redials_say_how_many_and_when(redials, words):
    assert words in message(Service, redials=redials)


def test_empty_cells_are_no_quantiles():
    row = CallInterval.model_validate({"start": "2026-12-07T08:00", "calls": 4, "aht_s": 180, "calls_p10": "", "calls_p90": ""})
    assert (row.calls_p10, row.calls_p90) == (None, None)


@pytest.mark.parametrize(
    ("service", "said"),
    [
        ({"queues": {}}, "at least 1"),
        ({"queues": {f"q{number}": {} for number in range(11)}}, "at most 10"),
        ({"queues": {"a|b": {}}}, "without |, . and"),
        ({"queues": {"a.b": {}}}, "without |, . and"),
        ({"queues": {"": {}}}, "1 to 100 printable"),
        ({"queues": {"sales": {"queues": {}}}}, "not permitted"),
        ({"queues": {"sales": {}}, "patience_s": 60}, "patience_s: stands beside `queues`"),
        ({"topics": ["abuse", "abuse"]}, "'abuse' stands here 2 times"),
    ],
)
def test_what_a_service_may_not_say(service, said, build):
    with pytest.raises(ValidationError) as caught:
        build(service=service)
    assert said in str(caught.value)
