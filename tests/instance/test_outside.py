"""Fields of the outside call centre, of missed calls, of goals and of quantiles: what is refused, and how it is said."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.outside import Outside
from tests.builders.checked import instance


def message(model: type, **fields: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields)
    return str(caught.value)


@pytest.mark.parametrize(("fields", "words"), [
    ({}, "neither of price_per_hour and price_per_call"),
    ({"price_per_hour": 2, "price_per_call": 1}, "both of price_per_hour and price_per_call"),
    ({"price_per_call": 1, "capacity_operators": 2}, "allowed is capacity_calls_per_hour"),
    ({"price_per_hour": 1, "capacity_calls_per_hour": 2}, "allowed is capacity_operators"),
    ({"price_per_hour": 0}, "greater than or equal to 0.01"),
    ({"price_per_hour": 1.005}, "multiple of 0.01"),
    ({"price_per_hour": 1, "minimum_purchase": -1}, "greater than or equal to 0"),
    ({"price_per_hour": 1, "capacity_operators": -1}, "greater than or equal to 0"),
])
def test_what_is_wrong_with_an_outside_call_centre(fields, words):
    assert words in message(Outside, name="X", **fields)


def test_price_and_unit():
    by_hour, by_call = Outside(name="X", price_per_hour=2), Outside(name="X", price_per_call=0.5)
    assert (by_hour.price, by_hour.unit, by_hour.by_call) == (2, "operator-hours", False)
    assert (by_call.price, by_call.unit, by_call.by_call) == (0.5, "calls", True)


QUEUES = {"service": {"queues": {"de": {}, "fr": {}}},
          "operators": [{"id": "anna", "contract": "free", "skills": "de|fr"}],
          "hours": {"weekly": {"mon": []}}}


@pytest.mark.parametrize(("changes", "queue", "words"), [
    ({}, "de", "one queue without a name"),
    (QUEUES, None, "queue: is missing; allowed: de, fr"),
    (QUEUES, "ge", "did you mean de?"),
])
def test_the_queue_must_be_one_of_the_hotline(changes, queue, words):
    plan = instance(**changes, outside={"name": "X", "price_per_hour": 2, "queue": queue})
    found = [text for path, text in cross_faults(plan) if path[0] == "outside"]
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(("changes", "queue"), [({}, None), (QUEUES, "fr")])
def test_a_known_queue_is_no_fault(changes, queue):
    plan = instance(**changes, outside={"name": "X", "price_per_hour": 2, "queue": queue})
    assert not [path for path, _ in cross_faults(plan) if path[0] == "outside"]
