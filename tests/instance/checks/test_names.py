"""Whoever is named in full where a short name stands is met with the short name, wherever people are named."""

from __future__ import annotations

import pytest

from scheduler.instance.checks.cross import cross_faults
from tests.builders.standby import NIGHT, on_call

PEOPLE = [{"id": "a1", "name": "Hanna Groß", "contract": "c"}, {"id": "hanna", "contract": "free"},
          {"id": "ben", "contract": "c"}]
NAMED = "hanna groß"
ROTATION = {"weeks": ["-------"], "starts": "2026-12-07", "offsets": {"a1": 0}}


@pytest.mark.parametrize(("changes", "path"), [
    ({"standby": [NIGHT | {"who": {"operators": NAMED}}]}, ("standby", 0, "who", "operators")),
    ({"together": [{"rule": "apart", "who": {"operators": ["ben", NAMED]}}]}, ("together", 0, "who", "operators")),
    ({"activities": [{"name": "talk", "minutes": 60, "who": {"operators": NAMED}}]}, ("activities", 0, "who", "operators")),
    ({"activities": [{"name": "talk", "minutes": 60, "at": "10:00", "facilitator": NAMED}]}, ("activities", 0, "facilitator")),
    ({"deferrable": [{"name": "e-mail", "aht_s": 300, "per_day": 9, "within_hours": 24, "who": {"operators": NAMED}}]},
     ("deferrable", 0, "who", "operators")),
    ({"rotations": [ROTATION | {"offsets": {"a1": 0, NAMED: 0}}]}, ("rotations", 0, "offsets", NAMED)),
    ({"rotations": [ROTATION], "rotation_changes": [{"operator": NAMED, "when": "2026-12-07", "shift": "off"}]},
     ("rotation_changes", 0, "operator")),
    ({"availability": [{"operator": NAMED, "when": "mon", "kind": "avoid"}]}, ("availability", 0, "operator")),
])
def test_a_full_name_is_met_with_the_short_one(changes, path):
    found = dict(cross_faults(on_call(operators=PEOPLE, **changes)))
    assert found[path].endswith("did you mean a1?")
