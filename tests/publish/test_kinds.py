"""Kinds of shifts: a letter and a colour for each."""

from __future__ import annotations

import pytest

from scheduler.publish.kinds import Kinds
from tests.builders.checked import instance, shift
from tests.builders.hotline import AT_EIGHT


def template(name: str, first: str, last: str) -> dict[str, object]:
    return {"name": name, "start": {"from": first, "to": last}, "length": {"from_minutes": 240, "to_minutes": 600}}


@pytest.mark.parametrize(("start", "letter"), [("05:00", "E"), ("08:45", "E"), ("09:00", "D"), ("12:00", "L"), ("20:00", "N"),
                                               ("00:30", "N"), ("04:45", "N")])
def test_one_template_is_told_apart_by_when_shifts_start(start, letter):
    starts = {"from": "00:00", "to": "23:45", "every_minutes": 15}
    plan = instance(hours={"always": True}, shifts=[AT_EIGHT | {"start": starts}])
    assert Kinds(plan).of(shift(plan, f"2026-12-07T{start}", 240)).letter == letter


def test_templates_have_letters_of_their_own_in_the_order_of_a_day():
    plan = instance(hours={"always": True}, shifts=[
        template("midnight", "00:00", "00:00"), template("late", "14:00", "16:00"), template("morning", "06:00", "08:00"),
        template("long", "08:30", "09:00")])
    kinds = Kinds(plan)
    assert [(kind.letter, kind.name, kind.when, kind.tone) for kind in kinds.all] == [
        ("M", "morning", "06:00–08:00", 0), ("L", "long", "08:30–09:00", 1), ("A", "late", "14:00–16:00", 2),
        ("I", "midnight", "00:00", 3)]
    assert kinds.of(shift(plan, "2026-12-07T14:30", 240)).name == "late"
    assert kinds.of(shift(plan, "2026-12-07T17:00", 240)).name == "late", "it fits none; the last that begins before it"
    assert kinds.of(shift(plan, "2026-12-07T00:00", 240)).name == "midnight"
    assert [kind.name for kind in kinds.used([shift(plan, "2026-12-07T00:00", 240)])] == ["midnight"]


def test_very_many_templates_are_told_apart_by_the_clock():
    plan = instance(shifts=[template(f"t{number}", "08:00", "08:00") for number in range(7)])
    assert [kind.letter for kind in Kinds(plan).all] == ["E", "D", "L", "N"]
