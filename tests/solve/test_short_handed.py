"""A hard minimum out of reach: who is kept from it by which rule, and changes that mend it when they are made."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from scheduler.demand.demand import demand_of
from scheduler.errors import InfeasibleError
from scheduler.model.problem import compile_problem
from scheduler.solve.minimums import unreachable
from scheduler.solve.prepared import prepare
from tests.builders.plans import entries
from tests.solve.test_minimums import REF, hotline


def reasons(instance):
    return unreachable(instance, compile_problem(instance, demand_of(instance)))


def lines_of(reason):
    return [line.strip().split("   (")[0] for line in reason.splitlines() if line.startswith("    ")]


def mended(instance, topics, line):
    (topic, said), = YAML(typ="safe").load(line).items()
    if topic == "availability":
        rows = [row.as_written() for row in instance.availability]
        return hotline(2, **topics | {"availability": [row for row in rows if row != said]})
    return hotline(2, **topics | {"service": said})


@pytest.mark.parametrize("service", [
    {"min_operators": {"hard": 2}}, {"minimums": [{"operators": {"hard": 2}, "from": "09:00", "to": "10:00"}]}])
def test_each_change_that_is_offered_mends_it(service):
    topics = {"service": service, "availability": entries(("unavailable", "2026-12-07"), operator="anna")}
    instance = hotline(2, **topics)
    (reason,) = reasons(instance)
    assert "kept from it: anna (availability)" in reason
    lines = lines_of(reason)
    assert len(lines) == 3
    assert all(not reasons(mended(instance, topics, line)) for line in lines)
    with pytest.raises(InfeasibleError, match="any one of these changes mends it"):
        prepare(instance, REF)


def test_where_nobody_is_there_at_all_the_minimum_alone_can_change():
    (reason,) = reasons(hotline(1))
    assert "kept from it" not in reason
    assert lines_of(reason) == ['service: {"min_operators": {"hard": 1}}', 'service: {"min_operators": 2}']


def test_where_nobody_can_be_there_none_are_asked_for_as_a_hotline_can_say_it():
    everybody_away = [row for who in ("anna", "ben") for row in entries(("unavailable", "2026-12-07"), operator=who)]
    instance = hotline(2, availability=everybody_away)
    (reason,) = reasons(instance)
    assert lines_of(reason)[0] == 'service: {"min_operators": 0}'
    assert not reasons(mended(instance, {"availability": everybody_away}, lines_of(reason)[0]))
