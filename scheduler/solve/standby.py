"""Standby lists, filled after the roster is found: it stays as it is, and so do its cost and its bound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

from scheduler.check.facts.pay import paid_minutes
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.standby import had_on_standby
from scheduler.check.facts.times import day_of_shift
from scheduler.instance.base import WEEKDAYS
from scheduler.instance.calls_grid import moment_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.standby import StandbyList
from scheduler.model.standby import Standby, StandbyTask, assign, in_turn
from scheduler.roster import Shift, StandbyPlace
from scheduler.rules.availability import Span, closed_spans

_EFFORT = 3.0
"""Deterministic seconds for each aim."""


@dataclass(frozen=True)
class Kept:
    """What was published, of which as little changes as can be.

    Parameters
    ----------
    places
        The places.
    since
        Windows that end before it are over: nobody new has a place in them. None: all are still to come.
    """

    places: tuple[StandbyPlace, ...] = ()
    since: dt.datetime | None = None


NOTHING_PUBLISHED = Kept()


@dataclass(frozen=True)
class _Window:
    """A window of a list, as moments in UTC."""

    of: StandbyList
    day: int
    start: dt.datetime
    end: dt.datetime

    @property
    def span(self) -> Span:
        return self.start, self.end


def standby_of(
    instance: Instance, shifts: Sequence[Shift], kept: Kept = NOTHING_PUBLISHED, *, hurried: bool = False
) -> tuple[tuple[StandbyPlace, ...], Literal["optimal", "feasible"] | None]:
    """Places on all standby lists beside some shifts, and whether they are proven the best; without lists none, and None.

    Parameters
    ----------
    hurried
        Whether the run was interrupted, and the lists must be there at once: places are taken one after the other.
    """
    if not instance.standby:
        return (), None
    windows = sorted(_windows(instance), key=lambda each: (each.start, instance.standby.index(each.of)))
    task = _task(instance, windows, shifts, kept)
    found = Standby(in_turn(task), is_optimal=False) if hurried else assign(task, _EFFORT)
    zone = instance.grid.zone
    places = tuple(StandbyPlace(
        name=windows[window].of.name, operator=instance.operators[person].id, start=windows[window].start.astimezone(zone),
        end=windows[window].end.astimezone(zone), place=place + 1) for window, person, place in sorted(
            found.taken, key=lambda each: (each[0], each[2])))
    return places, "optimal" if found.is_optimal else "feasible"


def _windows(instance: Instance) -> Iterator[_Window]:
    """Every window of every list; one that the clock skips whole, in spring, is none."""
    for each in instance.standby:
        for day in instance.days_of(each):
            start, end = instance.grid.window(day, *each.window)
            if start < end:
                yield _Window(each, day, start, end)


def _task(instance: Instance, windows: Sequence[_Window], shifts: Sequence[Shift], kept: Kept) -> StandbyTask:
    person_of = {operator.id: person for person, operator in enumerate(instance.operators)}
    published = dict(_published(windows, kept.places, person_of))
    able: list[list[int]] = [[] for _ in windows]
    denied, used_up = dict[tuple[int, int], int](), dict[tuple[int, int], int]()
    had = had_on_standby(instance, ())
    for person, (operator, own) in enumerate(shifts_by_operator(instance, shifts)):
        names = {each.name for each in instance.standby if each.is_for(operator)}
        busy = list(_busy(instance, operator, own)) if names else []
        avoided = list(_avoided(instance, operator)) if names else []
        full = set(_full_weeks(instance, operator, own)) if names else set()
        for number, window in enumerate(windows):
            is_over = kept.since is not None and window.end <= kept.since and (number, person) not in published
            if is_over or window.of.name not in names or any(_meet(window.span, each) for each in busy):
                continue
            able[number].append(person)
            if touched := sum(_meet(window.span, each) for each in avoided):
                denied[number, person] = touched
            if any(window.day in week for week in full):
                used_up[number, person] = 1
    return StandbyTask(
        places=[window.of.places for window in windows], able=able, against=(used_up, denied),
        apart=list(_apart(windows)),
        most=list(_most(instance, windows)), shares=[instance.shares.relative[each.id] for each in instance.operators],
        had=[(each["standby"], each["standby_first"]) for each in had.values()], published=published)


def _meet(one: Span, other: Span) -> bool:
    """Whether two spans share time."""
    return one[0] < other[1] and other[0] < one[1]


def _apart(windows: Sequence[_Window]) -> Iterator[tuple[int, int]]:
    """Pairs of windows that share time; the windows are in order of their starts."""
    for one, first in enumerate(windows):
        for other in range(one + 1, len(windows)):
            if windows[other].start >= first.end:
                break
            yield one, other


def _busy(instance: Instance, operator: Operator, shifts: Sequence[Shift]) -> Iterator[Span]:
    """Spans that no window may meet: absences, and shifts with the rest before and after, also the last one of `history`."""
    yield from closed_spans(instance, operator, past=False)
    rest = dt.timedelta(microseconds=ceil(Fraction(str(instance.contract_of(operator).rest_hours)) * 3_600_000_000))
    for shift in shifts:
        yield shift.start.astimezone(dt.UTC) - rest, shift.end.astimezone(dt.UTC) + rest
    history = instance.history_of.get(operator.id)
    if history is not None and history.last_end is not None:
        end = moment_of(history.last_end, instance.grid.zone).astimezone(dt.UTC)
        yield min(end, instance.grid.origin), end + rest
    if history is not None and history.standby_until is not None:
        end = moment_of(history.standby_until, instance.grid.zone).astimezone(dt.UTC)
        yield min(end, instance.grid.origin), end


def _full_weeks(instance: Instance, operator: Operator, shifts: Sequence[Shift]) -> Iterator[range]:
    """Calendar weeks in which the contract leaves somebody no day, or too few hours, for the shortest shift."""
    contract = instance.contract_of(operator)
    shortest = min(minutes for template in instance.shifts for minutes in template.length.minutes)
    most_days = contract.days_per_week[1] if contract.days_per_week else len(WEEKDAYS)
    for week in instance.calendar_weeks:
        own = [shift for shift in shifts if day_of_shift(instance, shift) in week]
        hours = contract.hours_per_week[1] * 60 - float(sum(paid_minutes(instance, shift) for shift in own))
        if len(own) >= most_days or hours < shortest:
            yield week


def _avoided(instance: Instance, operator: Operator) -> Iterator[Span]:
    """Windows in which somebody would rather not work."""
    for entry in instance.availability_of.get(operator.id, ()):
        if entry.kind == "avoid":
            for day in range(-1, instance.horizon.days + 1):
                if entry.on(instance.grid.date(day)):
                    yield instance.grid.window(day, *entry.window)


def _most(instance: Instance, windows: Sequence[_Window]) -> Iterator[tuple[list[int], int]]:
    """Windows of a list in one calendar week, and how many of them one person may have."""
    for each in instance.standby:
        for week in instance.calendar_weeks if each.max_per_week is not None else ():
            own = [number for number, window in enumerate(windows) if window.of is each and window.day in week]
            yield own, each.max_per_week or 0


def _published(
    windows: Sequence[_Window], places: Sequence[StandbyPlace], person_of: Mapping[str, int]
) -> Iterator[tuple[tuple[int, int], int]]:
    """What was published of windows that are still there, by window and person: the place, from 0."""
    number_of = {(window.of.name, *window.span): number for number, window in enumerate(windows)}
    for each in places:
        number = number_of.get((each.name, each.start.astimezone(dt.UTC), each.end.astimezone(dt.UTC)))
        if number is not None and each.operator in person_of:
            yield (number, person_of[each.operator]), each.place - 1
