"""A roster's shifts as the moments the simulation follows, and who of the operators serves whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.instance.yesterday import still_on_the_phone
from scheduler.roster import Break, Purchase, Shift, parts_of
from scheduler.simulate.kernel import BREAK, END, NOBODY, START, Plan
from scheduler.simulate.outside import outside_shifts
from scheduler.simulate.routing import Routing, routing_of
from scheduler.timegrid import TimeGrid

Moment = tuple[int, int, float, float]
"""Index of the shift, kind, planned second, length in seconds."""


@dataclass(frozen=True, eq=False)
class Duties:
    """Shifts as the simulation follows them.

    Parameters
    ----------
    plan
        Rostered moments and routing.
    day
        Day of the horizon in which each shift starts, in the order of `Plan.duty`; shape (shifts,).
    beside
        Whether a shift is none of the roster, so that its operator is there: of yesterday, or of an outside call centre; shape
        (shifts,).
    """

    plan: Plan
    day: NDArray[np.int64]
    beside: NDArray[np.bool_]

    def by_shift(self, of_queue: NDArray[np.float64]) -> NDArray[np.float64]:
        """Mean, over the queues its operator serves, of a number of each queue; shape (shifts,)."""
        plan = self.plan
        serves = plan.queues_of_group != NOBODY
        of_group = np.where(serves, of_queue[plan.queues_of_group], 0.0).sum(axis=1) / np.maximum(serves.sum(axis=1), 1)
        starts = plan.kind == START
        return np.asarray(of_group[plan.group[plan.operator[starts]]])


def duties_of_instance(instance: Instance, shifts: Sequence[Shift], purchases: Sequence[Purchase] = ()) -> Duties:
    """Put the shifts of a roster in order, and beside them those of yesterday that go on into the horizon, and of outside help.

    Each operator serves the queues among their skills, in the order of priorities and preferences.

    Raises
    ------
    InputError
        As `duties_of`.
    """
    every, routing = [*_of_yesterday(instance), *shifts], routing_of(instance, instance.operators)
    ids = [each.id for each in instance.operators]
    if not purchases or instance.outside is None:
        return duties_of(instance.grid, ids, every, routing)
    queue = list(instance.queues).index(instance.outside.queue)
    answer = {operator for operator, serves in zip(ids, routing.serves[:, queue].tolist(), strict=True) if serves}
    outside = list(outside_shifts(instance, purchases, [each for each in every if each.operator in answer]))
    others = sorted({each.operator for each in outside})
    return duties_of(instance.grid, [*ids, *others], [*every, *outside], routing.with_others(queue, len(others)),
                     beside=len(others))


def _of_yesterday(instance: Instance) -> Iterator[Shift]:
    """Shifts of those who are still on the phone when the horizon begins, from a cell before it on."""
    for operator, end in still_on_the_phone(instance):
        yield Shift(operator=operator.id, start=instance.grid.moment(-1), end=instance.grid.moment(end))


def duties_of(
    grid: TimeGrid, operators: Sequence[str], shifts: Sequence[Shift],
    routing: Routing | NDArray[np.bool_] | None = None, queues: int = 1, beside: int = 0,
) -> Duties:
    """Put the shifts of a roster in order; each part of a split one is a duty of its own.

    Parameters
    ----------
    operators
        Ids of all operators.
    routing
        Who serves whom, in what order; or only whether an operator serves a queue, shape (operators, queues). Left out: all
        serve so many queues.
    beside
        How many operators, the last ones, are not of the roster.

    Raises
    ------
    InputError
        If a shift belongs to nobody, two shifts of an operator overlap, or breaks overlap or leave their shift.
    """
    if not isinstance(routing, Routing):
        routing = Routing.plain(np.ones((len(operators), queues), dtype=np.bool_) if routing is None else routing)
    by_operator: dict[str, list[Shift]] = {operator: [] for operator in operators}
    if faults := [_fault(shift, "no operator of the instance has this id") for shift in shifts
                  if shift.operator not in by_operator]:
        raise InputError(faults)
    for shift in shifts:
        by_operator[shift.operator].append(shift)
    ordered = [sorted(own, key=lambda shift: shift.start.astimezone(UTC)) for own in by_operator.values()]
    if faults := [fault for own in ordered for fault in _disorder(own)]:
        raise InputError(faults)
    ordered = [[part for shift in own for part in parts_of(shift)] for own in ordered]
    return _arranged(grid, ordered, routing, len(ordered) - beside)


def _arranged(grid: TimeGrid, ordered: Sequence[Sequence[Shift]], routing: Routing, of_roster: int) -> Duties:
    moments: list[Moment] = []
    first, owners = [0], list[int]()
    days, beside = list[int](), list[bool]()
    for operator, own in enumerate(ordered):
        for shift in own:
            moments.extend(_moments(grid, len(days), shift))
            beside.append(operator >= of_roster or shift.start.astimezone(UTC) < grid.origin)
            days.append(max(0, (shift.start.astimezone(grid.zone).date() - grid.first_day).days))
        owners += [operator] * (len(moments) - first[-1])
        first.append(len(moments))
    table = np.array(moments, dtype=float).reshape(-1, 4)
    duty, kind = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
    at_s, length_s = np.ascontiguousarray(table[:, 2]), np.ascontiguousarray(table[:, 3])
    plan = Plan(np.array(first), np.array(owners, dtype=np.int64), duty, kind, at_s, length_s,
                np.argsort(at_s, kind="stable"), *routing.tables)
    return Duties(plan, np.array(days, dtype=np.int64), np.array(beside, dtype=np.bool_))


def _moments(grid: TimeGrid, duty: int, shift: Shift) -> Iterator[Moment]:
    def seconds(moment: datetime) -> float:
        return (moment.astimezone(UTC) - grid.origin).total_seconds()

    yield duty, START, max(0.0, seconds(shift.start)), 0.0
    for pause in sorted(shift.breaks, key=lambda pause: pause.start.astimezone(UTC)):
        yield duty, BREAK, seconds(pause.start), seconds(pause.end) - seconds(pause.start)
    yield duty, END, seconds(shift.end), 0.0


def _disorder(own: Sequence[Shift]) -> Iterator[Fault]:
    """What no simulation can follow in the shifts of one operator, in order of time.

    Moments are compared in UTC: within one zone Python compares wall clocks, also on the night when an hour repeats.
    """
    for before, after in pairwise(own):
        if _utc(after)[0] < _utc(before)[1]:
            yield _fault(after, f"overlaps the shift of the same operator that starts at {before.start.isoformat()}")
    for shift in own:
        start, end = _utc(shift)
        pauses = sorted(map(_utc, shift.breaks))
        if any(begin < start or stop > end for begin, stop in pauses):
            yield _fault(shift, "has a break outside of its time")
        if any(after[0] < before[1] for before, after in pairwise(pauses)):
            yield _fault(shift, "has breaks that overlap")


def _utc(span: Shift | Break) -> tuple[datetime, datetime]:
    return span.start.astimezone(UTC), span.end.astimezone(UTC)


def _fault(shift: Shift, message: str) -> Fault:
    return Fault("", "shifts", f"the shift of {shift.operator} that starts at {shift.start.isoformat()}: {message}; "
                 "`schedule check` names all that is wrong with a roster")
