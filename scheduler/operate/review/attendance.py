"""Who was there: a table of attendance beside the roster, and the shifts as they were worked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scheduler.check.facts.times import Span, day_of_shift, overlap, span
from scheduler.errors import Fault, InputError
from scheduler.instance.base import Model
from scheduler.instance.calls_grid import moment_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import empty_is_none
from scheduler.instance.quantities import Date, Moment
from scheduler.reviewed import LateBreak
from scheduler.roster import Break, Shift, parts_of

_MINUTE = dt.timedelta(minutes=1)
_PAUSES = ("lunch", "breather")
LATE_MINUTES = 5.0
"""A break that begins by so much after its time is late; to finish a call takes less."""


class Attendance(Model):
    """When somebody was there, or away on a break.

    Parameters
    ----------
    operator
        Id of the operator.
    kind
        `work`: was there from `from` to `to`; `lunch` and `breather`: was away on that break; `absent`: nobody came for the
        shift of the day `from`.
    from, to
        Times on the hotline's clock, or with an offset; of `absent` a date.
    """

    operator: str
    kind: Literal["work", "lunch", "breather", "absent"] = "work"
    start: Annotated[Moment | Date, Field(alias="from")]
    end: Annotated[Moment | None, BeforeValidator(empty_is_none)] = Field(None, alias="to")


@dataclass(frozen=True, eq=False)
class Worked:
    """Shifts as they were worked.

    Parameters
    ----------
    shifts
        One for each shift at which somebody came; those that nothing was told of as they were planned.
    lost_minutes
        Rostered minutes in which somebody was not there, by operator.
    told_minutes
        Rostered minutes of all shifts that something was told of.
    late
        Breaks that began late; None: nothing was told of breaks.
    untold
        Shifts that nothing was told of.
    """

    shifts: tuple[Shift, ...]
    lost_minutes: dict[str, float]
    told_minutes: float
    late: tuple[LateBreak, ...] | None
    untold: int

    @property
    def shrinkage_percent(self) -> float | None:
        """Share of the rostered time in which nobody was there; None where nothing was told."""
        return 100 * sum(self.lost_minutes.values()) / self.told_minutes if self.told_minutes else None


@dataclass(frozen=True)
class _Row:
    """A row of attendance in UTC."""

    kind: str
    times: Span


def worked(instance: Instance, shifts: Sequence[Shift], rows: Sequence[Attendance]) -> Worked:
    """Put attendance beside a roster.

    A row belongs to the shift of its operator, or the part of a split one, that it overlaps most; work that overlaps none to
    that of its day. Whoever is absent on a day is so from both parts.

    Raises
    ------
    InputError
        If an operator or a shift is not there, or a time is none; each with its row.
    """
    own: dict[str, list[Shift]] = defaultdict(list)
    parted = [(shift, parts_of(shift)) for shift in shifts]
    siblings = {id(part): parts for _, parts in parted for part in parts}
    for shift, parts in parted:
        own[shift.operator] += parts
    faults, of_shift = [], defaultdict[int, list[_Row]](list)
    for number, row in enumerate(rows, 1):
        try:
            shift, read = _placed(instance, own, row)
            for part in siblings[id(shift)] if read.kind == "absent" else (shift,):
                of_shift[id(part)].append(read)
        except ValueError as error:
            faults.append(Fault(f"attendance:row {number}", row.operator, str(error)))
    if faults:
        raise InputError(faults)
    return _summed(instance, parted, of_shift)


def _placed(instance: Instance, own: dict[str, list[Shift]], row: Attendance) -> tuple[Shift, _Row]:
    if row.operator not in {each.id for each in instance.operators}:
        raise ValueError("is no operator of the hotline")
    date = row.start.date() if isinstance(row.start, dt.datetime) else row.start
    on_day = [shift for shift in own[row.operator] if instance.grid.date(day_of_shift(instance, shift)) == date]
    if row.kind == "absent":
        if not on_day:
            raise ValueError(f"found absent on {date}, and no shift on that day; allowed is a day with one")
        return on_day[0], _Row("absent", span(on_day[0]))
    if not isinstance(row.start, dt.datetime) or row.end is None:
        raise ValueError(f"found {row.start} to {row.end}; allowed are two times such as 2026-12-07 08:05")
    times = tuple(moment_of(each, instance.grid.zone).astimezone(dt.UTC) for each in (row.start, row.end))
    if times[1] <= times[0]:
        raise ValueError(f"found {row.start} to {row.end}, which ends before it begins; allowed is a later end")
    best = max(own[row.operator], key=lambda shift: overlap(span(shift), (times[0], times[1])), default=None)
    if best is None or not overlap(span(best), (times[0], times[1])):
        best = on_day[0] if on_day else None
    if best is None:
        raise ValueError(f"found {row.kind} from {row.start}, and no shift then; allowed is a time within a shift")
    return best, _Row(row.kind, (times[0], times[1]))


def _summed(
    instance: Instance, parted: Sequence[tuple[Shift, tuple[Shift, ...]]], of_shift: dict[int, list[_Row]]
) -> Worked:
    found, lost, late = [], defaultdict[str, float](float), list[LateBreak]()
    told = [(part, of_shift[id(part)]) for _, parts in parted for part in parts if id(part) in of_shift]
    as_planned = [left for shift, parts in parted for left in _untold(shift, parts, of_shift)]
    for shift, rows in told:
        presence = _presence(shift, rows)
        lost[shift.operator] += _missed(shift, presence)
        if presence:
            found.append(_as_worked(instance, shift, rows, presence))
            late += _late(shift, rows)
    has_breaks = any(row.kind in _PAUSES for _, rows in told for row in rows)
    return Worked((*as_planned, *found), {who: minutes for who, minutes in lost.items() if minutes > 0},
                  float(sum(shift.minutes for shift, _ in told)), tuple(late) if has_breaks else None, len(as_planned))


def _untold(shift: Shift, parts: tuple[Shift, ...], of_shift: dict[int, list[_Row]]) -> Sequence[Shift]:
    """What no row speaks of: the whole shift, or some of its parts."""
    left = [part for part in parts if id(part) not in of_shift]
    return (shift,) if len(left) == len(parts) else left


def _presence(shift: Shift, rows: list[_Row]) -> list[Span]:
    """Spans in which somebody was there, breaks included: those told, or the shift where only breaks were; none if absent."""
    if any(row.kind == "absent" for row in rows):
        return []
    return _union([row.times for row in rows if row.kind == "work"]) or [span(shift)]


def _missed(shift: Shift, presence: list[Span]) -> float:
    """Rostered minutes in which somebody was not there; who clocks out for breaks is there as long as these were planned."""
    there = float(sum(overlap(span(shift), each) for each in presence))
    pauses = sum(each.minutes for each in shift.breaks) if len(presence) > 1 else 0
    return max(0.0, shift.minutes - there - pauses)


def _union(spans: list[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _as_worked(instance: Instance, shift: Shift, rows: list[_Row], presence: list[Span]) -> Shift:
    """The shift from when somebody came until they left; what lies between is away, and breaks are those told, or planned."""
    first, last = presence[0][0], presence[-1][1]
    pauses = [(row.kind, row.times) for row in rows if row.kind in _PAUSES]
    gaps = [("breather", (before[1], after[0])) for before, after in pairwise(presence)]
    if not pauses and not gaps:
        pauses = [(each.kind, span(each)) for each in shift.breaks]
    zone = instance.grid.zone
    breaks = tuple(
        Break(kind="lunch" if kind == "lunch" else "breather", start=max(start, first).astimezone(zone),
              end=min(end, last).astimezone(zone))
        for kind, (start, end) in sorted(_apart([*pauses, *gaps]), key=lambda each: each[1])
        if min(end, last) > max(start, first))
    return shift.model_copy(update={"start": first.astimezone(zone), "end": last.astimezone(zone), "breaks": breaks})


def _apart(pauses: list[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """Pauses cut so that none overlaps the one before it."""
    reached: dt.datetime | None = None
    for kind, (start, end) in sorted(pauses, key=lambda each: each[1]):
        begin = start if reached is None else max(start, reached)
        if end > begin:
            yield kind, (begin, end)
            reached = end


def _late(shift: Shift, rows: list[_Row]) -> Iterator[LateBreak]:
    """Breaks that began late, each beside the planned one of its kind and order."""
    for kind in _PAUSES:
        planned = [each for each in shift.breaks if each.kind == kind]
        told = sorted(row.times for row in rows if row.kind == kind)
        for each, (start, _) in zip(planned, told, strict=False):
            minutes = (start - span(each)[0]) / _MINUTE
            if minutes >= LATE_MINUTES:
                yield LateBreak(shift.operator, kind, each.start, float(minutes))
