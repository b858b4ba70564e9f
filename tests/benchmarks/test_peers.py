"""Every peer plays by the rules: its roster is legal, costs what it says, and is no better than the proven optimum."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.hotlines import Size, hotline
from benchmarks.measure import judged
from benchmarks.methods import METHODS, CannotExpressError, Found, Task, method
from benchmarks.own import solve as engine
from benchmarks.peers.anonymous import day_of
from benchmarks.row import Row
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from tests.builders.hotline import FREE
from tests.builders.plans import DAY, LUNCH, entries, people, plan

SHIFTS = [DAY | {"start": {"from": "08:00", "to": "14:00", "every_minutes": 60},
                 "length": {"from_minutes": 240, "to_minutes": 360, "every_minutes": 60}}]
BREAKS = {
    "lunch": LUNCH,
    "breathers": {"minutes": 60, "paid": True, "count": [{"from_shift_minutes": 240, "breathers": 1}]},
    "spacing": {"edge_minutes": 60, "min_work_minutes": 60, "max_work_minutes": 240},
}


def day(**changes: Any) -> Instance:
    """Six equal operators and a day with breaks."""
    data = {"horizon": 1, "shifts": SHIFTS, "breaks": BREAKS, "operators": people(*["full"] * 6), "contracts": {"full": FREE}}
    return plan((0.2, 0.5, 0.9, 0.7, 0.4), **data | changes)


def week() -> Instance:
    """Two operators, three days, with hours, a row, a rest and a wish to keep."""
    return plan((0.4, 1.4, 0.6), horizon=3, shifts=SHIFTS, breaks=BREAKS, operators=people("full", "half"), contracts={
        "full": FREE | {"hours_per_week": [0, 56], "max_consecutive_days": 2, "rest_hours": 20},
        "half": FREE | {"hours_per_week": [0, 28], "cost_per_hour": 2}},
        availability=entries(("avoid", "tue", "09:00", "12:00"), ("prefer", "mon", "10:00", "14:00")))


def row_of(name: str, instance: Instance, found: Found) -> Row:
    return judged(Row(instance="tiny", method=name, seed=0, seconds=9.0), instance, found)


def proven(instance: Instance) -> int:
    """Cost of the best roster, in units."""
    outcome = engine(Task(instance, 20.0))
    assert outcome.cost == outcome.bound
    return outcome.cost


@pytest.mark.parametrize("instance", [day(), week()], ids=["day", "week"])
def test_the_plain_model_finds_and_proves_the_engine_s_optimum(instance):
    found = method("plain-cp-sat")(Task(instance, 30.0))
    assert not row_of("plain-cp-sat", instance, found).faults
    assert found.steps[-1].cost == found.bound == proven(instance)


def test_the_implicit_model_finds_and_proves_the_engine_s_optimum():
    instance = day()
    found = method("implicit-highs")(Task(instance, 30.0))
    assert not row_of("implicit-highs", instance, found).faults
    optimum = proven(instance)
    assert found.steps[-1].cost == optimum
    assert found.bound == pytest.approx(optimum, rel=1e-5)


@pytest.mark.parametrize("name", ["pyworkforce", "pyworkforce-breaks"])
def test_pyworkforce_plans_a_legal_day_and_no_better_one(name):
    pytest.importorskip("pyworkforce.breaks" if name == "pyworkforce-breaks" else "pyworkforce")
    instance = day(operators=[{"id": str(number), "contract": "full"} for number in range(18)])
    found = method(name)(Task(instance, 30.0))
    row = row_of(name, instance, found)
    assert not row.faults and row.bound is None
    assert row.cost * UNITS >= proven(instance)


@pytest.mark.parametrize(("instance", "named"), [
    (hotline(Size(5), 0), "more than one day"), (hotline(Size(5, 1), 0), "differ"),
    (day(operators=people("full"), availability=entries(("pinned", "mon"))), "must work"),
], ids=["week", "contracts", "pins"])
def test_what_a_peer_without_operators_cannot_express_is_named(instance, named):
    with pytest.raises(CannotExpressError, match=named):
        day_of(instance)
    with pytest.raises(CannotExpressError, match=named):
        method("implicit-highs")(Task(instance, 1.0))


@pytest.mark.parametrize("name", ["plain-cp-sat", "implicit-highs"])
def test_a_peer_of_one_queue_says_so_of_several(name):
    skills = [{"id": str(number), "contract": "full", "skills": ["sales", "help"][: number + 1]} for number in range(2)]
    instance = day(operators=skills, service={"queues": {"sales": {}, "help": {}}})
    with pytest.raises(CannotExpressError, match="several queues"):
        method(name)(Task(instance, 1.0))


def test_an_unknown_method_is_no_method():
    assert "engine" in METHODS
    with pytest.raises(KeyError):
        method("magic")
