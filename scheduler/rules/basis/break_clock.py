"""Breaks by windows of the clock: which forms of shifts they leave at each start, and which orders of breaks.

A form is of any start. At one start, an order whose breaks have a clock becomes one for each choice of their windows, tightened
again; as no two windows touch, no placement is in two of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations_with_replacement, product

from scheduler.instance.breaks import Breaks
from scheduler.instance.instance import Instance
from scheduler.rules.basis.break_forms import ChainBreak, Clock, Form, Order, Placement, allows, forms_of, joined, narrowed
from scheduler.timegrid import MINUTES_PER_DAY, TimeGrid

Gap = tuple[int, int]
"""Minutes of a shift before its gap, and of the gap."""
NO_GAP: Gap = (0, 0)
Spans = tuple[tuple[int, int], ...]
"""Half-open runs of cells, in order, no two of which touch."""


@lru_cache(maxsize=64)
def spans_of(grid: TimeGrid, clock: Clock) -> Spans:
    """Whole cells that lie in the windows of a clock on the days that shifts of the horizon may reach."""
    found: list[list[int]] = []
    last = None
    for start, end in sorted(grid.window(day, each.start, each.end) for day in range(-1, grid.days + 2) for each in clock):
        if last is not None and start <= last:
            last = max(last, end)
            found[-1][1] = grid.cells_within(start, last)[1]
        else:
            last = end
            found.append([*grid.cells_within(start, end)])
    return tuple((first, after) for first, after in found if first < after)


def clocks_of(breaks: Breaks) -> tuple[Clock, ...]:
    """The different clocks of break rules."""
    clocks = [*(lunch.clock for lunch in breaks.lunch), breaks.breathers.clock if breaks.breathers else ()]
    return tuple(dict.fromkeys(clock for clock in clocks if clock))


def any_forms(breaks: Breaks, minutes: int, gap: Gap, cell_minutes: int) -> bool:
    """Whether some break pattern fits a shift of a length, split or not, wherever the clock stands."""
    first, away = gap
    parts = [minutes] if gap == NO_GAP else [first, minutes - first - away]
    return all(forms_of(breaks, part, cell_minutes) for part in parts)


def gap_in(placement: Placement, cell_minutes: int) -> Gap:
    """The gap among the breaks of a shift."""
    return next(((at * cell_minutes, cells * cell_minutes) for kind, at, cells in placement if kind == "gap"), NO_GAP)


class BreakClock:
    """Forms of the shifts of an instance by start and length; what is equal at several starts is worked out once."""

    def __init__(self, instance: Instance) -> None:
        self._breaks, self._cell_minutes = instance.breaks, instance.grid.cell_minutes
        self.spans: dict[Clock, Spans] = {clock: spans_of(instance.grid, clock) for clock in clocks_of(instance.breaks)}
        self._split: dict[tuple[object, ...], tuple[tuple[Form, ...], tuple[Form, ...]]] = {}
        self._known: dict[tuple[int, tuple[Spans, ...]], tuple[tuple[Form, ...], tuple[Form, ...]]] = {}

    def forms(self, start: int, minutes: int, gap: Gap = NO_GAP) -> tuple[Form, ...]:
        """Forms, as they are for any start, that have a legal placement of breaks for a shift from this cell on.

        `minutes` are those of the whole shift, `gap` the minutes before the gap of a split one, and its length.
        """
        return self._of(start, minutes, gap)[0]

    def narrowed(self, start: int, minutes: int, gap: Gap = NO_GAP) -> tuple[Form, ...]:
        """The same with their orders in the windows that this start leaves."""
        return self._of(start, minutes, gap)[1]

    def placed(self, start: int, minutes: int, placement: Placement) -> Form | None:
        """Form of a shift whose breaks are exactly these; ``None`` where no pattern allows them."""
        for form in self.narrowed(start, minutes, gap_in(placement, self._cell_minutes)):
            for order in form.orders:
                if allows(order, placement):
                    points = tuple(ChainBreak(kind, cells, at, at) for kind, at, cells in placement)
                    fixed = Order(points, tuple((at, at) for _, at, _ in placement), order.work)
                    return replace(form, orders=(fixed,), placed=True)
        return None

    def loosened(self, start: int, placed: Form, since: int) -> Form:
        """A placed form whose breaks from a cell of the shift on may be anywhere from that cell on; the others stay."""
        (own,) = placed.orders
        placement: Placement = tuple((each.kind, each.earliest, each.cells) for each in own.breaks)
        at, cells = placed.gap
        gap = at * self._cell_minutes, cells * self._cell_minutes
        free = next(order for form in self.forms(start, placed.cells * self._cell_minutes, gap)
                    if form.paid_minutes == placed.paid_minutes for order in form.orders if allows(order, placement))
        points = tuple(each if each.earliest < since else replace(wide, earliest=max(since, wide.earliest))
                       for each, wide in zip(own.breaks, free.breaks, strict=True))
        windows = tuple((each.earliest, each.latest) for each in points)
        return replace(placed, orders=(Order(points, windows, own.work),))

    def _of(self, start: int, minutes: int, gap: Gap) -> tuple[tuple[Form, ...], tuple[Form, ...]]:
        if gap == NO_GAP:
            return self._at(start, minutes)
        first, cells = gap[0], gap[1] // self._cell_minutes
        begins, second = start + first // self._cell_minutes + cells, minutes - sum(gap)
        key = gap, minutes, self._windows(start, first), self._windows(begins, second)
        if key not in self._split:
            whole, narrow = (tuple(joined(before, after, cells) for before, after in product(*both))
                             for both in zip(self._at(start, first), self._at(begins, second), strict=True))
            self._split[key] = whole, narrow
        return self._split[key]

    def _windows(self, start: int, minutes: int) -> tuple[Spans, ...]:
        """What a shift sees of the windows of each clock."""
        return tuple(_seen(spans, start, minutes // self._cell_minutes) for spans in self.spans.values())

    def _at(self, start: int, minutes: int) -> tuple[tuple[Form, ...], tuple[Form, ...]]:
        seen = self._windows(start, minutes)
        key = minutes, seen
        if key not in self._known:
            windows = dict(zip(self.spans, seen, strict=True))
            both = [(form, replace(form, orders=tuple(each for order in form.orders for each in _orders_in(order, windows))))
                    for form in forms_of(self._breaks, minutes, self._cell_minutes)]
            left = [(form, narrow) for form, narrow in both if narrow.orders]
            self._known[key] = tuple(form for form, _ in left), tuple(narrow for _, narrow in left)
        return self._known[key]


def _seen(spans: Spans, start: int, cells: int) -> Spans:
    """What a shift sees of spans, in cells from its start."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    after = bisect_right(spans, start + cells - 1, key=lambda span: span[0])
    return tuple((max(0, low - start), min(cells, high - start)) for low, high in spans[first:after])


def _orders_in(order: Order, windows: dict[Clock, Spans]) -> Iterator[Order]:
    """The orders that windows of the clock, in cells from the start, leave of one."""
    if not any(each.clock for each in order.breaks):
        yield order
        return
    for chosen in _choices(order.breaks, windows):
        bounds = [(low, high - each.cells) for each, (low, high) in zip(order.breaks, chosen, strict=True)]
        if narrow := narrowed(order, bounds):
            yield narrow


def _choices(breaks: tuple[ChainBreak, ...], windows: dict[Clock, Spans]) -> Iterator[tuple[tuple[int, int], ...]]:
    """A window for each break; breaks of one clock take them in order of time."""
    clocks = list(dict.fromkeys(each.clock for each in breaks))
    counts = [sum(each.clock == clock for each in breaks) for clock in clocks]
    spans = [windows[clock] if clock else ((0, MINUTES_PER_DAY),) for clock in clocks]
    for chosen in product(*(combinations_with_replacement(of, count) for of, count in zip(spans, counts, strict=True))):
        left = {clock: iter(of) for clock, of in zip(clocks, chosen, strict=True)}
        yield tuple(next(left[each.clock]) for each in breaks)
