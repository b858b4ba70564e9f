"""What stands in a rota beside the shifts: leave, illness, public holidays, pins, and wishes granted or denied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scheduler.check.facts.availability import entries_on
from scheduler.check.facts.rotation import days_left
from scheduler.check.facts.wishes import judged_wishes
from scheduler.instance.operators import Operator
from scheduler.language.words import marked
from scheduler.publish.view import RosterView

ABSENCES = {"leave": marked("Leave"), "sick": marked("Sick"), "public_holiday": marked("Holiday"),
            "unavailable": marked("n/a")}
"""Kinds of availability for whole days in which nobody works, and how a rota writes them."""


@dataclass(frozen=True)
class Marks:
    """What is marked on one day of one operator.

    Parameters
    ----------
    absence
        Kind of availability; empty: none.
    pinned
        Whether a shift of the day was pinned.
    granted, denied
        Wishes of the day.
    rotation
        What the rotation asks, where the day is not so; empty: it is, or nothing is asked.
    """

    absence: str = ""
    pinned: bool = False
    granted: int = 0
    denied: int = 0
    rotation: str = ""


NOTHING = Marks()


def marks_of(view: RosterView, operator: Operator) -> dict[dt.date, Marks]:
    """Marks of an operator by day of the horizon; a day without any is left out."""
    instance = view.instance
    if operator.id not in instance.availability_of and operator.id not in instance.rotation_of:
        return {}
    granted, denied = dict[int, int](), dict[int, int]()
    for day, was_granted in judged_wishes(instance, operator, view.shifts_of(operator)):
        counts = granted if was_granted else denied
        counts[day] = counts.get(day, 0) + 1
    left = {each.day: " / ".join(each.asked) for each in days_left(view.rotations, operator, view.whole_shifts_of(operator))}
    found = {}
    for day, date in enumerate(view.dates):
        absence = next((kind for kind in ABSENCES if any(
            entry.is_whole_day for entry in entries_on(instance, operator.id, kind, day))), "")
        pinned = bool(entries_on(instance, operator.id, "pinned", day))
        marks = Marks(absence, pinned, granted.get(day, 0), denied.get(day, 0), left.get(day, ""))
        if marks != NOTHING:
            found[date] = marks
    return found
