"""Simulated annealing over elementary moves: a break, a start, a length, a day; swaps between two operators.

A move costs a microsecond or so, where putting back a whole operator costs a hundred, so that millions are tried. Rules
stay unknown here: what an operator may do is read off the walk of their class (allowed rows, counter graph, rest).
"""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import ADD, REMOVE
from scheduler.engine.compiled.best_response import copy_roster
from scheduler.engine.compiled.breaks import place_breaks
from scheduler.engine.compiled.jit import loop, part
from scheduler.engine.compiled.presence import change, change_shift, marginal
from scheduler.engine.compiled.proposals import BREAK, MOVES, SWAP, drawn, propose

_KEEPS = 0.5
"""So many changed shifts keep their breaks where these stay legal, which is quick; the others take the best ones there are."""
_COOLED_EVERY = 256
"""Moves between two temperatures, and between two looks at whether to stop."""
_CELL_DRAWS, _OPERATOR_DRAWS = 12, 8
"""Draws for a cell that lacks or has too many, and for somebody who works on its day."""


@part
def _is_legal(shifts, entries, number, rows):  # type: ignore[no-untyped-def]
    """Whether the days of one operator are allowed, keep the rest, and lead through the graph of the counters."""
    graph, state, ready, gap, days = entries.graph[number], np.int64(0), np.int64(-(2**40)), entries.gap[number], len(rows)
    follow, follow_from, effects = entries.follow, entries.follow_from[graph], entries.effects[graph]
    for day in range(days):
        effect, row = np.int64(0), rows[day]
        if row >= 0:
            entry = entries.entry_of[number, row]
            if entry < 0 or shifts.row_day[row] != day or shifts.row_start[row] < ready:
                return False
            effect, ready = entries.effect[entry], shifts.row_end[row] + gap
        state = np.int64(follow[follow_from[day] + state * effects[day] + effect])
        if state < 0:
            return False
    return True


@part
def _toll(entries, number, rows):  # type: ignore[no-untyped-def]
    """What the tariffs of one operator cost for legal days."""
    graph, state, total = entries.graph[number], np.int64(0), np.int64(0)
    if not entries.tolled[graph]:
        return total
    for day in range(len(rows)):
        effect = np.int64(0)
        if rows[day] >= 0:
            effect = entries.effect[entries.entry_of[number, rows[day]]]
        step = entries.follow_from[graph][day] + state * entries.effects[graph][day] + effect
        total += entries.toll[step]
        state = np.int64(entries.follow[step])
    return total


@part
def _day_cost(entries, number, day, row):  # type: ignore[no-untyped-def]
    if row < 0:
        return entries.off_cost[number, day]
    return entries.cost[entries.entry_of[number, row]]


@part
def _keeps_breaks(forms, shifts, row, new, chain, breaks):  # type: ignore[no-untyped-def]
    """Whether another shift overlaps a shift and may have its breaks as they are."""
    start, order = shifts.row_start[new], forms.order_of[shifts.row_form[new], chain]
    if order < 0 or start >= shifts.row_end[row] or shifts.row_end[new] <= shifts.row_start[row]:
        return False
    for position in range(forms.orders.size[order]):
        if not forms.orders.low[order, position] <= breaks[position] - start <= forms.orders.high[order, position]:
            return False
    return True


@part
def _move_ends(shifts, cover, skill, row, new):  # type: ignore[no-untyped-def]
    """Put a shift in place of one that it overlaps, breaks as they are; return what the staffing cost changes."""
    start, start_2, end, end_2 = shifts.row_start[row], shifts.row_start[new], shifts.row_end[row], shifts.row_end[new]
    return (change(cover, skill, start_2, start, ADD) + change(cover, skill, end, end_2, ADD)
            + change(cover, skill, start, start_2, REMOVE) + change(cover, skill, end_2, end, REMOVE))


@part
def _spared(cover, skill, lane, start, cells, prefix, first):  # type: ignore[no-untyped-def]
    """Write from `first` on what a kind of break spares in a shift, before each of its cells; the phone's sums are known."""
    total = np.int64(0)
    for offset in range(cells):
        prefix[first + offset] = total
        cell = start + offset
        total += prefix[offset + 1] - prefix[offset]
        if cell < len(cover.priced) and cover.priced[cell]:
            total -= marginal(cover, skill + lane, cell)
    prefix[first + cells] = total


