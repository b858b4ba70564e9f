"""Every rule of the day plans, as the README of the data states it, checked from plain times; shares nothing with the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PlainShift:
    """A shift as plain times in quarter-hours: start, end, lunch from and to, starts of breathers."""

    start: int
    end: int
    lunch: tuple[int, int]
    breathers: tuple[int, ...]

    @classmethod
    def of(cls, shift: Any) -> PlainShift:
        """The times of a planned shift; a lunch it lacks has no length."""
        lunches = [(pause.start, pause.end) for pause in shift.breaks if pause.kind == "lunch"]
        breathers = tuple(pause.start for pause in shift.breaks if pause.kind == "breather")
        return cls(shift.start, shift.end, lunches[0] if lunches else (shift.start, shift.start), breathers)


def faults_of(shifts: Iterable[PlainShift], quarters: int, day: int) -> list[str]:
    """All rules broken by shifts in a horizon of so many quarter-hours, whose days no shift may leave."""
    return [f"{shift}: {fault}" for shift in shifts for fault in _faults(shift, quarters, day)]


def _faults(shift: PlainShift, quarters: int, day: int) -> Iterator[str]:
    presence = shift.end - shift.start
    if shift.start % 2:
        yield "does not start on the half hour"
    if not (24 <= presence <= 36 and presence % 2 == 0):
        yield f"presence of {presence} quarter-hours; 24 to 36 in steps of 2"
    if shift.start < 0 or shift.end > quarters or shift.start // day != (shift.end - 1) // day:
        yield "leaves its day"
    begin, stop = shift.lunch
    if stop - begin not in (2, 3, 4):
        yield f"lunch of {stop - begin} quarter-hours; 2, 3 or 4"
    if begin < shift.start + 10:
        yield f"lunch {begin - shift.start} after the start; at least 10"
    if stop > shift.end - 8:
        yield f"lunch ends {shift.end - stop} before the end; at least 8"
    wanted = 3 if presence >= 32 else 2
    if len(shift.breathers) != wanted:
        yield f"{len(shift.breathers)} breathers; {wanted}"
    working = 0
    for quarter in [*_at_work(shift), None]:
        if quarter is True:
            working += 1
            continue
        if quarter is None or working:
            if not 4 <= working <= 10:
                yield f"work of {working} quarter-hours on end; 4 to 10"
            working = 0
    away = sum(not each for each in _at_work(shift))
    if away != stop - begin + len(shift.breathers):
        yield "breaks overlap, or lie outside the shift"


def _at_work(shift: PlainShift) -> list[bool]:
    return [not shift.lunch[0] <= quarter < shift.lunch[1] and quarter not in shift.breathers
            for quarter in range(shift.start, shift.end)]


def plain_cost(required: Sequence[int], shifts: Iterable[PlainShift]) -> int:
    """100 for each understaffed operator-interval, 2 for each overstaffed, 1 for each paid quarter-hour."""
    there, paid = [0] * len(required), 0
    for shift in shifts:
        paid += shift.end - shift.start - (shift.lunch[1] - shift.lunch[0])
        for offset, works in enumerate(_at_work(shift)):
            there[shift.start + offset] += works
    return paid + sum(100 * max(0, need - have) + 2 * max(0, have - need) for need, have in zip(required, there, strict=True))
