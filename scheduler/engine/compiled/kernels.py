"""Compiled inner loops: price every shift with its best breaks, and walk one operator's days at least cost.

All prices are integers, so that every minimum is exact. Cells are indexed from the horizon's start.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.compiled.jit import loop, part

FAR = np.int64(1) << 60
"""Cost of what is impossible."""


class Shifts(NamedTuple):
    """Rows of the shift table by start: `starts` (starts,), `row_at` (starts, forms), -1 where there is none.

    `row_day`, `row_start` and `row_form` (rows,): day, first cell and form of each row.
    """

    starts: NDArray[np.int64]
    row_at: NDArray[np.int64]
    row_day: NDArray[np.int64]
    row_start: NDArray[np.int64]
    row_form: NDArray[np.int64]


class Cover(NamedTuple):
    """Who is on the phone, what it costs, and an allocation of them to the queues that is the cheapest in every cell.

    `simple` says that there is one queue and no head count; then `serving` is `presence`, and `flow` and `heads` are not kept.

    Curves: `curve` (queues, intervals, most + 1), `cell_interval` and `is_open` (cells,), `head_curve` (head counts, most +
    1), `applies` (head counts, cells), `priced` (cells,): whether anything costs there, `forbidden`: the least slope that
    is a cap's. Operators: `serves` (skills,), a bit for each queue; `counted` (skills, head counts). State: `presence`
    (skills, all cells), `serving` (queues, all cells), `flow` (cells, skills, queues), `heads` (head counts, cells).
    """

    simple: bool
    curve: NDArray[np.int64]
    cell_interval: NDArray[np.int64]
    is_open: NDArray[np.bool_]
    head_curve: NDArray[np.int64]
    applies: NDArray[np.bool_]
    priced: NDArray[np.bool_]
    forbidden: int
    serves: NDArray[np.int64]
    counted: NDArray[np.bool_]
    presence: NDArray[np.int64]
    serving: NDArray[np.int64]
    flow: NDArray[np.int64]
    heads: NDArray[np.int64]


class Walks(NamedTuple):
    """One-operator programmes of all classes, flattened; see `engine.walks` for what each array holds."""

    days: int
    skill: NDArray[np.int64]
    start_from: NDArray[np.int64]
    start: NDArray[np.int64]
    uses_chain: NDArray[np.bool_]
    row_from: NDArray[np.int64]
    row: NDArray[np.int64]
    row_cost: NDArray[np.int64]
    row_group: NDArray[np.int64]
    group_from: NDArray[np.int64]
    group_effect: NDArray[np.int64]
    group_start: NDArray[np.int64]
    group_ready: NDArray[np.int64]
    ready_from: NDArray[np.int64]
    ready_after_off: NDArray[np.int64]
    off_cost: NDArray[np.int64]
    graph: NDArray[np.int64]
    states: NDArray[np.int64]
    effects: NDArray[np.int64]
    follow_from: NDArray[np.int64]
    follow: NDArray[np.int32]
    most_values: int
    most_groups: int


@part
def _advance(  # type: ignore[no-untyped-def]
    chains, chain, position, prefix, start, before, after, queue
):
    """Best gain of the breaks up to `position`, for each start of that break; sliding maximum over `before`."""
    low, high = chains.low[chain, position], chains.high[chain, position]
    cells = chains.cells[chain, position]
    if position == 0:
        for offset in range(low, high + 1):
            at = start + offset
            after[offset - low] = prefix[at + cells] - prefix[at]
        return
    before_low, before_high = chains.low[chain, position - 1], chains.high[chain, position - 1]
    nearest = chains.cells[chain, position - 1] + chains.min_work[chain]
    farthest = chains.cells[chain, position - 1] + chains.max_work[chain]
    head, tail, entering = 0, 0, before_low
    for offset in range(low, high + 1):
        while entering <= before_high and entering <= offset - nearest:
            value = before[entering - before_low]
            while tail > head and before[queue[tail - 1] - before_low] <= value:
                tail -= 1
            queue[tail] = entering
            tail += 1
            entering += 1
        while head < tail and queue[head] < offset - farthest:
            head += 1
        if head < tail and before[queue[head] - before_low] > -FAR:
            at = start + offset
            after[offset - low] = before[queue[head] - before_low] + prefix[at + cells] - prefix[at]
        else:
            after[offset - low] = -FAR


@part
def _has_row(chains, shifts, index, chain):  # type: ignore[no-untyped-def]
    """Whether a shift begins at a start (index) that may have a chain of breaks."""
    for link in range(chains.link_from[chain], chains.link_from[chain + 1]):
        if shifts.row_at[index, chains.link_form[link]] >= 0:
            return True
    return False


@loop
def price_starts(  # type: ignore[no-untyped-def]
    chains, shifts, prefix, starts, uses_chain, value
):
    """Write to `value` (rows,) the least price of presence of every shift at the given starts (indices)."""
    width = 1
    for chain in range(len(chains.size)):
        for position in range(chains.size[chain]):
            width = max(width, chains.high[chain, position] - chains.low[chain, position] + 1)
    gains = np.empty((2, width), np.int64)
    queue = np.empty(width, np.int64)
    for index in starts:
        start = shifts.starts[index]
        for form in range(len(chains.form_cells)):
            row = shifts.row_at[index, form]
            if row >= 0:
                value[row] = FAR
        for chain in range(len(chains.size)):
            if not uses_chain[chain] or not _has_row(chains, shifts, index, chain):
                continue
            size = chains.size[chain]
            for position in range(size):
                _advance(chains, chain, position, prefix, start, gains[(position + 1) % 2], gains[position % 2], queue)
            for link in range(chains.link_from[chain], chains.link_from[chain + 1]):
                form = chains.link_form[link]
                row = shifts.row_at[index, form]
                if row < 0:
                    continue
                best = np.int64(0)
                if size:
                    last, low = gains[(size - 1) % 2], chains.low[chain, size - 1]
                    best = -FAR
                    for offset in range(chains.link_low[link], chains.link_high[link] + 1):
                        best = max(best, last[offset - low])
                if best > -FAR:
                    value[row] = min(value[row], prefix[start + chains.form_cells[form]] - prefix[start] - best)


@loop
def place_breaks(chains, shifts, prefix, row, breaks):  # type: ignore[no-untyped-def]
    """Write the best break starts of a shift to `breaks` and return its chain."""
    start, form = shifts.row_start[row], shifts.row_form[row]
    width = 1
    for chain in range(len(chains.size)):
        for position in range(chains.size[chain]):
            width = max(width, chains.high[chain, position] - chains.low[chain, position] + 1)
    gains = np.empty((max(1, breaks.shape[0]), width), np.int64)
    queue = np.empty(width, np.int64)
    best, best_chain = -FAR, -1
    breaks[:] = -1
    for chain in range(len(chains.size)):
        for link in range(chains.link_from[chain], chains.link_from[chain + 1]):
            if chains.link_form[link] != form:
                continue
            size = chains.size[chain]
            if size == 0:
                if best_chain < 0 or best < 0:
                    best, best_chain = np.int64(0), chain
                    breaks[:] = -1
                continue
            for position in range(size):
                _advance(chains, chain, position, prefix, start, gains[position - 1], gains[position], queue)
            at, low = -1, chains.low[chain, size - 1]
            for offset in range(chains.link_low[link], chains.link_high[link] + 1):
                if gains[size - 1, offset - low] > best:
                    best, best_chain, at = gains[size - 1, offset - low], chain, offset
            if at < 0:
                continue
            breaks[:] = -1
            breaks[size - 1] = start + at
            for position in range(size - 2, -1, -1):
                cells, low = chains.cells[chain, position], chains.low[chain, position]
                first = max(low, at - cells - chains.max_work[chain])
                last = min(chains.high[chain, position], at - cells - chains.min_work[chain])
                at = first
                for offset in range(first, last + 1):
                    if gains[position, offset - low] > gains[position, at - low]:
                        at = offset
                breaks[position] = start + at
    return best_chain


@loop
def add_presence(chains, shifts, presence, row, chain, breaks, sign):  # type: ignore[no-untyped-def]
    """Add a shift less its breaks to `presence`, `sign` times."""
    start = shifts.row_start[row]
    for cell in range(start, start + chains.form_cells[shifts.row_form[row]]):
        presence[cell] += sign
    for position in range(chains.size[chain]):
        for cell in range(breaks[position], breaks[position] + chains.cells[chain, position]):
            presence[cell] -= sign


@loop
def walk(walks, number, value, costs_to_go, group_price, group_row, chosen):  # type: ignore[no-untyped-def]
    """Least cost of one operator of a class at the shift prices `value`; the rows worked go to `chosen`, -1 for days off.

    Backward over the days; a state is (counters, earliest next start). Groups of a day are in falling order of the
    latest `ready` they bear, so that a running minimum serves all of them.
    """
    days, graph = walks.days, walks.graph[number]
    first_group = walks.group_from[number * days]
    for group in range(first_group, walks.group_from[(number + 1) * days]):
        group_price[group - first_group] = FAR
    for entry in range(walks.row_from[number], walks.row_from[number + 1]):
        row, group = walks.row[entry], walks.row_group[entry] - first_group
        price = value[row] + walks.row_cost[entry]
        if price < group_price[group]:
            group_price[group] = price
            group_row[group] = row
    offsets = np.zeros(days + 2, np.int64)
    for day in range(days + 1):
        ready = walks.ready_from[number * (days + 1) + day + 1] - walks.ready_from[number * (days + 1) + day]
        offsets[day + 1] = offsets[day] + walks.states[graph, day] * ready
    for at in range(offsets[days], offsets[days + 1]):
        costs_to_go[at] = 0
    for day in range(days - 1, -1, -1):
        here = number * (days + 1) + day
        ready_count = walks.ready_from[here + 1] - walks.ready_from[here]
        ready_next = walks.ready_from[here + 2] - walks.ready_from[here + 1]
        off_cost = walks.off_cost[number, day]
        group_first, group_end = walks.group_from[number * days + day], walks.group_from[number * days + day + 1]
        for state in range(walks.states[graph, day]):
            base = walks.follow_from[graph, day] + state * walks.effects[graph, day]
            off_state = walks.follow[base]
            best, group = FAR, group_first
            for ready in range(ready_count - 1, -1, -1):
                while group < group_end and walks.group_start[group] >= ready:
                    after = walks.follow[base + walks.group_effect[group]]
                    if after >= 0:
                        price = (group_price[group - first_group]
                                 + costs_to_go[offsets[day + 1] + after * ready_next + walks.group_ready[group]])
                        best = min(best, price)
                    group += 1
                off = FAR
                if off_state >= 0:
                    off = off_cost + costs_to_go[
                        offsets[day + 1] + off_state * ready_next + walks.ready_after_off[walks.ready_from[here] + ready]
                    ]
                costs_to_go[offsets[day] + state * ready_count + ready] = min(FAR, best, off)
    if walks.states[graph, 0] == 0 or costs_to_go[0] >= FAR // 2:
        return FAR
    _trace(walks, number, offsets, costs_to_go, group_price, group_row, chosen)
    return costs_to_go[0]


@part
def _trace(walks, number, offsets, costs_to_go, group_price, group_row, chosen):  # type: ignore[no-untyped-def]
    """Follow the costs forward and write the rows worked."""
    days, graph = walks.days, walks.graph[number]
    first_group = walks.group_from[number * days]
    state, ready = np.int64(0), np.int64(0)
    for day in range(days):
        here = number * (days + 1) + day
        ready_count = walks.ready_from[here + 1] - walks.ready_from[here]
        ready_next = walks.ready_from[here + 2] - walks.ready_from[here + 1]
        target = costs_to_go[offsets[day] + state * ready_count + ready]
        base = walks.follow_from[graph, day] + state * walks.effects[graph, day]
        off_state = np.int64(walks.follow[base])
        off_ready = walks.ready_after_off[walks.ready_from[here] + ready]
        chosen[day] = -1
        if off_state >= 0 and target == walks.off_cost[number, day] + costs_to_go[
            offsets[day + 1] + off_state * ready_next + off_ready
        ]:
            state, ready = off_state, off_ready
            continue
        for group in range(walks.group_from[number * days + day], walks.group_from[number * days + day + 1]):
            after = np.int64(walks.follow[base + walks.group_effect[group]])
            if walks.group_start[group] < ready or after < 0:
                continue
            onward = costs_to_go[offsets[day + 1] + after * ready_next + walks.group_ready[group]]
            if target == group_price[group - first_group] + onward:
                chosen[day] = group_row[group - first_group]
                state, ready = after, walks.group_ready[group]
                break


@loop
def prefix_sums(price, prefix):  # type: ignore[no-untyped-def]
    """Write the sums of `price` before each cell."""
    total = np.int64(0)
    for cell in range(len(price)):
        prefix[cell] = total
        total += price[cell]
    prefix[len(price)] = total


@loop
def answer_prices(chains, shifts, walks, members, price, day_price, rows, chain_of, breaks):  # type: ignore[no-untyped-def]
    """Write the cheapest roster of each class at prices of presence, `price` (skills, cells), and of a day worked (days,).

    To `rows` and `chain_of` (classes, days) and `breaks` (classes, days, most breaks); classes without `members` (classes,)
    are left out. Returns whether every other class has one.
    """
    prefix = np.empty(price.shape[1] + 1, np.int64)
    value = np.empty(len(shifts.row_start), np.int64)
    costs_to_go = np.empty(walks.most_values, np.int64)
    group_price = np.empty(walks.most_groups, np.int64)
    group_row = np.empty(walks.most_groups, np.int64)
    chosen = np.empty(walks.days, np.int64)
    placed = np.empty(chains.cells.shape[1], np.int64)
    for skill in range(len(price)):
        prefix_sums(price[skill], prefix)
        price_starts(chains, shifts, prefix, np.arange(len(shifts.starts)), np.ones(len(chains.size), np.bool_), value)
        for row in range(len(value)):
            value[row] += day_price[shifts.row_day[row]]
        for number in range(len(walks.graph)):
            if walks.skill[number] != skill or not members[number]:
                continue
            if walk(walks, number, value, costs_to_go, group_price, group_row, chosen) >= FAR:
                return False
            for day in range(walks.days):
                rows[number, day] = chosen[day]
                if chosen[day] >= 0:
                    chain_of[number, day] = place_breaks(chains, shifts, prefix, chosen[day], placed)
                    breaks[number, day] = placed
    return True


@loop
def count_rosters(  # type: ignore[no-untyped-def]
    chains, shifts, walks, members, rows, chain_of, breaks, presence, worked, own
):
    """Count what rosters of all classes come to, each worked by so many `members` (classes,).

    Of `rows` and `chain_of` (answers, classes, days) and `breaks` (answers, classes, days, most breaks); adds to `presence`
    (answers, skills, all cells), `worked` (answers, days) and `own` (answers,), their cost without coverage.
    """
    placed, roster = np.empty(chains.cells.shape[1], np.int64), np.empty(walks.days, np.int64)
    for answer in range(len(rows)):
        for number in range(len(members)):
            if not members[number]:
                continue
            for day in range(walks.days):
                row = roster[day] = np.int64(rows[answer, number, day])
                if row >= 0:
                    placed[:] = breaks[answer, number, day]
                    worked[answer, day] += members[number]
                    add_presence(chains, shifts, presence[answer, walks.skill[number]], row, chain_of[answer, number, day],
                                 placed, members[number])
            own[answer] += members[number] * roster_cost(walks, number, roster)


@loop
def possible_classes(shifts, walks):  # type: ignore[no-untyped-def]
    """Whether each class has any legal roster."""
    value = np.zeros(len(shifts.row_start), np.int64)
    costs_to_go = np.empty(walks.most_values, np.int64)
    group_price = np.empty(walks.most_groups, np.int64)
    group_row = np.empty(walks.most_groups, np.int64)
    chosen = np.empty(walks.days, np.int64)
    possible = np.empty(len(walks.graph), np.bool_)
    for number in range(len(walks.graph)):
        possible[number] = walk(walks, number, value, costs_to_go, group_price, group_row, chosen) < FAR
    return possible


@loop
def conjugate(slopes, interval, price, base):  # type: ignore[no-untyped-def]
    """Sum over cells of the least ``curve(k) − price · k``; `slopes` (intervals, most) rises in k, `base` is curve(0)."""
    total = np.int64(0)
    for cell in range(len(price)):
        row = slopes[interval[cell]]
        there = np.searchsorted(row, price[cell])
        total += base[interval[cell]] - price[cell] * there
        for k in range(there):
            total += row[k]
    return total


@loop
def proximal_price(slopes, interval, pushed, steps, price, present):  # type: ignore[no-untyped-def]
    """Solve ``price + step · k = pushed`` for each good, with k the number of it that `price` makes optimal.

    Each has a curve, `interval` (goods,), and a step, `steps` (goods,). Writes `price` and k (fractional where the price is
    a slope of the curve) to `present`.
    """
    for cell in range(len(pushed)):
        row, step = slopes[interval[cell]], steps[cell]
        low, high = 0, len(row)
        while low < high:
            middle = (low + high) // 2
            if row[middle] + step * (middle + 1) < pushed[cell]:
                low = middle + 1
            else:
                high = middle
        if low < len(row) and pushed[cell] >= row[low] + step * low:
            price[cell] = row[low]
            present[cell] = (pushed[cell] - row[low]) / step
        else:
            price[cell] = pushed[cell] - step * low
            present[cell] = low


@loop
def simplex_descent(gradient, products, step, weight, rounds):  # type: ignore[no-untyped-def]
    """Minimise a quadratic over the simplex, in place, by exact steps along the steepest pair of weights.

    Its matrix is `step` times `products`, which is symmetric.
    """
    size = len(weight)
    for _ in range(rounds):
        take, give = 0, -1
        for i in range(size):
            if gradient[i] < gradient[take]:
                take = i
            if weight[i] > 0 and (give < 0 or gradient[i] > gradient[give]):
                give = i
        steepest = gradient[give] - gradient[take]
        if steepest < 1e-9:
            return
        curvature = step * (products[take, take] + products[give, give] - 2 * products[take, give])
        amount = weight[give]
        if curvature > 1e-12:
            amount = min(amount, steepest / curvature)
        weight[take] += amount
        weight[give] -= amount
        if weight[give] < 1e-12:
            weight[give] = 0.0
        for i in range(size):
            gradient[i] += amount * step * (products[take, i] - products[give, i])


@part
def roster_cost(walks, number, rows):  # type: ignore[no-untyped-def]
    """Cost of one operator's own days: pay and wishes, without coverage."""
    total = np.int64(0)
    own = walks.row[walks.row_from[number]:walks.row_from[number + 1]]
    for day in range(walks.days):
        if rows[day] < 0:
            total += walks.off_cost[number, day]
        else:
            total += walks.row_cost[walks.row_from[number] + np.searchsorted(own, rows[day])]
    return total


