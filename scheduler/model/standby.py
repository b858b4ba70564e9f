"""Who takes which place on standby, as a small assignment: solved exactly, one aim after the other.

The aims, the first of which always comes before the next: as many windows as can be have somebody in their first place, then
in their second, and so on; as few published places as can be change hands, then their order; as little as can be speaks
against those who have them; places, and first ones, are as even as can be for what each owes, convexly; equals go in turn.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

Pair = tuple[int, int]
"""A window, and a person."""
_UNIT = 1000
"""Parts of a place in which evenness is counted."""


@dataclass(frozen=True)
class StandbyTask:
    """Windows, and who may be on standby in them.

    Parameters
    ----------
    places
        How many people each window wants.
    able
        Of each window, the people who may have a place.
    against
        What speaks against a person in a window, one aim after the other; left out: nothing.
    apart
        Windows of which one person has at most one.
    most
        Windows of which one person has at most so many.
    shares
        What each person owes beside whoever owes most; above 0.
    had
        Places that each person had before, and first places.
    published
        Which place somebody had in a window in what was published.
    """

    places: Sequence[int]
    able: Sequence[Sequence[int]]
    against: Sequence[Mapping[Pair, int]]
    apart: Sequence[Pair]
    most: Sequence[tuple[Sequence[int], int]]
    shares: Sequence[float]
    had: Sequence[tuple[float, float]]
    published: dict[Pair, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Standby:
    """Who has which place, as (window, person, place from 0) in order, and whether it is proven the best."""

    taken: tuple[tuple[int, int, int], ...]
    is_optimal: bool


def assign(task: StandbyTask, effort: float, seconds: float = math.inf) -> Standby:
    """Find the best places.

    Parameters
    ----------
    effort
        For each aim, in deterministic seconds, which always give the same.
    seconds
        For all of them, by the clock.
    """
    ends = time.monotonic() + seconds
    program, solver = _Program(task), cp_model.CpSolver()
    found, is_optimal = dict[tuple[int, int, int], int](), True
    for aim in (aim for aim in program.aims() if not isinstance(aim, int)):
        if found and solver.value(aim) == 0:  # nothing is counted that could be less
            program.keep(aim, 0, found)
            continue
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.0, ends - time.monotonic())
        solver.parameters.num_workers, solver.parameters.random_seed = 1, 0
        solver.parameters.max_deterministic_time = effort
        solver.parameters.linearization_level = 2  # nearly a flow: its relaxation is whole, or almost; several times faster
        solver.parameters.catch_sigint_signal = False
        program.model.minimize(aim)
        status = solver.solve(program.model)
        is_optimal &= status == cp_model.OPTIMAL
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        found = {key: solver.value(taken) for key, taken in program.takes.items()}
        program.keep(aim, round(solver.objective_value), found)
    return Standby(tuple(sorted(key for key, taken in found.items() if taken)), is_optimal)


class _Program:
    """The integer program: one variable for each window, person and place."""

    def __init__(self, task: StandbyTask) -> None:
        self.task, self.model = task, cp_model.CpModel()
        self.takes = {(window, person, place): self.model.new_bool_var("")
                      for window, people in enumerate(task.able) for person in people for place in range(task.places[window])}
        self.of_pair, self.of_place = defaultdict[Pair, list[cp_model.IntVar]](list), defaultdict[Pair, list[cp_model.IntVar]](
            list)
        for (window, person, place), taken in self.takes.items():
            self.of_pair[window, person].append(taken)
            self.of_place[window, place].append(taken)
        self._constrain()

    def _constrain(self) -> None:
        """A place is one person's, a person has one place of a window, and nobody is second without a first."""
        for group in (*self.of_pair.values(), *self.of_place.values()):
            self.model.add_at_most_one(group)
        for (window, place), takers in self.of_place.items():
            if place:
                self.model.add(sum(takers) <= sum(self.of_place[window, place - 1]))
        people = range(len(self.task.shares))
        for one, other in self.task.apart:
            for person in people:
                if (one, person) in self.of_pair and (other, person) in self.of_pair:
                    self.model.add_at_most_one(self.of_pair[one, person] + self.of_pair[other, person])
        for windows, most in self.task.most:
            for person in people:
                own = [taken for window in windows for taken in self.of_pair.get((window, person), ())]
                if len(own) > most:
                    self.model.add(sum(own) <= most)

    def aims(self) -> list[cp_model.LinearExprT]:
        """What is least, the most important first, each 0 at best; an aim that is a number has nothing to decide."""
        task, takes = self.task, self.takes
        lacking: list[cp_model.LinearExprT] = [
            sum(1 - sum(own) for (_, at), own in self.of_place.items() if at == place)
            for place in range(max(task.places, default=0))]
        lost = sum(1 - sum(self.of_pair[pair]) for pair in task.published if pair in self.of_pair)
        moved = sum(1 - taken for (window, person, place), taken in takes.items()
                    if task.published.get((window, person)) == place)
        against = [sum(each.get((window, person), 0) * taken for (window, person, _), taken in takes.items())
                   for each in task.against]
        return [*lacking, lost, moved, *against, self._uneven(), self._out_of_turn()]

    def _uneven(self) -> cp_model.LinearExprT:
        """The n-th place of a person costs n and what they had before, divided by their share; the n-th first one likewise."""
        costs: list[cp_model.LinearExprT] = []
        places_of = defaultdict[int, list[tuple[cp_model.IntVar, int]]](list)
        for (_, person, place), taken in self.takes.items():
            places_of[person].append((taken, place))
        for person, share in enumerate(self.task.shares):
            for first in (False, True):
                own = [taken for taken, place in places_of[person] if not (first and place)]
                steps = [self.model.new_bool_var("") for _ in own]
                self.model.add(sum(steps) == sum(own))
                had = self.task.had[person][first]
                costs += [round(_UNIT * (had + nth) / share) * step for nth, step in enumerate(steps, 1)]
        return sum(costs)

    def _out_of_turn(self) -> cp_model.LinearExprT:
        """How far each taker is from the one whose turn it is: among equals, people follow each other in their order."""
        turn, terms = 0, []
        for window, people in enumerate(self.task.able):
            for place in range(self.task.places[window]):
                count = len(people)
                terms += [(rank - turn) % count * self.takes[window, person, place] for rank, person in enumerate(people)]
                turn += 1
        return sum(terms)

    def keep(self, aim: cp_model.LinearExprT, value: int, found: dict[tuple[int, int, int], int]) -> None:
        """Let no later aim cost this one, and begin the next from here."""
        self.model.add(aim <= value)
        self.model.clear_hints()
        for key, taken in self.takes.items():
            self.model.add_hint(taken, found[key])
