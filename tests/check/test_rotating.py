"""A rotation found is checked anew: rules round the pattern, and every figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.check.rotating import check_rotation
from scheduler.solve.options import Options
from scheduler.solve.rotation import _needs, find_rotation
from tests.builders.rotating import to_rotate


@pytest.fixture(scope="module")
def found():
    plan = to_rotate("early late", 1, "mon-tue", bounds={"rest_hours": 11, "max_consecutive_days": 2})
    return plan, find_rotation(plan, 2, Options(5.0, workers=1)), tuple(_needs(plan, 0))


def rules(plan, rotation, needs, mean=None):
    return {each.rule for each in check_rotation(plan, rotation, needs, mean)}


def test_a_rotation_as_it_was_found_is_clean(found):
    assert not rules(*found)


@pytest.mark.parametrize(("changes", "rule"), [
    ({"pattern": (("late", "early", *[None] * 5), (None,) * 7)}, "rest"),
    ({"pattern": (("early", "early", "early", *[None] * 4), (None,) * 7)}, "consecutive_days"),
    ({"cost": 1.0}, "rotation"), ({"missing_hours": 0.0}, "rotation"), ({"surplus_hours": 9.0}, "rotation"),
    ({"paid_hours": (1.0, 2.0)}, "rotation"), ({"bound": 1e6}, "bound"), ({"crew": 3}, "rotation"),
])
def test_planted_faults_are_found(found, changes, rule):
    plan, rotation, needs = found
    assert rule in rules(plan, replace(rotation, **changes), needs)


def test_hours_in_the_mean_and_weekends_in_a_row(found):
    plan, rotation, needs = found
    assert rules(plan, rotation, needs, (40, 48)) == {"rotation"}
    free = to_rotate("early", 1, "sat-sun", bounds={"max_weekends": 1})
    every = replace(rotation, pattern=((*[None] * 5, "early", None),) * 2)
    assert "weekends" in rules(free, every, tuple(_needs(free, 0)))
