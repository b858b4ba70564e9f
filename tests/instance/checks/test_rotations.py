"""Rotations name templates and people that there are, and nobody has two."""

from __future__ import annotations

import pytest

from scheduler.check.facts.rotation import asked_on
from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.checks.notes import notes
from tests.builders.hotline import FREE
from tests.builders.rotations import EARLY, LATE, TEAM, TWO_WEEKS, rotating

OTHER = {"contracts": {"free": FREE | {"shifts": ["early"]}}}


def faults(plan):
    return [(path, message) for path, message in cross_faults(plan) if path[0] != "calls"]


@pytest.mark.parametrize(("rotation", "place", "message"), [
    ({"weeks": ["EEXEE--"]}, ("weeks", 0, 2), "unknown letter 'X'; allowed: E, L, -, +, *, or say in `letters` what it stands "
                                              "for, such as letters: {X: early}"),
    ({"weeks": ["early,erly,E,E,E,-,-"]}, ("weeks", 0, 1),
     "unknown shift 'erly'; allowed: any, early, late, off, work; did you mean early?"),
    ({"letters": {"E": "early", "L": "lat"}}, ("letters", "L"),
     "unknown shift 'lat'; allowed: any, early, late, off, work; did you mean late?"),
    ({"who": {"team": "blu"}}, ("who", "team"), "unknown team 'blu'; allowed: blue, red; did you mean blue?"),
    ({"offsets": {}}, ("offsets",), "says nothing of anybody; needed is an offset for each of `who`, or their team"),
    ({"offsets": {"blue": 1, "red": 0, "green": 1}}, ("offsets", "green"),
     "unknown operator or team 'green'; allowed: anna, ben, blue, red; did you mean red?"),
])
def test_names_of_a_rotation_are_known(rotation, place, message):
    found = faults(rotating(rotation=rotation))
    assert (("rotations", 0, *place), message) in found
    assert len({path for path, _ in found}) == 1


def test_whoever_has_no_offset_is_outside_the_rotation_with_a_word_on_it():
    plan = rotating(1, {"offsets": {"blue": 1}})
    assert not faults(plan)
    assert list(plan.rotation_of) == ["anna"]
    assert asked_on(plan, plan.rotations[0], plan.operators[0], 0) == ("late",)
    assert not asked_on(plan, plan.rotations[0], plan.operators[1], 0)
    assert [message for path, message in notes(plan) if path == ("rotations", 0, "offsets")] == [
        "nothing is said of ben (team red), who is outside the rotation and may work any shift; write an offset, or of their "
        "team, if that is not meant"]


def test_a_day_asks_for_a_shift_that_starts_then_and_that_the_contract_allows():
    (_, weekday), *_ = faults(rotating(rotation={"weeks": ["EEEEEE-"]}, shifts=[EARLY | {"days": "mon-fri"}, LATE]))
    assert weekday == "found early on sat, a day on which no shift of it starts; allowed are others, and off"
    found = faults(rotating(**OTHER))
    assert (("rotations", 0, "weeks", 1, 0), "found late; anna has contract 'free', which allows early") in found
    assert not faults(rotating(rotation={"weeks": ["E,early/late,E,E,E,-,-"]}, **OTHER))


def test_templates_are_not_called_as_the_words_of_a_pattern():
    found = faults(rotating(shifts=[EARLY, LATE, EARLY | {"name": "off"}]))
    assert [path for path, _ in found] == [("shifts", 2, "name")]


def test_nobody_is_in_two_rotations_at_once():
    both = [TWO_WEEKS | {"name": "old"}, TWO_WEEKS | {"who": {"team": "red"}, "starts": "2026-12-21"}]
    assert faults(rotating(rotations=both)) == [
        (("rotations", 1, "who"), "ben is in rotation old at the same time; allowed is one, or `ends` in the earlier one")]
    assert not faults(rotating(rotations=[both[0] | {"ends": "2026-12-20"}, both[1]]))


@pytest.mark.parametrize(("changes", "place", "message"), [
    ([{"operator": "carl", "when": "mon", "shift": "off"}], (0, "operator"), "unknown operator 'carl'; allowed: anna, ben"),
    ([{"operator": "ben", "when": "mon", "shift": "off"}], (0, "operator"),
     "found 'ben', who is in no rotation; allowed is somebody in one"),
    ([{"team": "blue", "when": "mon", "shift": "erly"}], (0, "shift"),
     "unknown shift 'erly'; allowed: any, early, late, off, work; did you mean early?"),
    ([{"team": "blue", "when": when, "shift": shift} for when, shift in (("2026-12-08", "off"), ("tue", "late"))], (1, "when"),
     "blue has another change on 2026-12-08; allowed is one a day"),
])
def test_changes_are_of_somebody_in_a_rotation_and_one_a_day(changes, place, message):
    plan = rotating(rotation={"who": {"team": "blue"}}, rotation_changes=changes)
    assert faults(plan) == [(("rotation_changes", *place), message)]


def test_a_name_of_a_team_and_an_operator_is_ambiguous():
    team = [*TEAM, {"id": "blue", "contract": "free"}]
    found = faults(rotating(operators=team, rotation={"offsets": {"blue": 1, "red": 0}}))
    assert (("rotations", 0, "offsets", "blue"), "found 'blue', an operator and a team; allowed is a name of one of the two"
            ) in found
