"""Elementary moves of annealing: which shifts are to change, drawn by the weights of what has gained most in good rosters."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import Floats
from scheduler.engine.compiled.jit import part


def _table(*percent: int) -> Floats:
    """Weights in percent, summed up for `drawn`."""
    if sum(percent) != 100:
        raise ValueError(f"weights of moves add up to {sum(percent)} percent")
    return np.cumsum(percent) / 100


SWAP, BREAK, SHIFT = range(3)
MOVES = _table(15, 30, 55)
"""Two operators trade what they do on a day; one break moves; shifts change."""

START, LENGTH, SWAP_RESIZED, LENGTHS, ENDS, HANDOVER, DAY, FREE, WORK = range(9)
SHIFT_MOVES = _table(10, 25, 15, 5, 13, 22, 5, 2, 3)
"""How shifts change: another start; another length; traded with somebody, one of them resized; two days of one operator trade
length; two shifts of a day trade their ends; the hour at which one hands over to the other; another day; a day off; any shift.
Weights are by what each kind of move gains in a roster that has few left."""

_STARTS, _LENGTHS = np.int64(4), np.int64(3)
"""A start moves by at most so many of those there are, a length by so many forms."""
_DRAWS = 6
"""Draws for a shift of the same form on another day, before any is taken."""
_ANY = np.int64(-1)


@part
def drawn(table):  # type: ignore[no-untyped-def]
    """Draw a code by a table of weights, summed up."""
    draw, code = np.random.random(), 0
    while draw >= table[code]:
        code += 1
    return code


@part
def _signed(most):  # type: ignore[no-untyped-def]
    """A number from 1 to `most`, up or down."""
    return np.random.randint(1, most + 1) * (1 if np.random.random() < 0.5 else -1)


@part
def _place_of(values, wanted):  # type: ignore[no-untyped-def]
    """Place of the first of rising values that is at least the one wanted."""
    low, high = np.int64(0), np.int64(len(values))
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@part
def _row_by_time(shifts, start, form, step):  # type: ignore[no-untyped-def]
    """The row of a form that starts at a cell or, in steps of `step` (1, -1), as soon after or before it as there is one."""
    starts = shifts.starts
    index = _place_of(starts, start)
    if step < 0 and (index == len(starts) or starts[index] > start):
        index -= 1
    while 0 <= index < len(starts):
        if shifts.row_at[index, form] >= 0:
            return shifts.row_at[index, form]
        index += step
    return np.int64(-1)


@part
def _moved(shifts, row):  # type: ignore[no-untyped-def]
    """The same form a few starts earlier or later; -1 where there is none."""
    index = shifts.row_index[row] + _signed(_STARTS)
    if index < 0 or index >= len(shifts.starts):
        return np.int64(-1)
    return shifts.row_at[index, shifts.row_form[row]]


@part
def _resized(shifts, row, steps):  # type: ignore[no-untyped-def]
    """A form `steps` further in the list, from the same start or to the same end; -1 where there is none."""
    cells = shifts.form_cells
    form = shifts.row_form[row] + steps
    if form < 0 or form >= len(cells):
        return np.int64(-1)
    if np.random.random() < 0.5:
        return shifts.row_at[shifts.row_index[row], form]
    start = shifts.row_end[row] - cells[form]
    return _row_by_time(shifts, start, form, 1 if start > shifts.row_start[row] else -1)


@part
def _between(shifts, start, end):  # type: ignore[no-untyped-def]
    """A row from a cell to a cell; -1 where there is none."""
    cells = shifts.form_cells
    index = _place_of(shifts.starts, start)
    if index == len(shifts.starts) or shifts.starts[index] != start:
        return np.int64(-1)
    for form in range(len(cells)):
        if cells[form] == end - start:
            return shifts.row_at[index, form]
    return np.int64(-1)


@part
def _any_row(shifts, entries, number, day, form):  # type: ignore[no-untyped-def]
    """Any row of a class on a day, of a form if it is found in a few draws; -1 where there is none at all."""
    first, end = entries.day_from[number, day], entries.day_from[number, day + 1]
    row = np.int64(-1)
    for _ in range(_DRAWS if end > first else 0):
        row = entries.row[first + np.random.randint(end - first)]
        if form < 0 or shifts.row_form[row] == form:
            break
    return row


@part
def _trade_hours(shifts, row, partner, later, change):  # type: ignore[no-untyped-def]
    """Let two shifts trade their ends or, where `later` is not 0, move the hour at which one hands over to the other.

    Operators stay with their starts: the same whether starts or ends are said to be traded. Returns how many shifts change.
    """
    start, start_2, end, end_2 = shifts.row_start[row], shifts.row_start[partner], shifts.row_end[row], shifts.row_end[partner]
    if later == 0:
        end, end_2 = end_2, end
    else:
        index = shifts.row_index[partner] + later
        if index < 0 or index >= len(shifts.starts):
            return 0
        moved = shifts.starts[index] - start_2
        end, start_2 = end + moved, start_2 + moved
    change.row[0] = _between(shifts, start, end)
    change.row[1] = _between(shifts, start_2, end_2)
    return 2 if change.row[0] >= 0 and change.row[1] >= 0 else 0


@part
def _with_partner(shifts, entries, rows, kind, operator, day, change):  # type: ignore[no-untyped-def]
    """Change two shifts of a day, of two operators."""
    row, other = rows[operator, day], np.random.randint(len(rows))
    partner = rows[other, day]
    if other == operator or partner < 0:
        return 0
    change.operator[1], change.day[1] = other, day
    if kind != SWAP_RESIZED:
        return _trade_hours(shifts, row, partner, _signed(_STARTS) if kind == HANDOVER else np.int64(0), change)
    if entries.skill_of[other] != entries.skill_of[operator]:
        return 0
    change.row[0], change.row[1] = partner, _resized(shifts, row, _signed(_LENGTHS))
    return 2 if change.row[1] >= 0 else 0


@part
def _with_another_day(shifts, entries, rows, kind, operator, day, change):  # type: ignore[no-untyped-def]
    """Change two days of an operator, or one."""
    number, row, target = entries.class_of[operator], rows[operator, day], np.random.randint(rows.shape[1])
    change.operator[1], change.day[1] = operator, target
    is_off = rows[operator, target] < 0
    if kind == LENGTHS:
        if target == day or is_off:
            return 0
        steps = _signed(_LENGTHS)
        change.row[0] = _resized(shifts, row, steps)
        change.row[1] = _resized(shifts, rows[operator, target], -steps)
        return 2 if change.row[0] >= 0 and change.row[1] >= 0 else 0
    if kind == WORK:
        if is_off:
            change.day[0] = target
        change.row[0] = _any_row(shifts, entries, number, change.day[0], _ANY)
        return 1 if change.row[0] >= 0 else 0
    change.row[0] = -1
    if kind == DAY and is_off:
        change.row[1] = _any_row(shifts, entries, number, target, shifts.row_form[row])
        return 2 if change.row[1] >= 0 else 0
    return 1


@part
def propose(shifts, entries, rows, operator, day, change):  # type: ignore[no-untyped-def]
    """Write a change of the shift that an operator works on a day, and perhaps of another; return how many, 0 for none."""
    change.operator[0], change.day[0] = operator, day
    kind = drawn(SHIFT_MOVES)
    if kind in (START, LENGTH):
        row = rows[operator, day]
        change.row[0] = _moved(shifts, row) if kind == START else _resized(shifts, row, _signed(_LENGTHS))
        return 1 if change.row[0] >= 0 else 0
    if kind in (SWAP_RESIZED, ENDS, HANDOVER):
        return _with_partner(shifts, entries, rows, kind, operator, day, change)
    return _with_another_day(shifts, entries, rows, kind, operator, day, change)