@part
def reachable(cover, skill, cell):  # type: ignore[no-untyped-def]
    """Queues, as bits, where one more operator of a skill can end: at his own ones, or where he sends others on."""
    reached = cover.serves[skill]
    grown = True
    while grown:
        grown = False
        for other in range(len(cover.serves)):
            if cover.serves[other] & ~reached == 0 or cover.serves[other] & reached == 0:
                continue
            for queue in range(len(cover.curve)):
                if (reached >> queue) & 1 and cover.flow[cell, other, queue] > 0:
                    reached |= cover.serves[other]
                    grown = True
                    break
    return reached


@loop
def marginal(cover, skill, cell):  # type: ignore[no-untyped-def]
    """Cost of one more operator of a skill in a cell."""
    if cover.simple:
        there, interval = cover.presence[0, cell], cover.cell_interval[cell]
        return cover.curve[0, interval, there + 1] - cover.curve[0, interval, there]
    total = np.int64(0)
    if cover.is_open[cell]:
        reached, interval, least = reachable(cover, skill, cell), cover.cell_interval[cell], FAR
        for queue in range(len(cover.curve)):
            if (reached >> queue) & 1:
                there = cover.serving[queue, cell]
                least = min(least, cover.curve[queue, interval, there + 1] - cover.curve[queue, interval, there])
        total += least
    for head in range(len(cover.heads)):
        if cover.counted[skill, head] and cover.applies[head, cell]:
            there = cover.heads[head, cell]
            total += cover.head_curve[head, there + 1] - cover.head_curve[head, there]
    return total


