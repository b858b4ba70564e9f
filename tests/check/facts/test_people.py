"""Whom a rule names: all of what it says must hold."""

from __future__ import annotations

import pytest

from scheduler.check.facts.people import ids_of
from scheduler.instance.together import People
from tests.builders.checked import instance

TEAM = [{"id": "anna", "contract": "free", "team": "blue", "skills": ["senior"]},
        {"id": "ben", "contract": "free", "team": "blue"},
        {"id": "carl", "contract": "free", "skills": ["senior", "night"]}]


@pytest.mark.parametrize(("who", "ids"), [
    ({}, "anna ben carl"), ({"team": "blue"}, "anna ben"), ({"skill": ["senior", "day"]}, "anna carl"),
    ({"team": "blue", "skill": "senior"}, "anna"), ({"contract": "free", "operators": ["ben", "carl"]}, "ben carl"),
    ({"team": "blue", "operators": "carl"}, "")])
def test_all_that_is_said_must_hold(who, ids):
    assert ids_of(instance(operators=TEAM), People.model_validate(who)) == set(ids.split())
