"""Times of what is held together: chosen where it costs least, by the prices of a dual that leaves them open, then fixed.

That dual lets each of the people have the activity at a time of their own: what it proves holds whatever times are chosen.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.times import day_of_shift
from scheduler.demand.demand import Demand
from scheduler.engine.bound.dual import Dual
from scheduler.engine.counters.possible import impossible_in
from scheduler.engine.crew import Crew
from scheduler.engine.search import Progress
from scheduler.errors import InfeasibleError
from scheduler.instance.activities import Activity
from scheduler.instance.base import format_local_time
from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem, compile_problem
from scheduler.roster import Shift
from scheduler.solve.options import Options
from scheduler.timegrid import MINUTES_PER_DAY

Key = tuple[str, int]
"""Name of an activity, and a day."""
Chosen = Mapping[Key, int]
"""Start of what is held together on a day, in minutes after its midnight."""

_STEPS, _SHARE = 60, 0.1
"""Steps of the dual at most before the search, and again after it; and their share of the time limit."""


def open_times(instance: Instance) -> dict[Key, Activity]:
    """Activities held together on a day at a time that is still to be chosen."""
    found = (each for each in instance.activities if each.together and each.at is None)
    return {(each.name, day): each for each in found for day in range(instance.grid.days)
            if each in instance.activities_on(day)}


def with_times(instance: Instance, chosen: Chosen) -> Instance:
    """The instance in which some activities have their times; those of other days stay open."""
    activities = [*chain.from_iterable(_parted(instance, each, chosen) for each in instance.activities)]
    return instance.model_copy(update={"activities": tuple(activities)})


def _parted(instance: Instance, activity: Activity, chosen: Chosen) -> Iterator[Activity]:
    """An activity, parted by day where times were chosen."""
    days = [day for day in range(instance.grid.days) if activity in instance.activities_on(day)]
    if not any((activity.name, day) in chosen for day in days):
        yield activity
        return
    for day in days:
        fixed = {"at": chosen[activity.name, day], "between": ()} if (activity.name, day) in chosen else {}
        yield activity.model_copy(update={"on": (instance.grid.date(day),), "days": None, **fixed})


def times_of(instance: Instance, shifts: Iterable[Shift]) -> dict[Key, int]:
    """The times that a roster has for what is held together; of days on which nobody has it, the one in the middle."""
    found = {key: each.starts[len(each.starts) // 2] for key, each in open_times(instance).items()}
    for shift in shifts:
        day = day_of_shift(instance, shift)
        for each in shift.activities:
            if (each.name or "", day) in found:
                local = each.start.astimezone(instance.grid.zone)
                later = (local.date() - instance.grid.date(day)).days
                found[each.name or "", day] = later * MINUTES_PER_DAY + local.hour * 60 + local.minute
    return found


def chosen_times(instance: Instance, demand: Demand, crew: Crew, options: Options) -> tuple[dict[Key, int], int]:
    """Times for all that is held together, and a bound in units that holds whatever they are.

    Raises
    ------
    InfeasibleError
        If some activity has no time at which everybody may have it.
    """
    dual = Dual(crew, crew.presence(crew.empty()))
    _improve(dual, options)
    costs = {key: _by_cost(instance, crew.problem, dual.presence_prices, key, each)
             for key, each in open_times(instance).items()}
    best = {key: ways[0] for key, ways in costs.items()}
    if not _is_possible(instance, demand, best):
        best = _one_by_one(instance, demand, costs)
    return best, dual.bound


def bound_at(crew: Crew, prices: NDArray[np.float64], options: Options) -> int:
    """What a dual proves from prices on that a search has found for other times."""
    dual = Dual(crew, crew.presence(crew.empty()))
    dual.prices = prices.copy()
    _improve(dual, options)
    return dual.bound


def _improve(dual: Dual, options: Options) -> None:
    began = time.monotonic()
    for _ in range(_STEPS):
        dual.improve()
        late = not options.deterministic and time.monotonic() - began > _SHARE * options.seconds
        if dual.converged or late or options.is_interrupted:
            break


def _by_cost(
    instance: Instance, problem: Problem, prices: NDArray[np.float64], key: Key, activity: Activity
) -> list[int]:
    """Starts of an activity, first those at which its people are worth least on the phone."""
    skills = problem.skills.of_operator[: len(instance.operators)]
    who = [number for number, each in enumerate(instance.operators) if activity.is_for(each)]
    worth = -prices[skills[who]].sum(axis=0) if who else np.zeros(problem.all_cells)
    midnight = (instance.grid.window_cells(key[1], 0, MINUTES_PER_DAY))[0]
    step = instance.grid.cell_minutes

    def cost(start: int) -> float:
        first = midnight + start // step
        return float(worth[first:first + activity.minutes // step].sum())

    return sorted(activity.starts, key=lambda start: (cost(start), start))


def _is_possible(instance: Instance, demand: Demand, chosen: Chosen) -> bool:
    return not impossible_in(compile_problem(with_times(instance, chosen), demand))


def _one_by_one(instance: Instance, demand: Demand, costs: Mapping[Key, Sequence[int]]) -> dict[Key, int]:
    """The cheapest times with which everybody has a roster, one activity after the other."""
    chosen: dict[Key, int] = {}
    for key, ways in costs.items():
        start = next((each for each in ways if _is_possible(instance, demand, chosen | {key: each})), None)
        if start is None:
            told = ", ".join(f"{name} on {instance.grid.date(day)} at {format_local_time(at % MINUTES_PER_DAY)}"
                             for (name, day), at in chosen.items())
            raise InfeasibleError(f"no roster is possible: {key[0]} on {instance.grid.date(key[1])} has no time at which "
                                  f"everybody may have it{f', with {told}' if told else ''}; allowed are wider windows "
                                  "(between), more starts (every_minutes), or together: false")
        chosen[key] = start
    return chosen


def shortened(options: Options, since: float) -> Options:
    """Options of the search with chosen times: the time that is left, and no bound that holds for these times alone."""
    left = max(options.seconds * 0.5, options.seconds * (1 - _SHARE) - (time.monotonic() - since))

    def tell(progress: Progress) -> None:
        if progress.what != "bound":
            options.report(replace(progress, bound=None))

    return replace(options, seconds=options.seconds if options.deterministic else left, gap=0.0, progress=tell)