@part
def marginals(cover, skill, cost):  # type: ignore[no-untyped-def]
    """Write the cost of one more operator of a skill in every cell that has one to `cost` (cells or more,)."""
    if not cover.simple:
        for cell in range(len(cover.priced)):
            if cover.priced[cell]:
                cost[cell] = marginal(cover, skill, cell)
        return
    curve, there = cover.curve[0], cover.presence[0]
    for cell in range(len(cover.priced)):
        if cover.priced[cell]:
            line = curve[cover.cell_interval[cell]]
            cost[cell] = line[there[cell] + 1] - line[there[cell]]


@part
def exchange(cover, skill, cell, sign):  # type: ignore[no-untyped-def]
    """Put one operator of a skill to the queues of an open cell, or take one away, and keep the allocation cheapest.

    A convex cost of each queue and no cost of who serves it: the cheapest queue that a chain of moves reaches is the best
    way to grow, the dearest one that a chain can empty the best way to shrink (shortest augmenting paths). Returns the
    change of cost.
    """
    queues, interval = len(cover.curve), cover.cell_interval[cell]
    flow = cover.flow[cell]
    before, mover = np.empty(queues, np.int64), np.empty(queues, np.int64)
    waiting, head, tail = np.empty(queues, np.int64), 0, 0
    before[:] = -2
    for queue in range(queues):
        if (sign > 0 and (cover.serves[skill] >> queue) & 1) or (sign < 0 and flow[skill, queue] > 0):
            before[queue], mover[queue] = -1, skill
            waiting[tail] = queue
            tail += 1
    best, end = FAR, -1
    while head < tail:
        queue = waiting[head]
        head += 1
        there = cover.serving[queue, cell]
        slope = cover.curve[queue, interval, there + sign] - cover.curve[queue, interval, there]
        if slope < best:
            best, end = slope, queue
        for other in range(len(cover.serves)):
            if (sign > 0 and flow[other, queue] == 0) or (sign < 0 and (cover.serves[other] >> queue) & 1 == 0):
                continue
            for onward in range(queues):
                if before[onward] == -2 and (
                    (sign > 0 and (cover.serves[other] >> onward) & 1) or (sign < 0 and flow[other, onward] > 0)
                ):
                    before[onward], mover[onward] = queue, other
                    waiting[tail] = onward
                    tail += 1
    cover.serving[end, cell] += sign
    while end >= 0:
        flow[mover[end], end] += sign
        if before[end] >= 0:
            flow[mover[end], before[end]] -= sign
        end = before[end]
    return best


