"""People who are hardly of use, and why."""

from __future__ import annotations

import pytest

from scheduler.survey.people import barely_used
from tests.builders.surveys import team


@pytest.mark.parametrize(
    ("availability", "hours", "why"),
    [
        ([("mon", "unavailable")], None, None),
        ([("mon", "only")], 4, "is there at few of the open hours"),
        ([("mon-sun", "unavailable")], 0, "no shift is left to them"),
    ],
)
def test_few_hours_of_what_the_contract_allows(availability, hours, why):
    rows = [{"operator": "anna", "when": when, "kind": kind} for when, kind in availability]
    found = [(each.useful_hours, each.contract_hours, each.why) for each in barely_used(team(availability=rows))]
    assert found == ([] if why is None else [(hours, 28, why)])


def test_somebody_who_answers_nothing():
    people = [{"id": "anna", "contract": "free", "skills": ["sales"]}, {"id": "ben", "contract": "free"}]
    calls = [{"start": f"2026-12-07T{hour:02d}:00", "calls": 1, "aht_s": 60, "queue": "sales"} for hour in range(8, 12)]
    found, = barely_used(team(1, service={"queues": {"sales": {}}}, operators=people, calls={"forecast": calls}))
    assert (found.operator, found.why, found.useful_hours) == ("ben", "answers no queue", 0)
