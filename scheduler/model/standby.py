"""Who takes which place on standby, as a small assignment: solved exactly, one aim after the other.

The aims, the first of which always comes before the next: as many windows as can be have somebody in their first place, then
in their second, and so on; as few published places as can be change hands, then their order; as little as can be speaks
against those who have them; places, and first ones, are as even as can be for what each owes, convexly; equals go in turn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

Pair = tuple[int, int]
"""A window, and a person."""
Taken = frozenset[tuple[int, int, int]]
"""Windows, people, and the places from 0 that these have in them."""
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
    """Who has which place, as (window, person, place from 0), and whether it is proven the best."""

    taken: Taken
    is_optimal: bool


def assign(task: StandbyTask, effort: float) -> Standby:
    """Find the best places; each aim has so much effort, in deterministic seconds, which always give the same.

    It begins from what taking one place after the other gives, and looks on only for aims that this has not reached.
    """
    program = _Program(task)
    solver, is_optimal = program.fixed_to(in_turn(task)), True
    for aim, least in program.aims():
        if solver.value(aim) > least:
            better = _solver(effort)
            program.model.minimize(aim)
            status = better.solve(program.model)
            is_optimal &= status == cp_model.OPTIMAL
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                solver = better
        program.keep(aim, solver)
    return Standby(frozenset(key for key, taken in program.takes.items() if solver.value(taken)), is_optimal)


def _solver(effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 0
    solver.parameters.max_deterministic_time = effort
    solver.parameters.linearization_level = 2  # nearly a flow: its relaxation is whole, or almost; several times faster
    solver.parameters.catch_sigint_signal = False
    return solver


def in_turn(task: StandbyTask) -> Taken:
    """Places taken one after the other: what was published first, then each by whom it suits best of those who still may."""
    return _InTurn(task).taken()


class _InTurn:
    """Places as they are taken: by window and place who has it."""

    def __init__(self, task: StandbyTask) -> None:
        self._task, self._has = task, dict[Pair, int]()
        self._counts, self._windows_of = Counter[Pair](), defaultdict[int, set[int]](set)
        self._excluded, self._limits = defaultdict[int, set[int]](set), defaultdict[int, list[tuple[frozenset[int], int]]](list)
        for one, other in task.apart:
            self._excluded[one].add(other)
            self._excluded[other].add(one)
        for windows, most in task.most:
            for window in windows:
                self._limits[window].append((frozenset(windows), most))

    def taken(self) -> Taken:
        """Take all places that somebody may; where one stays empty those after it move up, so that nobody is second alone."""
        self._keep_published()
        turn, left = 0, defaultdict[int, list[int]](list)
        for window, people in enumerate(self._task.able):
            for place in range(self._task.places[window]):
                if (window, place) not in self._has:
                    begin = turn % len(people) if people else 0
                    self._take_next(window, place, [*people[begin:], *people[:begin]])
                turn += 1
        for (window, _), person in sorted(self._has.items()):
            left[window].append(person)
        return frozenset((window, person, place) for window, own in left.items() for place, person in enumerate(own))

    def _keep_published(self) -> None:
        able = [set(each) for each in self._task.able]
        for (window, person), place in sorted(self._task.published.items(), key=lambda each: (each[0][0], each[1])):
            is_free = place < self._task.places[window] and (window, place) not in self._has
            if is_free and person in able[window] and self._may(window, person):
                self._take(window, person, place)

    def _take_next(self, window: int, place: int, people: Sequence[int]) -> None:
        """Give a place to whom it suits best, the first of the people among equals."""
        free = [person for person in people if self._may(window, person)]
        if free:
            self._take(window, min(free, key=lambda person: (
                [each.get((window, person), 0) for each in self._task.against],
                sum(_nth(self._task, person, first, self._counts[person, first] + 1) for first in _kinds(place)))), place)

    def _may(self, window: int, person: int) -> bool:
        own = self._windows_of[person]
        return (window not in own and self._excluded[window].isdisjoint(own)
                and all(len(windows & own) < most for windows, most in self._limits[window]))

    def _take(self, window: int, person: int, place: int) -> None:
        self._has[window, place] = person
        self._windows_of[person].add(window)
        self._counts.update((person, first) for first in _kinds(place))


def _kinds(place: int) -> range:
    """What a place counts as: 0, and of a first one 1."""
    return range(1 if place else 2)


def _nth(task: StandbyTask, person: int, first: int, number: int) -> int:
    """What the n-th place of a person, or their n-th first one, costs: n and what they had before, divided by their share."""
    return round(_UNIT * (task.had[person][first] + number) / task.shares[person])


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
        self.steps: dict[Pair, list[cp_model.IntVar]] = {}
        self._constrain()
        self._add_steps()
        self.filled = Counter[int]()

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

    def aims(self) -> Iterator[tuple[cp_model.LinearExprT, int]]:
        """What is to be least, the most important first, with what it cannot be less than."""
        task, takes = self.task, self.takes
        for place in range(max(task.places, default=0)):
            yield sum(1 - sum(own) for (_, at), own in self.of_place.items() if at == place), 0
        yield sum(1 - sum(self.of_pair[pair]) for pair in task.published if pair in self.of_pair), 0
        yield sum(1 - taken for (window, person, place), taken in takes.items()
                  if task.published.get((window, person)) == place), 0
        for each in task.against:
            yield sum(each.get((window, person), 0) * taken for (window, person, _), taken in takes.items()), 0
        yield sum(_nth(task, person, first, nth) * step for (person, first), steps in self.steps.items()
                  for nth, step in enumerate(steps, 1)), self._least_uneven()

    def _least_uneven(self) -> int:
        """What as many places cost at least, whoever may take which."""
        costs = defaultdict[int, list[int]](list)
        for (person, first), steps in self.steps.items():
            costs[first] += [_nth(self.task, person, first, nth) for nth in range(1, len(steps) + 1)]
        return sum(sum(sorted(each)[: self.filled[first]]) for first, each in costs.items())

    def _add_steps(self) -> None:
        """As many steps of each person as they have places, and first places: later steps cost more."""
        of_person = defaultdict[Pair, list[cp_model.IntVar]](list)
        for (_, person, place), taken in self.takes.items():
            for first in _kinds(place):
                of_person[person, first].append(taken)
        windows = Counter(person for _, person in self.of_pair)
        for (person, first), own in of_person.items():
            steps = self.steps[person, first] = [self.model.new_bool_var("") for _ in range(windows[person])]
            self.model.add(sum(steps) == sum(own))

    def fixed_to(self, taken: Taken) -> cp_model.CpSolver:
        """Solver with these places, which are legal."""
        self._hint({key: key in taken for key in self.takes})
        solver = _solver(float("inf"))
        solver.parameters.fix_variables_to_their_hinted_value = True
        solver.solve(self.model)
        return solver

    def keep(self, aim: cp_model.LinearExprT, solver: cp_model.CpSolver) -> None:
        """Let no later aim cost this one, and begin the next from here."""
        self.model.add(aim <= solver.value(aim))
        self._hint({key: bool(solver.value(taken)) for key, taken in self.takes.items()})

    def _hint(self, taken: Mapping[tuple[int, int, int], bool]) -> None:
        self.model.clear_hints()
        counts = Counter[Pair]()
        for (window, person, place), is_taken in taken.items():
            self.model.add_hint(self.takes[window, person, place], is_taken)
            for first in _kinds(place):
                counts[person, first] += is_taken
        for key, steps in self.steps.items():
            for nth, step in enumerate(steps):
                self.model.add_hint(step, nth < counts[key])
        self.filled = Counter({first: sum(count for (_, kind), count in counts.items() if kind == first) for first in (0, 1)})