@loop
def change(cover, skill, cell, sign):  # type: ignore[no-untyped-def]
    """Put one operator of a skill on the phone in a cell, or take one away; returns the change of cost."""
    total = np.int64(0)
    if cell < len(cover.priced) and cover.priced[cell]:
        if cover.simple:
            there, interval = cover.presence[0, cell], cover.cell_interval[cell]
            total = cover.curve[0, interval, there + sign] - cover.curve[0, interval, there]
        else:
            if cover.is_open[cell]:
                total += exchange(cover, skill, cell, sign)
            for head in range(len(cover.heads)):
                if cover.counted[skill, head] and cover.applies[head, cell]:
                    there = cover.heads[head, cell]
                    total += cover.head_curve[head, there + sign] - cover.head_curve[head, there]
                    cover.heads[head, cell] += sign
    cover.presence[skill, cell] += sign
    return total


@loop
def allocate(cover):  # type: ignore[no-untyped-def]
    """Allocate those on the phone in all open cells; `serving` and `flow` are 0 before."""
    for cell in range(len(cover.is_open)):
        if cover.is_open[cell]:
            for skill in range(len(cover.serves)):
                for _ in range(cover.presence[skill, cell]):
                    exchange(cover, skill, cell, 1)


@loop
def staffing_total(cover):  # type: ignore[no-untyped-def]
    """Staffing cost of all cells, those of the head counts included."""
    total = np.int64(0)
    for queue in range(len(cover.curve)):
        for cell in range(len(cover.cell_interval)):
            if cover.is_open[cell]:
                total += cover.curve[queue, cover.cell_interval[cell], cover.serving[queue, cell]]
    for head in range(len(cover.heads)):
        for cell in range(len(cover.cell_interval)):
            if cover.applies[head, cell]:
                total += cover.head_curve[head, cover.heads[head, cell]]
    return total


