"""Each rule of a hotline loosened by one step, and the lines that say so."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from scheduler.library.instance import Instance
from scheduler.solve.steps import steps
from scheduler.what_if.steps import Step as Change
from scheduler.what_if.steps import changed, set_at
from tests.builders.hotline import FREE, document

RULES = {
    "contracts": {"free": FREE | {"rest_hours": 11, "days_per_week": [1, 5], "max_shifts": {"day": 3}}},
    "service": {"min_operators": {"hard": 1}, "minimums": [{"operators": {"hard": 2}, "days": "mon"}]},
    "together": [
        {"rule": "most", "number": 3},
        {"rule": "apart", "who": {"operators": ["a", "b"]}},
        {"rule": "least", "number": 1, "price_per_hour": 5},
    ],
    "calls": {"per_day": 24, "shape": "flat", "aht_s": 120},
    "operators": [{"id": each, "contract": "free"} for each in "abc"],
}


@pytest.fixture(scope="module")
def hotline():
    data = document(**RULES)
    return Instance(**data | {"hotline": data["hotline"] | {"seats": 3}})


def test_every_rule_is_loosened_once_a_bound(hotline):
    assert [(each.rule, each.by) for each in steps(hotline, 2) if each.rule != "breaks"] == [
        ("days_per_week", "least 1 days → 0 days"),
        ("days_per_week", "most 5 days → 6 days"),
        ("rest", "11 h → 9 h"),
        ("max_shifts", "most 3 shifts of day → 4"),
        ("seats", "3 → 4"),
        ("min_operators", "hard → at a price"),
        ("minimums", "hard → at a price"),
        ("together", "most: 3 → 4"),
        ("together", "apart: take out this row"),
    ]
    assert [each.by for each in steps(hotline, 2) if each.rule == "breaks"] == [
        "45 min → 30 min",
        "45 min → 30 min",
        "150 min → 165 min",
        "180 min → 165 min",
        "330 min → 345 min",
    ]


def test_each_step_is_a_hotline_and_its_line_says_what_has_changed(hotline):
    for each in steps(hotline, 1):
        data = changed(hotline.as_written(), [Change("", set_at([str(key) for key in each.path], each.value))])
        after = Instance(**data)
        assert after.as_written() != hotline.as_written()
        said = YAML(typ="safe").load(each.line)
        for key in (key for key in each.path if isinstance(key, str)):
            said = said[key]
        assert said == (RULES["together"][each.path[-1]] if each.value is None else each.value)
