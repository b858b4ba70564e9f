"""What differs between two rosters, shift by shift; in words, and for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scheduler.check.facts.shifts import breaks_seen, shifts_by_day
from scheduler.check.facts.times import span
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift, parts_of
from scheduler.timegrid import clock

Kind = Literal["added", "dropped", "moved", "breaks"]


@dataclass(frozen=True)
class Change:
    """One operator's day that is not as it was.

    Parameters
    ----------
    kind
        A shift that was added or dropped, got other times, or other breaks at the same times.
    operator
        Id of the operator.
    date
        Day of the shift.
    before, after
        The shift; None: a day off.
    """

    kind: Kind
    operator: str
    date: dt.date
    before: Shift | None
    after: Shift | None


def changes(instance: Instance, before: Sequence[Shift], after: Sequence[Shift]) -> tuple[Change, ...]:
    """Every day that differs, in order of date and operator."""
    old, new = shifts_by_day(instance, before), shifts_by_day(instance, after)
    found = []
    for operator, day in sorted(old.keys() | new.keys(), key=lambda key: (key[1], key[0])):
        one, other = old.get((operator, day)), new.get((operator, day))
        if kind := _kind(one, other):
            found.append(Change(kind, operator, instance.grid.date(day), one, other))
    return tuple(found)


def in_words(instance: Instance, change: Change) -> str:
    """A change as people read it: who, when, what it was and what it is."""
    name = next((each.label for each in instance.operators if each.id == change.operator), change.operator)
    return f"{name}, {change.date:%a} {change.date}: {what(instance, change)}"


def what(instance: Instance, change: Change) -> str:
    """What became of the day, without the name."""
    if change.before is None and change.after is not None:
        return f"comes in, {_shift(instance, change.after)}{_breaks(instance, change.after)}"
    if change.after is None and change.before is not None:
        return f"is off, no longer {_shift(instance, change.before)}"
    if change.before is None or change.after is None:
        raise ValueError("nothing has changed")
    if change.kind == "breaks":
        return f"{_shift(instance, change.after)} as before, {_moved(instance, change.before, change.after)}"
    return (f"{_shift(instance, change.after)}, no longer {_shift(instance, change.before)}"
            f"{_breaks(instance, change.after)}")


def _kind(before: Shift | None, after: Shift | None) -> Kind | None:
    if before is None or after is None:
        return "dropped" if before else "added" if after else None
    if [*map(span, parts_of(before))] != [*map(span, parts_of(after))]:
        return "moved"
    return None if breaks_seen(before) == breaks_seen(after) else "breaks"


def _shift(instance: Instance, shift: Shift) -> str:
    return ", ".join(_span(instance, part.start, part.end) for part in parts_of(shift))


def _span(instance: Instance, start: dt.datetime, end: dt.datetime) -> str:
    return f"{clock(start, instance.grid.zone)}–{clock(end, instance.grid.zone)}"


def _breaks(instance: Instance, shift: Shift) -> str:
    told = [f"{each.name or each.kind} {_span(instance, each.start, each.end)}"
            for part in parts_of(shift) for each in part.breaks]
    return f"; {', '.join(told)}" if told else ""


def _moved(instance: Instance, before: Shift, after: Shift) -> str:
    """Breaks that moved, each as it was and as it is; what is new alone, or alone no longer there, says so."""
    new, old = (", ".join(f"{each.name or each.kind} {_span(instance, each.start, each.end)}" for each in breaks)
                for breaks in moved_breaks(before, after))
    if new and old:
        return f"{new} in place of {old}"
    return f"new: {new}" if new else f"no longer: {old}"


def moved_breaks(before: Shift, after: Shift) -> tuple[list[Break], list[Break]]:
    """Breaks of a shift that are new, and those that they took the place of."""
    then, now = ({(*span(each), each.label): each for each in shift.breaks} for shift in (before, after))
    return [now[key] for key in now if key not in then], [then[key] for key in then if key not in now]


def people(found: Sequence[Change]) -> Iterator[str]:
    """Ids of those whom some changes touch, each once."""
    yield from dict.fromkeys(each.operator for each in found)