@part
def add_shift(chains, shifts, cover, skill, row, chain, breaks, sign):  # type: ignore[no-untyped-def]
    """Add a shift less its breaks to the cover, `sign` times; breaks are in order of time."""
    if cover.simple:
        add_presence(chains, shifts, cover.presence[0], row, chain, breaks, sign)
        return
    start, size, position = shifts.row_start[row], chains.size[chain], 0
    for cell in range(start, start + chains.form_cells[shifts.row_form[row]]):
        while position < size and cell >= breaks[position] + chains.cells[chain, position]:
            position += 1
        if position >= size or cell < breaks[position]:
            change(cover, skill, cell, sign)


@part
def add_roster(chains, shifts, cover, skill, rows, chain_of, breaks, sign):  # type: ignore[no-untyped-def]
    """Add all shifts of one operator of a skill to the cover, `sign` times."""
    for day in range(len(rows)):
        if rows[day] >= 0:
            add_shift(chains, shifts, cover, skill, rows[day], chain_of[day], breaks[day], sign)


@part
def cheapest_roster(  # type: ignore[no-untyped-def]
    chains, shifts, walks, number, price, prefix, value, costs_to_go, group_price, group_row, chosen, rows, chain_of, breaks
):
    """Write the cheapest roster of one operator of a class at a price of presence (cells,) to `rows`, `chain_of`, `breaks`.

    Where there is none, they stay as they are. `prefix` to `chosen` are room to work in.
    """
    prefix_sums(price, prefix)
    price_starts(chains, shifts, prefix, walks.start[walks.start_from[number]:walks.start_from[number + 1]],
                 walks.uses_chain[number], value)
    if walk(walks, number, value, costs_to_go, group_price, group_row, chosen) >= FAR:
        return
    for day in range(walks.days):
        rows[day] = chosen[day]
        chain_of[day] = -1
        if chosen[day] >= 0:
            chain_of[day] = place_breaks(chains, shifts, prefix, chosen[day], breaks[day])


