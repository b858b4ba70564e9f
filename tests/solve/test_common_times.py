"""Times of what is held together: one for all, such that everybody has a roster, and a bound that holds for every choice."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from scheduler.errors import InfeasibleError
from scheduler.instance.objective import UNITS
from scheduler.roster import InstanceRef
from scheduler.solve.common_times import open_times, pinned_times, times_of, with_times
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.activities import TALK, held
from tests.builders.derived import problem_of
from tests.builders.plans import optimum, people, plan

REF = InstanceRef(name="helpline", sha256="ab" * 32, path="instances/helpline")
MEETING = TALK | {"together": True, "everyone": True, "every_minutes": 60}


def of_two(*activities, **changes):
    shifts = [{"name": "day", "start": {"from": "08:00", "to": "12:00", "every_minutes": 120},
               "length": {"from_minutes": 240, "to_minutes": 240}}]
    return plan((0.4, 1.4, 0.2, 0.6, 1.1, 1.2), operators=people("free", "free"), shifts=shifts, activities=list(activities),
                **changes)


@pytest.fixture(scope="module")
def found():
    team = of_two(MEETING)
    return team, search(prepare(team, REF), Options(seconds=0.3, deterministic=True))[0]


def test_all_have_it_at_one_time_of_which_no_other_choice_is_below_the_bound(found):
    team, roster = found
    assert len({each.start for shift in roster.shifts for each in shift.activities}) == 1
    costs = [optimum(problem_of(with_times(team, {("talk", 0): at})))[0] for at in (540, 600, 660)]
    assert roster.run.bound * UNITS <= min(costs) <= roster.run.objective * UNITS
    assert optimum(problem_of(team))[0] <= min(costs), "left open, each has it when it suits best"


def test_times_are_those_of_a_roster_or_else_in_the_middle():
    team = of_two(MEETING, horizon=2)
    shifts = [held(team, 1, "08:00", 240, ("activity talk", "09:00", 60))]
    assert times_of(team, shifts) == {("talk", 0): 600, ("talk", 1): 540}


def test_days_keep_their_own_times_and_others_stay_open():
    fixed = with_times(of_two(MEETING, horizon=2), {("talk", 1): 660})
    assert [(each.on, each.at) for each in fixed.activities] == [
        ((dt.date(2026, 12, 7),), None), ((dt.date(2026, 12, 8),), 660)]
    assert list(open_times(fixed)) == [("talk", 0)]


def test_people_who_are_never_there_at_once_have_no_common_time():
    away = [{"operator": name, "when": "mon", "kind": "only", "from": start, "to": end}
            for name, start, end in (("anna", "08:00", "12:00"), ("ben", "12:00", "16:00"))]
    apart = of_two(MEETING | {"between": "08:00-16:00"}, availability=away)
    with pytest.raises(InfeasibleError, match="talk on 2026-12-07 has no time at which everybody may have it"):
        search(prepare(apart, REF), Options(seconds=1, deterministic=True))


def test_loosening_never_costs_more():
    """Brute force: the optimum over all common times is no more for wider windows, and no less for one more meeting."""
    def best(*activities):
        team = of_two(*activities)
        keys = open_times(team)
        ways = product(*(each.starts for each in keys.values()))
        return min(cost for way in ways if (cost := _cost(with_times(team, dict(zip(keys, way, strict=True))))) is not None)

    narrow = MEETING | {"between": "09:00-11:00"}
    assert best() <= best(MEETING) <= best(narrow)


def _cost(team):
    answer = optimum(problem_of(team))
    return None if answer is None else answer[0]


def test_a_pin_gives_the_time_of_all():
    pin = {"operator": "anna", "when": "mon", "kind": "pinned", "from": "08:00", "to": "12:00"}
    team = of_two(MEETING, availability=[pin | {"breaks": "activity talk 11:00-12:00"}], breaks={})
    assert pinned_times(team) == times_of(team, []) == {("talk", 0): 660}
    roster = search(prepare(team, REF), Options(seconds=0.2, deterministic=True))[0]
    assert {f"{each.start:%H:%M}" for shift in roster.shifts for each in shift.activities} == {"11:00"}
