"""Rotations: how a pattern is written, and what it asks of whom."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from scheduler.check.facts.rotation import asked_on
from scheduler.instance.rotations import Rotation, RotationChange
from tests.builders.rotations import TEAM, TWO_WEEKS, rotating


def words(plan, operator="anna"):
    return [each and each.words for each in plan.rotation_of[operator]]


@pytest.mark.parametrize("weeks", [
    ["EEEEE--", "LLLLL--"], ["EEEEE --", "L,late,L,L,L,off,-"], [["E"] * 5 + ["off"] * 2, ["late"] * 5 + ["-"] * 2],
    "EEEEE--|LLLLL--",
])
def test_a_week_is_written_in_letters_or_in_words_and_read_back(weeks):
    rotation = Rotation(**TWO_WEEKS | {"weeks": weeks})
    assert [rotation.asks(dt.date(2026, 12, day), 0) for day in (7, 12, 14, 20, 21)] == [
        ("early",), ("off",), ("late",), ("off",), ("early",)]
    assert Rotation(**rotation.as_written()) == rotation


def test_everybody_is_as_far_ahead_as_their_offset_says():
    plan = rotating(8, {"offsets": {"blue": 1, "ben": 0}})
    assert words(plan) == ["late"] * 5 + ["off"] * 2 + ["early"]
    assert words(plan, "ben") == ["early"] * 5 + ["off"] * 2 + ["late"]
    assert rotating(8, {"offsets": "in_turn"}).rotation_of["ben"] == plan.rotation_of["anna"]


@pytest.mark.parametrize(("who", "order"), [
    ({"operators": ["carl", "anna"]}, "carl anna"), ({"team": ["red", "blue"]}, "ben anna carl"), ({}, "anna ben carl"),
    ({"team": ["red", "blue"], "operators": ["carl", "ben"]}, "carl ben"), ({"team": "blue"}, "anna carl"),
])
def test_in_turn_is_the_order_in_which_they_are_written(who, order):
    plan = rotating(1, {"days": "EL*", "weeks": (), "who": who, "offsets": "in_turn"}, operators=[
        *TEAM, {"id": "carl", "contract": "free", "team": "blue"}])
    assert list(plan.rotation_of) == order.split()
    assert [each[0] and each[0].words for each in plan.rotation_of.values()] == ["early", "late", None][:len(order.split())]
    asked = {each.id: asked_on(plan, plan.rotations[0], each, 0) for each in plan.operators if each.id in order.split()}
    assert [asked[name] for name in order.split()] == [("early",), ("late",), ("any",)][:len(asked)]


def test_a_letter_may_stand_for_a_sign():
    plan = rotating(4, {"weeks": ["ABCD---"], "letters": {"A": "+", "B": "*", "C": "early/-", "D": "-"}})
    assert words(plan) == ["work", None, "early or off", "off"]
    assert [asked_on(plan, plan.rotations[0], plan.operators[0], day) for day in range(4)] == [
        ("work",), ("any",), ("early", "off"), ("off",)]


def test_a_pattern_of_days_goes_round_in_days():
    plan = rotating(5, {"weeks": (), "days": "EL--", "offsets": {"anna": 0, "ben": 1}})
    assert words(plan) == ["early", "late", "off", "off", "early"]
    assert words(plan, "ben") == ["late", "off", "off", "early", "late"]
    single = Rotation(days=["early"], starts=dt.date(2026, 12, 7))
    assert Rotation(**single.as_written()) == single


def test_nothing_is_asked_before_it_starts_and_after_it_ends_and_where_anything_goes():
    plan = rotating(5, {"weeks": ["E*+EE--"], "starts": "2026-12-08", "ends": "2026-12-10"})
    assert words(plan) == [None, "early", None, "work", None]
    assert plan.rotation_of["anna"][3].templates == {"early", "late"}


def test_a_change_of_the_operator_goes_before_that_of_the_team():
    changes = [{"team": "blue", "when": "2026-12-08..2026-12-10", "shift": "late"},
               {"operator": "anna", "when": "2026-12-09", "shift": "early/off", "note": "course"}]
    plan = rotating(4, rotation_changes=changes)
    assert words(plan) == ["early", "late", "early or off", "late"]
    assert words(plan, "ben") == ["early"] * 4


@pytest.mark.parametrize(("changes", "message"), [
    ({"weeks": ["EEEEE-"]}, "week 1 has 6 days; allowed are 7, or a pattern of another length in `days`"),
    ({"days": "EE--"}, "both stand here, and days; allowed is one of the two"),
    ({"weeks": []}, "both are missing"),
    ({"weeks": [["early", ""] * 4]}, "allowed is the name of a template, off, work, any"),
    ({"ends": "2026-12-01"}, "ends: found 2026-12-01, before it starts"),
    ({"offsets": {"blue": 2}}, "found 2 for 'blue', of a pattern of 2 weeks; allowed are 0 to 1"),
    ({"letters": {"EE": "early"}}, "at most 1 character"),
    ({"weeks": [1234567]}, "allowed are letters"),
])
def test_a_rotation_that_is_none(changes, message):
    with pytest.raises(ValidationError, match="(?s)" + message.replace("(", r"\(")):
        Rotation(**TWO_WEEKS | changes)


@pytest.mark.parametrize("row", [{}, {"operator": "anna", "team": "blue"}])
def test_a_change_is_for_one_operator_or_one_team(row):
    with pytest.raises(ValidationError, match="allowed is one of the two"):
        RotationChange(**row, when="2026-12-08", shift="off")
