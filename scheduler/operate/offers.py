"""What a repair may ask somebody for: to stay longer or come earlier, as overtime, or to go earlier or come later, as time off.

An offer that is taken becomes a pin of the shift, and a row that says how many of its hours count otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.check.facts.pay import paid_minutes
from scheduler.check.facts.times import day_of_shift, span
from scheduler.instance.instance import Instance
from scheduler.instance.operators import AGREED
from scheduler.operate.frozen import Row, pin_of
from scheduler.operate.other_shifts import lunches_of, placed_shift, placements_near
from scheduler.roster import BreakKind, Shift
from scheduler.rules.basis.break_clock import BreakClock
from scheduler.rules.basis.break_forms import ChainBreak, Order
from scheduler.timegrid import clock

_STEP_MINUTES = 30
"""Shifts are asked for that are longer or shorter by whole steps of so many minutes, or of an interval that is longer, and by
the most that the contract allows."""
_LONGEST_DAYS = 3
"""A shift of a day, and of one that is longer, lies in so many days at most."""


@dataclass(frozen=True)
class Offer:
    """A shift that somebody may be asked for in place of the one that was published.

    Parameters
    ----------
    date
        Its day.
    before, after
        Both shifts.
    minutes
        Paid minutes of overtime; below 0: of time off.
    """

    date: dt.date
    before: Shift
    after: Shift
    minutes: int

    @property
    def key(self) -> tuple[str, dt.date]:
        """Who is asked, and for which day."""
        return self.after.operator, self.date

    @property
    def kind(self) -> str:
        """`overtime` or `time_off`."""
        return "overtime" if self.minutes > 0 else "time_off"

    def words(self, instance: Instance) -> str:
        """``to stay until 18:30, 1.5 h of overtime``."""
        zone, later = instance.grid.zone, self.after.end != self.before.end
        moment = clock(self.after.end if later else self.after.start, zone)
        overtime = self.minutes > 0
        what = ("stay until" if overtime else "leave at") if later else "come in at" if overtime else "come in only at"
        kind = "overtime" if overtime else "voluntary time off"
        return f"to {what} {moment}, {abs(self.minutes) / 60:.4g} h of {kind}"


def offers(
    instance: Instance, shifts: Sequence[Shift], now: dt.datetime, days: Collection[int], declined: Collection[str] = ()
) -> Iterator[Offer]:
    """Every offer for what lies in some days, of shifts that have not ended, where the contract allows it.

    Those of the day before may be asked to stay into such a day, and those of the day after to come before it ends.
    What is pinned stays as it is, and so does a split shift. A shift that has begun changes its end alone, and keeps the breaks
    that have begun.

    Parameters
    ----------
    declined
        Operators who are not asked.
    """
    clock_of_breaks = BreakClock(instance)
    contracts = {operator.id: instance.contract_of(operator) for operator in instance.operators if operator.id not in declined}
    for shift in shifts:
        day, contract = day_of_shift(instance, shift), contracts.get(shift.operator)
        near = any(each in days for each in range(day - 1, day + _LONGEST_DAYS))
        if contract is None or not near or span(shift)[1] <= now or not _is_free(instance, shift, day):
            continue
        most = contract.overtime_minutes_per_day or 0, contract.time_off_minutes_per_day or 0
        for cells in _times(instance, most, shift, now):
            if day not in days and not _touches(instance, shift, cells, days):
                continue
            new = _with_times(instance, clock_of_breaks, shift, cells, now)
            if new is None or day_of_shift(instance, new) != day:
                continue
            minutes = int(paid_minutes(instance, new) - paid_minutes(instance, shift))
            if 0 < (minutes if new.minutes > shift.minutes else -minutes) <= most[new.minutes < shift.minutes]:
                yield Offer(instance.grid.date(day), shift, new, minutes)


def step_minutes(instance: Instance) -> int:
    """By multiples of how many minutes shifts are asked to be longer or shorter."""
    interval = instance.hotline.interval_minutes
    return -(-_STEP_MINUTES // interval) * interval


def rows_of(instance: Instance, taken: Sequence[Offer], now: dt.datetime) -> list[Row]:
    """Rows of availability that offers become once they are taken."""
    rows: list[Row] = []
    for each in taken:
        note = f"{each.kind.replace('_', ' ')}, asked {now.astimezone(instance.grid.zone):%Y-%m-%d}"
        rows += [pin_of(instance.grid, each.after, each.date, note),
                 {"operator": each.after.operator, "when": each.date.isoformat(), "kind": each.kind,
                  "hours": abs(each.minutes) / 60, "note": note}]
    return rows


def by_day(instance: Instance, found: Sequence[Offer]) -> Mapping[tuple[str, int], list[Offer]]:
    """Offers of each operator and day."""
    groups: dict[tuple[str, int], list[Offer]] = {}
    for each in found:
        groups.setdefault((each.after.operator, (each.date - instance.horizon.start).days), []).append(each)
    return groups


def _is_free(instance: Instance, shift: Shift, day: int) -> bool:
    """Whether nothing was agreed about a shift."""
    date = instance.grid.date(day)
    agreed = any(entry.kind in AGREED and entry.on(date)
                 for entry in instance.availability_of.get(shift.operator, ()))
    return not agreed and all(each.kind not in ("gap", "activity") for each in shift.breaks)


def _times(instance: Instance, most: tuple[int, int], shift: Shift, now: dt.datetime) -> Iterator[tuple[int, int]]:
    """First cell, and the first cell after, of longer and shorter shifts of which nothing lies in the past.

    `most` are the minutes by which they may be longer, and shorter.
    """
    grid = instance.grid
    first, after = grid.cell(shift.start), grid.cell(shift.end)
    since = grid.cells_within(now, now)[0]
    longer, shorter = (_lengths(instance, each) for each in most)
    yield from ((first, after + cells) for cells in longer)
    yield from ((first, after - cells) for cells in shorter if after - cells > max(since - 1, first))
    if first >= since:
        yield from ((first - cells, after) for cells in longer if first - cells >= max(since, 0))
        yield from ((first + cells, after) for cells in shorter if first + cells < after)


def _lengths(instance: Instance, most: int) -> list[int]:
    """Cells by which shifts are longer or shorter: whole steps, and the most that there may be."""
    cell = instance.grid.cell_minutes
    step = step_minutes(instance) // cell
    return sorted({*range(step, most // cell + 1, step), most // cell} - {0})


def _touches(instance: Instance, shift: Shift, cells: tuple[int, int], days: Collection[int]) -> bool:
    """Whether what another shift adds or takes away lies in some days."""
    grid, (first, after) = instance.grid, cells
    parts = (sorted((first, grid.cell(shift.start))), sorted((after, grid.cell(shift.end))))
    return any(grid.day_of(each) in days for start, end in parts if start < end for each in (start, end - 1))


def _with_times(
    instance: Instance, clock_of_breaks: BreakClock, shift: Shift, cells: tuple[int, int], now: dt.datetime
) -> Shift | None:
    """The shift over other cells, with as much lunch as it had, and its breaks where they were, as nearly as the rules allow.

    None where they allow none.
    """
    grid, (first, after) = instance.grid, cells
    minutes = (after - first) * grid.cell_minutes
    own = [(each.kind, grid.cell(each.start) - first, grid.cell(each.end) - grid.cell(each.start)) for each in shift.breaks]
    since = grid.cells_within(now, now)[0] - first
    orders = (order for form in clock_of_breaks.narrowed(first, minutes) for order in form.orders)
    kept = [each for order in orders if (each := _kept(order, [pause for pause in own if pause[1] < since], since))]
    from_end, lunch = first != grid.cell(shift.start), sum(cells for kind, _, cells in own if kind == "lunch")
    found = [(abs(sum(lunches_of(order)) - lunch), *one) for order in kept
             for one in placements_near(order, _goals(order, own, from_end=from_end))]
    return placed_shift(instance, shift.operator, first, minutes, min(found)[2]) if found else None


def _kept(order: Order, begun: Sequence[tuple[BreakKind, int, int]], since: int) -> Order | None:
    """An order whose first breaks are those that have begun, and whose others come after; None where it has none such."""
    points: list[ChainBreak] = []
    for place, each in enumerate(order.breaks):
        if place < len(begun):
            kind, at, cells = begun[place]
            if (each.kind, each.cells) != (kind, cells) or not each.earliest <= at <= each.latest:
                return None
            points.append(replace(each, earliest=at, latest=at))
        elif each.latest < since:
            return None
        else:
            points.append(replace(each, earliest=max(each.earliest, since)))
    narrow = replace(order, breaks=tuple(points))
    return narrow if len(begun) <= len(points) else None


def _goals(order: Order, own: Sequence[tuple[BreakKind, int, int]], *, from_end: bool) -> list[int]:
    """Where each break is wanted: where the one of its kind was, counted from the end that stays; else amid its window."""
    goals: list[int] = []
    for place, each in enumerate(order.breaks):
        same = [at for kind, at, _ in own if kind == each.kind]
        index = sum(other.kind == each.kind for other in order.breaks[:place])
        if from_end:
            index += len(same) - sum(other.kind == each.kind for other in order.breaks)
        goals.append(same[index] if 0 <= index < len(same) else (each.earliest + each.latest) // 2)
    return goals
