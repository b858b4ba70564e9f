"""Break rules as shift forms: which breaks a shift of some length has, in which orders, and where each may start.

Offsets count cells from the shift's start. Windows are tightened from both ends of the shift, so that every start in a
window belongs to at least one legal placement (the constraints form a chain of differences).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from scheduler.instance.breaks import Breaks
from scheduler.roster import BreakKind
from scheduler.timegrid import MINUTES_PER_DAY


@dataclass(frozen=True)
class ChainBreak:
    """One break of an order: its kind, its length in cells, and the tightened window of its start, inclusive."""

    kind: BreakKind
    cells: int
    earliest: int
    latest: int


@dataclass(frozen=True)
class Order:
    """Breaks of a shift in one order, with the bounds of the work between two of them, in cells.

    `from_start` holds the windows as far as they follow from the shift's start alone; shifts of several lengths share
    them.
    """

    breaks: tuple[ChainBreak, ...]
    from_start: tuple[tuple[int, int], ...]
    min_work: int
    max_work: int


@dataclass(frozen=True)
class Form:
    """Shifts of one length with one length of lunch; interchangeable as far as breaks go, whatever their starts.

    Of a `placed` one all breaks are fixed: it stands for one shift that is pinned, or that was published.
    """

    cells: int
    paid_minutes: int
    orders: tuple[Order, ...]
    placed: bool = False


@dataclass(frozen=True)
class _Spacing:
    edge: int
    min_work: int
    max_work: int


@lru_cache(maxsize=1024)
def forms_of(breaks: Breaks, shift_minutes: int, cell_minutes: int) -> tuple[Form, ...]:
    """Forms of a shift of this length, one for each allowed length of lunch; empty where no break pattern fits."""
    lunch = breaks.lunch_of(shift_minutes)
    return tuple(
        form
        for minutes in (lunch.minutes if lunch else (0,))
        if (form := _form(breaks, shift_minutes, minutes, cell_minutes)).orders
    )


Placement = tuple[tuple[BreakKind, int, int], ...]
"""Breaks of a shift in order of time: kind, first cell counted from the shift's start, and length in cells."""


def placed_form(breaks: Breaks, shift_minutes: int, cell_minutes: int, placement: Placement) -> Form | None:
    """Form of a shift whose breaks are exactly these; ``None`` where no pattern allows them."""
    for form in forms_of(breaks, shift_minutes, cell_minutes):
        for order in form.orders:
            if _allows(order, placement):
                points = tuple(ChainBreak(kind, cells, at, at) for kind, at, cells in placement)
                fixed = Order(points, tuple((at, at) for _, at, _ in placement), order.min_work, order.max_work)
                return Form(form.cells, form.paid_minutes, (fixed,), placed=True)
    return None


def loosened(breaks: Breaks, placed: Form, cell_minutes: int, since: int) -> Form:
    """A placed form whose breaks from a cell of the shift on may be anywhere from that cell on; the others stay."""
    (own,) = placed.orders
    placement: Placement = tuple((each.kind, each.earliest, each.cells) for each in own.breaks)
    free = next(order for form in forms_of(breaks, placed.cells * cell_minutes, cell_minutes)
                if form.paid_minutes == placed.paid_minutes for order in form.orders if _allows(order, placement))
    points = tuple(each if each.earliest < since else ChainBreak(each.kind, each.cells, max(since, wide.earliest), wide.latest)
                   for each, wide in zip(own.breaks, free.breaks, strict=True))
    windows = tuple((each.earliest, each.latest) for each in points)
    return Form(placed.cells, placed.paid_minutes, (Order(points, windows, own.min_work, own.max_work),), placed=True)


def _allows(order: Order, placement: Placement) -> bool:
    """Whether breaks keep an order's kinds, lengths, windows and the work between them."""
    if [(each.kind, each.cells) for each in order.breaks] != [(kind, cells) for kind, _, cells in placement]:
        return False
    if not all(each.earliest <= at <= each.latest for each, (_, at, _) in zip(order.breaks, placement, strict=True)):
        return False
    return all(order.min_work <= after - at - cells <= order.max_work
               for (_, at, cells), (_, after, _) in pairwise(placement))


def _form(breaks: Breaks, shift_minutes: int, lunch_minutes: int, cell_minutes: int) -> Form:
    orders = tuple(_orders(breaks, shift_minutes, lunch_minutes, cell_minutes))
    unpaid = _unpaid_minutes(breaks, shift_minutes, lunch_minutes)
    return Form(shift_minutes // cell_minutes, shift_minutes - unpaid, orders)


def least_unpaid_minutes(breaks: Breaks, shift_minutes: int) -> int:
    """Unpaid breaks of a shift of this length, with its shortest lunch."""
    lunch = breaks.lunch_of(shift_minutes)
    return _unpaid_minutes(breaks, shift_minutes, min(lunch.minutes) if lunch else 0)


def _unpaid_minutes(breaks: Breaks, shift_minutes: int, lunch_minutes: int) -> int:
    lunch, breathers = breaks.lunch_of(shift_minutes), breaks.breathers
    unpaid = 0 if lunch is None or lunch.paid else lunch_minutes
    return unpaid if breathers is None or breathers.paid else unpaid + breaks.breathers_of(shift_minutes) * breathers.minutes


def _orders(breaks: Breaks, shift_minutes: int, lunch_minutes: int, cell_minutes: int) -> Iterator[Order]:
    spacing = _Spacing(
        edge=-(-breaks.spacing.edge_minutes // cell_minutes),
        min_work=-(-breaks.spacing.min_work_minutes // cell_minutes),
        max_work=breaks.spacing.max_work_minutes // cell_minutes,
    )
    cells = shift_minutes // cell_minutes
    breathers = breaks.breathers_of(shift_minutes)
    breather = ChainBreak("breather", breaks.breathers.minutes // cell_minutes if breaks.breathers else 0, 0,
                          MINUTES_PER_DAY // cell_minutes)
    sequence = [breather] * breathers
    sequences = [sequence]
    if rule := breaks.lunch_of(shift_minutes):
        lunch = ChainBreak("lunch", lunch_minutes // cell_minutes, -(-rule.earliest_minutes // cell_minutes),
                           rule.latest_minutes // cell_minutes)
        sequences = [[*sequence[:place], lunch, *sequence[place:]] for place in range(breathers + 1)]
    for candidate in sequences:
        order = _tightened(candidate, cells, spacing)
        if order is not None:
            yield order


def _tightened(sequence: list[ChainBreak], cells: int, spacing: _Spacing) -> Order | None:
    """Narrow every window from both ends of the shift; ``None`` where one becomes empty."""
    if not sequence:
        fits = spacing.edge <= cells <= spacing.max_work
        return Order((), (), spacing.min_work, spacing.max_work) if fits else None
    low, high = spacing.edge, spacing.max_work
    from_start: list[tuple[int, int]] = []
    for each in sequence:
        low, high = max(low, each.earliest), min(high, each.latest)
        from_start.append((low, high))
        low, high = low + each.cells + spacing.min_work, high + each.cells + spacing.max_work
    low, high = cells - spacing.max_work, cells - spacing.edge
    narrowed: list[ChainBreak] = []
    for each, (earliest, latest) in zip(reversed(sequence), reversed(from_start), strict=True):
        low, high = max(earliest, low - each.cells), min(latest, high - each.cells)
        if low > high:
            return None
        narrowed.append(ChainBreak(each.kind, each.cells, low, high))
        low, high = low - spacing.max_work, high - spacing.min_work
    return Order(tuple(reversed(narrowed)), tuple(from_start), spacing.min_work, spacing.max_work)
