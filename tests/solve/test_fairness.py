"""Among rosters of equal cost the fairer one is taken; nothing gets dearer, illegal, or different for the callers."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from scheduler.engine.compiled.warm_up import warm_up
from scheduler.roster import InstanceRef
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.hotline import volunteers

OPTIONS = Options(seconds=1, deterministic=True)
REF = InstanceRef(name="fair", sha256="", path="")


def shifts_of(plan) -> list[int]:
    warm_up()
    roster, _ = search(prepare(plan, REF), OPTIONS)
    found = Counter(each.operator for each in roster.shifts)
    return [found[each.id] for each in plan.operators]


def test_twelve_shifts_of_seven_volunteers():
    plan = volunteers([{"id": f"op{number}", "contract": "c"} for number in range(7)])
    assert sorted(shifts_of(plan)) == [1, 1, 2, 2, 2, 2, 2]


@pytest.mark.parametrize(("changes", "right"), [
    ({"operators": [{"id": "whole", "contract": "c"}, {"id": "half", "contract": "c", "share": 0.5},
                    {"id": "other", "contract": "c", "share": 0.5}]}, [6, 3, 3]),
    ({"operators": [{"id": name, "contract": "c"} for name in ("here", "there", "away")],
      "contracts": {"c": {"hours_per_week": [0, 30], "rest_hours": 11}},
      "availability": [{"operator": "away", "when": f"2026-11-{day:02d}", "kind": "unavailable"} for day in (2, 3, 4)]},
     [5, 5, 2]),
])
def test_shares_and_absences_count(changes, right):
    plan = volunteers(changes.pop("operators"), **{"contracts": {"c": {"hours_per_week": [0, 40], "rest_hours": 11}}} | changes)
    found = shifts_of(plan)
    assert sum(found) == 12
    assert max(abs(np.array(found) - right)) <= 1, found
