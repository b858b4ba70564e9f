r"""What shifts are compared by, such as their starts, as constraints of the integer program.

Below, :math:`m_{dv}` is 1 if a shift of value :math:`v` is worked on day :math:`d`, and :math:`c_{dv}` if that is the value of
the last shift of the span before it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scheduler.model.operator_days import OperatorDays, Sum, at_most, total_of
from scheduler.model.program import Program
from scheduler.rules.basis.comparison import Change, Variety

Valued = Mapping[int, Sum]
"""Whether each value is there, as linear expressions of which one is 1 at most."""


def add_change(program: Program, change: Change, days: OperatorDays) -> None:
    r"""Compare each shift with the last one of its span.

    :math:`c_{d+1,v} \geq m_{dv}` and :math:`c_{d+1,v} \geq c_{dv} - w_d`; nothing ever gains by a larger :math:`c`.
    """
    for first, end in change.spans:
        now = change.before if first == 0 else None
        last: Valued = {} if now is None else {now: Sum([], 1)}
        for day in range(first, end + 1):
            row, today = int(days.current[day]), days.valued(day, change.value)
            then = int(change.value[row]) if row >= 0 else None
            if last and today:
                _compare(program, change, last, today, None if now is None or then is None else (now, then))
            now = now if then is None else then
            last = _carried(program, days, day, (last, today), now)


def _compare(program: Program, change: Change, last: Valued, today: Valued, current: tuple[int, int] | None) -> None:
    if change.price is None or change.once:
        _keep_near(program, change, last, today, current)
        return
    least, largest = min(*last, *today), max(*last, *today)
    for limit, sign in ((change.down, 1), (change.up, -1)):
        if limit is None:
            continue
        fall = 0 if current is None else max(0, sign * (current[0] - current[1]) - limit)
        _price_distance(program, change.price, last, today, sign, limit, (least, largest), fall)


def _keep_near(program: Program, change: Change, last: Valued, today: Valued, current: tuple[int, int] | None) -> None:
    r"""No value too far below or above the last: for each :math:`v`, with a variable :math:`u` where that has a price,
    :math:`\sum_{a > v + down} c_a + \sum_{b \leq v} m_b \leq 1 + u`, and the same with the signs turned.
    """
    extra = Sum([])
    if change.price is not None:
        is_beyond = 0 if current is None else int(change.beyond(np.array(current[0]), np.array(current[1])))
        extra = Sum([(program.boolean(is_beyond, change.price), 1)])
    for limit, sign in ((change.down, 1), (change.up, -1)):
        if limit is None:
            continue
        for value in sorted(today):
            far = [each for other, each in last.items() if sign * (other - value) > limit]
            if far:
                near = [each for other, each in today.items() if sign * (other - value) <= 0]
                at_most(program, total_of([*far, *near]) - extra, 1)


def _price_distance(
    program: Program, price: int, last: Valued, today: Valued, sign: int, limit: int, bounds: tuple[int, int], current: int
) -> None:
    r"""Price each unit by which the value is too low (`sign` 1) or too high (-1).

    With distances :math:`a` and :math:`b` of values from the one end, and :math:`M` of the other end from it:
    :math:`\sum a c_a + \sum (M - b - limit) m_b - u \leq M`.
    """
    least, largest = bounds
    width, end = largest - least, least if sign == 1 else largest
    if width <= limit:
        return
    beyond = program.integer(width - limit, current, price)
    terms, constant = [(beyond, -1)], 0
    for weights in ((abs(value - end), each) for value, each in last.items()), \
            ((width - abs(value - end) - limit, each) for value, each in today.items()):
        for weight, each in weights:
            terms += [(variable, weight * factor) for variable, factor in each.terms]
            constant += weight * each.constant
    low = sum(min(0, weight * program.largest[variable]) for variable, weight in terms)
    program.constrain(terms, low, width - constant)


def _carried(
    program: Program, days: OperatorDays, day: int, before: tuple[Valued, Valued], now: int | None
) -> dict[int, Sum]:
    """The value of the last shift after a day, from that before it and that of the day; `now` in the given roster."""
    last, today = before
    if day not in days.free or not last:
        return dict(today or last)
    carried = {value: Sum([(program.boolean(int(value == now)), 1)]) for value in sorted({*last, *today})}
    for value, variable in carried.items():
        if value in today:
            at_most(program, today[value] - variable, 0)
        if value in last:
            at_most(program, last[value] - days.worked[day] - variable, 0)
    return carried


def add_variety(program: Program, variety: Variety, days: OperatorDays) -> None:
    r"""Count the values of each span: :math:`y_v \geq m_{dv}` and :math:`\sum_v y_v \leq most`, or beyond it at a price."""
    for first, last in variety.spans:
        span = range(first, last + 1)
        if not any(day in days.free for day in span):
            program.constant += (variety.price or 0) * variety.missed_in(days.fixed, first, last)
            continue
        known, worked = variety.known(first), days.current[first : last + 1]
        there = known | {int(variety.value[row]) for row in worked[worked >= 0]}
        found: dict[int, list[Sum]] = {value: [Sum([], 1)] for value in known}
        for day in span:
            for value, each in days.valued(day, variety.value).items():
                found.setdefault(value, []).append(each)
        counted = total_of([_is_there(program, each, value in there) for value, each in sorted(found.items())])
        if variety.price is not None:
            extra = max(0, len(found) - variety.most)
            beyond = program.integer(extra, max(0, len(there) - variety.most), variety.price)
            counted = counted - Sum([(beyond, 1)])
        at_most(program, counted, variety.most)


def _is_there(program: Program, marks: list[Sum], current: bool) -> Sum:
    """Whether one of some days has a value."""
    if any(not each.terms and each.constant for each in marks):
        return Sum([], 1)
    variable = Sum([(program.boolean(int(current)), 1)])
    for each in marks:
        at_most(program, each - variable, 0)
    return variable
