"""Best response, and destroy and repair: operators get their cheapest roster at the marginal costs that the others leave."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import ADD, FAR, REMOVE
from scheduler.engine.compiled.breaks import place_breaks
from scheduler.engine.compiled.jit import loop, part
from scheduler.engine.compiled.presence import change_operator, marginals, staffing_total
from scheduler.engine.compiled.pricing import prefix_sums, price_shifts
from scheduler.engine.compiled.shortest_path import own_cost, shortest_path


@part
def respond(arrays, room, roster, operator):  # type: ignore[no-untyped-def]
    """Give an operator the cheapest roster at prices of presence, `room.price`; where there is none, theirs stays as it is."""
    forms, shifts, walks, number = arrays.forms, arrays.shifts, arrays.walks, arrays.class_of[operator]
    prefix_sums(room.price, room.prefix)
    starts = walks.start[walks.start_from[number]:walks.start_from[number + 1]]
    price_shifts(forms, shifts, room, starts, walks.uses_chain[number])
    if shortest_path(walks, room, number) >= FAR:
        return
    for day in range(walks.days):
        row = room.chosen[day]
        roster.rows[operator, day], roster.chain[operator, day] = row, -1
        if row >= 0:
            start, form = shifts.row_start[row], shifts.row_form[row]
            order, _ = place_breaks(forms.orders, forms.order_from[form], forms.order_from[form + 1],
                                    room.prefix, room.gains, room.queue, start, start, roster.breaks[operator, day])
            roster.chain[operator, day] = forms.order_chain[order]


@loop
def sweep(arrays, room, cover, roster, order, guide):  # type: ignore[no-untyped-def]
    """Give each operator of `order` in turn the cheapest roster at the current prices; everybody else stays.

    The price of presence is ``own_weight · marginal cost + (1 − own_weight) · price + pull · (2 (p − wanted) + 1)`` of the
    `guide`, with p the presence of the others of their skill; breaks are not pulled. What a cap forbids has its full price at
    any weight.
    """
    price, priced, own_weight, pull = room.price, cover.priced, guide.own_weight, guide.pull
    shifts, chains = arrays.shifts, arrays.forms.chains
    for operator in order:
        skill = arrays.walks.skill[arrays.class_of[operator]]
        change_operator(shifts, chains, cover, skill, roster, operator, REMOVE)
        marginals(cover, skill, price)
        for lane in range(cover.lanes):
            own, pulled = price[lane], 0.0 if lane else pull
            there, guided, wanted = cover.presence[skill + lane], guide.price[skill + lane], guide.wanted[skill + lane]
            for cell in range(len(priced)):
                if priced[cell] and own[cell] < cover.forbidden:
                    own[cell] = np.int64(np.rint(
                        own_weight * own[cell] + (1 - own_weight) * guided[cell]
                        + pulled * (2 * (there[cell] - wanted[cell]) + 1)
                    ))
        respond(arrays, room, roster, operator)
        change_operator(shifts, chains, cover, skill, roster, operator, ADD)


@part
def _copy_days(source, at, target, to):  # type: ignore[no-untyped-def]
    """Copy what an operator works from one set of arrays to another."""
    for day in range(source.rows.shape[1]):
        target.rows[to, day], target.chain[to, day] = source.rows[at, day], source.chain[at, day]
        for position in range(source.breaks.shape[2]):
            target.breaks[to, day, position] = source.breaks[at, day, position]


@part
def copy_roster(source, target):  # type: ignore[no-untyped-def]
    """Copy a whole roster."""
    for operator in range(len(source.rows)):
        _copy_days(source, operator, target, operator)


@part
def _draw(removed, most):  # type: ignore[no-untyped-def]
    """Draw a few operators, none twice; return how many."""
    operator, operators = removed.operator, len(removed.own)
    count = min(operators, 1 + np.random.randint(most))
    for index in range(count):
        fresh = False
        while not fresh:
            operator[index] = np.random.randint(operators)
            fresh = True
            for other in range(index):
                fresh = fresh and operator[other] != operator[index]
    return count


@loop
def destroy_and_repair(arrays, room, cover, roster, best, removed, rounds, halt):  # type: ignore[no-untyped-def]
    """Take a few operators out and put each back by their cheapest roster, at marginal costs shaken by noise.

    A worse result is kept with a chance that falls with what it costs, on the scale of a heat that cools to 0 over the
    rounds (simulated annealing). Stops early when `halt` (1,) is set. `best` is the roster at first and at the end the best
    that was found; `roster` and `cover` end where the search ends. Returns by how much the cost fell.
    """
    np.random.seed(rounds.seed)
    walks, class_of, price, own, skill_of = arrays.walks, arrays.class_of, room.price, removed.own, arrays.walks.skill
    shifts, chains = arrays.shifts, arrays.forms.chains
    own_total = np.int64(0)
    for operator in range(len(own)):
        own[operator] = own_cost(walks, class_of[operator], roster.rows[operator])
        own_total += own[operator]
    current = staffing_total(cover) + own_total
    first = least = current
    for turn in range(rounds.rounds):
        if halt[0]:
            break
        count = _draw(removed, len(removed.operator))
        for index in range(count):
            operator = removed.operator[index]
            change_operator(shifts, chains, cover, skill_of[class_of[operator]], roster, operator, REMOVE)
            _copy_days(roster, operator, removed.held, index)
        more = np.int64(0)
        for index in range(count):
            operator = removed.operator[index]
            marginals(cover, skill_of[class_of[operator]], price)
            for cell in range(len(cover.priced)):
                if cover.priced[cell]:
                    price[0, cell] += np.int64(rounds.noise * (np.random.random() - 0.5))
            respond(arrays, room, roster, operator)
            change_operator(shifts, chains, cover, skill_of[class_of[operator]], roster, operator, ADD)
            more += own_cost(walks, class_of[operator], roster.rows[operator]) - own[operator]
        total = staffing_total(cover) + own_total + more
        warmth = rounds.heat * (1 - turn / rounds.rounds)
        if total <= current or (warmth > 0 and np.random.random() < np.exp((current - total) / warmth)):
            current, own_total = total, own_total + more
            for index in range(count):
                operator = removed.operator[index]
                own[operator] = own_cost(walks, class_of[operator], roster.rows[operator])
            if current < least:
                least = current
                copy_roster(roster, best)
            continue
        for index in range(count):
            operator = removed.operator[index]
            change_operator(shifts, chains, cover, skill_of[class_of[operator]], roster, operator, REMOVE)
            _copy_days(removed.held, index, roster, operator)
            change_operator(shifts, chains, cover, skill_of[class_of[operator]], roster, operator, ADD)
    return first - least
