"""Break rules as shift forms: which breaks a shift of some length has, in which orders, and where each may start.

Offsets count cells from the shift's start. Windows are tightened from both ends of the shift, so that every start in a
window belongs to at least one legal placement (the constraints form a chain of differences), but for windows of the clock: what
these leave of a form is up to its start (`break_clock`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import NamedTuple

from scheduler.instance.activities import PREFIX
from scheduler.instance.base import Window
from scheduler.instance.breaks import Breaks
from scheduler.timegrid import MINUTES_PER_DAY

_ANY_WORK = (0, MINUTES_PER_DAY)
_ANY_ORDER = (-MINUTES_PER_DAY, MINUTES_PER_DAY)
Windows = tuple[Window, ...]


@dataclass(frozen=True)
class Beside:
    """Where a break may lie beside activities: in its windows of the clock, or anywhere if there are none, outside theirs."""

    windows: Windows
    taken: Windows


Clock = Windows | Beside
"""Windows of the wall clock, in one of which a break lies from its start to its end; none: anywhere."""


class Held(NamedTuple):
    """An activity at a time of the clock: its label, when it takes place, and its length in cells."""

    label: str
    window: Window
    cells: int


@dataclass(frozen=True)
class ChainBreak:
    """One break of an order: its label, its length in cells, the tightened window of its start, inclusive, and its clock."""

    kind: str
    cells: int
    earliest: int
    latest: int
    clock: Clock = ()


@dataclass(frozen=True)
class Order:
    """Breaks of a shift in one order; `work` bounds the cells of work between each two of them.

    `from_start` holds the windows as far as they follow from the shift's start alone; shifts of several lengths share
    them.
    """

    breaks: tuple[ChainBreak, ...]
    from_start: tuple[tuple[int, int], ...]
    work: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Form:
    """Shifts of one length with one length of each lunch; interchangeable as far as breaks go, whatever their starts.

    Of a `placed` one all breaks are fixed: it stands for one shift that is pinned, or that was published. A split one has a
    `gap`: its first cell and its length, which is 0 of all others. One that a published shift may become by overtime, or by
    time off, has its paid minutes beyond that shift, below 0 if it is shorter, as `extra_minutes`. With `activities`, in order
    of time, they stand first in each order: they have no bounds of work around them, and breaks lie beside them as if they were
    work.
    """

    cells: int
    paid_minutes: int
    orders: tuple[Order, ...]
    placed: bool = False
    gap: tuple[int, int] = (0, 0)
    extra_minutes: int = 0
    activities: tuple[Held, ...] = ()


@dataclass(frozen=True)
class _Spacing:
    edge: int
    min_work: int
    max_work: int
    last_work: int


@lru_cache(maxsize=1024)
def forms_of(breaks: Breaks, shift_minutes: int, cell_minutes: int) -> tuple[Form, ...]:
    """Forms of a shift of this length, one for each allowed length of its lunches; empty where no break pattern fits.

    Whether windows of the clock leave a place depends on the start, too (`break_clock`).
    """
    return tuple(form for minutes in product(*(lunch.minutes for lunch in breaks.lunches_of(shift_minutes)))
                 if (form := _form(breaks, shift_minutes, minutes, cell_minutes)).orders)


Placement = tuple[tuple[str, int, int], ...]
"""Breaks of a shift in order of time, after its activities: label, first cell from the shift's start, and length in cells."""


def allows(order: Order, placement: Placement) -> bool:
    """Whether breaks keep an order's kinds, lengths, windows from the shift's start, and the work between them."""
    if [(each.kind, each.cells) for each in order.breaks] != [(kind, cells) for kind, _, cells in placement]:
        return False
    if not all(each.earliest <= at <= each.latest for each, (_, at, _) in zip(order.breaks, placement, strict=True)):
        return False
    return all(least <= after - at - cells <= most
               for ((_, at, cells), (_, after, _)), (least, most) in zip(pairwise(placement), order.work, strict=True))


