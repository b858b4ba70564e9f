"""A bound loosened step by step: each step looser than the one before, the last as loose as the format allows."""

from __future__ import annotations

import pytest

from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.rules.basis.shift_table import shift_table
from scheduler.solve.loosened import loosened, only_widens
from tests.builders.checked import FULL
from tests.builders.hotline import FREE, hotline
from tests.builders.plans import entries


def contract(**bounds: object) -> Contract:
    return Contract.model_validate({"hours_per_week": [36, 40]} | bounds)


def test_both_sides_of_a_pair_are_loosened_by_themselves():
    least, most = loosened(contract(), "hours_per_week")
    assert [each.value for each in least[:2]] == [[35.5, 40], [35, 40]]
    assert least[-1].value == [0, 40]
    assert most[-1].value == [36, 168]
    assert (most[0].by, most[0].share) == ("most 40 h → 40.5 h", 0.5 / 40)


def test_a_limit_that_no_step_meets_is_the_last():
    (steps,) = loosened(contract(rest_hours=0.75), "rest")
    assert [each.value for each in steps] == [0.25, 0]


def test_runs_are_loosened_at_either_bound_that_is_there():
    longer, shorter = loosened(contract(max_consecutive_days=5), "consecutive_days")
    assert (longer[0].value, longer[-1].value) == (6, 366)
    assert shorter == []


def test_what_is_said_or_not_said_is_dropped():
    ((step,),) = loosened(contract(complete_weekends=True), "complete_weekends")
    assert step.contract.complete_weekends is False
    ((step,),) = loosened(contract(forbidden_successions=["late>early"]), "forbidden_successions")
    assert (step.contract.forbidden_successions, step.value, step.by) == ((), [], "dropped")


def test_rules_of_no_contract_have_nothing_to_loosen():
    assert not list(loosened(contract(), "availability"))


ONE_START = {"name": "day", "start": {"from": "08:00", "to": "08:00"},
             "length": {"from_minutes": 240, "to_minutes": 540, "every_minutes": 60}}
LEAVE = entries(("leave", "2026-12-07"))
AWAY = entries(*(("unavailable", f"2026-12-{day:02d}") for day in (7, 8, 9, 10)))


def of(availability: list[dict[str, str]], **bounds: object) -> Instance:
    contracts = {"free": FULL | bounds, "other": FREE}
    return hotline(horizon=7, breaks={}, shifts=[ONE_START], contracts=contracts, availability=availability)


@pytest.mark.parametrize(("availability", "bounds", "loose", "widens"), [
    ([], {}, {"days_per_week": [4, 6]}, True),
    (LEAVE, {}, {"days_per_week": [4, 6]}, False),
    (AWAY, {"shift_minutes": [120, 480]}, {"shift_minutes": [120, 540]}, False),
    ([], {"shift_minutes": [120, 480]}, {"shift_minutes": [120, 540]}, True),
    (LEAVE, {}, {"hours_per_week": [35, 40]}, True),
    (LEAVE, {"hours_per_period": [36, 40]}, {"hours_per_week": [35, 40], "hours_per_period": [36, 40]}, False),
    (LEAVE, {}, {"rest_hours": 10}, True),
])
def test_a_rule_loosened_may_raise_what_is_due_where_somebody_is_away(availability, bounds, loose, widens):
    before = of(availability, **bounds)
    assert only_widens(before, of(availability, **(bounds | loose)), shift_table(before)) is widens
