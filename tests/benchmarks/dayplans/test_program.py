"""Anonymous shifts: chains hold exactly the legal ones, the optimum is that of enumeration, bounds are safe."""

from __future__ import annotations

from functools import cache
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from benchmarks.dayplans.bound import relaxed
from benchmarks.dayplans.chains import ShiftRules, chains_of
from benchmarks.dayplans.pricing import FINE, best_shifts, safe_prices, whole_prices
from benchmarks.dayplans.program import AnonymousShift, CellCosts, Horizon, anonymous_program, cells_of, plan_cost
from benchmarks.dayplans.solvers import find_by_cp_sat, find_by_highs, relax

RULES = {
    "one breather": ShiftRules(2, (8, 10), (1, 2), ((8, 1),), 1, 1, 4, 2, 2),
    "one more from 10 on": ShiftRules(2, (8, 10), (2,), ((8, 1), (10, 2)), 1, 1, 3, 3, 2),
    "lengths and lunches with holes": ShiftRules(1, (7, 8, 10), (1, 3), ((0, 1),), 1, 1, 4, 2, 1),
    "long breathers": ShiftRules(2, (8, 10), (1, 2), ((8, 1),), 2, 1, 4, 1, 1),
}
DAYS = {
    "one breather": [1, 1, 2, 1, 2, 2, 1, 2, 1, 1, 1, 0],
    "one more from 10 on": [0, 1, 1, 2, 2, 0, 2, 2, 1, 1, 1, 1],
    "lengths and lunches with holes": [1, 2, 1, 1, 2, 2, 2, 1, 1, 0, 1],
    "long breathers": [1, 1, 2, 2, 1, 1, 2, 2, 2, 1, 1, 1],
}
COSTS = CellCosts(short=7, surplus=2)


def legal_shifts(rules: ShiftRules, cells: int) -> set[AnonymousShift]:
    """Every shift within so many cells that keeps the rules, told from the cells it works in."""
    found = set()
    for length, start in product(rules.lengths, range(0, cells, rules.start_every)):
        count = [number for least, number in rules.breathers if length >= least][-1]
        end = start + length
        for lunch_start, lunch in product(range(start, end), rules.lunches):
            for breathers in combinations_with_replacement(range(start, end), count):
                shift = AnonymousShift(start, end, (lunch_start, lunch_start + lunch), breathers)
                if end <= cells and is_legal(rules, shift):
                    found.add(shift)
    return found


def is_legal(rules: ShiftRules, shift: AnonymousShift) -> bool:
    """Whether the breaks lie in the shift, the lunch in its place, and all work between them is neither short nor long."""
    breaks = sorted([shift.lunch, *((start, start + rules.breather_cells) for start in shift.breathers)])
    edges = [shift.start, *(each for pair in breaks for each in pair), shift.end]
    work = [after - before for before, after in zip(edges[::2], edges[1::2], strict=True)]
    return (all(rules.min_work <= each <= rules.max_work for each in work)
            and shift.lunch[0] >= shift.start + rules.lunch_earliest
            and shift.lunch[1] <= shift.end - rules.work_after_lunch)


@cache
def best_by_enumeration(name: str) -> int:
    """Least cost of any three or fewer legal shifts (more never help on these days); equal presence and pay is tried once."""
    rules, required = RULES[name], np.array(DAYS[name])
    kinds = {(tuple(shift.presence(rules.breather_cells)), shift.paid)
             for shift in legal_shifts(rules, len(required))}
    best = COSTS.short * int(required.sum())
    none = ((), 0)
    rows = np.array([[cell in presence for cell in range(len(required))] for presence, _ in [none, *kinds]], dtype=np.int64)
    pay = np.array([paid for _, paid in [none, *kinds]])
    for first, second in combinations_with_replacement(range(len(rows)), 2):
        over = rows[first] + rows[second] + rows - required
        cost = COSTS.surplus * over.clip(0).sum(axis=1) + COSTS.short * (-over).clip(0).sum(axis=1) + pay
        best = min(best, int(cost.min()) + int(pay[first] + pay[second]))
    return best


