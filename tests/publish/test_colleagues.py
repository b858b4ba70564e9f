"""Who is named beside a shift: those who work at the same time, up to a dozen."""

from __future__ import annotations

from scheduler.publish.colleagues import Colleagues, without_names
from scheduler.publish.view import RosterView
from tests.builders.examples import by_hand, make_shift


def test_of_many_colleagues_some_are_named_and_the_rest_counted():
    instance, roster = by_hand(tuple(f"Person {number}" for number in range(15)))
    shifts = tuple(make_shift(f"op{number:03d}", "Asia/Jakarta", "2026-12-04T09:00", 240, ()) for number in range(15))
    line = Colleagues(RosterView(instance, roster.model_copy(update={"shifts": shifts}))).during(shifts[0])
    assert line.startswith("With you: Person 1, Person 2, ")
    assert line.endswith("Person 12 and 2 more")


def test_who_comes_when_somebody_leaves_is_not_with_them():
    instance, roster = by_hand()
    first, then = (make_shift(who, "Asia/Jakarta", f"2026-12-04T{hour}:00", 240, ())
                   for who, hour in (("op000", "08"), ("op001", "12")))
    told = Colleagues(RosterView(instance, roster.model_copy(update={"shifts": (first, then)})))
    assert told.during(first) == ""


def test_names_are_taken_out_of_what_was_said():
    assert without_names("Shift 08:00–12:00\nWith you: Ben") == "Shift 08:00–12:00"
