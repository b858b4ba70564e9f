"""Days on which rotations ask for a shift that nobody could work: absences, closed days and pins go before the pattern."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.rotations import Asked
from scheduler.instance.words.paths import FieldPath
from scheduler.rules.rotation import days_possible

_NAMED = 8


def rotations_give_way(instance: Instance) -> Iterator[tuple[FieldPath, str]]:
    """Yield what takes the place of the pattern for each rotation, with the days and people it does so for."""
    told: dict[str, list[str]] = {}
    for operator in instance.operators:
        asked = instance.rotation_of.get(operator.id, ())
        possible = days_possible(instance, operator) if any(asked) else {}
        for day, each in enumerate(asked):
            if each is not None and (why := _why(instance, operator, day, each, possible)):
                told.setdefault(each.rotation, []).append(f"{operator.id} {instance.grid.date(day)} ({why})")
    for name, days in told.items():
        index = next(index for index, each in enumerate(instance.rotations) if each.label == name)
        more = f" and {len(days) - _NAMED} more" if len(days) > _NAMED else ""
        yield ("rotations", index), (f"{name} gives way on {len(days)} day{'s' if len(days) > 1 else ''}: "
                                     f"{', '.join(days[:_NAMED])}{more}")


def _why(instance: Instance, operator: Operator, day: int, asked: Asked, possible: dict[str, frozenset[int]]) -> str:
    """What goes before the pattern on a day; empty where nothing does."""
    date = instance.grid.date(day)
    entries = [each for each in instance.availability_of.get(operator.id, ()) if each.on(date)]
    pin = next((each for each in entries if each.kind == "pinned"), None)
    if pin is not None and (pin.start is not None or not asked.templates):
        return "pinned"
    if asked.may_be_off or any(day in possible[name] for name in asked.templates):
        return ""
    absence = next((each.kind.replace("_", " ") for each in entries if each.is_absence), "")
    return absence or ("closed" if not instance.is_open_on(day) else f"no {asked.words} could be worked")
