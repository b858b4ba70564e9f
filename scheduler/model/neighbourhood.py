"""The integer program of a neighbourhood: some (operator, day) pairs are free, all others stay as in a given roster.

With everything free it is the whole model. Operators of one skill who may take the same starts on a day are pooled: the model
counts starts, and each operator only chooses a kind of shift (`pools`). Breaks are counted in chains (`break_chains`), the
counters over days come from the statements of the rules (`counters`), coverage is a convex cost (`coverage`). Every
variable is hinted with its value in the given roster, so that the hint is complete. See docs/inside/algorithm.md.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from scheduler.model.break_chains import ChainGroup, FormKey, add_chains
from scheduler.model.classes import OperatorClass
from scheduler.model.counters import add_counter, add_rest
from scheduler.model.coverage import add_coverage
from scheduler.model.operator_days import OperatorDays
from scheduler.model.pools import DayChoice, Pool, PoolKey
from scheduler.model.problem import Problem
from scheduler.model.program import Program, Variable
from scheduler.model.solution import OFF, Solution, presence_of

Ints = NDArray[np.int64]


class Neighbourhood:
    """An integer program around a roster.

    Parameters
    ----------
    problem, solution
        The problem, and the roster that stays where nothing is free.
    free
        Mask of the free pairs; shape (operators, days).
    core
        The shifts that may be taken besides those of the roster: mask of shape (rows, chains). All, where it is missing.
    """

    def __init__(
        self, problem: Problem, solution: Solution, free: NDArray[np.bool_], core: NDArray[np.bool_] | None = None
    ) -> None:
        self.problem, self.solution, self.free = problem, solution, free
        self.core = np.ones((len(problem.table), len(problem.chains.size)), dtype=np.bool_) if core is None else core.copy()
        worked = free & (solution.rows >= 0)
        self.core[solution.rows[worked], solution.chain[worked]] = True
        self.program = Program()
        self.fixed = solution.copy()
        self.fixed.rows[free] = OFF
        self.choices = [self._choice(int(operator), int(day)) for operator, day in np.argwhere(free)]
        self._mark_individuals()
        self.pools: dict[PoolKey, Pool] = {}
        self.individual_starts: dict[FormKey, list[tuple[int, Variable]]] = defaultdict(list)
        for choice in self.choices:
            self._add_choice(choice)
        self._add_pools()
        self._add_counters()
        self.groups = [group for key, rows in sorted(self._starts_by_form().items())
                       for group in add_chains(self.program, problem, solution, free, self.core, key, rows)]
        add_coverage(self.program, problem, presence_of(problem, self.fixed), presence_of(problem, solution), self.groups)
        self.program.constant += self._fixed_cost()

    def decode(self, values: NDArray[np.int64]) -> Solution:
        """Roster that the values of the program's variables stand for."""
        result = self.fixed.copy()
        result.chain[self.free], result.breaks[self.free] = OFF, -1
        for choice in self.choices:
            if choice.individual:
                for variable, row in choice.variables:
                    if values[variable]:
                        result.rows[choice.operator, choice.day] = row
        for pool in self.pools.values():
            for operator, row in pool.deal(values, self.solution.rows[:, pool.key.day]).items():
                result.rows[operator, pool.key.day] = row
        for key, groups in self._groups_by_form().items():
            self._deal_breaks(values, key, groups, result)
        return result

    def _class(self, operator: int) -> OperatorClass:
        return self.problem.classes[int(self.problem.class_of[operator])]

    def _choice(self, operator: int, day: int) -> DayChoice:
        """Shifts of the core that keep the rest to the fixed shifts before and after."""
        table, each = self.problem.table, self._class(operator)
        positions = self.problem.class_day_rows[self.problem.class_of[operator]][day]
        fixed = self.fixed.rows[operator]
        before, after = fixed[:day][fixed[:day] >= 0], fixed[day + 1 :][fixed[day + 1 :] >= 0]
        rows = each.rows[positions]
        legal = self.core[rows].any(axis=1)
        if len(before):
            legal &= table.start[rows] >= table.end[before].max() + each.gap
        if len(after):
            legal &= table.end[rows] + each.gap <= table.start[after].min()
        return DayChoice(operator, day, positions[legal], individual=False)

    def _mark_individuals(self) -> None:
        """Find the choices that cannot be pooled: rest to another free day may bind."""
        table = self.problem.table
        self.conflicts: list[tuple[DayChoice, DayChoice]] = []
        by_operator: dict[int, list[DayChoice]] = defaultdict(list)
        for choice in self.choices:
            if len(choice.positions):
                by_operator[choice.operator].append(choice)
        for operator, choices in by_operator.items():
            each = self._class(operator)
            for index, first in enumerate(choices):
                ready = table.end[each.rows[first.positions]].max() + each.gap
                for second in choices[index + 1 :]:
                    if ready > table.start[each.rows[second.positions]].min():
                        first.individual = second.individual = True
                        self.conflicts.append((first, second))

    def _add_choice(self, choice: DayChoice) -> None:
        each = self._class(choice.operator)
        kinds = each.kind[choice.positions]
        for kind in np.unique(kinds):
            positions = choice.positions[kinds == kind]
            add = self._add_individual if choice.individual else self._add_pooled
            add(choice, each, each.rows[positions], each.cost[positions])
        self._add_day(choice, each)

    def _add_individual(self, choice: DayChoice, each: OperatorClass, rows: Ints, costs: Ints) -> None:
        """Add a variable for each shift of one kind."""
        current, form = self.solution.rows[choice.operator, choice.day], int(self.problem.table.form[rows[0]])
        for row, cost in zip(rows, costs, strict=True):
            variable = self.program.boolean(int(row == current), int(cost))
            choice.variables.append((variable, int(row)))
            self.individual_starts[FormKey(each.skill, choice.day, form)].append((int(row), variable))

    def _add_pooled(self, choice: DayChoice, each: OperatorClass, rows: Ints, costs: Ints) -> None:
        """Add one variable for all shifts of one kind; the pool counts their starts."""
        current, least = self.solution.rows[choice.operator, choice.day], costs.min()
        variable = self.program.boolean(int(current in rows), int(least))
        choice.variables.append((variable, int(rows[0])))
        key = PoolKey(choice.day, int(self.problem.table.form[rows[0]]), each.skill,
                      tuple(rows.tolist()), tuple((costs - least).tolist()))
        self.pools.setdefault(key, Pool(key)).members.append((choice.operator, variable))

    def _add_day(self, choice: DayChoice, each: OperatorClass) -> None:
        """At most one shift, exactly one on days that must be worked; a day off has its cost."""
        off_cost = int(each.day_off_cost[choice.day])
        least = int(choice.day in each.must_work)
        self.program.constrain([(variable, 1) for variable, _ in choice.variables], least, 1)
        for variable, _ in choice.variables:
            self.program.costs[variable] -= off_cost
        self.program.constant += off_cost

    def _add_pools(self) -> None:
        for key, pool in self.pools.items():
            current = [int(self.solution.rows[operator, key.day]) for operator, _ in pool.members]
            for row, cost in zip(key.rows, key.extra_costs, strict=True):
                pool.starts.append(self.program.integer(len(pool.members), current.count(row), cost))
            self.program.balance(pool.starts, [variable for _, variable in pool.members])

    def _add_counters(self) -> None:
        """Counters over the days of each operator with a free day, and the rest between free days."""
        by_operator: dict[int, dict[int, list[tuple[Variable, int]]]] = defaultdict(dict)
        for choice in self.choices:
            by_operator[choice.operator][choice.day] = choice.variables
        for operator, variables in by_operator.items():
            days = OperatorDays(variables, self.fixed.rows[operator], self.solution.rows[operator])
            for counter in self._class(operator).counters:
                add_counter(self.program, counter, days)
        for first, second in self.conflicts:
            gap = self._class(first.operator).gap
            add_rest(self.program, self.problem.table, gap, first.variables, second.variables)

    def _starts_by_form(self) -> dict[FormKey, dict[int, list[Variable]]]:
        """Variables that count the starts of each row, by skill, day and form."""
        starts: dict[FormKey, dict[int, list[Variable]]] = defaultdict(lambda: defaultdict(list))
        for key, pool in self.pools.items():
            for row, variable in zip(key.rows, pool.starts, strict=True):
                starts[FormKey(key.skill, key.day, key.form)][row].append(variable)
        for form_key, pairs in self.individual_starts.items():
            for row, variable in pairs:
                starts[form_key][row].append(variable)
        return starts

    def _groups_by_form(self) -> dict[FormKey, list[ChainGroup]]:
        groups: dict[FormKey, list[ChainGroup]] = defaultdict(list)
        for group in self.groups:
            groups[group.key].append(group)
        return groups

    def _deal_breaks(
        self, values: NDArray[np.int64], key: FormKey, groups: list[ChainGroup], result: Solution
    ) -> None:
        """First in, first out: the i-th start of a group takes the i-th start of every break."""
        skill, day, form = key
        table = self.problem.table
        rows = result.rows[:, day]
        of_skill = self.problem.skills.of_operator == skill
        workers = [int(operator) for operator in np.flatnonzero(self.free[:, day] & of_skill & (rows >= 0))
                   if table.form[rows[operator]] == form]
        workers.sort(key=lambda operator: (int(table.start[rows[operator]]), operator))
        for group in groups:
            taken = group.take(values, workers, rows)
            workers = [operator for operator in workers if operator not in taken]
            result.chain[taken, day] = group.chain
            for place, starts in enumerate(group.break_starts(values)):
                result.breaks[taken, day, place] = starts

    def _fixed_cost(self) -> int:
        """Cost of the operators' fixed days; the model counts free days, priced counters over them, and all of coverage."""
        problem, total = self.problem, 0
        for each in problem.classes:
            price = np.zeros(len(problem.table) + 1, dtype=np.int64)
            price[each.rows] = each.cost
            rows, fixed = self.fixed.rows[list(each.members)], ~self.free[list(each.members)]
            total += int(np.where(fixed, np.where(rows >= 0, price[rows], each.day_off_cost), 0).sum())
            total += sum(counter.cost_of(rows[fixed.all(axis=1)]) for counter in each.priced)
        return total
