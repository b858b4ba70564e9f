"""Templates: their starts and lengths, both ends included."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.shifts import Lengths, StartTimes


def test_starts_and_lengths_include_their_ends():
    starts = StartTimes.model_validate({"from": "08:00", "to": "09:00", "every_minutes": 30})
    assert list(starts.minutes) == [480, 510, 540]
    lengths = Lengths.model_validate({"from_minutes": 240, "to_minutes": 250, "every_minutes": 15})
    assert list(lengths.minutes) == [240], "the last step would go beyond"


@pytest.mark.parametrize(("model", "fields"), [
    (StartTimes, {"from": "09:00", "to": "08:00"}), (Lengths, {"from_minutes": 300, "to_minutes": 240}),
    (Lengths, {"from_minutes": 0, "to_minutes": 240}),
])
def test_what_is_out_of_order_is_refused(model, fields):
    with pytest.raises(ValidationError):
        model.model_validate(fields)


@pytest.mark.parametrize(("fields", "keeps"), [
    ({"to_minutes": 480}, True), ({"to_minutes": 500}, True), ({"to_minutes": 540}, False),
    ({"to_minutes": 480, "counts": "elapsed"}, False), ({"to_minutes": 540, "counts": "clock"}, True),
])
def test_one_length_keeps_the_clock_unless_said(fields, keeps):
    assert Lengths.model_validate({"from_minutes": 480} | fields).keeps_clock == keeps
