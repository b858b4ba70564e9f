"""Prices of shifts, and the breaks that are placed at them, against enumeration of all placements."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduler.engine.compiled.arrays import FAR, Shifts
from scheduler.instance.base import Window
from scheduler.instance.breaks import Breaks, Spacing
from scheduler.model.chains import chain_orders
from scheduler.rules.basis.break_forms import Form, Order, forms_of
from tests.builders.hotline import BREAKS
from tests.builders.loops import forms_arrays, place_breaks, price_shifts, room_of
from tests.builders.plans import Pause, placements
from tests.builders.properties import examples
from tests.rules.basis.test_break_forms import CELL, break_rules

STARTS = (0, 2, 7)


def shifts_of_forms(forms: list[Form]) -> Shifts:
    """Every form at every start but the last form at the first one."""
    rows = [(start, form) for start in range(len(STARTS)) for form in range(len(forms)) if (start, form) != (0, len(forms) - 1)]
    row_at = np.full((len(STARTS), len(forms)), -1)
    for row, (start, form) in enumerate(rows):
        row_at[start, form] = row
    index, form = np.array(rows, dtype=np.int64).T.copy()
    start, cells = np.array(STARTS)[index], np.array([each.cells for each in forms])
    return Shifts(np.array(STARTS), row_at, np.zeros_like(form), start, start + cells[form], form, index, cells)


def brute_force(form: Form, start: int, price: np.ndarray) -> int:
    """Least price of presence over all placements of all orders."""
    whole = price[start : start + form.cells].sum()
    return min(int(whole - sum(price[start + at : start + at + long].sum() for _, at, long in pauses))
               for order in form.orders for pauses in placements(order))


@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.filter_too_much])
@given(rules=break_rules(), lengths=st.lists(st.integers(2, 12), min_size=1, max_size=3, unique=True),
       seed=st.integers(0, 2**32 - 1))
def test_every_shift_is_priced_with_its_best_breaks_and_they_are_placed_legally(rules, lengths, seed):
    forms = [form for cells in sorted(lengths) for form in forms_of(rules, cells * CELL, CELL)]
    assume(forms)
    price = np.random.default_rng(seed).integers(-9, 10, 20)
    arrays, shifts = forms_arrays(forms), shifts_of_forms(forms)
    _, chain_of = chain_orders(forms)
    room = room_of(arrays, len(price), len(shifts.row_start))
    price_shifts(arrays, shifts, room, price, np.arange(len(STARTS)), room.all_chains)
    for row, (start, number) in enumerate(zip(shifts.row_start, shifts.row_form, strict=True)):
        form = forms[number]
        assert room.value[row] == brute_force(form, start, price)
        breaks = np.full(arrays.chains.cells.shape[1], 99)
        chain = place_breaks(arrays, shifts, room, row, breaks)
        (order,) = (order for place, order in enumerate(form.orders) if chain_of[number, place] == chain)
        pauses = tuple((each.kind, int(at - start), each.cells) for each, at in zip(order.breaks, breaks, strict=False))
        assert pauses in set(placements(order))
        assert (breaks[len(pauses):] == -1).all()
        present = np.zeros(len(price), dtype=np.int64)
        present[start : start + form.cells] = 1
        for _, at, cells in pauses:
            present[start + at : start + at + cells] = 0
        assert present @ price == room.value[row]


CLOCK = (Window(0, 60), Window(120, 180))
SPANS = {CLOCK: ((0, 5), (7, 12))}
"""Cells in which breaks of this clock lie."""


def by_the_clock(start: int, order: Order, pauses: tuple[Pause, ...]) -> bool:
    """Whether the breaks of an order that have the clock lie in its spans."""
    return all(not each.clock or any(first <= start + at and start + at + long <= after for first, after in SPANS[CLOCK])
               for each, (_, at, long) in zip(order.breaks, pauses, strict=True))


@pytest.mark.parametrize("seed", range(6))
def test_breaks_with_a_clock_start_only_where_it_lets_them(seed):
    rules = Breaks.model_validate(BREAKS | {"lunch": {"minutes": 30, "from_shift_minutes": 120, "clock": CLOCK}})
    rules = rules.model_copy(update={"spacing": Spacing(edge_minutes=15, min_work_minutes=15)})
    forms = [form for minutes in (150, 240) for form in forms_of(rules, minutes, CELL)]
    price = np.random.default_rng(seed).integers(-9, 10, 24)
    arrays, shifts = forms_arrays(forms, SPANS, len(price)), shifts_of_forms(forms)
    room = room_of(arrays, len(price), len(shifts.row_start))
    price_shifts(arrays, shifts, room, price, np.arange(len(STARTS)), room.all_chains)
    for row, (start, number) in enumerate(zip(shifts.row_start.tolist(), shifts.row_form, strict=True)):
        whole = int(price[start : start + forms[number].cells].sum())
        left = [(order, pauses) for order in forms[number].orders for pauses in placements(order)
                if by_the_clock(start, order, pauses)]
        earned = [sum(int(price[start + at : start + at + long].sum()) for _, at, long in pauses) for _, pauses in left]
        assert room.value[row] == (whole - max(earned) if left else FAR)
        breaks = np.full(arrays.chains.cells.shape[1], 99)
        if left:
            place_breaks(arrays, shifts, room, row, breaks)
            placed = [int(at) - start for at in breaks if at >= 0]
            assert placed in [[at for _, at, _ in pauses] for (_, pauses), each in zip(left, earned, strict=True)
                              if each == max(earned)]


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.filter_too_much])
@given(rules=break_rules(), seed=st.integers(0, 2**32 - 1))
def test_only_the_starts_asked_for_are_priced(rules, seed):
    forms = list(forms_of(rules, 6 * CELL, CELL))
    assume(forms)
    price = np.random.default_rng(seed).integers(-9, 10, 20)
    arrays, shifts = forms_arrays(forms), shifts_of_forms([*forms, *forms])
    shifts = shifts._replace(row_at=shifts.row_at[:, : len(forms)].copy())
    room = room_of(arrays, len(price), len(shifts.row_start))
    room.value[:] = 12345
    price_shifts(arrays, shifts, room, price, np.array([1]), room.all_chains)
    priced = {int(row) for row in shifts.row_at[1]}
    assert {row for row in range(len(room.value)) if room.value[row] != 12345} <= priced
    assert all(room.value[row] == brute_force(forms[shifts.row_form[row]], STARTS[1], price) for row in priced)
