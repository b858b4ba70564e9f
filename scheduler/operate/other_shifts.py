"""Shifts that somebody may ask for in place of theirs: from another start, of a template, or with another lunch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from statistics import median_low

from scheduler.check.facts.times import length, minutes_between
from scheduler.instance.base import format_local_time
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift, parts_of
from scheduler.rules.basis.break_clock import NO_GAP, BreakClock, Gap, orders_beside
from scheduler.rules.basis.break_forms import Order, Placement
from scheduler.rules.basis.shift_table import shifts_of_template

_USUAL_MINUTES = 8 * 60
"""Length of a shift that is looked for first where an operator has none that tells."""
_SHOWN = 12

MOST_TRIED = 6
"""Of how many other shifts the cheapest is asked for."""


def other_shifts(
    instance: Instance, own: Sequence[Shift], day: int, present: Shift | None, operator: str, start: int | None,
    template: str | None, most: int | None = None,
) -> list[Shift]:
    """Shifts of a day from a start (minutes after midnight), or of a template, those most like the present one first.

    Parameters
    ----------
    own
        Shifts of the operator on the roster; where they are off on that day these tell the usual length.
    present
        Their shift of that day; None: they are off.
    most
        How many are wanted; None: all.

    Raises
    ------
    ValueError
        If no template offers one with breaks that the rules allow, with the starts that are offered.
    """
    grid = instance.grid
    offered = {(first, minutes, gap) for each in instance.shifts if template in (None, each.name)
               for of_day, first, minutes, gap in shifts_of_template(each, grid) if of_day == day}
    now = None if present is None else (grid.cell(present.start), int(length(present)), _gap_of(present))
    usual = now[1] if now else median_low([int(length(each)) for each in own] or [_USUAL_MINUTES])
    wanted = sorted((each for each in offered if each != now and start in (None, _minute(instance, each[0]))),
                    key=lambda each: (abs(each[1] - usual), abs(each[0] - now[0]) if now else 0, each))
    clock = BreakClock(instance)
    placed = (_with_breaks(instance, clock, operator, each, present) for each in wanted)
    found = list(islice((shift for shift in placed if shift), most))
    if not found:
        asked = f"no other shift {'' if start is None else f'from {format_local_time(start)} '}"
        date = f"on {grid.date(day):%a} {grid.date(day)}"
        if present and present.activities and any(clock.narrowed(*each) for each in wanted):
            raise ValueError(f"{asked}that is offered {date} has room for {_activities(instance, present)} and its breaks; "
                             "activities stay where they are")
        starts = sorted({format_local_time(_minute(instance, first)) for first, _, _ in offered})
        told = ", ".join(starts[:_SHOWN]) + (", …" if len(starts) > _SHOWN else "")
        raise ValueError(f"{asked}is offered {date}; offered are shifts from {told or 'no time'}")
    return found


def _activities(instance: Instance, shift: Shift) -> str:
    zone = instance.grid.zone
    return " and ".join(f"{each.name} {each.start.astimezone(zone):%H:%M}–{each.end.astimezone(zone):%H:%M}"
                        for each in shift.activities)


def with_lunch(instance: Instance, shift: Shift, minutes: int) -> Shift:
    """The shift with a lunch of so many minutes, and all breaks as near to where they were as the rules allow.

    Of several lunches one gets that length.

    Raises
    ------
    ValueError
        If the lunch has that length already, or the rules allow none of it, with the lengths that they allow.
    """
    grid, whole = instance.grid, int(length(shift))
    lengths = sorted({each for part in parts_of(shift) for rule in instance.breaks.lunches_of(part.minutes)
                      for each in rule.minutes})
    present = _lunches_of(instance, shift)
    if minutes in [each * grid.cell_minutes for each in present]:
        raise ValueError(f"lunch lasts {minutes} min already")
    if minutes not in lengths:
        allowed = " or ".join(f"{each} min" for each in lengths) or "none"
        raise ValueError(f"breaks: a lunch of {minutes} min is asked for; a shift of {whole} min has {allowed}")
    cells = minutes // grid.cell_minutes
    forms = BreakClock(instance).narrowed(grid.cell(shift.start), whole, _gap_of(shift))
    orders = [order for form in forms for order in form.orders
              if [now for now, before in zip(lunches_of(order), present, strict=False) if now != before] == [cells]]
    orders = _beside(instance, orders, grid.cell(shift.start), whole, shift) if shift.activities else orders
    if not orders:
        raise ValueError(f"breaks: with a lunch of {minutes} min no break pattern fits a shift of {whole} min")
    placed = placed_shift(instance, shift.operator, grid.cell(shift.start), whole, _nearest(orders, _offsets(instance, shift)))
    return placed.holding(shift.activities)


def _minute(instance: Instance, cell: int) -> int:
    local = instance.grid.moment(cell)
    return local.hour * 60 + local.minute


def _gap_of(shift: Shift) -> Gap:
    """Minutes before the gap of a shift, and of the gap."""
    return next(((int(minutes_between(shift.start, each.start)), each.minutes) for each in shift.breaks if each.kind == "gap"),
                NO_GAP)


def _with_breaks(
    instance: Instance, clock: BreakClock, operator: str, wanted: tuple[int, int, Gap], present: Shift | None
) -> Shift | None:
    """A shift with the breaks of the present one, as nearly as the rules allow, or else evenly spread."""
    first, minutes, _ = wanted
    forms = clock.narrowed(*wanted)
    if not forms:
        return None
    orders = [order for form in forms for order in form.orders]
    if present is not None and present.activities:
        orders = _beside(instance, orders, first, minutes, present)
    if not orders:
        return None
    if present is None:
        return placed_shift(instance, operator, first, minutes, _nearest(orders, ()))
    lunches = _lunches_of(instance, present)
    same_lunch = [order for order in orders if lunches_of(order) == lunches]
    placed = placed_shift(instance, operator, first, minutes, _nearest(same_lunch or orders, _offsets(instance, present)))
    return placed.holding(present.activities)


def _beside(instance: Instance, orders: Sequence[Order], first: int, minutes: int, present: Shift) -> list[Order]:
    """What orders leave beside the activities of a shift, which stay where they are; none where one does not lie in it."""
    grid, cells = instance.grid, minutes // instance.grid.cell_minutes
    taken = [(grid.cell(each.start) - first, grid.cell(each.end) - first) for each in present.activities]
    if any(begins < 0 or ends > cells for begins, ends in taken):
        return []
    return [each for order in orders for each in orders_beside(order, cells, taken)]


def lunches_of(order: Order) -> list[int]:
    """Lengths of its lunches, in cells and in order of time."""
    return [each.cells for each in order.breaks if each.kind == "lunch"]


def _lunches_of(instance: Instance, shift: Shift) -> list[int]:
    return [int(minutes_between(each.start, each.end)) // instance.grid.cell_minutes
            for each in shift.breaks if each.kind == "lunch"]


def _offsets(instance: Instance, shift: Shift) -> list[tuple[str, int]]:
    first = instance.grid.cell(shift.start)
    return [(each.kind, instance.grid.cell(each.start) - first) for each in shift.pauses]


def _nearest(orders: Sequence[Order], wanted: Sequence[tuple[str, int]]) -> Placement:
    """The placement whose breaks begin nearest to where those of their kind are wanted, in cells from the shift's start.

    Where the rules ask for other numbers of breaks than are wanted, each is wanted in the middle of its window.
    """
    found = []
    for order in orders:
        goals = _goals(order, wanted)
        middles = [(each.earliest + each.latest) // 2 for each in order.breaks]
        found.append((goals is None, *_nearest_of(order, middles if goals is None else goals)))
    return min(found)[2]


def _goals(order: Order, wanted: Sequence[tuple[str, int]]) -> list[int] | None:
    """Where each break of an order is wanted; None if they are not as many of each kind."""
    kinds = [each.kind for each in order.breaks]
    if sorted(kinds) != sorted(kind for kind, _ in wanted):
        return None
    left = {kind: iter(sorted(at for other, at in wanted if other == kind)) for kind in kinds}
    return [next(left[kind]) for kind in kinds]


def _nearest_of(order: Order, goals: Sequence[int]) -> tuple[int, Placement]:
    """By how many cells its breaks miss the goals together, and the placement."""
    return min(placements_near(order, goals))


def placements_near(order: Order, goals: Sequence[int]) -> list[tuple[int, Placement]]:
    """For each start of the last break the best placement, after the cells by which it misses the goals.

    By dynamic programming over the breaks; empty where none leaves the work between them that is asked for.
    """
    reached: list[tuple[int, Placement]] = [(0, ())]
    for each, goal in zip(order.breaks, goals, strict=True):
        reached = [(off + abs(at - goal), (*placed, (each.kind, at, each.cells)))
                   for at in range(each.earliest, each.latest + 1)
                   if (before := [one for one in reached if _leaves_work(order, one[1], at)])
                   for off, placed in (min(before),)]
    return reached


def _leaves_work(order: Order, placed: Placement, at: int) -> bool:
    if not placed:
        return True
    _, start, cells = placed[-1]
    least, most = order.work[len(placed) - 1]
    return least <= at - start - cells <= most


def placed_shift(instance: Instance, operator: str, first: int, minutes: int, placement: Placement) -> Shift:
    """The shift from a cell on with these breaks."""
    grid, after = instance.grid, first + minutes // instance.grid.cell_minutes
    breaks = tuple(Break.of(label, grid.moment(first + at), grid.moment(first + at + cells)) for label, at, cells in placement)
    return Shift(operator=operator, start=grid.moment(first), end=grid.moment(after), breaks=breaks)
