"""What has happened since a roster was published, and what it makes of the instance and of the shifts that were published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from scheduler.check.facts.extra_time import counted_hours
from scheduler.check.facts.pay import paid_minutes
from scheduler.check.facts.times import Span, day_of_shift, span
from scheduler.errors import Fault, InputError
from scheduler.instance.base import Model
from scheduler.instance.calls_grid import call_rows, moment_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import AGREED, EXTRA, Operator, empty_is_none
from scheduler.instance.quantities import Date, Moment
from scheduler.operate.frozen import pin_of
from scheduler.operate.shortened import shortened
from scheduler.roster import Shift
from scheduler.timegrid import MINUTES_PER_DAY, TimeGrid

Row = dict[str, Any]
Optional = BeforeValidator(empty_is_none)


class Event(Model):
    """Something that happened.

    Parameters
    ----------
    event
        `absent`: no work on whole days; `late` and `leaves_early`: the shift of that day begins, or ends, at this time;
        `extra_calls`: so many percent more calls, or fewer; `joins`: somebody new.
    operator
        Id of the operator; left out for `extra_calls`.
    from, to
        Dates of `absent` and `joins` (without `to`: one day, and from then on), times of the others.
    value
        Percent of `extra_calls`, such as 30; contract of who `joins`.
    """

    event: Literal["absent", "late", "leaves_early", "extra_calls", "joins"]
    operator: Annotated[str | None, Optional] = None
    start: Annotated[Moment | Date, Field(alias="from")]
    end: Annotated[Moment | Date | None, Optional] = Field(None, alias="to")
    value: Annotated[str | None, Optional] = None


@dataclass
class Happened:
    """What events make of an instance and a roster.

    Parameters
    ----------
    topics
        Topics of the instance that change.
    shifts
        The published shifts with those shortened that somebody comes late to or leaves early.
    lost
        Shifts that nobody works now.
    exempt
        Operators and dates that an event has changed, whose changes have no price.
    dates
        Days on which there are more or fewer calls.
    """

    topics: dict[str, list[Row]]
    shifts: list[Shift]
    lost: list[Shift] = field(default_factory=list)
    exempt: set[tuple[str, dt.date]] = field(default_factory=set)
    dates: set[dt.date] = field(default_factory=set)


def place(number: int) -> str:
    """Where the event of a number, from 1, stands, as faults say it."""
    return f"events:row {number}"


def begins(instance: Instance, event: Event) -> dt.datetime:
    """The moment (UTC) from which an event speaks."""
    return _moment(instance, event.start)


def happened(instance: Instance, shifts: Sequence[Shift], events: Sequence[Event], now: dt.datetime) -> Happened:
    """Apply events to an instance and its published shifts.

    Raises
    ------
    InputError
        With everything that cannot be: operators nobody knows, shifts that have begun, lengths no break pattern fits.
    """
    found = Happened({"availability": _rows(instance.availability), "operators": _rows(instance.operators)}, list(shifts))
    faults = [Fault(place(number), name, message) for number, event in enumerate(events, 1)
              for name, message in _refused(instance, event)]
    if faults:
        raise InputError(faults)
    for number, event in enumerate(events, 1):
        try:
            _APPLY[event.event](instance, event, found, now)
        except ValueError as error:
            faults.append(Fault(place(number), event.event, str(error)))
    if faults:
        raise InputError(faults)
    _miss_facilitators(instance, found, now)
    return found


def _miss_facilitators(instance: Instance, found: Happened, now: dt.datetime) -> None:
    """Take out of shifts that have begun, or are pinned, what is to come without its facilitator: all else stays."""
    pinned = {(row["operator"], row["when"]) for row in found.topics["availability"] if row["kind"] == "pinned"}
    for leader, labels in instance.led_by.items():
        there = [span(shift) for shift in found.shifts if shift.operator == leader]
        for place, shift in enumerate(found.shifts):
            date = instance.grid.date(day_of_shift(instance, shift))
            is_fixed = span(shift)[0] < now or (shift.operator, date.isoformat()) in pinned
            left = _without_missed(shift, labels, there, now) if is_fixed and shift.operator != leader else shift
            if left is not shift:
                found.shifts[place] = left
                found.exempt.add((shift.operator, date))
                _unpin(found, shift.operator, {date}, ("pinned",))
                note = f"without {leader}, told {now:%Y-%m-%d}"
                found.topics["availability"].append(pin_of(instance.grid, left, date, note))


def _without_missed(shift: Shift, labels: Collection[str], there: Sequence[Span], now: dt.datetime) -> Shift:
    """A shift without what is to come of some activities while nobody is there to hold them."""
    return shift.keeping(lambda each: not (
        each.label in labels and span(each)[0] >= now
        and not any(begin <= span(each)[0] and span(each)[1] <= end for begin, end in there)))


def _rows(models: Sequence[Model]) -> list[Row]:
    return [each.as_written() for each in models]


def _refused(instance: Instance, event: Event) -> Iterator[tuple[str, str]]:
    known = {each.id for each in instance.operators}
    if event.end is not None and _is_reversed(instance, event, event.end):
        yield "to", f"found {_said(event.end)}, before the begin ({_said(event.start)}); allowed is a later time, or day"
    if event.event == "extra_calls":
        try:
            float(event.value or "")
        except ValueError:
            yield "value", f"found {event.value!r}; allowed is a number of percent, such as 30 or -20"
        if event.end is None:
            yield "to", "is missing; allowed is the time at which the extra calls end"
        return
    if event.operator is None:
        yield "operator", "is missing; allowed is the id of an operator"
    elif event.event == "joins" and event.operator in known:
        yield "operator", f"found {event.operator!r}, who is there already; allowed is a new id"
    elif event.event != "joins" and event.operator not in known:
        yield "operator", f"found {event.operator!r}, no operator; allowed: {', '.join(sorted(known)[:20])}"
    if event.event == "joins" and event.value not in instance.contracts:
        yield "value", f"found {event.value!r}, no contract; allowed: {', '.join(instance.contracts)}"


def _is_reversed(instance: Instance, event: Event, end: dt.date | dt.datetime) -> bool:
    """Whether an event ends before it begins; a day that is written without a time is all of it."""
    if event.event == "extra_calls":
        return _moment(instance, end) <= _moment(instance, event.start)
    return _date(end) < _date(event.start)


def _moment(instance: Instance, when: dt.date | dt.datetime) -> dt.datetime:
    zone = instance.grid.zone
    written = when if isinstance(when, dt.datetime) else dt.datetime.combine(when, dt.time())
    return moment_of(written, zone).astimezone(dt.UTC)


def _date(when: dt.date | dt.datetime) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when


def _said(when: dt.date | dt.datetime) -> str:
    """A day, or a time, as it is written."""
    is_day = not isinstance(when, dt.datetime) or when.time() == dt.time()
    return f"{when:%Y-%m-%d}" if is_day else f"{when:%Y-%m-%d %H:%M}"


def _absent(instance: Instance, event: Event, found: Happened, now: dt.datetime) -> None:
    """Whole days without work: the lost shifts' hours count, so that nobody has to make up for them.

    A shift of the evening before that runs into the absence is lost, too, unless it has begun: then the absence follows it.
    """
    grid, first, last = instance.grid, _date(event.start), _date(event.end or event.start)
    days = [day for day in range(grid.days) if first <= grid.date(day) <= last]
    if not days:
        raise ValueError(f"found {first} to {last}, outside the horizon, which begins on {instance.horizon.start}")
    own = [shift for shift in found.shifts if shift.operator == event.operator]
    for day in days:
        opens, closes = grid.window(day, 0, MINUTES_PER_DAY)
        touched = [shift for shift in own if span(shift)[0] < closes and span(shift)[1] > opens]
        begun = [shift for shift in touched if span(shift)[0] < now]
        if any(day_of_shift(instance, shift) == day for shift in begun):
            raise ValueError(f"the shift of {event.operator} on {grid.date(day)} has begun; allowed is leaves_early")
        lost = [shift for shift in touched if shift not in begun]
        own = [shift for shift in own if shift not in lost]
        found.lost += lost
        found.shifts = [shift for shift in found.shifts if shift not in lost]
        found.exempt |= {(shift.operator, grid.date(day_of_shift(instance, shift))) for shift in lost}
        _unpin(found, str(event.operator), {grid.date(day_of_shift(instance, shift)) for shift in lost} | {grid.date(day)})
        row: Row = {"operator": event.operator, "when": grid.date(day).isoformat(), "note": f"absent, told {now:%Y-%m-%d}"}
        if begun:
            ends = _clear(grid, max(span(shift)[1] for shift in begun))
            row |= {"kind": "unavailable", "from": f"{ends:%H:%M}", "to": "24:00"}
        elif lost:
            row |= {"kind": "sick", "hours": float(counted_hours(instance, lost))}
        else:
            row |= {"kind": "unavailable"}
        found.topics["availability"].append(row)


def _clear(grid: TimeGrid, moment: dt.datetime) -> dt.datetime:
    """The moment, or the end of the hour that the clock then repeats: from its second time on no window can begin."""
    while (local := moment.astimezone(grid.zone)).fold:
        moment += dt.timedelta(minutes=grid.cell_minutes)
    return local


def _unpin(found: Happened, operator: str, dates: set[dt.date], kinds: Collection[str] = AGREED) -> None:
    """Forget pins, overtime and time off as they were agreed, of days on which somebody is away, or has another shift."""
    texts = {date.isoformat() for date in dates}
    found.topics["availability"] = [row for row in found.topics["availability"] if not (
        row["kind"] in kinds and row["operator"] == operator and row["when"] in texts)]


def _shortened(instance: Instance, event: Event, found: Happened, now: dt.datetime) -> None:
    """A shift that begins later, or ends earlier, than published: pinned as it is now, with breaks that fit."""
    moment = _moment(instance, event.start)
    shift = next((each for each in found.shifts if each.operator == event.operator
                  and span(each)[0] < moment < span(each)[1]), None)
    if shift is None:
        raise ValueError(f"{event.operator} has no shift at {event.start:%Y-%m-%d %H:%M} that could be shortened")
    is_late = event.event == "late"
    if is_late and span(shift)[0] < now and moment < now:
        raise ValueError(f"found {event.start:%Y-%m-%d %H:%M}, before now; allowed is the time at which they will come")
    new = shortened(instance, shift, moment, now, from_start=is_late)
    date = instance.grid.date(day_of_shift(instance, shift))
    found.shifts[found.shifts.index(shift)] = new
    found.exempt.add((shift.operator, date))
    less = int(paid_minutes(instance, shift) - paid_minutes(instance, new))
    agreed = list(_agreed(found, shift.operator, date, max(less, 0)))
    _unpin(found, shift.operator, {date})
    note = f"{event.event.replace('_', ' ')}, told {now:%Y-%m-%d}"
    found.topics["availability"] += [pin_of(instance.grid, new, date, note), *agreed]


def _agreed(found: Happened, operator: str, date: dt.date, less: int) -> Iterator[Row]:
    """What is left of the overtime and the time off of a shift that becomes shorter by so many paid minutes.

    Overtime is what goes beyond the shift before it, so that it is lost first; time off stays as it was agreed.
    """
    for row in found.topics["availability"]:
        if row["kind"] not in EXTRA or (row["operator"], row["when"]) != (operator, date.isoformat()):
            continue
        minutes = round(row["hours"] * 60)
        if row["kind"] == "overtime":
            minutes, less = max(minutes - less, 0), max(less - minutes, 0)
        if minutes:
            yield row | {"hours": minutes / 60}


def _extra_calls(instance: Instance, event: Event, found: Happened, _: dt.datetime) -> None:
    factor, end = 1 + float(event.value or 0) / 100, event.end or event.start
    first, last = _moment(instance, event.start), _moment(instance, end)
    if factor < 0 or not instance.calls.are_given:
        raise ValueError(f"found {event.value} % of calls; allowed is -100 % or more, where calls are given")
    rows, is_any = [], False
    for row in call_rows(instance):
        data = row.as_written()
        if first <= moment_of(row.start, instance.grid.zone).astimezone(dt.UTC) < last:
            is_any = True
            data |= {name: data[name] * factor for name in ("calls", "calls_p10", "calls_p90") if data.get(name) is not None}
        rows.append(data)
    if not is_any:
        raise ValueError(f"found {_said(event.start)} to {_said(end)}, in which no interval of the forecast begins; allowed "
                         "are times at which the hotline is open")
    found.topics["calls"], found.topics["campaigns"] = rows, []
    found.dates |= {_date(event.start), _date(end)}


def _joins(instance: Instance, event: Event, found: Happened, _: dt.datetime) -> None:
    found.topics["operators"].append(Operator(id=str(event.operator), contract=str(event.value)).as_written())
    for day in range(instance.grid.days):
        date = instance.grid.date(day)
        if date < _date(event.start):
            found.topics["availability"].append({"operator": event.operator, "when": date.isoformat(), "kind": "unavailable"})
        found.exempt.add((str(event.operator), date))


_APPLY = {"absent": _absent, "late": _shortened, "leaves_early": _shortened, "extra_calls": _extra_calls, "joins": _joins}
