"""A search with a least purchase: what is paid anyway is used, the roster is checked, and its bound holds."""

from __future__ import annotations

import pytest

from scheduler.check.result import check_result
from scheduler.engine.compiled.warm_up import warm_up
from scheduler.read.instance_file import read_instance
from scheduler.solve.least_purchase import binds, solve_with_least_purchase
from scheduler.solve.options import Interruption, Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search

OPTIONS = Options(seconds=0.3, deterministic=True)


def prepared_with(root, minimum: float):
    read = read_instance(root / "instances" / "tiny")
    outside = {"name": "X", "price_per_hour": 40.0, "capacity_operators": 3, "minimum_purchase": minimum}
    changed = type(read.instance).model_validate(
        {info.alias or name: getattr(read.instance, name) for name, info in type(read.instance).model_fields.items()}
        | {"outside": outside})
    return prepare(changed, read.ref)


@pytest.fixture(scope="module")
def plans(root):
    warm_up()
    without = search(prepared_with(root, 0), OPTIONS)[0]
    prepared = prepared_with(root, 60)
    assert binds(prepared)
    return prepared, without, solve_with_least_purchase(prepared, OPTIONS)


def test_the_roster_is_checked_and_cheaper_than_paying_for_nothing(plans):
    prepared, without, found = plans
    assert not check_result(prepared.instance, found)
    assert found.run.bound <= found.run.objective <= without.run.objective + 60
    assert found.run.bound >= without.run.bound, "help that must be paid for is worth no more than help that need not be"
    spent = found.terms["outside"].cost
    assert found.terms["minimum_purchase"].cost == pytest.approx(max(0, 60 - spent))
    assert sum(row.cost for row in found.outside) == pytest.approx(spent)


def test_an_interrupted_run_keeps_its_first_roster(root):
    interruption = Interruption()
    options = Options(seconds=30, progress=lambda _: interruption.ask(), interruption=interruption)
    found = solve_with_least_purchase(prepared_with(root, 60), options)
    assert found.run.interrupted


def test_a_wrong_term_is_found(plans):
    prepared, _, found = plans
    terms = dict(found.terms)
    terms["minimum_purchase"] = terms["minimum_purchase"].model_copy(update={"cost": terms["minimum_purchase"].cost + 1})
    rules = {each.rule for each in check_result(prepared.instance, found.model_copy(update={"terms": terms}))}
    assert "terms" in rules
