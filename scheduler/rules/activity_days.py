"""Days on which an activity is asked for and no shift that anybody may work has room for it: all would be planned off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.activities import Activity
from scheduler.instance.base import WEEKDAYS
from scheduler.instance.operators import Operator
from scheduler.rules import activities, availability, pins
from scheduler.rules.basis.statement import Forbid
from scheduler.rules.stated import Stated

_NAMED = 5


def activities_that_nobody_can_have(stated: Stated) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each activity of given days that has a day on which people could work, and nobody with it."""
    instance = stated.instance
    given = [(index, each) for index, each in enumerate(instance.activities) if each.per is None]
    possible = {operator.id: _days(stated, operator) for operator in instance.operators} if given else {}
    yield from _without_facilitator(stated, given)
    for index, activity in given:
        people = [possible[each.id] for each in instance.operators if activity.is_for(each)]
        wrong = [day for day in activities.days_of(instance, activity)
                 if any(day in works for works, _ in people) and not any(day in has for _, has in people)]
        if wrong:
            dates = [instance.grid.date(day) for day in wrong]
            listed = ", ".join(f"{date:%a} {date}" for date in dates[:_NAMED])
            more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
            field = "at" if activity.at is not None else "between" if activity.between else "minutes"
            yield ("activities", index, field), (
                f"{activity.name} ({activity.told()}, {activity.minutes} min) fits into no shift that its people may work on "
                f"{listed}{more}, so that all of them would be off; allowed are times at which they can be there, or other days"
                f"{_other_days(stated, activity, wrong)}")


def _without_facilitator(
    stated: Stated, given: Sequence[tuple[int, Activity]]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is held for one after the other on days on which no shift of its facilitator has a time for it."""
    instance, table = stated.instance, stated.table
    for index, activity in given:
        for leader in (each for each in instance.operators if activity.is_one_to_one and each.id == activity.facilitator):
            rows = _allowed(stated, leader)
            spans = {(int(table.start[row]), int(table.end[row])) for row in np.flatnonzero(rows)}
            wrong = [instance.grid.date(day) for day in activities.days_of(instance, activity)
                     if not any(start <= first and after <= end for first, after in activities.cells_of(instance, activity, day)
                                for start, end in spans)]
            if wrong:
                listed = ", ".join(f"{date:%a} {date}" for date in wrong[:_NAMED])
                yield ("activities", index, "facilitator"), (
                    f"{leader.id} has no shift on {listed} in which {activity.name} ({activity.told()}) may be held, so that "
                    "all whom it is for would be off; allowed are times at which they can be there, other days, or another "
                    "facilitator")


def _allowed(stated: Stated, operator: Operator) -> NDArray[np.bool_]:
    """Mask of the shifts that an operator may work by all rules but those of absences and pins."""
    rows = np.ones(len(stated.table), dtype=np.bool_)
    for each in stated.of(operator):
        if isinstance(each, Forbid) and each.rule not in (availability.NAME, pins.NAME):
            rows[each.rows] = False
    return rows


def _days(stated: Stated, operator: Operator) -> tuple[set[int], set[int]]:
    """Days on which an operator may work by all other rules, and those on which they still may with their activities.

    Absences and pins apart: who is off as they cannot come then is excused.
    """
    table, others, own = stated.table, np.ones(len(stated.table), dtype=np.bool_), np.ones(len(stated.table), dtype=np.bool_)
    for each in stated.of(operator):
        if isinstance(each, Forbid) and each.rule not in (availability.NAME, pins.NAME):
            (own if each.rule == activities.NAME else others)[each.rows] = False
    return set(np.unique(table.day[others]).tolist()), set(np.unique(table.day[others & own]).tolist())


def _other_days(stated: Stated, activity: Activity, wrong: list[int]) -> str:
    """The weekdays that are left, as `days` says them."""
    instance = stated.instance
    closed = {instance.grid.date(day).weekday() for day in wrong}
    left = [WEEKDAYS[day] for day in sorted({instance.grid.date(day).weekday() for day in instance.days_of(activity)} - closed)]
    return f", such as `days: {','.join(left)}`" if left and not activity.on else ""