@loop
def ruin_and_recreate(  # type: ignore[no-untyped-def]
    chains, shifts, walks, class_of, cover, rows, chain_of, breaks,
    rounds, most_removed, noise, heat, seed, halt,
):
    """Take a few operators out and put each back by his cheapest roster, at marginal costs shaken by `noise` (units).

    A worse result is kept with a chance that falls with what it costs, on the scale of `heat` (units), which cools to 0
    over the rounds (simulated annealing). Stops early when `halt` (1,) is set. Changes the roster arrays to the best
    found; returns by how much the cost fell.
    """
    np.random.seed(seed)
    operators, cells = len(class_of), cover.presence.shape[1]
    skill_of = walks.skill[class_of]
    price, prefix = np.zeros(cells, np.int64), np.empty(cells + 1, np.int64)
    value = np.empty(len(shifts.row_start), np.int64)
    costs_to_go = np.empty(walks.most_values, np.int64)
    group_price, group_row = np.empty(walks.most_groups, np.int64), np.empty(walks.most_groups, np.int64)
    chosen = np.empty(walks.days, np.int64)
    best_rows, best_chain, best_breaks = rows.copy(), chain_of.copy(), breaks.copy()
    old_rows, old_chain, old_breaks = rows.copy(), chain_of.copy(), breaks.copy()
    own = np.empty(operators, np.int64)
    for operator in range(operators):
        own[operator] = roster_cost(walks, class_of[operator], rows[operator])
    current = staffing_total(cover) + own.sum()
    first = best = current
    removed = np.empty(most_removed, np.int64)
    for turn in range(rounds):
        if halt[0]:
            break
        count = min(operators, 1 + np.random.randint(most_removed))
        for index in range(count):
            fresh = False
            while not fresh:
                removed[index] = np.random.randint(operators)
                fresh = True
                for other in range(index):
                    fresh = fresh and removed[other] != removed[index]
            operator = removed[index]
            add_roster(chains, shifts, cover, skill_of[operator], rows[operator], chain_of[operator], breaks[operator], -1)
            old_rows[operator], old_chain[operator], old_breaks[operator] = (
                rows[operator], chain_of[operator], breaks[operator])
        change = np.int64(0)
        for index in range(count):
            operator = removed[index]
            number = class_of[operator]
            marginals(cover, walks.skill[number], price)
            for cell in range(len(cover.priced)):
                if cover.priced[cell]:
                    price[cell] += np.int64(noise * (np.random.random() - 0.5))
            cheapest_roster(chains, shifts, walks, number, price, prefix, value, costs_to_go, group_price, group_row, chosen,
                            rows[operator], chain_of[operator], breaks[operator])
            add_roster(chains, shifts, cover, skill_of[operator], rows[operator], chain_of[operator], breaks[operator], 1)
            change += roster_cost(walks, number, rows[operator]) - own[operator]
        total = staffing_total(cover) + own.sum() + change
        warmth = heat * (1 - turn / rounds)
        if total <= current or (warmth > 0 and np.random.random() < np.exp((current - total) / warmth)):
            current = total
            for index in range(count):
                operator = removed[index]
                own[operator] = roster_cost(walks, class_of[operator], rows[operator])
            if current < best:
                best = current
                best_rows[:], best_chain[:], best_breaks[:] = rows, chain_of, breaks
            continue
        for index in range(count):
            operator = removed[index]
            add_roster(chains, shifts, cover, skill_of[operator], rows[operator], chain_of[operator], breaks[operator], -1)
            rows[operator], chain_of[operator], breaks[operator] = (
                old_rows[operator], old_chain[operator], old_breaks[operator])
            add_roster(chains, shifts, cover, skill_of[operator], rows[operator], chain_of[operator], breaks[operator], 1)
    rows[:], chain_of[:], breaks[:] = best_rows, best_chain, best_breaks
    return first - best


