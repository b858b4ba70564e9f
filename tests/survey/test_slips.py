"""Numbers that look like slips, each with the path of its field; usual ones are passed over."""

from __future__ import annotations

import pytest

from scheduler.demand.demand import demand_of
from scheduler.survey.slips import slips
from tests.builders.checked import FREE
from tests.builders.surveys import FORENOON, forenoons


def found(**changes):
    instance = forenoons(1, **changes)
    return {".".join(map(str, path)): message for path, message in slips(instance, demand_of(instance))}


def test_usual_numbers_are_passed_over():
    assert not found()


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        ({"service": {"target_percent": 8}}, "service.target_percent", "8 % is unusual: mostly it is 30 to 100 %"),
        ({"service": {"answer_within_s": 2000}}, "service.answer_within_s", "2000 s is unusual"),
        ({"service": {"patience_s": 3}}, "service.patience_s", "3 s is unusual"),
        ({"service": {"min_operators": 9}}, "service.min_operators", "9 operators at any time, of 1"),
        ({"calls": {"per_day": 9, "shape": "flat", "aht_s": 4}}, "calls", "the mean handling time is 4 s"),
        ({"calls": {"per_day": 9000, "shape": "flat", "aht_s": 240}}, "calls", "are required at once, and there are 1"),
        ({"shifts": [FORENOON | {"length": {"from_minutes": 240, "to_minutes": 1200, "every_minutes": 480}}]},
         "shifts.0.length", "template forenoon: a shift of 20 h"),
        ({"breaks": {"breathers": {"minutes": 60, "count": [{"from_shift_minutes": 240, "breathers": 1}]}}},
         "breaks.breathers.minutes", "a breather of 60 min"),
        ({"contracts": {"free": {"hours_per_week": [70, 80]}}}, "contracts.free.hours_per_week", "at least 70 h in every week"),
        ({"contracts": {"free": FREE, "rare": FREE | {"cost_per_hour": 15}, "half": FREE}}, "contracts.rare.cost_per_hour",
         "15, where half of the contracts cost 1 or more"),
    ],
)
def test_a_slip_is_named_at_its_field(changes, path, said):
    told = found(**changes)
    assert said in told[path]
