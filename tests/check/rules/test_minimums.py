"""`minimums` from plain times: by skill, weekday and time of the day, hard or priced."""

from __future__ import annotations

from scheduler.check.rules import minimums
from tests.builders.checked import day, instance, shift
from tests.builders.derived import costs_of

TEAM = [{"id": "anna", "contract": "free", "skills": ["old"]}, {"id": "ben", "contract": "free"}]


def plan(**minimum):
    return instance(operators=TEAM, horizon=2, hours={"weekly": {"mon-sun": ["08:00-20:00"]}}, service={"minimums": [minimum]},
                    calls={"per_day": 0, "aht_s": 60})


def amounts(instance, *shifts):
    return [(each.amount, str(each)) for each in minimums.check(instance, shifts)]


def test_a_hard_minimum_holds_in_its_window_on_its_days():
    window = {"days": "mon", "from": "10:00", "to": "12:00", "skill": "old"}
    hard = plan(operators={"hard": 1}, **window)
    ((missing, text),) = amounts(hard, shift(hard, day(0), 240, (), operator="ben"))
    assert missing == 1
    assert "2026-12-07 10:00-2026-12-07 12:00: 0 operators on the phone with skill 'old'" in text or "10:00-12:00" in text
    assert not amounts(hard, shift(hard, day(0, "10:00"), 120, (), operator="anna"))
    assert amounts(hard, shift(hard, day(0, "10:00"), 105, (), operator="anna"))


def test_one_that_is_not_hard_has_a_price():
    soft = plan(operators=2, **{"from": "10:00", "to": "12:00"})
    shifts = [shift(soft, day(0, "10:00"), 120, (), operator="ben")]
    assert not amounts(soft, *shifts)
    term = costs_of(soft, shifts).terms["minimums"]
    assert (term.amount, term.cost, term.unit) == (2 + 4, 6 * 36, "operator-hours")


def test_a_window_past_midnight_belongs_to_the_day_on_which_it_begins():
    late = instance(operators=TEAM, horizon=2, hours={"always": True}, calls={"per_day": 0, "aht_s": 60}, service={"minimums": [
        {"operators": 1, "days": "mon", "from": "22:00", "to": "02:00"}]})
    assert costs_of(late, []).terms["minimums"].amount == 4


def test_a_window_off_the_grid_is_widened_to_whole_cells():
    odd, wide = (plan(operators=2, **{"from": start, "to": end}) for start, end in (("10:07", "11:08"), ("10:00", "11:15")))
    assert odd.grid.cell_minutes == 15
    assert costs_of(odd, []).terms["minimums"] == costs_of(wide, []).terms["minimums"]
    assert costs_of(odd, []).terms["minimums"].amount == 2 * 2 * 1.25
