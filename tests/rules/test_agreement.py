"""What a rule states of single shifts is what the checker finds, for every shift of the table of a random instance."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.instance.base import format_local_time
from scheduler.roster import Shift
from scheduler.rules.shift_table import shift_table
from tests.check.builders import FREE

from .rosters import holds, plan

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


def text(window: list[int]) -> str:
    """``HH:MM-HH:MM``."""
    return "-".join(map(format_local_time, window))


hours = st.one_of(
    st.just({"always": True}),
    st.dictionaries(st.sampled_from(["mon", "tue", "wed", "sat", "sun"]), st.lists(windows.map(text), max_size=3))
    .map(lambda weekly: {"weekly": weekly or {"mon": ["08:00-12:00"]}}),
)
entries = st.builds(
    lambda kind, when, window: {"operator": "anna", "kind": kind, "when": when}
    | (dict(zip(("from", "to"), map(format_local_time, window), strict=True)) if window else {}),
    st.sampled_from(["unavailable", "only", "only", "pinned"]), whens, st.none() | windows,
)
bounds = st.fixed_dictionaries({}, optional={"shifts": st.sampled_from([["any"], ["early"]]),
                                             "shift_minutes": st.sampled_from([[120, 330], [350, 1440]])})


@pytest.mark.parametrize("name", ["shift_form", "opening_hours", "availability"])
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(start=st.sampled_from(sorted(STARTS)), hours=hours, availability=st.lists(entries, max_size=3), bounds=bounds)
def test_every_shift_of_the_table_is_allowed_exactly_if_the_checker_finds_nothing(
    name, start, hours, availability, bounds
):
    instance = plan(hotline=STARTS[start], horizon={"start": start, "days": 2}, hours=hours, shifts=TEMPLATES,
                    availability=availability, contracts={"free": FREE | bounds})
    stated, checked = import_module(f"scheduler.rules.{name}"), import_module(f"scheduler.check.{name}")
    table, grid = shift_table(instance), instance.grid
    statements = list(stated.state(instance, instance.operators[0], table))
    for row in range(len(table)):
        shift = Shift(operator="anna", start=grid.moment(int(table.start[row])), end=grid.moment(int(table.end[row])))
        found = [violation.message for violation in checked.check(instance, [shift])]
        assert all(holds(statement, table, [row]) for statement in statements) == (not found), (shift, found)
