"""`seats` from plain times: never more on the phone than seats and lines."""

from __future__ import annotations

from scheduler.check.hard import check_shifts
from scheduler.check.rules import seats
from tests.builders.checked import day, instance, shift

TEAM = [
    {"id": "anna", "contract": "free", "skills": ["sales"]},
    {"id": "ben", "contract": "free", "skills": ["sales", "support", "abuse"]},
    {"id": "carl", "contract": "free", "skills": ["support"]},
    {"id": "dora", "contract": "free", "skills": ["sales", "support", "night"]},
]
EARLY, LATE = day(0, "08:00"), day(0, "12:00")


class TestSeats:
    @staticmethod
    def found(limits: dict[str, int], shifts: list[tuple[str, str, int]]) -> list[str]:
        grid = {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15}
        plan = instance(operators=TEAM, hotline=grid | limits)
        own = [shift(plan, start, minutes, operator=who) for who, start, minutes in shifts]
        assert [each for each in check_shifts(plan, own) if each.rule == "seats"] == list(seats.check(plan, own))
        return [str(each) for each in seats.check(plan, own)]

    three = (("anna", EARLY, 120), ("ben", EARLY, 240), ("carl", day(0, "09:00"), 120))

    def test_as_many_as_there_are_seats_is_allowed(self):
        assert self.found({"seats": 3}, list(self.three)) == []
        assert self.found({}, list(self.three)) == []

    def test_one_more_is_not(self):
        assert self.found({"seats": 2}, list(self.three)) == [
            "seats and lines: 1 operators: 2026-12-07 09:00-10:00: up to 3 operators on the phone; allowed are at most 2, "
            "the number of seats"]

    def test_the_fewer_of_seats_and_lines_counts(self):
        assert self.found({"seats": 3, "lines": 1}, list(self.three)) == [
            "seats and lines: 2 operators: 2026-12-07 08:00-10:00: up to 3 operators on the phone; allowed are at most 1, "
            "the number of lines",
            "seats and lines: 1 operators: 2026-12-07 10:15-11:00: up to 2 operators on the phone; allowed are at most 1, "
            "the number of lines"]  # from 10:00 to 10:15 ben is on a break

    def test_a_chair_left_for_a_break_is_free(self):
        assert self.found({"seats": 1}, [("ben", EARLY, 240), ("anna", day(0, "12:00"), 120)]) == []

    def test_it_holds_outside_the_opening_hours(self):
        assert self.found({"seats": 1}, [("ben", day(0, "05:00"), 120), ("anna", day(0, "05:30"), 120)]) == [
            "seats and lines: 1 operators: 2026-12-07 05:30-07:00: up to 2 operators on the phone; allowed are at most 1, "
            "the number of seats"]
