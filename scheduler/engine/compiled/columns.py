"""Columns: the cheapest roster of every class at dual prices, and what such rosters come to."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import FAR
from scheduler.engine.compiled.breaks import place_breaks
from scheduler.engine.compiled.jit import loop
from scheduler.engine.compiled.pricing import prefix_sums, price_shifts
from scheduler.engine.compiled.shortest_path import own_cost, shortest_path


@loop
def price_columns(arrays, room, members, price, day_price, columns):  # type: ignore[no-untyped-def]
    """Write the cheapest roster of each class at prices of presence, `price` (lanes, all cells), and of a day worked (days,).

    To the first answer of `columns`; classes without `members` (classes,) are left out. Returns whether every other class has a
    roster.
    """
    forms, shifts, walks, value = arrays.forms, arrays.shifts, arrays.walks, room.value
    for skill in range(0, len(price), len(room.price)):
        prefix_sums(price[skill:skill + len(room.price)], room.prefix)
        price_shifts(forms, shifts, room, room.all_starts, room.all_chains)
        for row in range(len(value)):
            value[row] += day_price[shifts.row_day[row]]
        for number in range(len(members)):
            if walks.skill[number] != skill or not members[number]:
                continue
            if shortest_path(walks, room, number) >= FAR:
                return False
            for day in range(walks.days):
                row = room.chosen[day]
                columns.rows[0, number, day] = row
                if row >= 0:
                    start, form = shifts.row_start[row], shifts.row_form[row]
                    order, _ = place_breaks(forms.orders, forms.order_from[form], forms.order_from[form + 1],
                                            room.prefix, room.gains, room.queue, start, start, room.placed)
                    columns.chain[0, number, day] = forms.order_chain[order]
                    for position in range(len(room.placed)):
                        columns.breaks[0, number, day, position] = room.placed[position]
    return True


@loop
def count_columns(arrays, room, members, columns, counted):  # type: ignore[no-untyped-def]
    """Add to `counted` what rosters of all classes come to, each worked by so many `members` (classes,)."""
    shifts, walks, chains = arrays.shifts, arrays.walks, arrays.forms.chains
    for answer in range(len(columns.rows)):
        for number in range(len(members)):
            times = members[number]
            if not times:
                continue
            skill = walks.skill[number]
            presence = counted.presence[answer, skill]
            for day in range(walks.days):
                row = room.chosen[day] = np.int64(columns.rows[answer, number, day])
                if row < 0:
                    continue
                counted.worked[answer, day] += times
                for cell in range(shifts.row_start[row], shifts.row_end[row]):
                    presence[cell] += times
                chain = np.int64(columns.chain[answer, number, day])
                for position in range(chains.size[chain]):
                    first, lane = np.int64(columns.breaks[answer, number, day, position]), chains.lane[chain, position]
                    for cell in range(first, first + chains.cells[chain, position]):
                        presence[cell] -= times
                        if lane:
                            counted.presence[answer, skill + lane, cell] += times
            counted.own[answer] += times * own_cost(walks, number, room.chosen)
