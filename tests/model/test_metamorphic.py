"""What changes of a tiny hotline do to its optimum, and that no bound is above any roster; by enumeration of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from scheduler.check.cost import costs
from scheduler.check.hard import check_shifts
from scheduler.demand.demand import demand_of
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.instance.base import format_local_time
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.solve.loosened import RULES, loosened
from tests.builders.bounded import STARTS, bounds, histories, prices
from tests.builders.derived import problem_of
from tests.builders.hotline import FREE
from tests.builders.hotlines import LOADS
from tests.builders.plans import HOURLY, Universe, entries, optimum, plan
from tests.builders.properties import examples

KINDS = ("unavailable", "avoid", "prefer", "pinned")


@dataclass(frozen=True)
class Team:
    """Two operators over a few days: the topics of their hotline, and every shift that may be worked."""

    topics: dict[str, Any]
    universe: Universe

    def instance(self, **changes: Any) -> Instance:
        return plan(**(self.topics | changes))

    def cheapest(self, instance: Instance) -> int | None:
        """Least cost of all rosters in which the checker finds nothing; the rules are of one operator each."""
        single = [[roster for roster in self.universe.rosters(instance, each.id)
                   if not check_shifts(alone(instance, each), roster)] for each in instance.operators]
        demand = demand_of(instance)
        return min((int(costs(instance, demand, sum(rosters, ())).units) for rosters in product(*single)), default=None)


@st.composite
def teams(draw: st.DrawFn) -> Team:
    """Any bounds, hard or at a price, history, availability and wishes."""
    starts = sorted(draw(st.lists(st.sampled_from(STARTS), min_size=2, max_size=2, unique=True)))
    names, days = [format_local_time(start) for start in starts], draw(st.integers(2, 3))
    rows = [row for who in ("anna", "ben") if draw(st.booleans())
            for row in entries((draw(st.sampled_from(KINDS)), draw(st.sampled_from(["fri", "sat", "sun"]))), operator=who)]
    return Team({
        "calls": draw(st.lists(st.sampled_from(LOADS), min_size=1, max_size=7)), "hours": {"always": True},
        "shifts": [{"name": name, "start": {"from": name, "to": name}, "length": {"from_minutes": 480, "to_minutes": 480}}
                   for name in names],
        "horizon": {"start": "2026-12-11", "days": days},
        "hotline": HOURLY | {"week_starts": draw(st.sampled_from(["mon", "fri", "sun"]))},
        "nights": {"from": "23:00", "to": "05:00", "minutes": 120}, "availability": rows,
        "contracts": {"one": draw(bounds(names)), "two": draw(bounds(names)), "free": FREE},
        "operators": [{"id": "anna", "contract": "one"}, {"id": "ben", "contract": draw(st.sampled_from(["one", "two"]))}],
        "history": draw(histories(names)), "objective": {"bounds": draw(prices())},
    }, Universe(range(days), starts, [480]))


def alone(instance: Instance, operator: Operator) -> Instance:
    """The hotline with one of its operators."""
    rows = {table: tuple(row for row in getattr(instance, table) if row.operator == operator.id)
            for table in ("availability", "history")}
    return instance.model_copy(update={"operators": (operator,), **rows})


def best(instance: Instance) -> int | None:
    """Cost that CP-SAT proves least; None where there is no roster."""
    found = optimum(problem_of(instance))
    return None if found is None else found[0]


def named(topics: dict[str, Any], **names: str) -> dict[str, Any]:
    """The same with other names of people."""
    return {table: [row | {key: names[row[key]] for key in ("id", "operator") if key in row} for row in topics[table]]
            for table in ("operators", "availability", "history")}


def with_looser(instance: Instance, draw: st.DrawFn) -> Instance | None:
    """One bound of a contract loosened as far as it can be; None where it has none."""
    contract: Contract = instance.contracts["one"]
    found = [steps[-1].contract for rule in RULES for steps in loosened(contract, rule) if steps]
    if not found:
        return None
    return instance.model_copy(update={"contracts": {**instance.contracts, "one": draw(st.sampled_from(found))}})


@pytest.mark.heavy
@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(teams(), st.data())
def test_the_optimum_is_that_of_enumeration_and_follows_what_is_changed(team, data):
    instance = team.instance()
    least = best(instance)
    assert least == team.cheapest(instance)
    event("possible" if least is not None else "impossible")
    assert best(team.instance(**named(team.topics, anna="zoe", ben="abe"))) == least
    looser = with_looser(instance, data.draw)
    if least is None:
        return
    crew = Crew.of(problem_of(instance))
    dual = Dual(crew, crew.presence(crew.empty()))
    assert all(dual.improve() <= least for _ in range(10))
    with_more = best(team.instance(operators=[*team.topics["operators"], {"id": "carl", "contract": "free"}]))
    assert with_more is not None
    assert with_more <= least
    if looser is not None:
        after = best(looser)
        assert after is not None
        assert after <= least