@part
def _best_breaks(forms, shifts, room, cover, skill, row, breaks):  # type: ignore[no-untyped-def]
    """Write the breaks of a shift that cost least beside the present others; return their chain, and what the shift costs."""
    prefix, priced = room.prefix, cover.priced
    start, form, total = shifts.row_start[row], shifts.row_form[row], np.int64(0)
    cells = shifts.row_end[row] - start
    for offset in range(cells):
        prefix[offset] = total
        cell = start + offset
        if cell < len(priced) and priced[cell]:
            total += marginal(cover, skill, cell)
    prefix[cells] = total
    for lane in range(1, cover.lanes):
        _spared(cover, skill, lane, start, cells, prefix, lane * room.price.shape[1] + lane)
    order, earned = place_breaks(forms.orders, forms.order_from[form], forms.order_from[form + 1],
                                 prefix, room.gains, room.queue, start, np.int64(0), breaks)
    return forms.order_chain[order], total - earned


@part
def _allowed(shifts, entries, roster, trial, count):  # type: ignore[no-untyped-def]
    """Whether the shifts of a trial may be worked, and what they cost by pay, wishes and tariffs more than the old ones."""
    rows, cost = roster.rows, np.int64(0)
    for slot in range(count):
        operator, day, row = trial.operator[slot], trial.day[slot], trial.row[slot]
        number = entries.class_of[operator]
        if row == rows[operator, day] or (
            row >= 0 and (entries.entry_of[number, row] < 0 or shifts.row_day[row] != day)
        ):
            return False, cost
        if slot == 0 or operator != trial.operator[slot - 1]:
            for when in range(len(trial.days)):
                trial.days[when] = rows[operator, when]
        trial.days[day] = row
        is_last = slot + 1 == count or trial.operator[slot + 1] != operator
        if is_last:
            if not _is_legal(shifts, entries, number, trial.days):
                return False, cost
            if entries.tolled[entries.graph[number]]:
                cost += _toll(entries, number, trial.days) - _toll(entries, number, rows[operator])
        cost += (_day_cost(entries, number, day, row)
                 - _day_cost(entries, number, day, rows[operator, day]))
    return True, cost


@part
def _take_out(forms, shifts, cover, skill, roster, trial, slot, keeps):  # type: ignore[no-untyped-def]
    """Take the old shift of a slot out, or put the new one in its place with its breaks, if it `keeps` them and may."""
    operator, day, new = trial.operator[slot], trial.day[slot], trial.row[slot]
    row, chain = roster.rows[operator, day], roster.chain[operator, day]
    trial.kept[slot], trial.chain[slot] = False, -1
    for position in range(trial.breaks.shape[1]):
        trial.breaks[slot, position] = -1
    if row < 0:
        return np.int64(0)
    breaks = roster.breaks[operator, day]
    if new < 0 or not keeps or not _keeps_breaks(forms, shifts, row, new, chain, breaks):
        return change_shift(shifts, forms.chains, cover, skill, row, chain, breaks, REMOVE)
    trial.kept[slot], trial.chain[slot] = True, chain
    for position in range(len(breaks)):
        trial.breaks[slot, position] = breaks[position]
    return _move_ends(shifts, cover, skill, row, new)


@part
def _put_back(forms, shifts, cover, skill, roster, trial, slot, is_put):  # type: ignore[no-untyped-def]
    """Undo a slot: take the new shift out if it `is_put`, and put the old one in."""
    operator, day, new = trial.operator[slot], trial.day[slot], trial.row[slot]
    row = roster.rows[operator, day]
    if trial.kept[slot]:
        _move_ends(shifts, cover, skill, new, row)
        return
    if new >= 0 and is_put:
        change_shift(shifts, forms.chains, cover, skill, new, trial.chain[slot], trial.breaks[slot], REMOVE)
    if row >= 0:
        change_shift(shifts, forms.chains, cover, skill, row, roster.chain[operator, day], roster.breaks[operator, day], ADD)


