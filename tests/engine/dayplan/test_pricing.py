"""Prices: the best shifts are those of enumeration, and no prices whatever give a bound above the optimum."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.dayplan.bound import relaxed
from scheduler.engine.dayplan.pricing import best_shifts, safe_prices, whole_prices
from scheduler.model.dayplan.program import anonymous_program
from scheduler.model.dayplan.solvers import relax
from tests.builders.dayplans import RULES, bent_task, best_by_enumeration, legal_shifts, task_named


@pytest.mark.parametrize("name", RULES)
def test_best_shifts_at_prices_are_those_of_enumeration(name):
    task = task_named(name)
    prices = np.random.default_rng(5).integers(-20, 40, size=len(task.curves))
    best = {}
    for shift in legal_shifts(RULES[name], len(task.curves)):
        key = (shift.start, shift.end - shift.start)
        worth = int(prices[shift.presence].sum()) - task.scale * shift.paid
        best[key] = max(best.get(key, worth), worth)
    found = {}
    for priced in best_shifts(task, prices):
        for start, worth, cells in zip(priced.starts, priced.worth, priced.cells.T, strict=True):
            key = (int(start), int(cells[-1] - cells[0]))
            assert int(prices[priced.chain.shift_of(cells.tolist()).presence].sum()) - task.scale * priced.chain.shift_of(
                cells.tolist()).paid == worth
            found[key] = max(found.get(key, int(worth)), int(worth))
    assert found == best


@pytest.mark.parametrize("bent", [False, True])
@pytest.mark.parametrize("name", RULES)
def test_no_prices_whatever_give_a_bound_above_the_optimum(name, bent):
    task = bent_task(name) if bent else task_named(name)
    optimum = best_by_enumeration(name, bent=bent)
    generator = np.random.default_rng(7)
    for spread in (0.5, 3.0, 30.0):
        safe = safe_prices(task, whole_prices(task, generator.normal(1.5, spread, size=len(task.curves))))
        assert safe.bound <= optimum
        assert all(int(safe.whole[shift.presence].sum()) <= shift.paid * task.scale
                   for shift in legal_shifts(RULES[name], len(task.curves)))


@pytest.mark.parametrize("bent", [False, True])
@pytest.mark.parametrize("name", RULES)
def test_columns_and_chains_have_the_same_relaxation(name, bent):
    task = bent_task(name) if bent else task_named(name)
    chains = relax(anonymous_program(task.chains, task.curves, task.pay, 20).program, 60.0)
    assert relaxed(task, 60.0, gap=0.0).bound == int(np.ceil(chains.objective - 1e-4))
