"""What may be asked for: refused with column, value and what is allowed where no roster could answer."""

from __future__ import annotations

import pytest

from scheduler.operate.requests import Request, refused
from tests.builders.checked import instance


def asked(**changes):
    return Request.model_validate({"operator": "anna", "kind": "off", "date": "2026-12-08"} | changes)


@pytest.mark.parametrize(("row", "column", "told"), [
    ({"operator": "nobody"}, "operator", "found 'nobody', no operator; allowed: anna"),
    ({"kind": "shift", "template": "night"}, "template", "found 'night', no template; allowed: day"),
    ({"date": "2026-12-11"}, "date", "outside the horizon; allowed is 2026-12-07 to 2026-12-09"),
    ({"to": "2026-12-10"}, "to", "outside the horizon"),
    ({"to": "2026-12-07"}, "to", "before date"),
    ({"minutes": "45"}, "minutes", "found '45' beside kind off; allowed beside lunch"),
    ({"kind": "lunch", "start": "08:00", "minutes": 45}, "start", "found '08:00' beside kind lunch; allowed beside shift"),
    ({"kind": "lunch", "to": "2026-12-09", "minutes": 45}, "to", "allowed beside leave and off"),
    ({"kind": "shift"}, "start", "is missing; allowed with kind shift is a time"),
    ({"kind": "lunch"}, "minutes", "is missing; allowed with kind lunch is minutes"),
])
def test_what_no_roster_could_answer_is_refused(row, column, told):
    (found,) = refused(instance(horizon=3), [asked(**row)])
    assert found[:2] == (0, column)
    assert told in found[2].replace("found 45 ", "found '45' ")


def test_a_day_is_asked_of_once_and_a_name_used_once():
    plan = instance(horizon=3)
    assert not list(refused(plan, [asked(), asked(date="2026-12-09")]))
    (twice,) = refused(plan, [asked(date="2026-12-07", to="2026-12-09", kind="leave"), asked()])
    assert twice == (1, "date", "found 2026-12-08, of which anna asks in request 1, too; allowed is one a day")
    (same,) = refused(plan, [asked(id="2"), asked(date="2026-12-09")])
    assert same[:2] == (1, "id")


def test_a_request_is_told_in_words():
    assert str(asked()) == "day off on Tue 2026-12-08"
    assert str(asked(kind="leave", to="2026-12-09")) == "leave from 2026-12-08 to 2026-12-09"
    assert str(asked(kind="shift", template="day", start="08:00")) == "shift day from 08:00 on Tue 2026-12-08"
    assert str(asked(kind="lunch", minutes=45)) == "lunch of 45 min on Tue 2026-12-08"