@part
def _try_shifts(forms, shifts, entries, room, cover, roster, trial, count, keeps, limit):  # type: ignore[no-untyped-def]
    """Put the shifts of a trial in place of the old ones if that costs at most `limit`.

    Each gets its best breaks; where it `keeps` the old ones, only if these would not be legal. Returns whether it was done, and
    what it costs. Nothing but the cover has changed: the caller writes the roster, after it has saved what it wants to keep.
    """
    is_allowed, cost = _allowed(shifts, entries, roster, trial, count)
    if not is_allowed:
        return False, cost
    for slot in range(count):
        cost += _take_out(forms, shifts, cover, entries.skill_of[trial.operator[slot]], roster, trial, slot, keeps)
    put = count
    for slot in range(count):
        row = trial.row[slot]
        if row < 0 or trial.kept[slot]:
            continue
        skill = entries.skill_of[trial.operator[slot]]
        trial.chain[slot], more = _best_breaks(forms, shifts, room, cover, skill, row, trial.breaks[slot])
        if slot + 1 == count and cost + more > limit:  # known before it is put
            put, cost = slot, cost + more
            break
        cost += change_shift(shifts, forms.chains, cover, skill, row, trial.chain[slot], trial.breaks[slot], ADD)
    if cost <= limit:
        return True, cost
    for slot in range(count):
        _put_back(forms, shifts, cover, entries.skill_of[trial.operator[slot]], roster, trial, slot, slot < put)
    return False, cost


@part
def _move_break(cover, skill, lane, old, at, length):  # type: ignore[no-untyped-def]
    """Let a break start elsewhere; return what the staffing cost changes. At no moment does anybody count twice in a cell."""
    cost = np.int64(0)
    if lane:
        cost += change(cover, skill + lane, old, old + length, REMOVE)
    cost += change(cover, skill, old, old + length, ADD)
    cost += change(cover, skill, at, at + length, REMOVE)
    if lane:
        cost += change(cover, skill + lane, at, at + length, ADD)
    return cost


@part
def _try_break(forms, shifts, cover, skill, roster, operator, day, limit):  # type: ignore[no-untyped-def]
    """Choose one break of a shift and another start for it; return its place (-1: not done), the start, and the cost."""
    row, breaks, orders = roster.rows[operator, day], roster.breaks[operator, day], forms.orders
    order = forms.order_of[shifts.row_form[row], roster.chain[operator, day]]
    size = orders.size[order]
    if size == 0:
        return np.int64(-1), np.int64(0), np.int64(0)
    place = np.int64(np.random.randint(size))
    start, old, length = shifts.row_start[row], breaks[place], orders.cells[order, place]
    low, high = start + orders.low[order, place], start + orders.high[order, place]
    if place:
        before = breaks[place - 1] + orders.cells[order, place - 1]
        low, high = max(low, before + orders.min_work[order, place]), min(high, before + orders.max_work[order, place])
    if place + 1 < size:
        after = breaks[place + 1] - length
        low, high = max(low, after - orders.max_work[order, place + 1]), min(high, after - orders.min_work[order, place + 1])
    if high <= low:
        return np.int64(-1), old, np.int64(0)
    at = low + np.random.randint(high - low)
    if at >= old:
        at += 1
    window = orders.window[order, place]
    if window >= 0 and orders.closed[window, at]:
        return np.int64(-1), old, np.int64(0)
    lane = orders.lane[order, place]
    cost = _move_break(cover, skill, lane, old, at, length)
    if cost <= limit:
        return place, at, cost
    _move_break(cover, skill, lane, at, old, length)
    return np.int64(-1), at, cost


@part
def _try_swap(shifts, entries, rows, trial, limit):  # type: ignore[no-untyped-def]
    """Whether the operators of a trial may trade what they do on its days, one or two, and what that costs."""
    operator, other, day, again = trial.operator[0], trial.operator[1], trial.day[0], trial.day[1]
    first, second, cost = entries.class_of[operator], entries.class_of[other], np.int64(0)
    if rows[operator, day] == rows[other, day] and rows[operator, again] == rows[other, again]:
        return False, cost
    for when in range(len(trial.days)):
        trial.days[when], trial.other_days[when] = rows[operator, when], rows[other, when]
    for slot in range(2):
        at = trial.day[slot]
        mine, theirs = rows[operator, at], rows[other, at]
        trial.days[at], trial.other_days[at] = theirs, mine
        if (theirs >= 0 and entries.entry_of[first, theirs] < 0) or (mine >= 0 and entries.entry_of[second, mine] < 0):
            return False, np.int64(0)
        if slot == 0 or again != day:
            cost += (_day_cost(entries, first, at, theirs) + _day_cost(entries, second, at, mine)
                     - _day_cost(entries, first, at, mine) - _day_cost(entries, second, at, theirs))
    if cost > limit:
        return False, cost
    return _is_legal(shifts, entries, first, trial.days) and _is_legal(shifts, entries, second, trial.other_days), cost


