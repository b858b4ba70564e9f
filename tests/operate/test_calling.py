"""Who is on standby is called in order, whatever a search has found."""

from __future__ import annotations

import pytest

from scheduler.demand.demand import demand_of
from scheduler.engine.crew import Crew
from scheduler.model.from_roster import solution_of
from scheduler.model.problem import compile_problem
from scheduler.model.published import Published
from scheduler.model.solution import cost_of, shifts_of_solution
from scheduler.operate.calling import called_in_order
from scheduler.operate.mending import Mended, Task
from tests.builders.standby import at, on_call, place

DAY = {"name": "day", "from": "07:00", "to": "20:00", "places": 2}
TEMPLATE = {"name": "day", "start": {"from": "10:00", "to": "10:00"}, "length": {"from_minutes": 240, "to_minutes": 240}}


@pytest.mark.parametrize(("away", "came", "comes"), [("", "cleo", "anna"), ("", "dora", "anna"), ("anna", "dora", "cleo")])
def test_a_shift_goes_to_the_first_on_standby_who_can(away, came, comes):
    rows = [{"operator": away, "when": "2026-12-07", "kind": "sick"}] if away else []
    plan = on_call(DAY, days=1, people=("anna", "ben", "cleo", "dora"), shifts=[TEMPLATE], availability=rows)
    places = [place(plan, "anna", 0, 1, "day"), place(plan, "cleo", 0, 2, "day")]
    published = Published.of(plan, [], plan.grid.origin, standby=places)
    problem = compile_problem(plan, demand_of(plan), published)
    start, found = (solution_of(plan, problem, shifts) for shifts in ([], [at(plan, came, 0, "10:00", 4)]))
    crew = Crew.of(problem)
    before = Mended(found, cost_of(problem, found), 0, crew.presence(found)[0])
    after = called_in_order(Task(crew, start, frozenset(), (0,), None), published.standby, before)
    assert [shift.operator for shift in shifts_of_solution(plan, problem, after.solution)] == [comes]
    assert after.cost == cost_of(problem, after.solution) < before.cost
