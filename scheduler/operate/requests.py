"""What operators ask for of a roster: leave, a day off, another shift, another lunch; and what each would make of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scheduler.check.facts.times import day_of_shift
from scheduler.instance.base import LocalTime, Model, format_local_time
from scheduler.instance.breaks import LunchMinutes
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, empty_is_none
from scheduler.instance.quantities import Date
from scheduler.model.sessions import settled
from scheduler.operate.other_shifts import MOST_TRIED, other_shifts, with_lunch
from scheduler.roster import Shift

Optional = BeforeValidator(empty_is_none)
Finding = tuple[int, str, str]
"""Place of a request among all, from 0, column, and what is wrong there."""

_SHOWN = 20
_COLUMNS = {"leave": ("to",), "off": ("to",), "shift": ("start", "template"), "lunch": ("minutes",)}
"""Columns that speak of one kind of request."""


class Request(Model):
    """What an operator asks for.

    Parameters
    ----------
    id
        What answers and notes call it; left out: its number in the table, from 1.
    operator
        Id of the operator.
    kind
        `leave`: whole days that count towards the contract's least; `off`: whole days that do not; `shift`: another shift;
        `lunch`: a lunch of another length.
    date, to
        The day; of `leave` and `off` the first and the last one, without `to` one day.
    start, template
        Of `shift`: when it begins, the name of its template, or both.
    minutes
        Of `lunch`: how long it lasts.
    """

    id: Annotated[Annotated[str, Field(max_length=100)] | None, Optional] = None
    operator: str
    kind: Literal["leave", "off", "shift", "lunch"]
    date: Date
    to: Annotated[Date | None, Optional] = None
    start: Annotated[LocalTime | None, Optional] = None
    template: Annotated[str | None, Optional] = None
    minutes: Annotated[LunchMinutes | None, Optional] = None

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """Days it speaks of."""
        return tuple(self.date + dt.timedelta(days=day) for day in range(((self.to or self.date) - self.date).days + 1))

    @property
    def is_absence(self) -> bool:
        """Whether the operator would be away for whole days."""
        return self.kind in ("leave", "off")

    def __str__(self) -> str:
        days = f"on {self.date:%a} {self.date}" if len(self.dates) == 1 else f"from {self.date} to {self.to}"
        template = f" {self.template}" if self.template else ""
        start = "" if self.start is None else f" from {format_local_time(self.start)}"
        what = {"leave": "leave", "off": "day off" if len(self.dates) == 1 else "days off", "shift": f"shift{template}{start}",
                "lunch": f"lunch of {self.minutes} min"}[self.kind]
        return f"{what} {days}"


def name_of(requests: Sequence[Request], index: int) -> str:
    """What a request is called: its id, or its number from 1."""
    return requests[index].id or str(index + 1)


def note_of(name: str, request: Request) -> str:
    """What a row of availability that is made of a request says of where it came from."""
    return f"request {name}: {request}"


def refused(instance: Instance, requests: Sequence[Request]) -> Iterator[Finding]:
    """Yield what no roster could answer: people and templates nobody knows, days outside the horizon, what is asked twice."""
    last = instance.horizon.start + dt.timedelta(days=instance.horizon.days - 1)
    names: set[str] = set()
    asked: dict[tuple[str, dt.date], str] = {}
    for index, each in enumerate(requests):
        yield from ((index, *found) for found in (*_of_names(instance, each), *_of_columns(each)))
        name = name_of(requests, index)
        if name in names:
            yield index, "id", f"found {name!r} a second time; allowed is another id, or none anywhere"
        names.add(name)
        days = [("date", each.date), *([("to", each.to)] if each.to else [])]
        outside = [(column, day) for column, day in days if not instance.horizon.start <= day <= last]
        for column, day in outside:
            yield index, column, f"found {day}, outside the horizon; allowed is {instance.horizon.start} to {last}"
        if not outside and each.to and each.to < each.date:
            yield index, "to", f"found {each.to}, before date ({each.date}); allowed is that day or a later one"
        for day in () if outside else each.dates:
            if (other := asked.setdefault((each.operator, day), name)) != name:
                yield index, "date", f"found {day}, of which {each.operator} asks in request {other}, too; allowed is one a day"


def _of_names(instance: Instance, request: Request) -> Iterator[tuple[str, str]]:
    known = {"operator": sorted(each.id for each in instance.operators), "template": [each.name for each in instance.shifts]}
    for column, allowed in known.items():
        found = getattr(request, column)
        if found is not None and found not in allowed:
            more = ", …" if len(allowed) > _SHOWN else ""
            yield column, f"found {found!r}, no {column}; allowed: {', '.join(allowed[:_SHOWN])}{more}"


def _of_columns(request: Request) -> Iterator[tuple[str, str]]:
    own = _COLUMNS[request.kind]
    for column in dict.fromkeys(name for names in _COLUMNS.values() for name in names):
        if column not in own and getattr(request, column) is not None:
            kinds = " and ".join(kind for kind, names in _COLUMNS.items() if column in names)
            yield column, f"found {request.as_written()[column]!r} beside kind {request.kind}; allowed beside {kinds}"
    if not request.is_absence and all(getattr(request, column) is None for column in own):
        what = "a time such as 08:00, or a template" if request.kind == "shift" else "minutes, such as 45"
        yield own[0], f"is missing; allowed with kind {request.kind} is {what}"


@dataclass(frozen=True)
class Proposal:
    """What a request would make of a roster.

    Parameters
    ----------
    shifts
        The whole roster.
    absences
        Rows of availability that come in.
    shift
        The shift that comes in, if one does.
    """

    shifts: tuple[Shift, ...]
    absences: tuple[Availability, ...] = ()
    shift: Shift | None = None


def proposals(instance: Instance, shifts: Sequence[Shift], request: Request, note: str) -> list[Proposal]:
    """What may be made of a request, that first which changes least.

    Parameters
    ----------
    note
        What a row of availability says of where it came from.

    Raises
    ------
    ValueError
        If nothing can be made of it, with the reason.
    """
    return _MAKE[request.kind](instance, tuple(shifts), request, note)


def _absence(instance: Instance, shifts: tuple[Shift, ...], request: Request, note: str) -> list[Proposal]:
    kept = tuple(shift for shift in shifts if shift.operator != request.operator
                 or instance.grid.date(day_of_shift(instance, shift)) not in request.dates)
    row = {"operator": request.operator, "kind": "leave" if request.kind == "leave" else "unavailable", "note": note}
    rows = tuple(Availability.model_validate(row | {"when": date.isoformat()}) for date in request.dates)
    return [Proposal(settled(instance, kept), rows)]


def _shift(instance: Instance, shifts: tuple[Shift, ...], request: Request, _: str) -> list[Proposal]:
    own = [each for each in shifts if each.operator == request.operator]
    present = _on(instance, own, request.date)
    day = (request.date - instance.horizon.start).days
    found = other_shifts(instance, own, day, present, request.operator, request.start, request.template, MOST_TRIED)
    return [_in_place(shifts, present, each) for each in found]


def _lunch(instance: Instance, shifts: tuple[Shift, ...], request: Request, _: str) -> list[Proposal]:
    present = _on(instance, [each for each in shifts if each.operator == request.operator], request.date)
    if present is None:
        raise ValueError(f"{request.operator} has no shift on {request.date:%a} {request.date}")
    return [_in_place(shifts, present, with_lunch(instance, present, request.minutes or 0))]


def _on(instance: Instance, own: Sequence[Shift], date: dt.date) -> Shift | None:
    return next((each for each in own if instance.grid.date(day_of_shift(instance, each)) == date), None)


def _in_place(shifts: tuple[Shift, ...], present: Shift | None, new: Shift) -> Proposal:
    return Proposal((*(each for each in shifts if each is not present), new), shift=new)


_MAKE: dict[str, Callable[[Instance, tuple[Shift, ...], Request, str], list[Proposal]]] = {
    "leave": _absence, "off": _absence, "shift": _shift, "lunch": _lunch}
