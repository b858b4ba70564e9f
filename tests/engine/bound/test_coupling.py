"""Coupling constraints: their costs are those of the curves, and presence is worth the best queue's price."""

from __future__ import annotations

import numpy as np

from scheduler.engine.bound.coupling import Coupling, CouplingCosts
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY

CURVES = np.array([[6, 3, 1, 1, 2], [0, 0, 0, 0, 0]])


def test_costs_between_two_whole_numbers_lie_on_the_line_between_theirs():
    costs = CouplingCosts(CURVES, np.array([0, 0, 1]))
    assert costs.at(np.array([1.0, 1.5, 2.5])).tolist() == [3.0, 2.0, 0.0]


def test_what_is_relaxed_is_the_least_of_cost_less_price_over_all_numbers():
    costs = CouplingCosts(CURVES, np.array([0, 1]))
    for price in (-4, -2, 0, 1, 3):
        numbers = np.arange(CURVES.shape[1])
        assert costs.relaxed(np.array([price, 0])) == min(CURVES[0] - price * numbers)


def test_other_last_curves_leave_the_first_alone():
    costs = CouplingCosts(CURVES, np.array([0, 1])).with_last(np.array([[9, 0, 9, 9, 9]]))
    assert costs.curves.tolist() == [CURVES[0].tolist(), [9, 0, 9, 9, 9]]


def test_there_is_a_constraint_for_each_open_cell_and_each_day_of_a_hotline_with_one_queue():
    problem = problem_of(MANY)
    coupling = Coupling(problem)
    assert len(coupling) == len(problem.open_cells) + problem.days
    prices = np.arange(len(coupling))
    presence = coupling.presence_prices(prices)
    assert presence.shape == (1, problem.all_cells)
    assert (presence[0, problem.open_cells] == prices[: len(problem.open_cells)]).all()
    assert coupling.of_days(prices).tolist() == prices[-problem.days :].tolist()
