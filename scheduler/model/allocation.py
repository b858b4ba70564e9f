"""Which queue each operator on the phone serves, at the least cost: one flow of least cost through all cells at once.

In a cell, operators flow from their skill to a queue they can answer and on to one of the queue's places, of which the k-th
costs what the k-th operator adds. The library that finds it shares nothing with the compiled loops, which keep their
allocation best by exchanges; the tests compare the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from scheduler.model.problem import Problem

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Nodes:
    """Numbers of the nodes of a flow over some cells: skills and queues of every cell, and one end for all."""

    cells: int
    skills: int
    queues: int

    @property
    def end(self) -> int:
        return self.cells * (self.skills + self.queues)

    def skill(self, skill: int) -> Ints:
        return np.arange(self.cells) * (self.skills + self.queues) + skill

    def queue(self, queue: int) -> Ints:
        return self.skill(self.skills + queue)


def flows(problem: Problem, presence: Ints, cells: Ints) -> Ints:
    """Operators of each skill who serve each queue in some open cells; shape (skills, queues, cells).

    Parameters
    ----------
    presence
        Number on the phone of each skill; shape (skills, all cells).
    cells
        The cells asked for.
    """
    serves = problem.skills.serves
    found = np.zeros((*serves.shape, len(cells)), dtype=np.int64)
    if serves.shape[1] == 1:
        found[:, 0] = presence[:, cells]
        return found
    nodes, network = _Nodes(len(cells), *serves.shape), min_cost_flow.SimpleMinCostFlow()
    arcs = {
        (skill, queue): network.add_arcs_with_capacity_and_unit_cost(
            nodes.skill(skill), nodes.queue(queue), presence[skill, cells], np.zeros(len(cells), dtype=np.int64))
        for skill, queue in product(*map(range, serves.shape)) if serves[skill, queue]
    }
    _add_places(network, nodes, problem, cells, int(presence[:, cells].sum(axis=0).max(initial=0)))
    for skill in range(len(serves)):
        network.set_nodes_supplies(nodes.skill(skill), presence[skill, cells])
    network.set_nodes_supplies(np.array([nodes.end]), np.array([-int(presence[:, cells].sum())]))
    status = network.solve()
    if status != network.OPTIMAL:
        raise AssertionError(f"the allocation of operators to queues failed: {status}")
    for (skill, queue), indices in arcs.items():
        found[skill, queue] = network.flows(indices)
    return found


def _add_places(
    network: min_cost_flow.SimpleMinCostFlow, nodes: _Nodes, problem: Problem, cells: Ints, most: int
) -> None:
    """Add an arc for each place of a queue; costs rise with the place, so that they fill in order."""
    slopes = np.diff(problem.staffing.curve, axis=-1)[:, problem.cell_interval[cells], :most]
    for queue, place in product(range(nodes.queues), range(slopes.shape[-1])):
        network.add_arcs_with_capacity_and_unit_cost(
            nodes.queue(queue), np.full(len(cells), nodes.end), np.ones(len(cells), dtype=np.int64), slopes[queue, :, place])


def staffing_cost_of(problem: Problem, presence: Ints) -> int:
    """Staffing cost of all cells, those of the head counts included; `presence` has shape (skills, all cells)."""
    staffing, cells = problem.staffing, problem.open_cells
    serving = flows(problem, presence, cells).sum(axis=0)
    queues = np.arange(len(serving))[:, None]
    total = int(staffing.curve[queues, problem.cell_interval[cells], serving].sum())
    heads = problem.skills.counted.T.astype(np.int64) @ presence[:, : problem.cells]
    for each, number in zip(staffing.head_counts, heads, strict=True):
        total += int(each.curve[number[each.applies]].sum())
    return total
