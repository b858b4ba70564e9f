"""What a rule states of single shifts is what the checker finds, for every shift of the table of a random instance."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.check.rules import wishes as checker
from scheduler.demand.demand import Demand
from scheduler.instance.base import format_local_time
from scheduler.roster import Shift
from scheduler.rules import wishes as rule
from scheduler.rules.basis.shift_table import shift_table
from scheduler.rules.basis.statement import Price
from tests.builders.hotline import FREE
from tests.builders.properties import examples
from tests.builders.rosters import holds, plan

STARTS = {"2026-12-07": "Asia/Jakarta", "2026-10-24": "Europe/Berlin", "2026-03-28": "Europe/Berlin",
          "2026-04-04": "Australia/Lord_Howe"}
"""First days of horizons of two days: an ordinary one, and before clock changes of an hour and of half an hour."""
TEMPLATES = [
    {"name": "any", "start": {"from": "00:00", "to": "22:30", "every_minutes": 90},
     "length": {"from_minutes": 120, "to_minutes": 1320, "every_minutes": 240}},
    {"name": "early", "start": {"from": "02:30", "to": "02:30"}, "outside_hours": True, "days": "sat,mon",
     "length": {"from_minutes": 300, "to_minutes": 360, "every_minutes": 30}},
]
minutes = st.integers(0, 47).map(lambda half_hours: half_hours * 30)
whens = st.sampled_from(["mon", "tue", "wed", "fri", "sat", "sun", "mon-sun"])
windows = st.lists(minutes, min_size=2, max_size=2, unique=True)

NO_DEMAND = Demand(np.zeros(0, dtype=np.bool_), (), ())
"""Wishes are judged whatever the calls."""


def text(window: list[int]) -> str:
    """``HH:MM-HH:MM``."""
    return "-".join(map(format_local_time, window))


opening = st.lists(windows.map(text) | st.sampled_from(["00:00-02:00", "18:00-24:00", "20:00-02:00"]), max_size=3)
weekdays = st.sampled_from(["mon", "tue", "wed", "sat", "sun"])
hours = st.one_of(
    st.just({"always": True}),
    opening.map(lambda every_day: {"weekly": {"mon-sun": every_day}}),
    st.dictionaries(weekdays, opening, min_size=1).map(lambda weekly: {"weekly": weekly}),
)


def entries_of(*kinds: str) -> st.SearchStrategy[list[dict[str, str]]]:
    """Up to three entries of `anna` of these kinds, with and without times."""
    return st.lists(st.builds(entry, st.sampled_from(kinds), whens, st.none() | windows), max_size=3)


def entry(kind: str, when: str, window: list[int] | None) -> dict[str, str]:
    """A row of the table of availability."""
    times = map(format_local_time, window or ())
    return {"operator": "anna", "kind": kind, "when": when} | dict(zip(("from", "to"), times, strict=False))


bounds = st.fixed_dictionaries({}, optional={"shifts": st.sampled_from([["any"], ["early"]]),
                                             "shift_minutes": st.sampled_from([[120, 330], [350, 1440]])})


@pytest.mark.parametrize("name", ["shift_form", "opening_hours", "availability"])
@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
@given(start=st.sampled_from(sorted(STARTS)), hours=hours, bounds=bounds,
       availability=entries_of("unavailable", "only", "pinned"))
def test_every_shift_of_the_table_is_allowed_exactly_if_the_checker_finds_nothing(
    name, start, hours, bounds, availability
):
    instance = plan(hotline=STARTS[start], horizon={"start": start, "days": 2}, hours=hours, shifts=TEMPLATES,
                    availability=availability, contracts={"free": FREE | bounds})
    stated, checked = import_module(f"scheduler.rules.{name}"), import_module(f"scheduler.check.rules.{name}")
    table, grid = shift_table(instance), instance.grid
    statements = list(stated.state(instance, instance.operators[0], table))
    for row in range(len(table)):
        shift = Shift(operator="anna", start=grid.moment(int(table.start[row])), end=grid.moment(int(table.end[row])))
        found = [violation.message for violation in checked.check(instance, [shift])]
        assert all(holds(statement, table, [row]) for statement in statements) == (not found), (shift, found)


@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
@given(start=st.sampled_from(sorted(STARTS)), availability=entries_of("avoid", "prefer"))
def test_a_wish_denied_has_the_price_the_checker_finds(start, availability):
    instance = plan(hotline=STARTS[start], horizon={"start": start, "days": 2}, shifts=TEMPLATES,
                    availability=availability)
    table, grid = shift_table(instance), instance.grid
    stated = list(rule.state(instance, instance.operators[0], table))
    for row in range(len(table)):
        shift = Shift(operator="anna", start=grid.moment(int(table.start[row])), end=grid.moment(int(table.end[row])))
        off = 1 - int(table.day[row])
        price = sum(int(each.rows[row] + each.day_off[off]) for each in stated if isinstance(each, Price))
        assert price == sum(priced.units for priced in checker.cost(instance, NO_DEMAND, [shift]))
