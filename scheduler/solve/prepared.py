"""An instance ready to be searched: its demand, the same in arrays, and what is refused at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from scheduler.demand.demand import Demand, demand_of
from scheduler.engine.crew import Crew
from scheduler.errors import InfeasibleError
from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem, compile_problem
from scheduler.roster import InstanceRef
from scheduler.solve.capacity import too_many_hours
from scheduler.solve.conflicts import conflicts_of
from scheduler.solve.minimums import refuse_unreachable
from scheduler.solve.standby import NOTHING_PUBLISHED, Kept


@dataclass(frozen=True, eq=False)
class Prepared:
    """An instance ready to be searched.

    Parameters
    ----------
    instance, demand
        The instance, and its demand: with the load factors of a truth loop where it has any.
    ref
        How the roster names its instance.
    problem
        The same in arrays.
    forgiven
        Share of the outside call centre's price that the problem leaves out, as the least purchase pays it anyway.
    kept
        Places on standby lists that were published.
    """

    instance: Instance
    demand: Demand
    ref: InstanceRef
    problem: Problem
    forgiven: float = 0.0
    kept: Kept = NOTHING_PUBLISHED

    @cached_property
    def crew(self) -> Crew:
        """The problem with its compiled programmes."""
        return Crew.of(self.problem)

    def forgiving(self, share: float) -> Prepared:
        """The same, its problem at another share of the price."""
        return replace(self, problem=compile_problem(self.instance, demand_of(self.instance, share)), forgiven=share)


def prepare(
    instance: Instance, ref: InstanceRef, place_of: Callable[[int], str] = lambda _: "", kept: Kept = NOTHING_PUBLISHED
) -> Prepared:
    """Compute the demand, and compile the problem that is searched.

    Parameters
    ----------
    place_of
        Where an operator (by index) stands in the input, for messages.
    kept
        Places on standby lists that were published, of which as little changes as can be.

    Raises
    ------
    InfeasibleError
        If some operator has no legal roster; the message names the smallest set of rules in conflict.
    """
    demand = demand_of(instance)
    problem = compile_problem(instance, demand)
    prepared = Prepared(instance, demand, ref, problem, kept=kept)
    _refuse_impossible(instance, prepared.crew, place_of)
    refuse_unreachable(instance, problem)
    return prepared


def _refuse_impossible(instance: Instance, crew: Crew, place_of: Callable[[int], str]) -> None:
    """Raise `InfeasibleError`, with one line for each operator who has no legal roster, or that all have too little room."""
    found = conflicts_of(instance, crew.problem, crew.impossible_classes())
    lines = [f"{place}: {each}" if (place := place_of(each.members[0])) else str(each) for each in found]
    if not lines:
        lines = list(too_many_hours(instance, crew.problem))
    if lines:
        changes = [f"the clock changes on {instance.grid.date(day)}: shifts over it may be longer or shorter then"
                   for day in instance.grid.clock_changes()]
        raise InfeasibleError("\n".join(["no roster is possible:", *lines, *changes]), found)
