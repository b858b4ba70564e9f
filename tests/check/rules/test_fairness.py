"""`fairness`: the checker prices what operators have by itself."""

from __future__ import annotations

from tests.builders.derived import costs_of
from tests.builders.uneven import plan, roster


def test_the_price():
    priced = plan(objective={"fairness": {"shifts": 2, "weekends": 10}})
    (term,) = [part for part in costs_of(priced, roster(priced)).parts if part.name == "fairness"]
    assert term.term.cost == (2 + 4 + 6) + 4 + 10, "anna's three shifts, ben's one at half a share, anna's weekend"
    assert "fairness" not in costs_of(plan(), roster(plan())).terms
