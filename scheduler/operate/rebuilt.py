"""A roster whose shifts are given: every figure computed from them, and checked."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.check.result import check_result
from scheduler.demand.effective_load import with_load_factors
from scheduler.engine.search import Outcome
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.roster import InstanceRef, Roster, Shift
from scheduler.solve.backlog import Work
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import refuse_breaches
from scheduler.solve.result import roster_of
from scheduler.solve.standby import Kept
from scheduler.solve.truth import simulated_again


def rebuilt(instance: Instance, ref: InstanceRef, shifts: Sequence[Shift], before: Roster, bound: float) -> Roster:
    """The roster of these shifts, with a bound that is known to hold, planned with the load factors of the one before it.

    Raises
    ------
    CheckError
        If the shifts break a rule.
    """
    run = before.run
    prepared = prepare(with_load_factors(instance, before.load_factors), ref, kept=Kept(before.standby))
    work = Work(prepared.instance, prepared.problem)
    solution, blocks = work.taken_apart(shifts)
    cost = work.cost(solution, blocks)
    outcome = Outcome(solution, cost, min(cost, round(bound * UNITS)), run.seconds or 0.0, interrupted=False)
    roster = roster_of(prepared, outcome, Options(seed=run.seed, workers=run.workers), tuple(shifts))
    refuse_breaches(check_result(prepared.instance, roster, ref, prepared.demand))
    return simulated_again(instance, ref, roster, before.truth)
