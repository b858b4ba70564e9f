"""A survey as a whole: what it finds of an instance, and the places it names."""

from __future__ import annotations

from scheduler.instance.origin import Origin
from scheduler.survey.survey import survey
from tests.builders.checked import FREE
from tests.builders.surveys import forenoons


def test_everything_is_found_with_the_path_of_its_field():
    """Anna is away on Tuesday, must work more than the days give, and the last hour lies within no shift."""
    found = survey(
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


def test_what_is_impossible_is_told_and_not_raised():
    found = survey(forenoons(7, contracts={"free": {"hours_per_week": [40, 40]}}), Origin("helpline", ""))
    assert [each.field for each in found.impossible] == ["operators[0].contract"]
    assert str(found).endswith("`schedule solve` refuses this until what is impossible is mended")