@loop
def sweep(  # type: ignore[no-untyped-def]
    chains, shifts, walks, class_of, order, cover, own_weight, guide, pull, wanted, rows, chain_of, breaks,
):
    """Give each operator of `order` in turn the cheapest roster at the current prices; everybody else stays.

    The price of presence is ``own_weight · marginal cost + (1 − own_weight) · guide + pull · (2 (p − wanted) + 1)`` with p the
    presence of the others of his skill (ENGINE.md, 3); `guide` and `wanted` have the shape (skills, cells). What a cap forbids
    has its full price at any weight. Changes `rows`, `chain_of` (operators, days), `breaks` (operators, days, most breaks)
    and the cover.
    """
    cells = cover.presence.shape[1]
    price = np.zeros(cells, np.int64)
    prefix = np.empty(cells + 1, np.int64)
    value = np.empty(len(shifts.row_start), np.int64)
    costs_to_go = np.empty(walks.most_values, np.int64)
    group_price = np.empty(walks.most_groups, np.int64)
    group_row = np.empty(walks.most_groups, np.int64)
    chosen = np.empty(walks.days, np.int64)
    for operator in order:
        number = class_of[operator]
        skill = walks.skill[number]
        add_roster(chains, shifts, cover, skill, rows[operator], chain_of[operator], breaks[operator], -1)
        marginals(cover, skill, price)
        for cell in range(len(cover.priced)):
            if cover.priced[cell]:
                there, true = cover.presence[skill, cell], price[cell]
                price[cell] = true if true >= cover.forbidden else np.int64(np.round(
                    own_weight * true + (1 - own_weight) * guide[skill, cell]
                    + pull * (2 * (there - wanted[skill, cell]) + 1)
                ))
        cheapest_roster(chains, shifts, walks, number, price, prefix, value, costs_to_go, group_price, group_row, chosen,
                        rows[operator], chain_of[operator], breaks[operator])
        add_roster(chains, shifts, cover, skill, rows[operator], chain_of[operator], breaks[operator], 1)
