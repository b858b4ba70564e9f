"""Planted conflicts: each way is a hotline, and a line that is offered is written into it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import scheduler
from benchmarks.suites.conflicts import ALONE, mended, planted
from scheduler.rules import rule_names

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def hotline():
    return scheduler.read(ROOT / "instances" / "helpline")


def test_ten_ways_are_planted_for_one_operator_each(hotline):
    ways = [planted(hotline, seed) for seed in range(10)]
    assert len({what for what, *_ in ways}) == 10
    for _, instance, rules, operator in ways:
        assert [each.id for each in instance.operators if each.contract == ALONE] == [operator]
        assert rules <= rule_names()


def test_a_row_is_taken_out_and_a_bound_is_loosened(hotline):
    _, instance, _, operator = planted(hotline, 1)
    rows = [row for row in instance.availability if row.operator == operator]
    left = mended(instance, f"availability: {json.dumps(rows[0].as_written())}")
    assert [row for row in left.availability if row.operator == operator] == rows[1:]
    assert mended(instance, f"contracts: {{{ALONE}: {{rest_hours: 3}}}}").contracts[ALONE].rest_hours == 3
