"""What a roster leaves to the horizon that comes after it, or that overlaps it: history, and what has happened by now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.check.facts.backlog import left_undone
from scheduler.check.facts.extra_time import counted_hours
from scheduler.check.facts.fairness import had_after
from scheduler.check.facts.nights import is_night
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.standby import had_on_standby
from scheduler.check.facts.templates import fitting
from scheduler.check.facts.times import Minutes, day_of_shift, span
from scheduler.errors import Fault, InputError
from scheduler.instance.backlog import due_of, rows_of
from scheduler.instance.calls_grid import moment_of
from scheduler.instance.history import History
from scheduler.instance.instance import Instance
from scheduler.instance.operators import AGREED, EXTRA, Operator
from scheduler.operate.frozen import frozen_rows
from scheduler.roster import Shift, StandbyPlace

Row = dict[str, Any]
_LONGEST_AGO = dt.timedelta(days=28)
"""A last shift that ended longer ago says nothing any more."""


@dataclass(frozen=True)
class Previous:
    """The shifts of a roster, and the instance it was made for.

    Parameters
    ----------
    instance, shifts
        Both.
    now
        What begins before this moment stays as it is, breaks included; None: nothing that lies in the new horizon.
    standby
        Places on standby lists of the roster.
    """

    instance: Instance
    shifts: tuple[Shift, ...]
    now: dt.datetime | None = None
    standby: tuple[StandbyPlace, ...] = ()


def topics_after(instance: Instance, previous: Previous) -> dict[str, list[Row]]:
    """`history`, `availability`, `ledger` and `backlog` of an instance with what a roster leaves; what is written there stays.

    Raises
    ------
    InputError
        If the hotline is open between the two, so that it is not known what was worked.
    """
    _refuse_gap(instance, previous)
    written = [entry.as_written() for entry in instance.history]
    known = {operator.id for operator in previous.instance.operators} - instance.history_of.keys()
    own = {operator.id: shifts for operator, shifts in shifts_by_operator(previous.instance, previous.shifts)}
    after = [_history(instance, previous, each, own[each.id]) for each in instance.operators if each.id in known]
    return {"history": [*written, *(row for row in after if len(row) > 1)], "availability": _availability(instance, previous),
            "ledger": _ledger(instance, previous), "backlog": _backlog(instance, previous)}


def _backlog(instance: Instance, previous: Previous) -> list[Row]:
    """Deferrable work: what was written, and, of a kind of which nothing is said to wait, what the roster leaves undone.

    What is late by then is due anew, as if it came when the horizon begins.
    """
    origin, found = instance.grid.origin, [row.as_written() for row in instance.backlog]
    known = {work.name: work for work in previous.instance.deferrable} if previous.instance.grid.origin < origin else {}
    for work in instance.deferrable:
        waits = any(moment_of(instance.backlog[index].start, instance.grid.zone) < origin for index in rows_of(instance, work))
        if work.name in known and not waits:
            left: dict[dt.datetime, Minutes] = {}
            for arrives, minutes in left_undone(previous.instance, known[work.name], previous.shifts, origin):
                since = origin if due_of(instance, work, arrives) <= origin else arrives
                left[since] = left.get(since, 0) + minutes
            found += [{"start": since.isoformat(), "contacts": float(minutes) * 60 / work.aht_s, "work": work.name}
                      for since, minutes in left.items()]
    return found


def _refuse_gap(instance: Instance, previous: Previous) -> None:
    last = previous.instance.horizon.start + dt.timedelta(days=previous.instance.horizon.days)
    between = range((last - instance.horizon.start).days, 0)
    if open_days := [day for day in between if instance.is_open_on(day)]:
        raise InputError([Fault("", "previous", f"the roster ends before {last}, and the hotline is open on "
                                f"{instance.grid.date(open_days[0])}, before this horizon begins on {instance.horizon.start}; "
                                "allowed is a roster that reaches up to it")])


def _availability(instance: Instance, previous: Previous) -> list[Row]:
    rows = [entry.as_written() for entry in instance.availability]
    if previous.now is None:
        return rows
    people = {operator.id for operator in previous.instance.operators}
    frozen = list(frozen_rows(instance, previous.shifts, previous.now, people))
    pinned = {(row["operator"], row["when"]) for row in frozen if row["kind"] == "pinned"}
    kept = [row for row in rows if row["kind"] not in AGREED or (row["operator"], row["when"]) not in pinned]
    agreed = [row for entry in previous.instance.availability if entry.kind in EXTRA
              and ((row := entry.as_written())["operator"], row["when"]) in pinned]
    return [*kept, *frozen, *agreed]


def _ledger(instance: Instance, previous: Previous) -> list[Row]:
    """What each operator has had up to the horizon: by the ledger before, and by the roster."""
    if instance.ledger:
        return [row.as_written() for row in instance.ledger]
    before, known, origin = previous.instance, {operator.id for operator in instance.operators}, instance.grid.origin
    past = [shift for shift in previous.shifts if span(shift)[0] < origin]
    standby = had_on_standby(before, [each for each in previous.standby if span(each)[0] < origin])
    called = {who: had for who, had in standby.items() if any(had.values())}
    return [{"operator": who, **had, **called.get(who, {})} for who, had in had_after(before, past).items()
            if who in known and (past or who in before.ledger_of or who in called)]


def _history(instance: Instance, previous: Previous, operator: Operator, own: Sequence[Shift]) -> Row:
    """What is known of one operator before the horizon."""
    before, first = previous.instance, instance.horizon.start
    if first == before.horizon.start and (known := before.history_of.get(operator.id)):
        return _as_it_was(instance, known)
    dates = {before.grid.date(day_of_shift(before, shift)): shift for shift in own}
    past = {date: shift for date, shift in sorted(dates.items()) if date < first}
    row: Row = {"operator": operator.id, **_days_in_a_row(before, operator, past, first)}
    if past:
        *_, last = past.values()
        if instance.grid.origin - span(last)[1] <= _LONGEST_AGO:
            row |= {"last_start": last.start.isoformat(), "last_end": last.end.isoformat()}
        if names := _templates(instance, before, operator, last):
            row["last_shift"] = names[0]
        if nights := _nights(before, operator, past):
            row["nights"] = nights
    elif first > before.horizon.start and (known := before.history_of.get(operator.id)):
        row |= _still_known(instance, known)
    if until := _on_standby_until(instance, previous, operator):
        row["standby_until"] = until
    return row | _started(instance, previous, operator, past)


def _on_standby_until(instance: Instance, previous: Previous, operator: Operator) -> str | None:
    """End of the last place that somebody had on a standby list, where the rest after it reaches into the horizon."""
    rest = dt.timedelta(hours=instance.contract_of(operator).rest_hours)
    ends = [each.end for each in previous.standby if each.operator == operator.id and span(each)[0] < instance.grid.origin
            and span(each)[1] + rest > instance.grid.origin]
    return max(ends, key=dt.datetime.timestamp).isoformat() if ends else None


def _as_it_was(instance: Instance, known: History) -> Row:
    """What was known before a roster whose horizon begins on the same day."""
    names = {template.name for template in instance.shifts}
    return {name: value for name, value in known.as_written().items() if name != "last_shift" or value in names}


def _still_known(instance: Instance, known: History) -> Row:
    """Last shift and nights of an operator who had no shift in the roster: those from before it."""
    last = known.last_end or known.last_start
    is_recent = last is not None and instance.grid.origin - moment_of(last, instance.grid.zone) <= _LONGEST_AGO
    names = ("last_start", "last_end", "nights") if is_recent else ("nights",)
    written = known.as_written()
    return {name: written[name] for name in names if written.get(name) is not None}


def _days_in_a_row(before: Instance, operator: Operator, past: Mapping[dt.date, Shift], first: dt.date) -> Row:
    """Days worked, or off, in a row up to the day before `first`, back into what was known before the roster."""
    day, worked = first - dt.timedelta(days=1), first - dt.timedelta(days=1) in past
    count = 0
    while day >= before.horizon.start and (day in past) == worked:
        count, day = count + 1, day - dt.timedelta(days=1)
    if day < before.horizon.start and (known := before.history_of.get(operator.id)):
        count += (known.worked_days if worked else known.days_off) or 0
    return {"worked_days" if worked else "days_off": count} if count else {}


def _templates(instance: Instance, before: Instance, operator: Operator, shift: Shift) -> list[str]:
    """Templates of the new horizon that a shift may be of, those first whose successors a contract forbids."""
    forbidden = {first for contract in instance.contracts.values() for first, _ in contract.forbidden_successions}
    own = next(each for each in before.operators if each.id == operator.id)
    known = {template.name for template in instance.shifts}
    names = [each.name for each in fitting(before, before.contract_of(own), shift) if each.name in known]
    return sorted(names, key=lambda name: name not in forbidden)


def _nights(before: Instance, operator: Operator, past: Mapping[dt.date, Shift]) -> int:
    """Night shifts on successive days up to the last day worked, back into what was known before the roster."""
    day, count = max(past), 0
    while day in past and is_night(before, past[day]):
        count, day = count + 1, day - dt.timedelta(days=1)
    known = before.history_of.get(operator.id)
    if day < before.horizon.start and known is not None and known.worked_days is not None:
        count += known.nights or 0
    return count


def _started(instance: Instance, previous: Previous, operator: Operator, past: Mapping[dt.date, Shift]) -> Row:
    """Hours, days and shifts of the week and the month that the horizon goes on with."""
    row: Row = {}
    for days, names in _spans(instance):
        since = instance.grid.date(days.start)
        if (earlier := _before_the_roster(previous.instance, operator, since, names)) is not None:
            shifts = [shift for date, shift in past.items() if date >= since]
            hours, count = earlier
            row |= {names[0]: float(counted_hours(previous.instance, shifts)) + hours, names[1]: len(shifts) + count}
    return row


def _spans(instance: Instance) -> Iterator[tuple[range, tuple[str, str]]]:
    """The week and the month of the first day, where they have begun before it, with the fields that say what was worked."""
    for spans, names in ((instance.calendar_weeks, ("week_hours", "week_days")),
                         (instance.calendar_months, ("month_hours", "month_shifts"))):
        if spans[0].start < 0:
            yield spans[0], names


def _before_the_roster(
    before: Instance, operator: Operator, since: dt.date, names: Sequence[str]
) -> tuple[float, int] | None:
    """Hours and days since a date that lie before a roster's own horizon; None: not known."""
    if since >= before.horizon.start:
        return 0.0, 0
    spans = before.calendar_weeks if names[0] == "week_hours" else before.calendar_months
    known = before.history_of.get(operator.id)
    if known is None or before.grid.date(spans[0].start) != since:
        return None
    hours, count = (getattr(known, name) for name in names)
    return None if hours is None or count is None else (hours, count)
