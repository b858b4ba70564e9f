"""`rotation` from plain times: days that are not as the pattern asks, and what they cost."""

from __future__ import annotations

import pytest

from scheduler.check.rules import rotation
from tests.builders.checked import day, shift
from tests.builders.derived import costs_of
from tests.builders.rotations import EARLY, LATE, rotating


def broken(plan, worked, who="anna"):
    """Messages about one person who works early and late shifts on days given by their letters, ``.`` for a day off."""
    shifts = [shift(plan, day(number, "08:00" if letter == "E" else "16:00"), 240, operator=who)
              for number, letter in enumerate(worked) if letter != "."]
    return [each.message for each in rotation.check(plan, shifts) if each.message.startswith(who)]


def test_each_day_that_is_not_as_the_pattern_asks():
    plan = rotating(9, {"name": "two shifts", "offsets": "in_turn"})
    assert not broken(plan, "EEEEE..LL")
    assert not broken(plan, "LLLLL..EE", "ben")
    assert broken(plan, "ELEE...L.") == [
        "anna works on 2026-12-08, where 'two shifts' has early", "anna is off on 2026-12-11, where 'two shifts' has early",
        "anna is off on 2026-12-15, where 'two shifts' has late"]


@pytest.mark.parametrize(("row", "worked"), [
    ({"when": "2026-12-08", "kind": "sick"}, "E.EEE.."),
    ({"when": "tue", "kind": "unavailable", "from": "08:30", "to": "09:00"}, "E.EEE.."),
    ({"when": "mon,wed-sun", "kind": "only"}, "E.EEE.."), ({"when": "2026-12-12", "kind": "pinned"}, "EEEEEL."),
    ({"when": "2026-12-08", "kind": "pinned", "from": "16:00", "to": "20:00"}, "ELEEE.."),
])
def test_what_goes_before_the_pattern(row, worked):
    assert not broken(rotating(7, availability=[row | {"operator": "anna"}]), worked)
    assert broken(rotating(7), worked)


def test_closed_days_ends_and_changes():
    hours = {"weekly": {"mon-sun": ["08:00-20:00"]}, "exceptions": {"2026-12-08": []}}
    plan = rotating(7, {"ends": "2026-12-10"}, hours=hours, rotation_changes=[
        {"team": "blue", "when": "wed", "shift": "late/off"}, {"operator": "anna", "when": "2026-12-10", "shift": "work"}])
    assert not broken(plan, "E.LE.EE")
    assert not broken(plan, "E..L.EE")
    assert broken(plan, "E.E..EE") == ["anna works on 2026-12-09, where 'the rotation' has late or off",
                                       "anna is off on 2026-12-10, where 'the rotation' has work"]


def test_hours_of_the_night_before_reach_a_shift():
    """What is open past midnight is open for an early shift of the next day, too."""
    hours = {"weekly": {"mon": ["22:00-12:00"]}}
    plan = rotating(2, {"weeks": ["*E**---"]}, hours=hours, shifts=[EARLY, LATE])
    assert broken(plan, "..") == ["anna is off on 2026-12-08, where 'the rotation' has early"]


def test_a_price_takes_the_place_of_the_rule():
    plan = rotating(7, {"price_per_day": 1.25})
    assert not broken(plan, "LLL....")
    worked = [shift(plan, day(number), 240, operator=who) for who in ("anna", "ben") for number in (1, 2, 3, 4, 6)]
    assert costs_of(plan, worked).terms["rotation"].cost == 5
    assert "rotation" not in costs_of(rotating(7), worked).terms
