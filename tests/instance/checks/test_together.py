"""Rules of people together name somebody, and as many as they need."""

from __future__ import annotations

import pytest

from scheduler.instance.checks.cross import cross_faults

TEAM = [{"id": "anna", "contract": "full", "team": "blue", "skills": ["old"]}, {"id": "ben", "contract": "full", "team": "red"}]


@pytest.mark.parametrize(("rule", "place", "message"), [
    ({"rule": "most", "number": 1, "who": {"team": "blu"}}, ("who", "team"),
     "unknown team 'blu'; allowed: blue, red; did you mean blue?"),
    ({"rule": "beside", "who": {"skill": "old"}, "beside": {"operators": "anna|bern"}}, ("beside", "operators"),
     "unknown operator 'bern'; allowed: anna, ben; did you mean ben?"),
    ({"rule": "least", "number": 1, "who": {"team": "red", "skill": "old"}}, ("who",),
     "names nobody: no operator is all of this; needed is at least one"),
    ({"rule": "apart", "who": {"team": ["blue"]}}, ("who",), "names one operator; rule apart needs two at least"),
    ({"rule": "least", "number": 3}, ("number",),
     "found 3, of 2 whom the rule speaks of; allowed are at most 2, or a price_per_hour for who is missing"),
])
def test_whom_a_rule_names_is_there(build, rule, place, message):
    assert list(cross_faults(build(operators=TEAM, together=[rule]))) == [(("together", 0, *place), message)]


def test_rules_of_known_people_are_sound(build):
    rules = [{"rule": "least", "number": 3, "price_per_hour": 5}, {"rule": "together", "who": {"operators": ["anna", "ben"]}}]
    assert not list(cross_faults(build(operators=TEAM, together=rules)))
