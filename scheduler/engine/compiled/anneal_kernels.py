"""Compiled simulated annealing over elementary moves: a break, a start, a length, a day; swaps between two operators.

A move costs a microsecond or so, where putting back a whole operator costs a hundred, so that millions are tried. Rules
stay unknown here: what an operator may do is read off the walk of his class (allowed rows, counter graph, rest).

Loops that only loops call are compiled without a wrapper for Python, which for tuples of so many arrays takes most of the time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from scheduler.engine.compiled.jit import loop, part
from scheduler.engine.compiled.kernels import change, marginal

_SWAP, _BREAK = 0.15, 0.45
"""Swaps below the first, moved breaks below the second, changed shifts above: measured, like what follows, by what each kind
of move gains in a roster that has few left."""
_START, _LENGTH, _TAKEN, _LENGTHS, _ENDS, _HOUR, _DAY, _FREED = 0.1, 0.35, 0.5, 0.55, 0.68, 0.9, 0.95, 0.97
"""Kinds of changed shifts (`_propose`), each below its number, from the one before on; above the last one, any other shift."""
_KEEPS = 0.5
"""So many changed shifts keep their breaks where these stay legal, which is quick; the others take the best ones there are."""


class Elements(NamedTuple):
    """What the moves need to know, besides `Walks`; a *link* is a form with one of its chains of breaks.

    `link_of` (forms, chains), -1 where the form has no such chain; `link_from` (forms + 1,): links are in order of forms;
    `link_chain` (links,), `link_size` (links,), `cells`, `low`, `high` (links, most breaks): length of each break and the
    tightened window of its start from the shift's; `min_work`, `max_work` (links,). `form_cells` (forms,).
    `row_day`, `row_start`, `row_form`, `start_index` (rows,), `starts` (starts,), `row_at` (starts, forms).
    `entry_of` (classes, rows): position in `Walks.row`, -1 where the class may not work the row; `day_from` (classes, days
    + 1): first entry of each day; `entry_effect` (entries,); `gap` (classes,) in cells. `cell_day` (cells,).
    """

    link_of: NDArray[np.int64]
    link_from: NDArray[np.int64]
    link_chain: NDArray[np.int64]
    link_size: NDArray[np.int64]
    cells: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    min_work: NDArray[np.int64]
    max_work: NDArray[np.int64]
    form_cells: NDArray[np.int64]
    row_day: NDArray[np.int64]
    row_start: NDArray[np.int64]
    row_form: NDArray[np.int64]
    starts: NDArray[np.int64]
    row_at: NDArray[np.int64]
    start_index: NDArray[np.int64]
    entry_of: NDArray[np.int32]
    day_from: NDArray[np.int64]
    entry_effect: NDArray[np.int64]
    gap: NDArray[np.int64]
    cell_day: NDArray[np.int64]


@part
def _change(cover, skill, first, end, sign):  # type: ignore[no-untyped-def]
    """Add `sign` operators of a skill to the cells first … end − 1; return what the staffing cost changes."""
    total = np.int64(0)
    if not cover.simple:
        for cell in range(first, end):
            total += change(cover, skill, cell, sign)
        return total
    for cell in range(first, end):
        there = cover.presence[0, cell]
        if cell < len(cover.priced) and cover.priced[cell]:
            line = cover.curve[0, cover.cell_interval[cell]]
            total += line[there + sign] - line[there]
        cover.presence[0, cell] = there + sign
    return total


@part
def _change_shift(elements, cover, skill, row, link, breaks, sign):  # type: ignore[no-untyped-def]
    """Add a shift less its breaks `sign` times; return what the staffing cost changes."""
    total, at = np.int64(0), elements.row_start[row]
    for place in range(elements.link_size[link]):
        total += _change(cover, skill, at, breaks[place], sign)
        at = breaks[place] + elements.cells[link, place]
    end = elements.row_start[row] + elements.form_cells[elements.row_form[row]]
    return total + _change(cover, skill, at, end, sign)


@part
def _kept_link(elements, row, new, chain, breaks):  # type: ignore[no-untyped-def]
    """Link of another shift that overlaps a shift and may have its breaks as they are; -1 where there is none."""
    start, end = elements.row_start[new], elements.row_start[new] + elements.form_cells[elements.row_form[new]]
    link = elements.link_of[elements.row_form[new], chain]
    if link < 0 or start >= elements.row_start[row] + elements.form_cells[elements.row_form[row]] or (
            end <= elements.row_start[row]):
        return np.int64(-1)
    for place in range(elements.link_size[link]):
        if not elements.low[link, place] <= breaks[place] - start <= elements.high[link, place]:
            return np.int64(-1)
    return link


@part
def _move_ends(elements, cover, skill, row, new):  # type: ignore[no-untyped-def]
    """Put a shift in place of one that it overlaps, breaks as they are; return what the staffing cost changes."""
    start, start_2 = elements.row_start[row], elements.row_start[new]
    end = start + elements.form_cells[elements.row_form[row]]
    end_2 = start_2 + elements.form_cells[elements.row_form[new]]
    return (_change(cover, skill, start_2, start, 1) + _change(cover, skill, end, end_2, 1)
            + _change(cover, skill, start, start_2, -1) + _change(cover, skill, end_2, end, -1))


@part
def _is_legal(elements, walks, number, rows):  # type: ignore[no-untyped-def]
    """Whether the days of one operator are allowed, keep the rest, and lead through the graph of the counters."""
    graph, state, ready = walks.graph[number], np.int64(0), np.int64(-(2**40))
    for day in range(walks.days):
        effect = np.int64(0)
        row = rows[day]
        if row >= 0:
            entry = elements.entry_of[number, row]
            if entry < 0 or elements.row_day[row] != day or elements.row_start[row] < ready:
                return False
            effect = elements.entry_effect[entry]
            ready = elements.row_start[row] + elements.form_cells[elements.row_form[row]] + elements.gap[number]
        state = walks.follow[walks.follow_from[graph, day] + state * walks.effects[graph, day] + effect]
        if state < 0:
            return False
    return True


@part
def _day_cost(elements, walks, number, day, row):  # type: ignore[no-untyped-def]
    if row < 0:
        return walks.off_cost[number, day]
    return walks.row_cost[elements.entry_of[number, row]]


@part
def _best_breaks(elements, cover, skill, row, gains, prefix, queue, breaks):  # type: ignore[no-untyped-def]
    """Write the breaks of a shift that cost least beside the present others; return their link, and what the shift costs."""
    start, form = elements.row_start[row], elements.row_form[row]
    total = 0
    for offset in range(elements.form_cells[form]):
        prefix[offset] = total
        cell = start + offset
        if cell < len(cover.priced) and cover.priced[cell]:
            total += marginal(cover, skill, cell)
    prefix[elements.form_cells[form]] = total
    best, best_link = -(2**60), -1
    for link in range(elements.link_from[form], elements.link_from[form + 1]):
        size = elements.link_size[link]
        if size == 0:
            if best < 0:
                best, best_link = 0, link
            continue
        for place in range(size):
            low, high, cells = elements.low[link, place], elements.high[link, place], elements.cells[link, place]
            if place == 0:
                for offset in range(low, high + 1):
                    gains[0, offset - low] = prefix[offset + cells] - prefix[offset]
                continue
            before_low, before_high = elements.low[link, place - 1], elements.high[link, place - 1]
            nearest = elements.cells[link, place - 1] + elements.min_work[link]
            farthest = elements.cells[link, place - 1] + elements.max_work[link]
            head, tail, entering = 0, 0, before_low
            for offset in range(low, high + 1):
                while entering <= before_high and entering <= offset - nearest:
                    value = gains[place - 1, entering - before_low]
                    while tail > head and gains[place - 1, queue[tail - 1] - before_low] <= value:
                        tail -= 1
                    queue[tail] = entering
                    tail += 1
                    entering += 1
                while queue[head] < offset - farthest:
                    head += 1
                gains[place, offset - low] = (
                    gains[place - 1, queue[head] - before_low] + prefix[offset + cells] - prefix[offset])
        low = elements.low[link, size - 1]
        at = int(low)
        for offset in range(low + 1, elements.high[link, size - 1] + 1):
            if gains[size - 1, offset - low] > gains[size - 1, at - low]:
                at = offset
        if gains[size - 1, at - low] <= best:
            continue
        best, best_link = gains[size - 1, at - low], link
        breaks[:] = -1
        breaks[size - 1] = start + at
        for place in range(size - 2, -1, -1):
            cells, low = elements.cells[link, place], elements.low[link, place]
            first = max(low, at - cells - elements.max_work[link])
            last = min(elements.high[link, place], at - cells - elements.min_work[link])
            at = first
            for offset in range(first + 1, last + 1):
                if gains[place, offset - low] > gains[place, at - low]:
                    at = offset
            breaks[place] = start + at
    return best_link, total - best


@part
def _row_by_time(elements, start, form, step):  # type: ignore[no-untyped-def]
    """The row of a form that starts at a cell or, in steps of `step` (1, -1), as soon after or before it as there is one."""
    starts = elements.starts
    index = np.searchsorted(starts, start)
    if step < 0 and (index == len(starts) or starts[index] > start):
        index -= 1
    while 0 <= index < len(starts):
        if elements.row_at[index, form] >= 0:
            return elements.row_at[index, form]
        index += step
    return np.int64(-1)


@part
def _signed(most):  # type: ignore[no-untyped-def]
    """A number from 1 to `most`, up or down."""
    return np.random.randint(1, most + 1) * (1 if np.random.random() < 0.5 else -1)


@part
def _moved_start(elements, row):  # type: ignore[no-untyped-def]
    """The same form a few starts earlier or later; -1 where there is none."""
    index = elements.start_index[row] + _signed(4)
    if index < 0 or index >= len(elements.starts):
        return np.int64(-1)
    return elements.row_at[index, elements.row_form[row]]


@part
def _resized(elements, row, steps):  # type: ignore[no-untyped-def]
    """A form `steps` further in the list, from the same start or to the same end; -1 where there is none."""
    form = elements.row_form[row] + steps
    if form < 0 or form >= len(elements.form_cells):
        return np.int64(-1)
    if np.random.random() < 0.5:
        return elements.row_at[elements.start_index[row], form]
    later = elements.form_cells[elements.row_form[row]] - elements.form_cells[form]
    return _row_by_time(elements, elements.row_start[row] + later, form, 1 if later > 0 else -1)


@part
def _between(elements, start, end):  # type: ignore[no-untyped-def]
    """A row from a cell to a cell; -1 where there is none."""
    index = np.searchsorted(elements.starts, start)
    if index == len(elements.starts) or elements.starts[index] != start:
        return np.int64(-1)
    for form in range(len(elements.form_cells)):
        if elements.form_cells[form] == end - start:
            return elements.row_at[index, form]
    return np.int64(-1)


@part
def _any_row(elements, walks, number, day, form):  # type: ignore[no-untyped-def]
    """Any row of a class on a day, of a form if it is found in a few draws; -1 where there is none at all."""
    first, end = elements.day_from[number, day], elements.day_from[number, day + 1]
    row = np.int64(-1)
    for _ in range(6 if end > first else 0):
        row = walks.row[first + np.random.randint(end - first)]
        if form < 0 or elements.row_form[row] == form:
            break
    return row


@part
def _trade_hours(elements, row, partner, later, slots):  # type: ignore[no-untyped-def]
    """Let two shifts trade their ends or, where `later` is not 0, move the hour at which one hands over to the other.

    Operators stay with their starts: the same whether starts or ends are said to be traded. Returns whether there are such
    shifts; `slots` is as in `_propose`.
    """
    start, start_2 = elements.row_start[row], elements.row_start[partner]
    end, end_2 = start + elements.form_cells[elements.row_form[row]], start_2 + elements.form_cells[elements.row_form[partner]]
    if later == 0:
        end, end_2 = end_2, end
    else:
        index = elements.start_index[partner] + later
        if index < 0 or index >= len(elements.starts):
            return False
        moved = elements.starts[index] - start_2
        end, start_2 = end + moved, start_2 + moved
    slots[0, 2] = _between(elements, start, end)
    slots[1, 2] = _between(elements, start_2, end_2)
    return slots[0, 2] >= 0 and slots[1, 2] >= 0


@njit(nogil=True, inline="always")
def _propose(elements, walks, class_of, rows, operator, day, slots):  # type: ignore[no-untyped-def]
    """Write a change of shifts to `slots` (most, 3): operator, day, new row or -1; return how many, 0 for none."""
    number, row = class_of[operator], rows[operator, day]
    slots[0, 0], slots[0, 1] = operator, day
    kind = np.random.random()
    if kind < _LENGTH:
        slots[0, 2] = _moved_start(elements, row) if kind < _START else _resized(elements, row, _signed(3))
        return 1 if slots[0, 2] >= 0 else 0
    if kind < _HOUR and not _TAKEN <= kind < _LENGTHS:  # with another's shift of the day
        other = np.random.randint(len(rows))
        partner = rows[other, day]
        if other == operator or partner < 0:
            return 0
        slots[1, 0], slots[1, 1] = other, day
        if kind >= _TAKEN:
            return 2 if _trade_hours(elements, row, partner, 0 if kind < _ENDS else _signed(4), slots) else 0
        if walks.skill[class_of[other]] != walks.skill[number]:
            return 0
        slots[0, 2], slots[1, 2] = partner, _resized(elements, row, _signed(3))  # the other takes the resized shift
        return 2 if slots[1, 2] >= 0 else 0
    target = np.random.randint(len(rows[operator]))
    slots[1, 0], slots[1, 1] = operator, target
    if kind < _LENGTHS:  # lengths of two days traded
        if target == day or rows[operator, target] < 0:
            return 0
        steps = _signed(3)
        slots[0, 2] = _resized(elements, row, steps)
        slots[1, 2] = _resized(elements, rows[operator, target], -steps)
        return 2 if slots[0, 2] >= 0 and slots[1, 2] >= 0 else 0
    slots[0, 2] = -1
    if kind < _DAY and rows[operator, target] < 0:  # another day
        slots[1, 2] = _any_row(elements, walks, number, target, elements.row_form[row])
        return 2 if slots[1, 2] >= 0 else 0
    if kind < _FREED:
        return 1
    if rows[operator, target] < 0:
        slots[0, 1] = target
    slots[0, 2] = _any_row(elements, walks, number, slots[0, 1], -1)
    return 1 if slots[0, 2] >= 0 else 0


@njit(nogil=True, inline="always")
def _try_slots(  # type: ignore[no-untyped-def]
    elements, walks, class_of, cover, rows, chain_of, breaks,
    slots, count, limit, keeps, trial_rows, trial_breaks, trial_link, kept, gains, prefix, queue,
):
    """Put the shifts of `slots` in place of the old ones if that costs at most `limit`.

    Each gets its best breaks; where it `keeps` the old ones, only if these would not be legal.

    Returns whether it was done, and what it costs; the new breaks and links are in `trial_breaks`, `trial_link`, and
    nothing but `presence` has changed: the caller writes them, after it has saved what it wants to keep.
    """
    cost = np.int64(0)
    for slot in range(count):
        operator, day, row = slots[slot, 0], slots[slot, 1], slots[slot, 2]
        number = class_of[operator]
        if row == rows[operator, day] or (
            row >= 0 and (elements.entry_of[number, row] < 0 or elements.row_day[row] != day)
        ):
            return False, cost
        if slot == 0 or operator != slots[slot - 1, 0]:
            trial_rows[:] = rows[operator]
        trial_rows[day] = row
        if (slot + 1 == count or slots[slot + 1, 0] != operator) and not _is_legal(elements, walks, number, trial_rows):
            return False, cost
        cost += (_day_cost(elements, walks, number, day, row)
                   - _day_cost(elements, walks, number, day, rows[operator, day]))
    for slot in range(count):
        operator, day, new = slots[slot, 0], slots[slot, 1], slots[slot, 2]
        row, skill = rows[operator, day], walks.skill[class_of[operator]]
        kept[slot] = -1
        if row < 0:
            continue
        if new >= 0 and keeps:
            kept[slot] = _kept_link(elements, row, new, chain_of[operator, day], breaks[operator, day])
        if kept[slot] >= 0:
            cost += _move_ends(elements, cover, skill, row, new)
        else:
            link = elements.link_of[elements.row_form[row], chain_of[operator, day]]
            cost += _change_shift(elements, cover, skill, row, link, breaks[operator, day], -1)
    put = count
    for slot in range(count):
        operator, day, row = slots[slot, 0], slots[slot, 1], slots[slot, 2]
        trial_link[slot], trial_breaks[slot] = kept[slot], -1
        if kept[slot] >= 0:
            trial_breaks[slot] = breaks[operator, day]
        elif row >= 0:
            skill = walks.skill[class_of[operator]]
            trial_link[slot], more = _best_breaks(elements, cover, skill, row, gains, prefix, queue, trial_breaks[slot])
            if slot + 1 == count and cost + more > limit:  # known before it is put
                put, cost = slot, cost + more
                break
            cost += _change_shift(elements, cover, skill, row, trial_link[slot], trial_breaks[slot], 1)
    if cost <= limit:
        return True, cost
    for slot in range(count):
        operator, day, new = slots[slot, 0], slots[slot, 1], slots[slot, 2]
        row, skill = rows[operator, day], walks.skill[class_of[operator]]
        if kept[slot] >= 0:
            _move_ends(elements, cover, skill, new, row)
            continue
        if new >= 0 and slot < put:
            _change_shift(elements, cover, skill, new, trial_link[slot], trial_breaks[slot], -1)
        if row >= 0:
            link = elements.link_of[elements.row_form[row], chain_of[operator, day]]
            _change_shift(elements, cover, skill, row, link, breaks[operator, day], 1)
    return False, cost


@njit(nogil=True, inline="always")
def _try_break(  # type: ignore[no-untyped-def]
    elements, cover, skill, row, link, own, limit
):
    """Choose one break of a shift and another start for it; return its place (-1: not done), the start, and the cost."""
    size = elements.link_size[link]
    if size == 0:
        return -1, np.int64(0), np.int64(0)
    place = np.random.randint(size)
    start, old, length = elements.row_start[row], own[place], elements.cells[link, place]
    low, high = start + elements.low[link, place], start + elements.high[link, place]
    if place:
        before = own[place - 1] + elements.cells[link, place - 1]
        low, high = max(low, before + elements.min_work[link]), min(high, before + elements.max_work[link])
    if place + 1 < size:
        after = own[place + 1] - length
        low, high = max(low, after - elements.max_work[link]), min(high, after - elements.min_work[link])
    if high <= low:
        return -1, old, np.int64(0)
    at = low + np.random.randint(high - low)
    if at >= old:
        at += 1
    cost = _change(cover, skill, old, old + length, 1)
    cost += _change(cover, skill, at, at + length, -1)
    if cost <= limit:
        return place, at, cost
    _change(cover, skill, at, at + length, 1)
    _change(cover, skill, old, old + length, -1)
    return -1, at, cost


@njit(nogil=True, inline="always")
def _try_swap(  # type: ignore[no-untyped-def]
    elements, walks, class_of, rows, operator, other, day, again, limit, trial_rows, other_rows
):
    """Whether two operators may trade what they do on a day, and on another (or the same), and what it costs."""
    first, second = class_of[operator], class_of[other]
    trial_rows[:], other_rows[:] = rows[operator], rows[other]
    trial_rows[day], other_rows[day] = rows[other, day], rows[operator, day]
    trial_rows[again], other_rows[again] = rows[other, again], rows[operator, again]
    if rows[operator, day] == rows[other, day] and rows[operator, again] == rows[other, again]:
        return False, np.int64(0)
    for at in (day, again):
        if trial_rows[at] >= 0 and elements.entry_of[first, trial_rows[at]] < 0:
            return False, np.int64(0)
        if other_rows[at] >= 0 and elements.entry_of[second, other_rows[at]] < 0:
            return False, np.int64(0)
    cost = np.int64(0)
    for at in (day, again):
        cost += (_day_cost(elements, walks, first, at, trial_rows[at])
                   + _day_cost(elements, walks, second, at, other_rows[at])
                   - _day_cost(elements, walks, first, at, rows[operator, at])
                   - _day_cost(elements, walks, second, at, rows[other, at]))
        if again == day:
            break
    if cost > limit:
        return False, cost
    return _is_legal(elements, walks, first, trial_rows) and _is_legal(elements, walks, second, other_rows), cost


@njit(nogil=True, inline="always")
def _a_lack(elements, cover, day):  # type: ignore[no-untyped-def]
    """Day of a cell where one more or one fewer on the phone would cost less than now, if a few draws find one."""
    for _ in range(12):
        cell = np.random.randint(len(cover.is_open))
        if cover.is_open[cell]:
            for queue in range(len(cover.curve)):
                if cover.curve[queue, cover.cell_interval[cell], cover.serving[queue, cell]] > 0:
                    return elements.cell_day[cell]
    return day


@loop
def anneal(  # type: ignore[no-untyped-def]
    elements, walks, class_of, cover, rows, chain_of, breaks,
    best_rows, best_chain, best_breaks, moves, hot, cold, seed, halt,
):
    """Try `moves` moves while the temperature falls from `hot` to `cold`, in cost units; return by how much the cost fell.

    Every other move is made on a day on which somebody is missing or too many. The roster arrays and the cover end where
    the search ends; the best roster goes to `best_…`, at the end or when it is left, unless that was done just before (a
    copy takes as long as many moves). Stops early when `halt` (1,) is set.
    """
    np.random.seed(seed)
    operators, days = rows.shape
    most = breaks.shape[2]
    current = best = first = np.int64(0)
    next_save = 0
    trial_rows, other_rows = np.empty(days, np.int64), np.empty(days, np.int64)
    trial_breaks, trial_link = np.empty((2, most), np.int64), np.empty(2, np.int64)
    slots, kept = np.empty((2, 3), np.int64), np.empty(2, np.int64)
    longest = elements.form_cells.max() + 1
    gains = np.empty((most, longest), np.int64)
    prefix, queue = np.empty(longest + 1, np.int64), np.empty(longest + 1, np.int64)
    cooling = (cold / hot) ** (256.0 / max(1, moves))
    warmth = hot
    for turn in range(moves):
        if turn % 256 == 0:
            warmth *= cooling
            if halt[0]:
                break
        limit = np.int64(-warmth * np.log(1.0 - np.random.random()))
        operator, day = np.random.randint(operators), np.random.randint(days)
        if turn % 2:
            day = _a_lack(elements, cover, day)
            for _ in range(8):
                if rows[operator, day] >= 0:
                    break
                operator = np.random.randint(operators)
        row, again = rows[operator, day], day
        choice = np.random.random()
        if row < 0:
            choice = 0.0
        if choice < _SWAP:
            other = np.random.randint(operators)
            if np.random.random() < 0.5:
                again = np.random.randint(days)
            if other == operator or walks.skill[class_of[other]] != walks.skill[class_of[operator]]:
                continue
            done, cost = _try_swap(
                elements, walks, class_of, rows, operator, other, day, again, limit, trial_rows, other_rows)
        elif choice < _BREAK:
            link = elements.link_of[elements.row_form[row], chain_of[operator, day]]
            place, at, cost = _try_break(
                elements, cover, walks.skill[class_of[operator]], row, link, breaks[operator, day], limit)
            done = place >= 0
        else:
            count = _propose(elements, walks, class_of, rows, operator, day, slots)
            if not count:
                continue
            done, cost = _try_slots(
                elements, walks, class_of, cover, rows, chain_of, breaks,
                slots, count, limit, np.random.random() < _KEEPS, trial_rows, trial_breaks, trial_link, kept, gains, prefix,
                queue)
        if not done:
            continue
        if cost > 0 and current < best and turn >= next_save:
            best_rows[:], best_chain[:], best_breaks[:] = rows, chain_of, breaks
            best, next_save = current, turn + operators * days
        if choice < _SWAP:
            for when in (day, again):
                rows[operator, when], rows[other, when] = trial_rows[when], other_rows[when]
                for place in range(most):
                    mine = breaks[operator, when, place]
                    breaks[operator, when, place], breaks[other, when, place] = breaks[other, when, place], mine
                chain_of[operator, when], chain_of[other, when] = chain_of[other, when], chain_of[operator, when]
                if again == day:
                    break
        elif choice < _BREAK:
            breaks[operator, day, place] = at
        else:
            for slot in range(count):
                whose, when = slots[slot, 0], slots[slot, 1]
                rows[whose, when] = slots[slot, 2]
                breaks[whose, when] = trial_breaks[slot]
                chain_of[whose, when] = -1
                if trial_link[slot] >= 0:
                    chain_of[whose, when] = elements.link_chain[trial_link[slot]]
        current += cost
    if current < best:
        best_rows[:], best_chain[:], best_breaks[:] = rows, chain_of, breaks
        best = current
    return first - best
