"""The operators' programmes ready for the compiled loops, and sweeps over them: the heuristic half of the engine."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.cost.head_count import CAP_SLOPE, stacked
from scheduler.engine.budget import Budget
from scheduler.engine.compiled import annealing, best_response, presence
from scheduler.engine.compiled import columns as columns_
from scheduler.engine.compiled.arrays import (
    Arrays,
    Columns,
    Cooling,
    Counted,
    Cover,
    Entries,
    Guide,
    Removed,
    Room,
    Roster,
    Rounds,
)
from scheduler.engine.compiled.lookups import another, entries_of, forms_of, no_change, room_for
from scheduler.engine.counters.possible import impossible_classes
from scheduler.engine.counters.walks import shifts_of, walks_of
from scheduler.engine.helpers import Helpers
from scheduler.model.problem import Problem
from scheduler.model.solution import Solution, own_cost, presence_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Crew:
    """A problem with its compiled programmes, and the threads that help to price them."""

    problem: Problem
    arrays: Arrays
    helpers: Helpers = field(default_factory=Helpers)

    @classmethod
    def of(cls, problem: Problem) -> Crew:
        """Build all programmes."""
        shifts = shifts_of(problem.table)
        return cls(problem, Arrays(forms_of(problem), shifts, walks_of(problem, shifts), problem.class_of))

    @cached_property
    def _entries(self) -> Entries:
        return entries_of(self.problem, self.arrays.walks)

    @cached_property
    def _room(self) -> Room:
        forms, shifts, walks, _ = self.arrays
        return room_for(self.problem, forms, shifts, walks)

    @cached_property
    def _rooms(self) -> threading.local:
        return threading.local()

    @property
    def _own_room(self) -> Room:
        """The calling thread's room for columns, kept: around the clock to make it anew takes a tenth of a step of the dual."""
        if not hasattr(self._rooms, "room"):
            self._rooms.room = another(self._room)
        return cast("Room", self._rooms.room)

    @cached_property
    def zeros(self) -> Floats:
        """A price of nothing for every lane and cell."""
        return np.zeros((len(self.problem.skills), self.problem.cells))

    @property
    def most_breaks(self) -> int:
        """Room for the breaks of a shift, at least 1."""
        return int(self.problem.chains.cells.shape[1])

    @property
    def pricing_work_s(self) -> float:
        """Seconds that pricing all shifts takes on a machine of middling speed, roughly."""
        return 2e-7 * len(self.problem.table)

    @property
    def walk_work_s(self) -> float:
        """Seconds that a walk over the days of one operator takes on such a machine, roughly."""
        return 2e-8 * len(self._room.costs_to_go) + 1e-8 * len(self._room.frontier.reached)

    @property
    def operator_work_s(self) -> float:
        """Seconds that one operator's programme takes on such a machine, roughly."""
        return self.pricing_work_s + self.walk_work_s

    def charge_sweeps(self, budget: Budget, sweeps: float) -> None:
        """Count the work of sweeps over all operators."""
        budget.charge(sweeps * self.problem.operators * self.operator_work_s)

    def empty(self) -> Solution:
        """Nobody works."""
        return Solution.empty(self.problem.operators, self.problem.days, self.most_breaks)

    def cost(self, solution: Solution) -> int:
        """Cost of a roster in units."""
        return int(presence.staffing_total(self.cover(solution))) + own_cost(self.problem, solution)

    def presence(self, solution: Solution) -> Ints:
        """How many are in each lane in each cell, those past the horizon's end included."""
        return presence_of(self.problem, solution)

    def cover(self, solution: Solution) -> Cover:
        """Who is on the phone in a roster."""
        there = self.presence(solution)
        if self._no_cover.simple:
            return self._no_cover._replace(presence=there)
        return self._no_cover._replace(presence=there, heads=np.ascontiguousarray(self.problem.counts_of(there)))

    @cached_property
    def _no_cover(self) -> Cover:
        """Costs of coverage, without anybody."""
        problem, heads = self.problem, self.problem.staffing.head_counts
        curves, first = stacked(heads)
        curve_of = [np.where(each.applies, each.curve_of + before, -1) for each, before in zip(heads, first[:-1], strict=True)]
        priced = np.zeros(problem.cells, dtype=np.bool_)
        priced[problem.priced_cells] = True
        none = np.zeros((0, 0), dtype=np.int64)
        return Cover(
            simple=problem.counts_everybody_once, curves=curves,
            curve_of=np.array(curve_of, dtype=np.int64), priced=priced, forbidden=CAP_SLOPE // 2,
            lanes=problem.skills.lanes, counted=problem.skills.counted, presence=none, heads=none,
        )

    def cell_cost(self, solution: Solution) -> Ints:
        """Staffing cost of each cell, what breaks a cap left out; shape (cells,)."""
        costs, counts = np.zeros(self.problem.cells, dtype=np.int64), self.problem.counts_of(self.presence(solution))
        for each, count in zip(self.problem.staffing.head_counts, counts, strict=True):
            at = each.applies if each.cap is None else np.zeros_like(each.applies)
            costs[at] += each.curves[each.curve_of[at], count[at]]
        return costs

    def impossible_classes(self) -> list[int]:
        """Classes of which no member has a legal roster."""
        return impossible_classes(self.arrays.walks)

    def sweep(
        self, solution: Solution, order: Ints, *,
        own_weight: float = 1.0, guide: Floats | None = None, pull: float = 0.0, wanted: Floats | None = None,
    ) -> None:
        """Give each operator of `order` in turn the cheapest roster at the current prices; changes `solution`.

        Parameters
        ----------
        own_weight
            Weight of the marginal staffing cost; the rest is the weight of `guide`.
        guide, wanted
            Prices of presence, and the presence to be pulled to; both of shape (lanes, cells).
        pull
            Strength of the pull, in cost units.
        """
        towards = Guide(float(own_weight), self.zeros if guide is None else guide, float(pull),
                        self.zeros if wanted is None else wanted)
        best_response.sweep(self.arrays, another(self._room), self.cover(solution), _arrays_of(solution), order, towards)

    def ruin_and_recreate(
        self, solution: Solution, rounds: int, *, most_removed: int, noise: float, heat: float, seed: int,
        halt: NDArray[np.bool_],
    ) -> int:
        """Take a few operators out and put them back, many times; changes `solution`, returns by how much its cost fell.

        Parameters
        ----------
        most_removed
            At most so many operators are taken out at a time.
        noise, heat
            Shaking of the prices, and size of a worsening that is often accepted at first, both in cost units.
        halt
            Set by another thread to stop early; shape (1,).
        """
        trial, operators = solution.copy(), self.problem.operators
        held = Solution.empty(min(most_removed, operators), self.problem.days, self.most_breaks)
        removed = Removed(np.empty(most_removed, dtype=np.int64), _arrays_of(held), np.empty(operators, dtype=np.int64))
        return int(best_response.destroy_and_repair(
            self.arrays, another(self._room), self.cover(solution), _arrays_of(trial), _arrays_of(solution), removed,
            Rounds(rounds, float(noise), float(heat), seed), halt,
        ))

    def anneal(
        self, solution: Solution, moves: int, *, hot: float, cold: float, seed: int, halt: NDArray[np.bool_]
    ) -> int:
        """Try elementary moves under simulated annealing; changes `solution`, returns by how much its cost fell.

        Parameters
        ----------
        hot, cold
            Temperature at the first move and at the last, in cost units.
        halt
            Set by another thread to stop early; shape (1,).
        """
        trial = solution.copy()
        return int(annealing.anneal(
            self.arrays.forms, self.arrays.shifts, self._entries, another(self._room), self.cover(solution),
            _arrays_of(trial), _arrays_of(solution),
            no_change(self.problem, self.most_breaks), Cooling(moves, float(hot), float(cold), seed), halt,
        ))

    def price_columns(self, members: Ints, price: Ints, day_price: Ints, columns: Columns) -> bool:
        """Write the cheapest roster of each class with `members` to the first answer of `columns`, at prices of presence.

        Parameters
        ----------
        members
            How many operators of each class are free; shape (classes,).
        price, day_price
            Price of presence, shape (lanes, all cells), and of a day worked, shape (days,).

        Returns
        -------
        bool
            Whether each of these classes has a roster.
        """
        def price_some(some: Ints) -> bool:
            return bool(columns_.price_columns(self.arrays, self._own_room, some, price, day_price, columns))

        return self.helpers.all_of(price_some, members, np.count_nonzero(members) * self.walk_work_s)

    def price_rows(self, price: Ints) -> Ints:
        """Least price of presence of each row of the table, its breaks where they cost least; shape (rows,).

        `price` is that of the lanes of one skill, shape (lanes of a skill, all cells).
        """
        none, room = np.zeros(len(self.problem.classes), dtype=np.int64), self._own_room
        empty = np.full((1, len(none), self.problem.days), -1, dtype=np.int32)
        breaks = np.full((*empty.shape, self.most_breaks), -1, dtype=np.int32)
        days = np.zeros(self.problem.days, dtype=np.int64)
        columns_.price_columns(self.arrays, room, none, price, days, Columns(empty, empty.copy(), breaks))
        return room.value.copy()

    def count_columns(self, members: Ints, columns: Columns, counted: Counted) -> None:
        """Add to `counted` what rosters of all classes come to, each worked by so many `members` (classes,)."""
        columns_.count_columns(self.arrays, self._own_room, members, columns, counted)


def _arrays_of(solution: Solution) -> Roster:
    return Roster(solution.rows, solution.chain, solution.breaks)
