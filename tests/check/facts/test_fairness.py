"""What operators have of shifts, nights and weekends, and what they owe: counted by the checker alone."""

from __future__ import annotations

from scheduler.check.facts.fairness import counts, had_more, shares
from tests.builders.uneven import plan, roster


def test_what_operators_have():
    assert counts(plan(), roster(plan())) == {"anna": {"shifts": 3, "nights": 1, "weekends": 1},
                                              "ben": {"shifts": 1, "nights": 1, "weekends": 0}}


def test_what_they_owe():
    assert shares(plan()) == {"anna": 1, "ben": 0.5}
    away = plan(availability=[{"operator": "anna", "when": f"2026-12-{day:02d}", "kind": "leave"} for day in range(7, 14)])
    assert shares(away)["ben"] == 1, "who is away all the time owes next to nothing"


def test_what_they_had_more():
    ledger = [{"operator": "anna", "nights": 5}, {"operator": "ben", "nights": 1}]
    assert had_more(plan(ledger=ledger), "nights") == {"anna": 3, "ben": 0}