def parted(placement: Placement) -> tuple[Placement, Placement]:
    """Activities and breaks of a shift, each in order of time."""
    activities = tuple(each for each in placement if each[0].startswith(PREFIX))
    return activities, tuple(each for each in placement if each not in activities)


def joined(first: Form, second: Form, gap: int) -> Form:
    """Form of two parts with a gap of so many cells between them; next to it any work is long enough, and none too long."""
    begins = first.cells + gap
    between = ChainBreak("gap", gap, first.cells, first.cells)
    orders = []
    for before, after in product(first.orders, second.orders):
        later = tuple(replace(each, earliest=each.earliest + begins, latest=each.latest + begins) for each in after.breaks)
        breaks = (*before.breaks, between, *later)
        work = (*before.work, *(_ANY_WORK,) * (bool(before.breaks) + bool(later)), *after.work)
        orders.append(Order(breaks, tuple((each.earliest, each.latest) for each in breaks), work))
    return Form(begins + second.cells, first.paid_minutes + second.paid_minutes, tuple(orders), gap=(first.cells, gap))


def with_activities(form: Form, held: tuple[Held, ...]) -> Form:
    """A form with activities at times of the clock, in order of time; its breaks lie beside them."""
    taken = tuple(each.window for each in held)
    return replace(form, orders=tuple(_beside(order, held, taken, form.cells) for order in form.orders), activities=held)


def _beside(order: Order, held: tuple[Held, ...], taken: Windows, cells: int) -> Order:
    activities = tuple(ChainBreak(each.label, each.cells, 0, cells - each.cells, (each.window,)) for each in held)
    breaks = tuple(replace(each, clock=beside(each.clock, taken)) for each in order.breaks)
    anywhere = ((0, MINUTES_PER_DAY),) * len(held)
    return Order((*activities, *breaks), (*anywhere, *order.from_start), (*unordered(held, breaks), *order.work))


def unordered(activities: Sequence[object], breaks: Sequence[object]) -> tuple[tuple[int, int], ...]:
    """Bounds of the work between each activity and what stands behind it in an order: none."""
    return (_ANY_ORDER,) * (len(activities) if breaks else max(0, len(activities) - 1))


def beside(clock: Clock, taken: Windows) -> Clock:
    """The clock of a break beside activities; one that lies beside some already stays."""
    return clock if isinstance(clock, Beside) else Beside(clock, taken)


