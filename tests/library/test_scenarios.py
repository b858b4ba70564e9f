"""Scenarios side by side: each is right by itself, and its figures are bounded."""

from __future__ import annotations

import pytest

import scheduler
from scheduler.demand.demand import demand_of
from scheduler.errors import InputError
from scheduler.survey.needs import least_people, least_short_hours
from scheduler.survey.reach import Team
from tests.builders.published import days_of

EXACT = {"seconds": 0.1, "deterministic": True}


@pytest.fixture(scope="module")
def answers():
    asked = {"scenarios": [{"calls_times": [1.0, 2.0]}, {"name": "impossible", "set": {"service.min_operators": {"hard": 9}}}]}
    return scheduler.what_if(days_of("2026-12-07", 1), asked, **EXACT)


def test_each_roster_is_that_of_its_hotline_solved_alone(answers):
    alone = scheduler.solve(days_of("2026-12-07", 1), workers=1, **EXACT)
    first = answers.results["as it is"]
    assert (first.cost, first.bound, first.roster.shifts) == (alone.cost, alone.bound, alone.roster.shifts)
    for result in answers.results.values():
        assert not scheduler.check(result.instance, result)


def test_figures_lie_within_their_bounds(answers):
    table = answers.table
    assert list(table.index) == ["as it is", "calls × 1", "calls × 2"]
    assert (table["bound"] <= table["cost"]).all()
    assert (table["least_short_hours"] <= table["short_hours"]).all()
    assert (table["working"] <= table["people"]).all()
    assert table["cost"]["calls × 2"] > table["cost"]["as it is"] == table["cost"]["calls × 1"]
    assert table["least_people"]["calls × 2"] > table["least_people"]["as it is"]


def test_a_scenario_without_a_roster_says_why_and_the_others_are_there(answers):
    assert (answers.answers[-1].name, answers.answers[-1].exit_code) == ("impossible", 3)
    assert "impossible: " in str(answers)
    assert "the same" in str(answers)


def test_a_scenario_that_is_no_hotline_is_told_with_its_name():
    with pytest.raises(InputError, match=r"target_percent.*scenario 'dear'"):
        scheduler.what_if(days_of("2026-12-07", 1), {"scenarios": [{"name": "dear", "set": {"service.target_percent": 180}}]})


def test_hours_and_people_that_no_roster_does_without():
    one = days_of("2026-12-07", 1).with_(operators=[{"id": "a", "contract": "day"}])
    team = Team(one, demand_of(one))
    required = team.own_required.sum() * one.grid.cell_minutes / 60
    assert required - 9 < least_short_hours(team) < required
    assert least_people(team) >= team.own_required.max()
