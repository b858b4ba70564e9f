"""Breaks by windows of the clock: which forms of shifts they leave at each start, and which orders of breaks.

A form is of any start. At one start, an order whose breaks have a clock becomes one for each choice of their windows, tightened
again; as no two windows touch, no placement is in two of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations_with_replacement, pairwise, product

from scheduler.instance.base import Window
from scheduler.instance.breaks import Breaks
from scheduler.instance.instance import Instance
from scheduler.rules.basis.break_forms import (
    Beside,
    ChainBreak,
    Clock,
    Form,
    Held,
    Order,
    Placement,
    Windows,
    allows,
    beside,
    forms_of,
    joined,
    narrowed,
    parted,
    unordered,
)
from scheduler.timegrid import MINUTES_PER_DAY, TimeGrid

Gap = tuple[int, int]
"""Minutes of a shift before its gap, and of the gap."""
NO_GAP: Gap = (0, 0)
Spans = tuple[tuple[int, int], ...]
"""Half-open runs of cells, in order, no two of which touch."""
_EVER = 10**9
"""Cells that no shift reaches."""


def spans_of(grid: TimeGrid, clock: Clock) -> Spans:
    """Whole cells that lie in the windows of a clock on the days that shifts of the horizon may reach."""
    if not isinstance(clock, Beside):
        return _spans_in(grid, clock)
    taken = [span for window in clock.taken for span in _spans_in(grid, (window,))]
    return without(_spans_in(grid, clock.windows) if clock.windows else ((-_EVER, _EVER),), taken)


def without(spans: Spans, taken: Iterable[tuple[int, int]]) -> Spans:
    """What of spans lies outside others."""
    left = list(spans)
    for first, after in taken:
        left = [part for low, high in left for part in ((low, min(high, first)), (max(low, after), high)) if part[0] < part[1]]
    return tuple(left)


@lru_cache(maxsize=4096)
def _spans_in(grid: TimeGrid, clock: Windows) -> Spans:
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
        self._grid = instance.grid
        self.spans: dict[Clock, Spans] = {clock: spans_of(instance.grid, clock) for clock in clocks_of(instance.breaks)}
        self._beside: dict[tuple[object, ...], bool] = {}
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

    def fits_beside(self, start: int, form: Form, taken: Spans) -> bool:
        """Whether breaks of a form, as it is for any start, have room beside activities in cells from the shift's start on."""
        key = form, taken, self._windows(start, form.cells * self._cell_minutes)
        if key not in self._beside:
            seen = dict(zip(self.spans, key[2], strict=True)) | {(): ((0, form.cells),)}
            windows: dict[Clock, Spans] = {clock: without(spans, taken) for clock, spans in seen.items()}
            self._beside[key] = any(True for order in form.orders for _ in _orders_in(order, windows))
        return self._beside[key]

    def placed(self, start: int, minutes: int, placement: Placement) -> Form | None:
        """Form of a shift whose breaks, and activities, are exactly these; ``None`` where no pattern allows them."""
        activities, breaks = parted(placement)
        if activities and not _is_apart(placement, minutes // self._cell_minutes):
            return None
        for form in self.narrowed(start, minutes, gap_in(breaks, self._cell_minutes)):
            for order in form.orders:
                if allows(order, breaks):
                    return self._fixed(start, form, order, activities, breaks)
        return None

    def _fixed(self, start: int, form: Form, order: Order, activities: Placement, breaks: Placement) -> Form:
        """A form whose breaks and activities are exactly these."""
        held = tuple(Held(label, self._window(start + at, cells), cells) for label, at, cells in activities)
        placement = (*activities, *breaks)
        points = tuple(ChainBreak(label, cells, at, at) for label, at, cells in placement)
        fixed = Order(points, tuple((at, at) for _, at, _ in placement), (*unordered(activities, breaks), *order.work))
        return replace(form, orders=(fixed,), placed=True, activities=held)

    def _window(self, cell: int, cells: int) -> Window:
        """A run of cells as times of the clock."""
        moments = (self._grid.moment(each) for each in (cell, cell + cells))
        start, end = (moment.hour * 60 + moment.minute for moment in moments)
        return Window(start, end)

    def loosened(self, start: int, placed: Form, since: int) -> Form:
        """A placed form whose breaks from a cell of the shift on may be anywhere from that cell on; all else stays."""
        (own,) = placed.orders
        held, taken = own.breaks[:len(placed.activities)], tuple(each.window for each in placed.activities)
        breaks = own.breaks[len(held):]
        placement: Placement = tuple((each.kind, each.earliest, each.cells) for each in breaks)
        at, cells = placed.gap
        gap = at * self._cell_minutes, cells * self._cell_minutes
        free = next(order for form in self.forms(start, placed.cells * self._cell_minutes, gap)
                    if form.paid_minutes == placed.paid_minutes for order in form.orders if allows(order, placement))
        moved = (each if each.earliest < since else replace(
            wide, earliest=max(since, wide.earliest), clock=beside(wide.clock, taken) if taken else wide.clock)
            for each, wide in zip(breaks, free.breaks, strict=True))
        points = (*held, *moved)
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


def _is_apart(placement: Placement, cells: int) -> bool:
    """Whether breaks and activities lie in a shift, and no two of them overlap."""
    spans = sorted((at, at + length) for _, at, length in placement)
    return spans[0][0] >= 0 and spans[-1][1] <= cells and all(before[1] <= after[0] for before, after in pairwise(spans))


def _seen(spans: Spans, start: int, cells: int) -> Spans:
    """What a shift sees of spans, in cells from its start."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    after = bisect_right(spans, start + cells - 1, key=lambda span: span[0])
    return tuple((max(0, low - start), min(cells, high - start)) for low, high in spans[first:after])


def orders_beside(order: Order, cells: int, taken: Sequence[tuple[int, int]]) -> Iterator[Order]:
    """The orders that activities, in cells from the start of a shift of so many, leave of one that is narrowed already."""
    free = without(((0, cells),), taken)
    plain = replace(order, breaks=tuple(replace(each, clock=()) for each in order.breaks))
    yield from _orders_in(plain, {(): free})


def _orders_in(order: Order, windows: Mapping[Clock, Spans]) -> Iterator[Order]:
    """The orders that windows of the clock, in cells from the start, leave of one; of breaks without any as `windows` says."""
    if () not in windows and not any(each.clock for each in order.breaks):
        yield order
        return
    for chosen in _choices(order.breaks, windows):
        bounds = [(low, high - each.cells) for each, (low, high) in zip(order.breaks, chosen, strict=True)]
        if narrow := narrowed(order, bounds):
            yield narrow


def _choices(breaks: tuple[ChainBreak, ...], windows: Mapping[Clock, Spans]) -> Iterator[tuple[tuple[int, int], ...]]:
    """A window for each break; breaks of one clock take them in order of time."""
    clocks = list(dict.fromkeys(each.clock for each in breaks))
    counts = [sum(each.clock == clock for each in breaks) for clock in clocks]
    spans = [windows.get(clock, ((0, MINUTES_PER_DAY),)) for clock in clocks]
    for chosen in product(*(combinations_with_replacement(of, count) for of, count in zip(spans, counts, strict=True))):
        left = {clock: iter(of) for clock, of in zip(clocks, chosen, strict=True)}
        yield tuple(next(left[each.clock]) for each in breaks)
