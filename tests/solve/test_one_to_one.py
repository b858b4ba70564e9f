"""Coaching by somebody who is on the phone else: from the search to a checked roster, and on from there."""

from __future__ import annotations

import pytest

from scheduler.check.hard import check_shifts
from scheduler.errors import InfeasibleError, NoRosterError
from scheduler.model.from_roster import solution_of
from scheduler.roster import InstanceRef
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.plans import people, plan

REF = InstanceRef(name="helpline", sha256="ab" * 32, path="instances/helpline")
SHORT = Options(seconds=0.3, deterministic=True)
COACHING = {"name": "coaching", "minutes": 60, "every_minutes": 60, "facilitator": "anna"}


def coached(contracts=("free",) * 4, **changes):
    return plan((1.4, 2.2, 0.6, 1.1), **({
        "operators": people(*contracts), "activities": [COACHING | {"per": "period", "times": 1}]} | changes))


@pytest.fixture(scope="module")
def found():
    team = coached()
    prepared = prepare(team, REF)
    return team, prepared, *search(prepared, SHORT)


def test_the_coach_is_with_one_after_the_other(found):
    team, _, roster, _ = found
    sessions = {who: sorted(each.start for shift in roster.shifts if shift.operator == who for each in shift.activities)
                for who in ("anna", "ben", "carl", "dora")}
    assert sessions.pop("anna") == sorted(at for own in sessions.values() for at in own)
    assert [len(own) for own in sessions.values()] == [1, 1, 1]
    assert not check_shifts(team, roster.shifts)


def test_a_roster_with_coaching_is_the_solution_it_came_from(found):
    team, prepared, roster, solution = found
    again = solution_of(team, prepared.problem, roster.shifts)
    assert (again.rows == solution.rows).all()
    assert search(prepared, SHORT, again)[0].run.objective <= roster.run.objective


def test_pinned_as_it_is_the_roster_stays(found):
    team, _, roster, _ = found
    zone = team.grid.zone
    pins = [{"operator": shift.operator, "when": "mon", "kind": "pinned", "from": f"{shift.start.astimezone(zone):%H:%M}",
             "to": f"{shift.end.astimezone(zone):%H:%M}",
             "breaks": " | ".join(f"{each.label} {each.start:%H:%M}-{each.end:%H:%M}" for each in shift.breaks)}
            for shift in roster.shifts]
    assert search(prepare(coached(availability=pins), REF), SHORT)[0].shifts == roster.shifts


def test_a_coach_who_cannot_hold_them_all_is_told():
    team = coached(activities=[COACHING | {"per": "period", "times": 1, "between": "08:00-10:00"}])
    with pytest.raises((InfeasibleError, NoRosterError), match="places of activities") as refused:
        search(prepare(team, REF), SHORT)
    assert "coaching" in str(refused.value)


def test_more_places_never_cost_more():
    rooms = [{"name": "course", "minutes": 60, "every_minutes": 60, "at_once": at_once, "between": "08:00-12:00"}
             for at_once in (1, 2, 4)]
    costs = [search(prepare(coached(activities=[room], contracts=("free",) * 3), REF), SHORT)[0].run for room in rooms]
    assert all(one.bound <= one.objective for one in costs)
    assert costs[0].objective >= costs[1].objective >= costs[2].objective
