"""The split of what was lost: it adds up, and the cause that was planted comes first."""

from __future__ import annotations

import pytest

from benchmarks.suites.review import CAUSES, plan, reviewed
from scheduler.check.cost import soft_rules
from scheduler.demand.demand import demand_of
from scheduler.operate.review.hindsight import OF_PRESENCE, PARTS, cost_as_worked
from scheduler.operate.review.staged import pinned
from scheduler.solve.options import Options
from tests.builders.checked import day, instance, shift
from tests.builders.derived import costs_of


def test_terms_of_presence_are_rules():
    assert {rule.NAME for rule in soft_rules()} >= OF_PRESENCE


def test_a_rule_of_people_together_is_broken_by_who_was_there():
    rule = {"rule": "least", "number": 2, "from": "10:00", "to": "14:00", "price_per_hour": 50}
    hotline = instance(operators=[{"id": name, "contract": "free"} for name in ("anna", "ben")], horizon=1, together=[rule],
                       hours={"weekly": {"mon": ["08:00-20:00"]}}, calls={"per_day": 0, "aht_s": 60})
    planned = [shift(hotline, day(0, "10:00"), 240, (), operator=name) for name in ("anna", "ben")]
    demand = demand_of(hotline)
    lost = cost_as_worked(hotline, demand, planned, planned[:1]) - cost_as_worked(hotline, demand, planned, planned)
    there = [float(costs_of(hotline, shifts).terms["together"].cost) for shifts in (planned, planned[:1])]
    assert there == [0, 4 * 50]
    assert lost == 4 * (50 - 3)  # of two without a call, one less is too many


def test_the_plan_with_its_breaks_free_keeps_the_parts_of_split_shifts():
    hotline = instance(horizon=2)
    parted = shift(hotline, day(0), 600, (("breather", 120, 15), ("gap", 240, 120), ("breather", 480, 15)))
    rows = pinned(hotline, [parted, shift(hotline, day(1), 240)])["availability"]
    assert [row.get("breaks") for row in rows if row["kind"] == "pinned"] == ["gap 12:00-14:00", None]


@pytest.mark.heavy
@pytest.mark.parametrize("cause", CAUSES)
def test_the_planted_cause_is_named_first_and_the_parts_add_up(cause):
    found = reviewed(plan(7, 12, 1.5), cause, 1, Options(0.3, seed=1, workers=1, deterministic=True))
    assert found.weaknesses[0].cause == cause
    assert [part.name for part in found.parts] == list(PARTS)
    assert sum(part.cost for part in found.parts) == pytest.approx(found.lost)
    assert found.bound <= found.hindsight + 1e-6
