"""The cheapest walk where rest binds: a search forward over counters and rest, led by what the walk costs without rest.

A node is a day, a state of the counters, and from when on the operator may start again. What the rest of the days costs
without rest between shifts is a lower bound that never falls by more than a step costs, so that each node is left at most once,
and the first end that is reached is the cheapest. It is nearly exact, and few nodes are looked at: of the 40,000 to 310,000 of
a class of 100 operators x 28 days around the clock, some 30 to 2,400.
(A*: Hart, Nilsson and Raphael 1968; completion bounds in pricing: Lysgaard, Letchford and Eglese 2004.)
"""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import FAR
from scheduler.engine.compiled.jit import part


@part
def best_first(walks, room, number):  # type: ignore[no-untyped-def]
    """Least cost of one operator of a class; rows worked go to `room.chosen`, -1 on days off.

    `room.costs_to_go` has what the days cost from each state on without rest, `room.group_price` what each group costs, and
    `room.effect_price` the least price of each effect of a day.
    """
    frontier, days = room.frontier, walks.days
    _count_nodes(walks, frontier.node_from, number)
    least, start = _greedy(walks, room, number), np.int64(0)
    frontier.reached[0] = 0
    size = _push(frontier, np.int64(0), start, room.costs_to_go[0])
    while size > 0 and frontier.total[0] < least:
        node = frontier.heap[0]
        size = _pop(frontier, size)
        if node >= frontier.node_from[days]:
            least = frontier.reached[node]
            _trace_back(room, node, days)
            break
        size = _expand(walks, room, number, node, size, least)
    _forget(frontier)
    return least


@part
def _forget(frontier):  # type: ignore[no-untyped-def]
    """Leave no node reached, for the next search."""
    seen = frontier.seen
    for index in range(seen[-1]):
        frontier.reached[seen[index]] = FAR
    seen[-1] = 0


@part
def _count_nodes(walks, node_from, number):  # type: ignore[no-untyped-def]
    """Write the first node of each day, and of what would follow the end, to `node_from` (days + 2,)."""
    days, states, ready_from = walks.days, walks.states[walks.graph[number]], walks.ready_from
    node_from[0] = 0
    for day in range(days + 1):
        here = number * (days + 1) + day
        node_from[day + 1] = node_from[day] + states[day] * (ready_from[here + 1] - ready_from[here])


@part
def _greedy(walks, room, number):  # type: ignore[no-untyped-def]
    """Take the step that looks cheapest, day by day; its rows go to `room.chosen`. Returns what it costs, FAR at a dead end."""
    days, graph, effect_from = walks.days, walks.graph[number], walks.effect_from
    follow, effects, follow_from = walks.follow, walks.effects[graph], walks.follow_from[graph]
    first_group, tolled, costs = walks.group_from[number * days], walks.tolled[graph], room.costs_to_go
    state, ready, total = np.int64(0), np.int64(0), np.int64(0)
    for day in range(days):
        base, onward, least = follow_from[day] + state * effects[day], room.day_from[day + 1], FAR
        row, after, ready_after = np.int64(-1), np.int64(0), np.int64(0)
        for effect in range(effects[day]):
            to = np.int64(follow[base + effect])
            if to < 0:
                continue
            onwards = costs[onward + to] + (walks.toll[base + effect] if tolled else 0)
            if onwards + room.effect_price[day, effect] >= least:
                continue
            if effect == 0:
                least, row, after = onwards + room.effect_price[day, 0], np.int64(-1), to
                ready_after = walks.ready_after_off[walks.ready_from[number * (days + 1) + day] + ready]
                continue
            for group in range(effect_from[number * days + day, effect], effect_from[number * days + day, effect + 1]):
                if walks.group_start[group] < ready:
                    break
                if onwards + room.group_price[group - first_group] < least:
                    least, row = onwards + room.group_price[group - first_group], room.group_row[group - first_group]
                    after, ready_after = to, walks.group_ready[group]
        if least >= FAR // 2:
            return FAR
        room.chosen[day], total = row, total + least - costs[onward + after]
        state, ready = after, ready_after
    return total


