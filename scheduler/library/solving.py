"""`scheduler.solve`: refuse what is impossible, compile, prepare, search, check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from scheduler.demand.demand import demand_of
from scheduler.engine.compiled.warm_up import warm_up as warm_up_search
from scheduler.engine.compiled.warm_up import warm_up_first_roster
from scheduler.errors import Fault, InputError
from scheduler.library.continuing import going_on, moment, roster_before
from scheduler.library.instance import Instance, ref_of
from scheduler.library.result import Result
from scheduler.rules.preflight import preflight_faults
from scheduler.simulate.correction import Round
from scheduler.simulate.run import warm_up as warm_up_simulation
from scheduler.solve.least_purchase import binds, solve_with_least_purchase
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from scheduler.solve.shortfalls import shortfalls as found_shortfalls
from scheduler.solve.standby import NOTHING_PUBLISHED, Kept
from scheduler.solve.truth import Loop, needs_truth, solve_truly

_ROUNDS = 6
"""Most rounds where nobody says how many: two to four were enough on the hotlines measured, six for a chain of six queues."""


def preflight(instance: Instance) -> None:
    """Refuse what no roster could ever keep, before anything is solved.

    Raises
    ------
    InputError
        With all that is known to be impossible, each with its place.
    """
    if found := list(preflight_faults(instance)):
        raise instance.origin.error(found)


def shortfalls(instance: Instance) -> tuple[Fault, ...]:
    """What no roster of an instance can give, although nothing is impossible: hours that stand empty, weeks cut short."""
    return tuple(instance.origin.fault(path, message) for path, message in found_shortfalls(instance, demand_of(instance)))


def warm_up(*, simulation: bool = False) -> None:
    """Compile the inner loops, or load them from the cache; the first run of a machine otherwise waits for it."""
    warm_up_search()
    if simulation:
        warm_up_simulation()


def solve(
    instance: Instance, options: Options, truth_rounds: int | None = None,
    on_round: Callable[[int, Round], None] = lambda *_: None, *,
    previous: Result | str | Path | None = None, now: dt.datetime | str | None = None,
) -> Result:
    """Build the best roster the time allows: as `scheduler.solve`, which says what may be asked.

    Parameters
    ----------
    truth_rounds
        Most rounds of the truth loop, each with the whole time limit; 0: the promise is what the formulas say. None: rounds
        that share the time limit where no formula tells what callers meet (`needs_truth`), elsewhere none.
    on_round
        Called with the number of each round, from 1, and what it found.
    previous, now
        The roster to go on from, and until when it has been worked (`going_on`).
    """
    before = roster_before(instance, previous)
    instance = going_on(instance, before, now)
    preflight(instance)
    warm_up_first_roster()  # the search makes the rest ready, once it has shown one
    place_of = instance.origin.place_of
    kept = NOTHING_PUBLISHED if before is None else Kept(before.roster.standby, moment(instance, now, "now") if now else None)
    prepared = prepare(instance, ref_of(instance), lambda index: place_of(("operators", index, "id")), kept)
    if truth_rounds and not instance.calls.are_given:
        raise InputError([Fault("", "calls", "are missing; the requirement is given directly, and rounds simulate calls")])
    if truth_rounds is None and needs_truth(instance, prepared.demand):
        loop = Loop(_ROUNDS, shares_time=True)
    elif truth_rounds:
        loop = Loop(truth_rounds)
    else:
        found = solve_with_least_purchase(prepared, options) if binds(prepared) else search(prepared, options)[0]
        return Result(instance, found)
    warm_up_simulation()
    return Result(instance, solve_truly(prepared, options, loop, lambda number, found, _: on_round(number, found)))
