"""The resource-constrained shortest path of one operator: a walk over the days, with the counters of the rules as resources."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import FAR
from scheduler.engine.compiled.best_first import best_first
from scheduler.engine.compiled.jit import part


@part
def shortest_path(walks, room, number):  # type: ignore[no-untyped-def]
    """Least cost of one operator of a class at the shift prices `room.value`; rows worked go to `room.chosen`, -1 on days off.

    Without the rest between shifts a state is the counters alone, and one walk back over the days tells what every state costs
    from there on. Where rest binds, those costs lead a search forward (`best_first`).
    """
    graph, days = walks.graph[number], walks.days
    _price_groups(walks, room, number)
    _walk_back(walks, room, number)
    if walks.states[graph, 0] == 0 or room.costs_to_go[0] >= FAR // 2:
        return FAR
    if walks.ready_from[(number + 1) * (days + 1)] - walks.ready_from[number * (days + 1)] > days + 1:
        return best_first(walks, room, number)
    _trace(walks, room, number)
    return room.costs_to_go[0]


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
def _walk_back(walks, room, number):  # type: ignore[no-untyped-def]
    """Write to `room.costs_to_go` what the days cost from each state on without rest: shifts of one effect are one step.

    `room.effect_price` gets the least price of each effect, of a day off in the place of effect 0.
    """
    days, graph, effect_from = walks.days, walks.graph[number], walks.effect_from
    costs, day_from, group_price = room.costs_to_go, room.day_from, room.group_price
    states, effects, follow, follow_from = walks.states[graph], walks.effects[graph], walks.follow, walks.follow_from[graph]
    first_group, tolled, toll = walks.group_from[number * days], walks.tolled[graph], walks.toll
    day_from[0] = 0
    for day in range(days + 1):
        day_from[day + 1] = day_from[day] + states[day]
    for at in range(day_from[days], day_from[days + 1]):
        costs[at] = 0
    for day in range(days - 1, -1, -1):
        onward, here, price = day_from[day + 1], number * days + day, room.effect_price[day]
        price[0] = walks.off_cost[number, day]
        for effect in range(1, effects[day]):
            price[effect] = FAR
            for group in range(effect_from[here, effect], effect_from[here, effect + 1]):
                price[effect] = min(price[effect], group_price[group - first_group])
        for state in range(states[day]):
            base, best = follow_from[day] + state * effects[day], FAR
            for effect in range(effects[day]):
                after = follow[base + effect]
                if after >= 0:
                    value = price[effect] + costs[onward + after]
                    if tolled:
                        value += toll[base + effect]
                    best = min(best, value)
            costs[day_from[day] + state] = best


@part
def _trace(walks, room, number):  # type: ignore[no-untyped-def]
    """Follow the costs forward and write the rows worked; where they are equal, a day off comes first."""
    days, graph, first_group = walks.days, walks.graph[number], walks.group_from[number * walks.days]
    costs, day_from, effect_price = room.costs_to_go, room.day_from, room.effect_price
    effects, follow, follow_from = walks.effects[graph], walks.follow, walks.follow_from[graph]
    tolled, toll, state = walks.tolled[graph], walks.toll, np.int64(0)
    for day in range(days):
        target, base, onward = costs[day_from[day] + state], follow_from[day] + state * effects[day], day_from[day + 1]
        for effect in range(effects[day]):
            after = np.int64(follow[base + effect])
            if after < 0:
                continue
            price = effect_price[day, effect] + (toll[base + effect] if tolled else 0)
            if target == price + costs[onward + after]:
                group = walks.effect_from[number * days + day, effect]
                room.chosen[day], state = room.group_row[group - first_group] if effect else -1, after
                break


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
