"""A survey as a whole: what it finds of an instance, and the places it names."""

from __future__ import annotations

import pytest

from scheduler.demand.demand import demand_of
from scheduler.instance.instance import Instance
from scheduler.instance.origin import Origin
from scheduler.survey.survey import Survey, survey
from tests.builders.checked import FREE
from tests.builders.plans import HOURLY
from tests.builders.surveys import forenoons


def surveyed(instance: Instance, origin: Origin) -> Survey:
    return survey(instance, origin, demand_of(instance))


def test_everything_is_found_with_the_path_of_its_field():
    """Anna is away on Tuesday, must work more than the days give, and the last hour lies within no shift."""
    found = surveyed(
        forenoons(2, hours={"weekly": {"mon-sun": ["08:00-13:00"]}}, service={"target_percent": 8, "min_operators": 1},
                  availability=[{"operator": "anna", "when": "tue", "kind": "unavailable"}] * 2,
                  contracts={"free": FREE | {"rest_hours": 11}}),
        Origin("helpline", "", place_of=lambda path: f"<{path[0]}>"))
    assert (found.name, found.operators, found.days, found.open_hours, round(found.calls, 6)) == ("helpline", 1, 2, 10, 2)
    assert [str(each) for each in found.slips] == [
        "<service>: service.target_percent: 8 % is unusual: mostly it is 30 to 100 %"]
    assert [each.field for each in found.lacks] == ["hours"]
    assert [each.start.day for each in found.away] == [8]
    assert [each.field for each in found.notes] == ["availability[1]"]
    assert not found.impossible


@pytest.mark.parametrize(("changes", "field", "said"), [
    ({"hotline": HOURLY | {"seats": 1}, "operators": 3, "contracts": {"free": {"hours_per_week": [16, 28]}}}, "hotline.seats",
     "put at least 48.0 h on the phone, and with at most 1 at once"),
    ({"hotline": HOURLY | {"lines": 1}, "operators": 2, "contracts": {"free": {"hours_per_week": [20, 28]}}}, "hotline.lines",
     "put at least 40.0 h on the phone, and with at most 1 at once"),
    ({"service": {"min_operators": {"hard": 2}}}, "service", "a hard minimum asks for 2 operators"),
])
def test_what_seats_and_hard_minimums_make_impossible_is_told_as_solve_would_refuse_it(changes, field, said):
    found = surveyed(forenoons(7, **changes), Origin("helpline", ""))
    assert [each.field for each in found.impossible] == [field]
    assert said in found.impossible[0].message


def test_what_is_impossible_is_told_and_not_raised():
    found = surveyed(forenoons(7, contracts={"free": {"hours_per_week": [40, 40]}}), Origin("helpline", ""))
    assert [each.field for each in found.impossible] == ["operators[0].contract"]
    assert str(found).endswith("`schedule solve` refuses this until what is impossible is mended")