@part
def _expand(walks, room, number, node, size, least):  # type: ignore[no-untyped-def]
    """Take every step from a node whose walk may cost less than `least`; return the size of the heap."""
    frontier, days, graph, effect_from = room.frontier, walks.days, walks.graph[number], walks.effect_from
    follow, tolled, costs, spent = walks.follow, walks.tolled[graph], room.costs_to_go, frontier.reached[node]
    day = np.int64(0)
    while frontier.node_from[day + 1] <= node:
        day += 1
    here = number * (days + 1) + day
    ready_first, ready_end = walks.ready_from[here], walks.ready_from[here + 1]
    ready_count, ready_next = ready_end - ready_first, walks.ready_from[here + 2] - ready_end
    state, ready = (node - frontier.node_from[day]) // ready_count, (node - frontier.node_from[day]) % ready_count
    base = walks.follow_from[graph][day] + state * walks.effects[graph][day]
    first_group, onward = walks.group_from[number * days], room.day_from[day + 1]
    for effect in range(walks.effects[graph][day]):
        after = np.int64(follow[base + effect])
        if after < 0:
            continue
        to_go, first_node = costs[onward + after], frontier.node_from[day + 1] + after * ready_next
        before = spent + (walks.toll[base + effect] if tolled else 0)
        if before + room.effect_price[day, effect] + to_go >= least:
            continue
        if effect == 0:
            to = first_node + walks.ready_after_off[ready_first + ready]
            size = _reach(frontier, size, node, to, np.int64(-1), before + room.effect_price[day, 0], to_go)
            continue
        for group in range(effect_from[number * days + day, effect], effect_from[number * days + day, effect + 1]):
            if walks.group_start[group] < ready:
                break
            cost = before + room.group_price[group - first_group]
            if cost + to_go < least:
                row = room.group_row[group - first_group]
                size = _reach(frontier, size, node, first_node + walks.group_ready[group], row, cost, to_go)
    return size


@part
def _reach(frontier, size, node, to, row, cost, to_go):  # type: ignore[no-untyped-def]
    """Enter a node that is reached at less than before; return the size of the heap."""
    if cost >= frontier.reached[to]:
        return size
    is_new = frontier.reached[to] == FAR
    frontier.reached[to], frontier.parent[to], frontier.row[to] = cost, node, row
    if is_new:
        return _push(frontier, size, to, cost + to_go)
    _rise(frontier, frontier.place[to], to, cost + to_go)
    return size


@part
def _push(frontier, size, node, total):  # type: ignore[no-untyped-def]
    """Put a node on the heap; return its size."""
    seen = frontier.seen
    seen[seen[-1]] = node
    seen[-1] += 1
    _rise(frontier, size, node, total)
    return size + 1


@part
def _rise(frontier, place, node, total):  # type: ignore[no-untyped-def]
    """Let a node rise from a place of the heap; of equal totals the later day comes first."""
    heap, totals = frontier.heap, frontier.total
    while place > 0:
        above = (place - 1) // 2
        if totals[above] < total or (totals[above] == total and heap[above] >= node):
            break
        heap[place], totals[place] = heap[above], totals[above]
        frontier.place[heap[place]] = place
        place = above
    heap[place], totals[place], frontier.place[node] = node, total, place


@part
def _pop(frontier, size):  # type: ignore[no-untyped-def]
    """Take the first node from the heap; return its size."""
    heap, totals = frontier.heap, frontier.total
    size -= 1
    node, total, place = heap[size], totals[size], np.int64(0)
    below = np.int64(1)
    while below < size:
        other = below + 1
        if other < size and (totals[other] < totals[below] or (totals[other] == totals[below] and heap[other] > heap[below])):
            below = other
        if total < totals[below] or (total == totals[below] and node >= heap[below]):
            break
        heap[place], totals[place] = heap[below], totals[below]
        frontier.place[heap[place]] = place
        place, below = below, 2 * below + 1
    heap[place], totals[place], frontier.place[node] = node, total, place
    return size


@part
def _trace_back(room, node, days):  # type: ignore[no-untyped-def]
    """Write the rows of the steps that lead to a node of the end."""
    for day in range(days - 1, -1, -1):
        room.chosen[day] = room.frontier.row[node]
        node = room.frontier.parent[node]
