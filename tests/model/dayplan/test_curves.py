"""Curves by pieces cost what they cost by counting."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.model.dayplan.curves import Curve, Curves

SLOPES = (-9, -9, -4, 0, 0, 3)
CURVE = Curve.of_slopes(50, SLOPES)
COSTS = [50, 41, 32, 28, 28, 28, 31, 34, 37]


def test_the_last_slope_goes_on_for_ever():
    assert [CURVE.cost(present) for present in range(9)] == COSTS


def test_a_requirement_has_one_price_below_and_one_above():
    assert [Curve.of_requirement(2, 7, 2).cost(present) for present in range(5)] == [14, 7, 0, 2, 4]
    assert Curve.of_requirement(0, 7, 2).cost(3) == 6


@pytest.mark.parametrize("tilt", [-5, -3, 0, 2, 4, 11])
def test_the_least_of_a_tilted_curve_is_where_it_says(tilt):
    costs = [3 * cost + tilt * present for present, cost in enumerate(COSTS)]
    if 3 * SLOPES[-1] + tilt >= 0:
        assert CURVE.least(tilt, 3) == min(costs) == costs[CURVE.best(tilt, 3)]


@pytest.mark.parametrize("there", [0, 1, 2, 5, 7])
def test_who_comes_to_others_is_priced_from_there(there):
    assert [CURVE.after(there).cost(present) for present in range(9 - there)] == COSTS[there:]


@pytest.mark.parametrize("pivot", [0, 2, 3, 5])
def test_pieces_about_a_point_lead_down_and_up_from_it(pivot):
    below, above = CURVE.about(pivot)
    down = [cost for width, cost in below for _ in range(width)]
    up = [cost for width, cost in above for _ in range(min(width, 3))]
    assert [COSTS[pivot] + sum(down[:n]) for n in range(len(down) + 1)] == COSTS[pivot::-1]
    assert [COSTS[pivot] + sum(up[:n]) for n in range(9 - pivot)][: len(up)] == COSTS[pivot:][: len(up)]


def test_all_cells_together():
    curves = Curves([CURVE, Curve.of_requirement(1, 7, 2)])
    assert curves.cost(np.array([8, 12])) == 37 + 22
    assert (curves.floor, curves.steepest) == (28, 9)
    assert curves.worth(4).tolist() == [2, 1]
    assert curves.after(np.array([1, 1]), 1, 2).each[0].cost(0) == 0