@part
def _write_swap(roster, trial):  # type: ignore[no-untyped-def]
    """Let the operators of a trial trade their days."""
    operator, other = trial.operator[0], trial.operator[1]
    for slot in range(2 if trial.day[1] != trial.day[0] else 1):
        day = trial.day[slot]
        roster.rows[operator, day], roster.rows[other, day] = roster.rows[other, day], roster.rows[operator, day]
        roster.chain[operator, day], roster.chain[other, day] = roster.chain[other, day], roster.chain[operator, day]
        for position in range(roster.breaks.shape[2]):
            mine = roster.breaks[operator, day, position]
            roster.breaks[operator, day, position] = roster.breaks[other, day, position]
            roster.breaks[other, day, position] = mine


@part
def _write_shifts(roster, trial, count):  # type: ignore[no-untyped-def]
    """Write the shifts of a trial."""
    for slot in range(count):
        operator, day = trial.operator[slot], trial.day[slot]
        roster.rows[operator, day], roster.chain[operator, day] = trial.row[slot], trial.chain[slot]
        for position in range(roster.breaks.shape[2]):
            roster.breaks[operator, day, position] = trial.breaks[slot, position]


@part
def _day_of_a_lack(entries, cover, day):  # type: ignore[no-untyped-def]
    """Day of a cell where one more or one fewer on the phone would cost less than now, if a few draws find one."""
    for _ in range(_CELL_DRAWS):
        cell = np.random.randint(len(cover.priced))
        for head in range(len(cover.curve_of)):
            there = cover.presence[0, cell] if cover.simple else cover.heads[head, cell]
            if cover.curve_of[head, cell] >= 0 and cover.curves[cover.curve_of[head, cell], there] > 0:
                return entries.cell_day[cell]
    return day


@loop
def anneal(forms, shifts, entries, room, cover, roster, best, trial, cooling, halt):  # type: ignore[no-untyped-def]
    """Try moves while the temperature falls; return by how much the cost fell.

    Every other move is made on a day on which somebody is missing or too many. `roster` and `cover` end where the search
    ends; `best` is the roster at first, and the best one is copied there at the end or when it is left, unless that was done
    just before (a copy takes as long as many moves). Stops early when `halt` (1,) is set.
    """
    np.random.seed(cooling.seed)
    rows, breaks = roster.rows, roster.breaks
    operators, days = rows.shape
    current, least, next_save = np.int64(0), np.int64(0), 0
    cooled = (cooling.cold / cooling.hot) ** (_COOLED_EVERY / max(1, cooling.moves))
    warmth = cooling.hot
    for turn in range(cooling.moves):
        if turn % _COOLED_EVERY == 0:
            warmth *= cooled
            if halt[0]:
                break
        limit = np.int64(-warmth * np.log(1.0 - np.random.random()))
        operator, day = np.random.randint(operators), np.random.randint(days)
        if turn % 2:
            day = _day_of_a_lack(entries, cover, day)
            for _ in range(_OPERATOR_DRAWS):
                if rows[operator, day] >= 0:
                    break
                operator = np.random.randint(operators)
        move, count, place, at = drawn(MOVES), 0, np.int64(-1), np.int64(-1)
        if rows[operator, day] < 0 or move == SWAP:
            move = SWAP
            other, again = np.random.randint(operators), day
            if np.random.random() < 0.5:
                again = np.random.randint(days)
            if other == operator or entries.skill_of[other] != entries.skill_of[operator]:
                continue
            trial.operator[0], trial.operator[1], trial.day[0], trial.day[1] = operator, other, day, again
            done, cost = _try_swap(shifts, entries, rows, trial, limit)
        elif move == BREAK:
            place, at, cost = _try_break(forms, shifts, cover, entries.skill_of[operator], roster, operator, day, limit)
            done = place >= 0
        else:
            count = propose(shifts, entries, rows, operator, day, trial)
            if not count:
                continue
            keeps = np.random.random() < _KEEPS
            done, cost = _try_shifts(forms, shifts, entries, room, cover, roster, trial, count, keeps, limit)
        if not done:
            continue
        if cost > 0 and current < least and turn >= next_save:
            copy_roster(roster, best)
            least, next_save = current, turn + operators * days
        if move == SWAP:
            _write_swap(roster, trial)
        elif move == BREAK:
            breaks[operator, day, place] = at
        else:
            _write_shifts(roster, trial, count)
        current += cost
    if current < least:
        copy_roster(roster, best)
        least = current
    return -least
