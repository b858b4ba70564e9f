"""Shapes of a day: named ones are there, and a weight holds until the next row."""

from __future__ import annotations

import pytest

from scheduler.instance.shapes import SHAPES, ShapeRow, named_shape, weight_at


@pytest.mark.parametrize("name", SHAPES)
def test_a_named_shape_covers_the_day_in_quarters_of_an_hour(name):
    rows = named_shape(name)
    assert len(rows) == 96
    assert all(row.weight >= 0 for row in rows) and any(row.weight > 0 for row in rows)


def test_a_weight_holds_until_the_next_row_and_the_last_one_past_midnight():
    shape = [ShapeRow.model_validate({"time": time, "weight": weight}) for time, weight in (("08:00", 2.0), ("12:00", 5.0))]
    assert [weight_at(shape, 60 * hour) for hour in (7, 8, 11, 12, 23)] == [5, 2, 2, 5, 5]