def _form(breaks: Breaks, shift_minutes: int, lunch_minutes: tuple[int, ...], cell_minutes: int) -> Form:
    orders = tuple(_orders(breaks, shift_minutes, lunch_minutes, cell_minutes))
    unpaid = _unpaid_minutes(breaks, shift_minutes, lunch_minutes)
    return Form(shift_minutes // cell_minutes, shift_minutes - unpaid, orders)


def least_unpaid_minutes(breaks: Breaks, shift_minutes: int) -> int:
    """Unpaid breaks of a shift of this length, with its shortest lunches."""
    return _unpaid_minutes(breaks, shift_minutes, tuple(min(lunch.minutes) for lunch in breaks.lunches_of(shift_minutes)))


def _unpaid_minutes(breaks: Breaks, shift_minutes: int, lunch_minutes: tuple[int, ...]) -> int:
    lunches, breathers = breaks.lunches_of(shift_minutes), breaks.breathers
    unpaid = sum(minutes for lunch, minutes in zip(lunches, lunch_minutes, strict=True) if not lunch.paid)
    return unpaid if breathers is None or breathers.paid else unpaid + breaks.breathers_of(shift_minutes) * breathers.minutes


def _orders(breaks: Breaks, shift_minutes: int, lunch_minutes: tuple[int, ...], cell_minutes: int) -> Iterator[Order]:
    spacing = _Spacing(
        edge=-(-breaks.spacing.edge_minutes // cell_minutes),
        min_work=-(-breaks.spacing.min_work_minutes // cell_minutes),
        max_work=breaks.spacing.max_work_minutes // cell_minutes,
        last_work=min(breaks.spacing.max_work_minutes, breaks.spacing.max_last_work_minutes) // cell_minutes,
    )
    breathers, rule = breaks.breathers_of(shift_minutes), breaks.breathers
    breather = ChainBreak("breather", rule.minutes // cell_minutes if rule else 0, 0, MINUTES_PER_DAY // cell_minutes,
                          rule.clock if rule else ())
    lunches = [ChainBreak("lunch", minutes // cell_minutes, -(-lunch.earliest_minutes // cell_minutes),
                          lunch.latest_minutes // cell_minutes, lunch.clock)
               for lunch, minutes in zip(breaks.lunches_of(shift_minutes), lunch_minutes, strict=True)]
    for places in combinations(range(breathers + len(lunches)), len(lunches)):
        sequence = [breather] * (breathers + len(lunches))
        for place, lunch in zip(places, lunches, strict=True):
            sequence[place] = lunch
        order = _tightened(sequence, shift_minutes // cell_minutes, spacing)
        if order is not None:
            yield order


def _tightened(sequence: list[ChainBreak], cells: int, spacing: _Spacing) -> Order | None:
    """Narrow every window from both ends of the shift; ``None`` where one becomes empty."""
    if not sequence:
        return Order((), (), ()) if spacing.edge <= cells <= spacing.last_work else None
    work = ((spacing.min_work, spacing.max_work),) * (len(sequence) - 1)
    from_start = _forward(sequence, (spacing.edge, spacing.max_work), work)
    narrowed = _backward(sequence, from_start, (cells - spacing.last_work, cells - spacing.edge), work)
    return Order(narrowed, tuple(from_start), work) if narrowed else None


def narrowed(order: Order, windows: Sequence[tuple[int, int]]) -> Order | None:
    """The order with its breaks in narrower windows of their starts, inclusive; ``None`` where one becomes empty."""
    if not order.breaks:
        return order
    clipped = [(max(each.earliest, low), min(each.latest, high))
               for each, (low, high) in zip(order.breaks, windows, strict=True)]
    sequence = [replace(each, earliest=low, latest=high) for each, (low, high) in zip(order.breaks, clipped, strict=True)]
    from_start = _forward(sequence, clipped[0], order.work)
    last = order.breaks[-1]
    breaks = _backward(sequence, from_start, (last.earliest + last.cells, last.latest + last.cells), order.work)
    return Order(breaks, tuple((each.earliest, each.latest) for each in breaks), order.work) if breaks else None


def _forward(
    sequence: Sequence[ChainBreak], first: tuple[int, int], work: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Windows of the starts as far as they follow from that of the first break."""
    windows, (low, high) = [], first
    for each, (least, most) in zip(sequence, [*work, (0, 0)], strict=True):
        low, high = max(low, each.earliest), min(high, each.latest)
        windows.append((low, high))
        low, high = low + each.cells + least, high + each.cells + most
    return windows


def _backward(
    sequence: Sequence[ChainBreak], windows: Sequence[tuple[int, int]], last: tuple[int, int], work: Sequence[tuple[int, int]]
) -> tuple[ChainBreak, ...] | None:
    """Breaks in windows that follow also from that of the end of the last break; ``None`` where one becomes empty."""
    found, (low, high) = list[ChainBreak](), last
    for each, (earliest, latest), (least, most) in zip(reversed(sequence), reversed(windows), reversed([(0, 0), *work]),
                                                       strict=True):
        low, high = max(earliest, low - each.cells), min(latest, high - each.cells)
        if low > high:
            return None
        found.append(replace(each, earliest=low, latest=high))
        low, high = low - most, high - least
    return tuple(reversed(found))
