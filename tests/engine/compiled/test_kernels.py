"""The compiled loops against enumeration of all placements, and against plain arithmetic."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduler.engine.compiled import kernels
from scheduler.engine.compiled.kernels import Shifts
from scheduler.model.chains import chain_orders, chains_of
from scheduler.rules.basis.break_forms import Form, forms_of
from tests.builders.plans import placements
from tests.builders.properties import examples
from tests.rules.basis.test_break_forms import CELL, break_rules

STARTS = (0, 2, 7)


def shifts_of_forms(forms: list[Form]) -> Shifts:
    """Every form at every start but the last form at the first one."""
    rows = [(start, form) for start in range(len(STARTS)) for form in range(len(forms)) if (start, form) != (0, len(forms) - 1)]
    row_at = np.full((len(STARTS), len(forms)), -1)
    for row, (start, form) in enumerate(rows):
        row_at[start, form] = row
    return Shifts(np.array(STARTS), row_at, np.zeros(len(rows), dtype=np.int64),
                  np.array([STARTS[start] for start, _ in rows], dtype=np.int64),
                  np.array([form for _, form in rows], dtype=np.int64))


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
    chains, shifts = chains_of(forms), shifts_of_forms(forms)
    _, chain_of = chain_orders(forms)
    prefix, value = np.zeros(21, dtype=np.int64), np.zeros(len(shifts.row_start), dtype=np.int64)
    kernels.prefix_sums(price, prefix)
    kernels.price_starts(chains, shifts, prefix, np.arange(len(STARTS)), np.ones(len(chains.size), dtype=np.bool_), value)
    for row, (start, number) in enumerate(zip(shifts.row_start, shifts.row_form, strict=True)):
        form = forms[number]
        assert value[row] == brute_force(form, start, price)
        breaks = np.full(chains.cells.shape[1], 99)
        chain = kernels.place_breaks(chains, shifts, prefix, row, breaks)
        (order,) = (order for place, order in enumerate(form.orders) if chain_of[number, place] == chain)
        pauses = tuple((each.kind, int(at - start), each.cells) for each, at in zip(order.breaks, breaks, strict=False))
        assert pauses in set(placements(order))
        assert (breaks[len(pauses):] == -1).all()
        presence = np.zeros(20, dtype=np.int64)
        kernels.add_presence(chains, shifts, presence, row, chain, breaks, 1)
        assert presence @ price == value[row]


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.filter_too_much])
@given(rules=break_rules(), seed=st.integers(0, 2**32 - 1))
def test_only_the_starts_asked_for_are_priced(rules, seed):
    forms = list(forms_of(rules, 6 * CELL, CELL))
    assume(forms)
    price = np.random.default_rng(seed).integers(-9, 10, 20)
    chains, shifts = chains_of(forms), shifts_of_forms([*forms, *forms])
    shifts = shifts._replace(row_at=shifts.row_at[:, : len(forms)])
    prefix, value = np.zeros(21, dtype=np.int64), np.full(len(shifts.row_start), 12345)
    kernels.prefix_sums(price, prefix)
    kernels.price_starts(chains, shifts, prefix, np.array([1]), np.ones(len(chains.size), dtype=np.bool_), value)
    priced = {int(row) for row in shifts.row_at[1]}
    assert {row for row in range(len(value)) if value[row] != 12345} <= priced
    assert all(value[row] == brute_force(forms[shifts.row_form[row]], STARTS[1], price) for row in priced)


@st.composite
def convex_curves(draw: st.DrawFn) -> np.ndarray:
    """Convex costs of 0 to a few operators in a few intervals; shape (intervals, most + 1)."""
    intervals, most = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    slopes = draw(st.lists(st.lists(st.integers(-20, 20), min_size=most, max_size=most).map(sorted),
                           min_size=intervals, max_size=intervals))
    first = draw(st.lists(st.integers(0, 50), min_size=intervals, max_size=intervals))
    return np.array([np.cumsum([base, *row]) for base, row in zip(first, slopes, strict=True)])


@settings(max_examples=examples(150))
@given(curve=convex_curves(), data=st.data())
def test_the_conjugate_is_the_least_cost_of_coverage_less_what_presence_earns(curve, data):
    cells = data.draw(st.lists(st.integers(0, len(curve) - 1), min_size=1, max_size=5))
    price = np.array(data.draw(st.lists(st.integers(-25, 25), min_size=len(cells), max_size=len(cells))))
    earned = np.arange(curve.shape[1])
    expected = sum(int((curve[interval] - each * earned).min()) for interval, each in zip(cells, price, strict=True))
    assert kernels.conjugate(np.diff(curve, axis=1), np.array(cells), price, curve[:, 0].copy()) == expected


@settings(max_examples=examples(150))
@given(curve=convex_curves(), pushed=st.floats(-40, 40), step=st.floats(0.1, 10))
def test_the_proximal_price_makes_its_presence_the_cheapest(curve, pushed, step):
    slopes, price, present = np.diff(curve, axis=1), np.zeros(1), np.zeros(1)
    kernels.proximal_price(slopes, np.array([0]), np.array([pushed]), np.array([step]), price, present)
    assert np.isclose(price[0] + step * present[0], pushed, atol=1e-9)
    assert 0 <= present[0] <= slopes.shape[1]
    below, above = int(np.ceil(present[0] - 1e-9)) - 1, int(np.floor(present[0] + 1e-9))
    assert below < 0 or slopes[0, below] <= price[0] + 1e-9
    assert above >= slopes.shape[1] or slopes[0, above] >= price[0] - 1e-9


@settings(max_examples=examples(100))
@given(seed=st.integers(0, 2**32 - 1), size=st.integers(1, 12))
def test_simplex_descent_keeps_the_weights_on_the_simplex_and_reaches_the_minimum(seed, size):
    rng = np.random.default_rng(seed)
    factor, linear = rng.normal(size=(size, size + 1)), rng.normal(size=size)
    hessian = factor @ factor.T
    weight = np.full(size, 1.0 / size)
    kernels.simplex_descent(hessian @ weight + linear, hessian / 2.0, 2.0, weight, 20_000)
    gradient = hessian @ weight + linear
    assert (weight >= 0).all()
    assert np.isclose(weight.sum(), 1.0)
    assert gradient @ weight - gradient.min() <= 1e-5 * max(1.0, np.abs(gradient).max())
