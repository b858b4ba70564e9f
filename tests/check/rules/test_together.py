"""`together` from plain times: how many are there at once, and who is there with whom; hard, or at a price."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.check.rules import together
from tests.builders.checked import day, instance, shift
from tests.builders.derived import costs_of

TEAM = [{"id": "anna", "contract": "free", "skills": ["old"], "team": "blue"},
        {"id": "ben", "contract": "free", "team": "blue"}, {"id": "carl", "contract": "free", "skills": ["new"]}]
BREATHER, LUNCH = ("breather", 120, 15), ("lunch", 180, 30)


def plan(*rules: dict[str, Any], **topics: Any):
    return instance(**{"operators": TEAM, "horizon": 2, "hours": {"weekly": {"mon": ["08:00-20:00"]}}, "together": list(rules),
                       "calls": {"per_day": 0, "aht_s": 60}} | topics)


def broken(hotline, *shifts):
    return [(each.amount, each.message[:33]) for each in together.check(hotline, shifts)]


def worked(hotline, who: str, start: str = "10:00", minutes: int = 240, *breaks):
    return shift(hotline, day(0, start), minutes, breaks, operator=who)


def test_at_least_so_many_are_there_in_open_cells_of_the_window():
    hotline = plan({"rule": "least", "number": 1, "who": {"skill": "old"}, "from": "10:00", "to": "14:00"})
    assert not broken(hotline, worked(hotline, "anna", "10:00", 240, BREATHER))
    assert broken(hotline, worked(hotline, "anna", "10:00", 225), worked(hotline, "ben")) == [
        (1, "2026-12-07 13:45-2026-12-07 14:00")]


def test_who_counts_on_the_phone_is_missing_during_a_break():
    hotline = plan({"rule": "least", "number": 1, "counts": "on_phone", "from": "10:00", "to": "14:00"})
    assert broken(hotline, worked(hotline, "anna", "10:00", 240, BREATHER)) == [(1, "2026-12-07 12:00-2026-12-07 12:15")]


def test_no_more_than_so_many_are_in_a_break_or_at_lunch():
    away = plan({"rule": "most", "number": 1, "counts": "on_break"})
    lunch = plan({"rule": "most", "number": 0, "counts": "at_lunch", "who": {"team": "blue"}})
    shifts = [worked(away, who, "10:00", 240, BREATHER, LUNCH) for who in ("anna", "carl")]
    assert broken(away, *shifts) == [(1, "2026-12-07 12:00-2026-12-07 12:15"), (1, "2026-12-07 13:00-2026-12-07 13:30")]
    assert not broken(away, *shifts[:1])
    assert broken(lunch, *shifts) == [(1, "2026-12-07 13:00-2026-12-07 13:30")]


def test_so_many_have_somebody_beside_them_and_no_more():
    one = {"rule": "beside", "who": {"operators": ["ben", "carl", "anna"]}, "beside": {"skill": "old"}}
    shifts = [worked(plan(one), who) for who in ("anna", "ben", "carl")]
    assert broken(plan(one), *shifts) == [(1, "2026-12-07 10:00-2026-12-07 14:00")]
    assert not broken(plan(one | {"each": 2}), *shifts)
    assert not broken(plan(one), *shifts[:2])
    assert broken(plan(one), shifts[1])


@pytest.mark.parametrize(("rule", "both", "one"), [("apart", True, False), ("together", False, True)])
def test_a_pair_never_meets_or_always_does(rule, both, one):
    hotline = plan({"rule": rule, "who": {"operators": ["anna", "ben"]}})
    shifts = [worked(hotline, who) for who in ("anna", "ben", "carl")]
    assert bool(broken(hotline, *shifts)) == both
    assert bool(broken(hotline, *shifts[1:])) == one
    assert not broken(hotline, shifts[2])
    later = worked(hotline, "ben", "14:00")
    assert bool(broken(hotline, shifts[0], later)) == one


def test_a_team_has_lunch_together():
    hotline = plan({"rule": "lunch_together", "who": {"team": "blue"}})
    lunch = [worked(hotline, who, "10:00", 240, LUNCH) for who in ("anna", "ben")]
    assert not broken(hotline, *lunch, worked(hotline, "carl"))
    assert broken(hotline, lunch[0], worked(hotline, "ben")) == [(1, "2026-12-07 13:00-2026-12-07 13:30")]
    assert not broken(hotline, lunch[0], worked(hotline, "ben", "13:30"))


def test_what_has_a_price_is_a_term_and_no_violation():
    hotline = plan({"rule": "least", "number": 2, "from": "10:00", "to": "14:00", "price_per_hour": 7.5},
                   {"rule": "most", "number": 0, "counts": "on_break", "price_per_hour": 4})
    shifts = [worked(hotline, "anna", "10:00", 240, BREATHER)]
    assert not broken(hotline, *shifts)
    term = costs_of(hotline, shifts).terms["together"]
    assert (term.amount, term.cost, term.unit) == (4.25, 4 * 7.5 + 1, "operator-hours")
    assert "together" not in costs_of(plan({"rule": "apart", "who": {"team": "blue"}}), shifts).terms


def test_a_window_past_midnight_belongs_to_the_day_on_which_it_begins_and_the_last_night_counts():
    hotline = plan({"rule": "least", "number": 1, "days": "tue", "from": "22:00", "to": "02:00"}, hours={
        "weekly": {"mon-sun": ["20:00-03:00"]}})
    assert broken(hotline) == [(1, "2026-12-08 22:00-2026-12-09 02:00")]
