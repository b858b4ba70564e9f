"""`scheduler.check` of an instance alone: what can be said of it before anything is solved."""

from __future__ import annotations

from dataclasses import replace

from scheduler.demand.demand import demand_of
from scheduler.engine.counters.possible import impossible_in
from scheduler.instance.instance import Instance as Topics
from scheduler.instance.origin import Origin
from scheduler.library.instance import Instance
from scheduler.model.problem import compile_problem
from scheduler.survey.survey import Survey
from scheduler.survey.survey import survey as survey_of


def survey(instance: Topics, *, each_alone: bool = False) -> Survey:
    """Look over an instance: as `scheduler.check`, which says what is found.

    Parameters
    ----------
    each_alone
        Whether to find out as well who has no legal roster at all, as `scheduler.solve` does before it searches.

    Raises
    ------
    InputError
        If an open interval has no row in the forecast.
    """
    origin = instance.origin if isinstance(instance, Instance) else Origin("instance", "")
    demand = demand_of(instance)
    found = survey_of(instance, origin, demand)
    if not each_alone or found.impossible:
        return found
    problem = compile_problem(instance, demand)
    if not (classes := impossible_in(problem)):
        return found
    from scheduler.solve.conflicts import conflicts_of  # what explains it is seldom needed, and takes its time

    conflicts = conflicts_of(instance, problem, classes)
    impossible = tuple(origin.fault(("operators", each.members[0]), str(each)) for each in conflicts)
    return replace(found, impossible=impossible, conflicts=conflicts)
