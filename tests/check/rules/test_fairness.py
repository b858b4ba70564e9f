"""`fairness`: the checker prices what operators have by itself."""

from __future__ import annotations

from tests.builders.checked import shift, with_forecast
from tests.builders.derived import costs_of

PEOPLE = [{"id": "anna", "contract": "free"}, {"id": "ben", "contract": "free", "share": 0.5}]
NIGHTS = {"nights": {"from": "22:00", "to": "06:00", "minutes": 60}, "hours": {"always": True}}


def plan(**changes):
    return with_forecast({"operators": PEOPLE, "horizon": {"start": "2026-12-07", "days": 7}} | NIGHTS | changes)


def roster(of):
    return [shift(of, "2026-12-07T08:00", 240), shift(of, "2026-12-12T08:00", 240), shift(of, "2026-12-13T22:00", 240),
            shift(of, "2026-12-08T22:00", 240, operator="ben")]


def test_the_price():
    priced = plan(objective={"fairness": {"shifts": 2, "weekends": 10}})
    (term,) = [part for part in costs_of(priced, roster(priced)).parts if part.name == "fairness"]
    assert term.term.cost == (2 + 4 + 6) + 4 + 10, "anna's three shifts, ben's one at half a share, anna's weekend"
    assert "fairness" not in costs_of(plan(), roster(plan())).terms
