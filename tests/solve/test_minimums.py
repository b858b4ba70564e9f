"""Hard minimums that cannot be kept are refused with the reason; the others are kept, at the true cost."""

from __future__ import annotations

import pytest

from scheduler.errors import InfeasibleError, NoRosterError
from scheduler.instance.instance import Instance
from scheduler.roster import InstanceRef
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.plans import people, plan

DAY = {"name": "day", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 240, "to_minutes": 240}}
REF = InstanceRef(name="tiny", sha256="ab" * 32, path="tiny")


def hotline(operators: int, **changes) -> Instance:
    topics = {"operators": people(*["free"] * operators), "hours": {"weekly": {"mon": ["08:00-12:00"]}}, "shifts": [DAY],
              "service": {"min_operators": {"hard": 2}}}
    return plan(**(topics | changes))


def solved(instance: Instance):
    return search(prepare(instance, REF), Options(seconds=2, deterministic=True, workers=1))[0]


def test_too_few_people_are_named_with_the_time():
    with pytest.raises(InfeasibleError, match=r"asks for 2 operators on the phone; at 2026-12-07 08:00, .* 1 have a shift"):
        prepare(hotline(1), REF)


def test_too_few_hours_are_named():
    contracts = {"free": {"hours_per_week": [0, 3]}}
    shifts = [DAY | {"length": {"from_minutes": 120, "to_minutes": 240, "every_minutes": 120}}]
    with pytest.raises(InfeasibleError, match="8 hours in all, and contracts allow 6"):
        prepare(hotline(2, contracts=contracts, shifts=shifts), REF)


@pytest.mark.parametrize("changes", [
    {"objective": {"bounds": {"hours_per_week": 1}}},
    {"availability": [{"operator": who, "kind": "overtime", "when": "2026-12-07", "hours": 1} for who in ("anna", "ben")]},
])
def test_hours_beyond_the_contract_at_a_price_or_as_overtime_keep_a_minimum(changes):
    contracts = {"free": {"hours_per_week": [0, 3], "overtime_minutes_per_day": 60}}
    assert len(solved(hotline(2, contracts=contracts, **changes)).shifts) == 2


def test_a_minimum_is_kept_although_it_is_dear():
    roster = solved(hotline(3))
    assert len(roster.shifts) == 2
    assert roster.run.status == "optimal"
    assert roster.run.objective == sum(term.cost for term in roster.terms.values())
    assert not solved(hotline(3, service={})).shifts


def test_what_no_roster_can_keep_is_not_written():
    lunch = {"minutes": 60, "paid": True, "from_shift_minutes": 240, "earliest_minutes": 60, "latest_minutes": 120}
    with pytest.raises((InfeasibleError, NoRosterError), match=r"hard minimums.*\n.*allowed are at least 2"):
        solved(hotline(2, breaks={"lunch": lunch}))
