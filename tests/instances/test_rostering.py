"""The importer of the Curtois–Qu rostering benchmarks: its problem means what the file says, and the engine solves it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from benchmarks.suites.rostering import best_known, cost, hard_faults, problem_of, read_task, roster_of, search, whole_model
from scheduler.instance.objective import UNITS
from scheduler.model.legal import is_legal
from scheduler.model.solution import Solution, cost_of

TINY = """# A comment
SECTION_HORIZON
# Days
7
SECTION_SHIFTS
E,480,
L,360,E
SECTION_STAFF
# ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutive, MinConsecutive, MinDaysOff, MaxWeekends
A,E=3|L=2,1800,840,3,2,2,0
SECTION_DAYS_OFF
A,1
SECTION_SHIFT_ON_REQUESTS
A,3,L,4
SECTION_SHIFT_OFF_REQUESTS
A,4,E,3
SECTION_COVER
0,E,1,100,1
3,E,1,10,1
4,L,1,7,2
6,L,0,7,2
"""


@pytest.fixture(scope="session")
def folder(data_folder: Path) -> Path:
    """The benchmarks, where they are at hand."""
    found = data_folder / "rostering"
    if not found.is_dir():
        pytest.skip(f"the rostering benchmarks are not here: looked in {found}")
    return found


def test_every_roster_is_legal_and_priced_as_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "tiny.txt"
    path.write_text(TINY)
    task = read_task(path)
    problem = problem_of(task)
    costs = []
    for choice in product((-1, 0, 1), repeat=task.days):
        solution = Solution.empty(1, task.days, problem.chains.cells.shape[1])
        rows = np.array([2 * day + shift if shift >= 0 else -1 for day, shift in enumerate(choice)])
        solution.rows[0], solution.chain[0] = rows, np.where(rows >= 0, 0, -1)
        roster = roster_of(task, solution)
        faults = list(hard_faults(task, roster))
        assert is_legal(problem, solution, [0]) == (not faults), (roster, faults)
        assert cost_of(problem, solution) == cost(task, roster) * UNITS
        if not faults:
            costs.append(cost(task, roster))
    found, bound, _ = search(problem, 5.0, deterministic=True)
    assert cost(task, roster_of(task, found)) == min(costs) == bound


@pytest.mark.data
def test_the_first_benchmark_is_solved_and_proven(folder: Path) -> None:
    task = read_task(folder / "Instance1.txt")
    problem = problem_of(task)
    solution, bound, _ = search(problem, 3.0, deterministic=True)
    assert bound <= best_known(folder)["1"] <= cost(task, roster_of(task, solution))
    better, proven = whole_model(problem, solution, 20.0, deterministic=True)
    roster = roster_of(task, better)
    assert not list(hard_faults(task, roster))
    assert cost(task, roster) == proven == best_known(folder)["1"]


@pytest.mark.heavy
@pytest.mark.data
@pytest.mark.parametrize("number", ["2", "4", "12"])
def test_no_bound_is_above_the_best_known(number: str, folder: Path) -> None:
    task = read_task(folder / f"Instance{number}.txt")
    solution, bound, _ = search(problem_of(task), 2.0, deterministic=True)
    assert not list(hard_faults(task, roster_of(task, solution)))
    assert bound <= best_known(folder)[number] <= cost(task, roster_of(task, solution))