@pytest.mark.parametrize("name", RULES)
def test_chains_hold_exactly_the_legal_shifts(name):
    rules = RULES[name]
    legal = legal_shifts(rules, 12)
    assert legal
    universe = {
        AnonymousShift(start, end, (at, at + lunch), breathers)
        for start, end in product(range(13), repeat=2) if start < end
        for at, lunch in product(range(start, end), range(1, 4))
        for count in (1, 2) for breathers in combinations_with_replacement(range(start, end), count)
    }
    chains = chains_of(rules)
    taken = {shift for shift in universe if any(cells_of(chain, shift) for chain in chains)}
    assert taken == legal


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("find", [find_by_cp_sat, find_by_highs])
def test_the_optimum_is_that_of_enumeration_and_decodes_into_legal_shifts(name, find):
    rules, required = RULES[name], np.array(DAYS[name])
    plan = anonymous_program(rules, Horizon(required), COSTS)
    finding = find(plan.program, 60.0)
    shifts = plan.shifts(finding.values)
    cost = plan_cost(required, shifts, COSTS, rules.breather_cells)
    assert cost == best_by_enumeration(name) == finding.bound
    assert all(is_legal(rules, shift) for shift in shifts)


@pytest.mark.parametrize("name", RULES)
def test_any_legal_shifts_are_a_kept_hint_with_their_cost(name):
    rules, required = RULES[name], np.array(DAYS[name])
    legal = sorted(legal_shifts(rules, len(required)))
    chosen = [legal[index] for index in np.random.default_rng(3).integers(len(legal), size=9)]
    plan = anonymous_program(rules, Horizon(required), COSTS, chosen)
    hints = np.array(plan.program.hints)
    assert plan.program.is_kept(hints)
    assert plan.program.objective(hints) == plan_cost(required, chosen, COSTS, rules.breather_cells)
    back = plan.shifts(hints)
    assert all(is_legal(rules, shift) for shift in back)
    assert sorted(cell for shift in back for cell in shift.presence(rules.breather_cells)) == sorted(
        cell for shift in chosen for cell in shift.presence(rules.breather_cells))


def test_an_illegal_hint_is_named():
    with pytest.raises(ValueError, match="keeps the rules of no chain"):
        anonymous_program(RULES["one breather"], Horizon(np.ones(12, dtype=np.int64)), COSTS,
                          [AnonymousShift(0, 8, (0, 1), (4,))])


def test_a_length_off_the_grid_is_named():
    with pytest.raises(ValueError, match="9 cells are not a multiple of start_every, 2 cells"):
        ShiftRules(2, (8, 9), (1,), ((8, 1),), 1, 1, 4, 2, 2)


@pytest.mark.parametrize("name", RULES)
def test_best_shifts_at_prices_are_those_of_enumeration(name):
    rules = RULES[name]
    prices = np.random.default_rng(5).integers(-20, 40, size=12)
    best = {}
    for shift in legal_shifts(rules, 12):
        key = (shift.start, shift.end - shift.start)
        worth = int(prices[shift.presence(rules.breather_cells)].sum()) - 10 * shift.paid
        best[key] = max(best.get(key, worth), worth)
    found = {}
    for priced in best_shifts(rules, prices, 10):
        for start, worth, cells in zip(priced.starts, priced.worth, priced.cells.T, strict=True):
            key = (int(start), int(cells[-1] - cells[0]))
            found[key] = max(found.get(key, int(worth)), int(worth))
    assert found == best


@pytest.mark.parametrize("scale", [10**3, FINE])
@pytest.mark.parametrize("name", RULES)
def test_no_prices_whatever_give_a_bound_above_the_optimum(name, scale):
    rules, required = RULES[name], np.array(DAYS[name])
    optimum = best_by_enumeration(name)
    generator = np.random.default_rng(7)
    for spread in (0.5, 3.0, 30.0):
        prices = whole_prices(COSTS, generator.normal(1.5, spread, size=len(required)), scale)
        safe = safe_prices(rules, COSTS, prices, scale)
        assert safe.bound(required) <= optimum
        assert all(int(safe.whole[shift.presence(rules.breather_cells)].sum()) <= shift.paid * scale
                   for shift in legal_shifts(rules, len(required)))


@pytest.mark.parametrize("name", RULES)
def test_columns_and_chains_have_the_same_relaxation(name):
    rules, required = RULES[name], np.array(DAYS[name])
    chains = relax(anonymous_program(rules, Horizon(required), COSTS).program, 60.0)
    columns = relaxed(rules, required, COSTS, 60.0, gap=0.0)
    assert columns.bound == int(np.ceil(chains.objective - 1e-4))


def test_nothing_below_the_optimum_is_told_by_a_bound_at_the_cutoff():
    rules, required = RULES["one breather"], np.array(DAYS["one breather"])
    optimum = best_by_enumeration("one breather")
    program = anonymous_program(rules, Horizon(required), COSTS).program
    for find in (find_by_cp_sat, find_by_highs):
        none = find(program, 60.0, optimum)
        assert (none.values, none.bound) == (None, optimum)
        better = find(program, 60.0, optimum + 1)
        assert better.values is not None
        assert program.objective(better.values) == better.bound == optimum
