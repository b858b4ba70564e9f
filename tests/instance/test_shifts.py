"""Templates: their starts and lengths, both ends included."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.shifts import Lengths, ShiftTemplate, StartTimes


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


SPLIT = {"gap_minutes": [60, 120], "part_minutes": [180, 240], "every_minutes": 30}


def template(length=420, **split):
    return ShiftTemplate.model_validate({
        "name": "split", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": length, "to_minutes": length},
        "split": SPLIT | split})


@pytest.mark.parametrize(("length", "firsts"), [(360, [180]), (420, [180, 210, 240]), (480, [240])])
def test_parts_of_a_split_shift_lie_in_their_bounds_both_included(length, firsts):
    found = template(length)
    assert found.split.firsts(length) == firsts
    assert list(found.split.gaps) == [60, 90, 120]
    assert not found.keeps_clock


@pytest.mark.parametrize(("length", "split", "said"), [
    (350, {}, "350 min are no two parts of 180 to 240 min"), (510, {}, "510 min are no two parts"),
    (420, {"gap_minutes": [120, 60]}, "gap_minutes: the least"), (420, {"part_minutes": [240, 180]}, "part_minutes: the least"),
    (480, {"gap_minutes": [960, 1000]}, "takes longer than a day"),
])
def test_a_split_that_no_shift_keeps_is_refused(length, split, said):
    with pytest.raises(ValidationError, match=said):
        template(length, **split)
