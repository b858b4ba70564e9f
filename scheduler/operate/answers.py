"""Requests answered one after the other, each on the roster that those granted before it leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scheduler.check.facts.fairness import had_after, mean_hours
from scheduler.check.facts.times import span
from scheduler.instance.fairness import KINDS
from scheduler.instance.instance import Instance
from scheduler.operate.judging import Judge, Judgement
from scheduler.operate.requests import Proposal, Request, name_of, note_of, proposals
from scheduler.roster import Shift
from scheduler.timegrid import MINUTES_PER_DAY

Status = Literal["granted", "refused", "waiting"]


@dataclass(frozen=True)
class Answer:
    """What is said to a request.

    Parameters
    ----------
    request
        What was asked for.
    name
        Its id, or its number in the table.
    status
        `granted`, `refused` by a rule, or `waiting`: only the allowance speaks against it.
    judgement
        What it would mean, for the roster with all that was granted before it; None where nothing could be made of it.
    reason
        Why nothing could be made of it; empty otherwise.
    proposal
        What it makes of the roster; None where nothing could be made of it.
    full
        Of who waits: days on which as many are away as may be, and who they are.
    place
        Of who waits: their place among those who wait for one of these days, from 1.
    """

    request: Request
    name: str
    status: Status
    judgement: Judgement | None = None
    reason: str = ""
    proposal: Proposal | None = None
    full: tuple[tuple[dt.date, tuple[str, ...]], ...] = ()
    place: int | None = None

    @property
    def note(self) -> str:
        """What a row of availability that is made of it says of where it came from."""
        return note_of(self.name, self.request)

    def __str__(self) -> str:
        return f"{self.name} {self.request.operator}, {self.request}: {self._said}"

    @property
    def _said(self) -> str:
        if self.status != "waiting":
            return f"no: {self.reason}" if self.judgement is None else str(self.judgement)
        days = "; ".join(f"{date:%a} {date}: {', '.join(away)}" for date, away in self.full)
        return f"waiting, place {self.place} (away {days}); else {self.judgement}"


def answers(
    judge: Judge, requests: Sequence[Request], allowance: int | None = None, *, fair: bool = False,
    now: dt.datetime | None = None,
) -> tuple[Answer, ...]:
    """Answer requests in their order, or in a fair one.

    Parameters
    ----------
    now
        What begins before it stays as it is; None: nothing has begun.
    allowance
        How many may be away on a day, those who are so already included; None: any number.
    fair
        Whether the first request of everybody comes before the second of anybody, and among these whoever has had more of
        shifts, nights and weekends for their hours, by the ledger and the roster, before the others.
    """
    found: list[Answer] = []
    order = _fair_order(judge, requests) if fair else range(len(requests))
    for index in order:
        answer = _answer(judge, requests[index], name_of(requests, index), allowance, found, now)
        found.append(answer)
        if answer.status == "granted" and answer.proposal is not None:
            judge = judge.after(answer.proposal.shifts, answer.proposal.absences)
    return tuple(found)


def away(instance: Instance, date: dt.date) -> tuple[str, ...]:
    """Operators who are away for the whole of a date: on leave, ill, or off by a row of that date; not by their weekdays."""
    return tuple(each.id for each in instance.operators if any(
        row.is_absence and row.is_whole_day and row.kind != "public_holiday" and not isinstance(row.when, frozenset)
        and row.on(date) for row in instance.availability_of.get(each.id, ())))


def burdens(instance: Instance, shifts: Sequence[Shift]) -> dict[str, float]:
    """What each operator has had of shifts, nights and weekends for the hours of their contract, beside the mean of all.

    The mean over these kinds, but for those of which nobody has had any; 1 for whoever has had what is usual.
    """
    had, hours = had_after(instance, shifts), mean_hours(instance)
    usual = {kind: sum(each[kind] for each in had.values()) / sum(hours.values()) for kind in KINDS}
    counted = [kind for kind in KINDS if usual[kind]]
    return {operator: sum(had[operator][kind] / hours[operator] / usual[kind] for kind in counted) / max(len(counted), 1)
            for operator in hours}


def _fair_order(judge: Judge, requests: Sequence[Request]) -> list[int]:
    had = burdens(judge.instance, judge.shifts)
    own = [sum(other.operator == each.operator for other in requests[:index]) for index, each in enumerate(requests)]
    return sorted(range(len(requests)), key=lambda index: (own[index], -had[requests[index].operator], index))


def _answer(
    judge: Judge, request: Request, name: str, allowance: int | None, before: Sequence[Answer], now: dt.datetime | None
) -> Answer:
    try:
        offered = proposals(judge.instance, judge.shifts, request, note_of(name, request))
        offered = [each for each in offered if not (begun := begun_by(judge, request, each, now))]
        if not offered:
            raise ValueError(begun)
    except ValueError as error:
        return Answer(request, name, "refused", reason=str(error))
    judged = [(judge.compare(judge.after(each.shifts, each.absences), [request.operator]), each) for each in offered]
    judgement, proposal = min(judged, key=lambda each: (not each[0].is_allowed, each[0].cost if each[0].is_allowed else 0.0))
    if not judgement.is_allowed:
        return Answer(request, name, "refused", judgement, proposal=proposal)
    full = tuple(_full(judge.instance, request, allowance)) if allowance is not None and request.is_absence else ()
    if not full:
        return Answer(request, name, "granted", judgement, proposal=proposal)
    dates = {date for date, _ in full}
    place = 1 + sum(bool(dates & {date for date, _ in each.full}) for each in before)
    return Answer(request, name, "waiting", judgement, proposal=proposal, full=full, place=place)


def begun_by(judge: Judge, request: Request, proposal: Proposal, now: dt.datetime | None) -> str:
    """What of a request has begun by a moment, or is over: no roster changes it any more. Empty: nothing."""
    if now is None:
        return ""
    grid = judge.instance.grid
    for date in request.dates:
        if grid.window((date - judge.instance.horizon.start).days, 0, MINUTES_PER_DAY)[1] <= now:
            return f"{date:%a} {date} is over"
    kept = {id(shift) for shift in judge.shifts} & {id(shift) for shift in proposal.shifts}
    for shift in (*judge.shifts, *proposal.shifts):
        if id(shift) not in kept and span(shift)[0] < now:
            begins = shift.start.astimezone(grid.zone)
            return f"it would change a shift that begins at {begins:%H:%M} on {begins:%a %Y-%m-%d}, before now"
    return ""


def _full(instance: Instance, request: Request, allowance: int) -> Iterator[tuple[dt.date, tuple[str, ...]]]:
    """Days of a request on which it would make more people away than may be, with those who are."""
    for date in request.dates:
        others = away(instance, date)
        if request.operator not in others and len(others) >= allowance:
            yield date, others
