"""The resource-constrained shortest path of one operator: a walk over the days, with the counters of the rules as resources."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import FAR
from scheduler.engine.compiled.jit import loop, part


@part
def shortest_path(walks, room, number):  # type: ignore[no-untyped-def]
    """Least cost of one operator of a class at the shift prices `room.value`; rows worked go to `room.chosen`, -1 on days off.

    Backward over the days; a state is (counters, earliest next start). Groups of a day are in falling order of the
    latest `ready` they bear, so that a running minimum serves all of them.
    """
    days, graph, group_from = walks.days, walks.graph[number], walks.group_from
    costs, group_price, day_from = room.costs_to_go, room.group_price, room.day_from
    first_group, off_costs = group_from[number * days], walks.off_cost
    states, effects = walks.states[graph], walks.effects[graph]
    ready_from, ready_after_off, follow, follow_from = (
        walks.ready_from, walks.ready_after_off, walks.follow, walks.follow_from[graph])
    group_start, group_effect, group_ready = walks.group_start, walks.group_effect, walks.group_ready
    tolled, toll = walks.tolled[graph], walks.toll
    _price_groups(walks, room, number)
    day_from[0] = 0
    for day in range(days + 1):
        here = number * (days + 1) + day
        day_from[day + 1] = day_from[day] + states[day] * (ready_from[here + 1] - ready_from[here])
    for at in range(day_from[days], day_from[days + 1]):
        costs[at] = 0
    for day in range(days - 1, -1, -1):
        here, onward = number * (days + 1) + day, day_from[day + 1]
        ready_first, ready_end = ready_from[here], ready_from[here + 1]
        ready_count, ready_next = ready_end - ready_first, ready_from[here + 2] - ready_end
        off_cost, group_end = off_costs[number, day], group_from[number * days + day + 1]
        for state in range(states[day]):
            base = follow_from[day] + state * effects[day]
            off_state = follow[base]
            best, group = FAR, group_from[number * days + day]
            for ready in range(ready_count - 1, -1, -1):
                while group < group_end and group_start[group] >= ready:
                    after = follow[base + group_effect[group]]
                    if after >= 0:
                        value = group_price[group - first_group] + costs[onward + after * ready_next + group_ready[group]]
                        if tolled:
                            value += toll[base + group_effect[group]]
                        best = min(best, value)
                    group += 1
                off = FAR
                if off_state >= 0:
                    off = off_cost + costs[onward + off_state * ready_next + ready_after_off[ready_first + ready]]
                    if tolled:
                        off += toll[base]
                costs[day_from[day] + state * ready_count + ready] = min(FAR, best, off)
    if states[0] == 0 or costs[0] >= FAR // 2:
        return FAR
    _trace(walks, room, number)
    return costs[0]


@part
def _price_groups(walks, room, number):  # type: ignore[no-untyped-def]
    """Write the cheapest row of each group, and its price; rows of a group have the same effect on counters and rest."""
    group_price, group_row, value = room.group_price, room.group_row, room.value
    rows, row_group, row_cost, first_group = walks.row, walks.row_group, walks.row_cost, walks.group_from[number * walks.days]
    for group in range(walks.group_from[(number + 1) * walks.days] - first_group):
        group_price[group] = FAR
    for entry in range(walks.row_from[number], walks.row_from[number + 1]):
        row, group = rows[entry], row_group[entry] - first_group
        price = value[row] + row_cost[entry]
        if price < group_price[group]:
            group_price[group] = price
            group_row[group] = row


@part
def _trace(walks, room, number):  # type: ignore[no-untyped-def]
    """Follow the costs forward and write the rows worked."""
    days, graph, group_from = walks.days, walks.graph[number], walks.group_from
    costs, day_from, chosen, group_price, group_row = (
        room.costs_to_go, room.day_from, room.chosen, room.group_price, room.group_row)
    first_group, effects, off_costs = group_from[number * days], walks.effects[graph], walks.off_cost
    ready_from, ready_after_off, follow, follow_from = (
        walks.ready_from, walks.ready_after_off, walks.follow, walks.follow_from[graph])
    group_start, group_effect, group_ready = walks.group_start, walks.group_effect, walks.group_ready
    tolled, toll = walks.tolled[graph], walks.toll
    state, ready = np.int64(0), np.int64(0)
    for day in range(days):
        here, onward = number * (days + 1) + day, day_from[day + 1]
        ready_first, ready_end = ready_from[here], ready_from[here + 1]
        ready_next = ready_from[here + 2] - ready_end
        target = costs[day_from[day] + state * (ready_end - ready_first) + ready]
        base = follow_from[day] + state * effects[day]
        off_state, off_ready = np.int64(follow[base]), ready_after_off[ready_first + ready]
        chosen[day] = -1
        off = off_costs[number, day] + (toll[base] if tolled else 0)
        if off_state >= 0 and target == off + costs[onward + off_state * ready_next + off_ready]:
            state, ready = off_state, off_ready
            continue
        for group in range(group_from[number * days + day], group_from[number * days + day + 1]):
            after = np.int64(follow[base + group_effect[group]])
            if group_start[group] < ready or after < 0:
                continue
            to_go = costs[onward + after * ready_next + group_ready[group]]
            if tolled:
                to_go += toll[base + group_effect[group]]
            if target == group_price[group - first_group] + to_go:
                chosen[day] = group_row[group - first_group]
                state, ready = after, group_ready[group]
                break


@loop
def possible_classes(walks, room, possible):  # type: ignore[no-untyped-def]
    """Write to `possible` (classes,) whether each class has any legal roster; `room.value` is 0."""
    for number in range(len(possible)):
        possible[number] = shortest_path(walks, room, number) < FAR


@part
def own_cost(walks, number, rows):  # type: ignore[no-untyped-def]
    """Cost of one operator's own days: pay, wishes and tariffs, without coverage; of tariffs as far as their days are legal."""
    total, row, graph, state = np.int64(0), walks.row, walks.graph[number], np.int64(0)
    tolled, follow_from, effects = walks.tolled[graph], walks.follow_from[graph], walks.effects[graph]
    for day in range(walks.days):
        if rows[day] < 0:
            total += walks.off_cost[number, day]
            if tolled and state >= 0:
                step = follow_from[day] + state * effects[day]
                total += walks.toll[step]
                state = np.int64(walks.follow[step])
            continue
        low, high = walks.row_from[number], walks.row_from[number + 1]
        while low < high:
            middle = (low + high) // 2
            if row[middle] < rows[day]:
                low = middle + 1
            else:
                high = middle
        total += walks.row_cost[low]
        if tolled and state >= 0:
            step = follow_from[day] + state * effects[day] + walks.group_effect[walks.row_group[low]]
            total += walks.toll[step]
            state = np.int64(walks.follow[step])
    return total
