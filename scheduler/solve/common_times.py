"""Times of what is held together: chosen where it costs least, by the prices of a dual that leaves them open, then fixed.

That dual lets each of the people have the activity at a time of their own: what it proves holds whatever times are chosen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.times import day_of_shift
from scheduler.engine.bound.dual import Dual
from scheduler.engine.counters.possible import impossible_in
from scheduler.engine.crew import Crew
from scheduler.errors import InfeasibleError
from scheduler.instance.activities import Activity
from scheduler.instance.base import format_local_time
from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem
from scheduler.roster import Shift
from scheduler.rules.basis.activity_forms import held_at
from scheduler.solve.options import Options
from scheduler.timegrid import MINUTES_PER_DAY

Key = tuple[str, int]
"""Name of an activity, and a day."""
Chosen = Mapping[Key, int]
"""Start of what is held together on a day, in minutes after its midnight."""
Compiled = Callable[[Instance], Problem]

_STEPS, _SHARE = 60, 0.1
"""Steps of the dual at most before the search, and again after it; and their share of the time limit."""

_LACKING = 10**14
"""Units for each of the people who cannot have an activity at a start, of those who can at some: more than any roster costs."""


def open_times(instance: Instance) -> dict[Key, Activity]:
    """Activities held together on a day at a time that is still to be chosen."""
    found = (each for each in instance.activities if each.is_common and each.at is None)
    return {(each.name, day): each for each in found for day in instance.days_of(each)}


def with_times(instance: Instance, chosen: Chosen) -> Instance:
    """The instance in which some activities have their times; those of other days stay open."""
    activities = [*chain.from_iterable(_parted(instance, each, chosen) for each in instance.activities)]
    return instance.model_copy(update={"activities": tuple(activities)})


def _parted(instance: Instance, activity: Activity, chosen: Chosen) -> Iterator[Activity]:
    """An activity, parted by day where times were chosen."""
    days = instance.days_of(activity)
    if not any((activity.name, day) in chosen for day in days):
        yield activity
        return
    for day in days:
        fixed = {"at": chosen[activity.name, day], "between": ()} if (activity.name, day) in chosen else {}
        yield activity.model_copy(update={"on": (instance.grid.date(day),), "days": None, **fixed})


def times_of(instance: Instance, shifts: Iterable[Shift]) -> dict[Key, int]:
    """The times that a roster has for what is held together; of days on which nobody has it, the one in the middle."""
    pinned = pinned_times(instance)
    found = {key: each.starts[len(each.starts) // 2] for key, each in open_times(instance).items()}
    for shift in shifts:
        day = day_of_shift(instance, shift)
        for each in shift.activities:
            if (each.name or "", day) in found:
                local = each.start.astimezone(instance.grid.zone)
                later = (local.date() - instance.grid.date(day)).days
                found[each.name or "", day] = later * MINUTES_PER_DAY + local.hour * 60 + local.minute
    return found | pinned


def pinned_times(instance: Instance) -> dict[Key, int]:
    """Times of what is held together that pins with breaks give, as far as others may have it then."""
    found, still_open = dict[Key, int](), open_times(instance)
    for pin in (each for each in instance.availability if each.fixes_breaks) if still_open else ():
        for (name, day), activity in still_open.items():
            for each in pin.breaks or () if pin.on(instance.grid.date(day)) else ():
                start = each.start + MINUTES_PER_DAY * (each.start < pin.window[0])
                if each.kind == activity.kind and start in activity.starts:
                    found[name, day] = start
    return found


@dataclass(frozen=True)
class Ranked:
    """Times to choose from.

    Parameters
    ----------
    starts
        Of all that is held together on a day its starts, the best first, each with what it costs more than the best one.
    first
        Times of which it is known that everybody has a roster.
    bound
        What no roster is below, whatever times are chosen, in units.
    problem
        The problem with the times of `first`.
    """

    starts: Mapping[Key, Sequence[tuple[int, int]]]
    first: Mapping[Key, int]
    bound: int
    problem: Problem

    def beside(self, chosen: Mapping[Key, int]) -> Iterator[dict[Key, int]]:
        """Times of which one alone is another, first those that cost least by the ranking."""
        others = [(cost, key, start) for key, starts in self.starts.items() for start, cost in starts
                  if start != chosen[key] and cost < _LACKING]
        yield from (dict(chosen) | {key: start} for _, key, start in sorted(others))


def ranked_times(instance: Instance, compiled: Compiled, crew: Crew, options: Options) -> Ranked:
    """Rank the times of all that is held together by a dual that leaves them open.

    Parameters
    ----------
    compiled
        Makes the problem of an instance.

    Raises
    ------
    InfeasibleError
        If some activity has no time at which everybody may have it.
    """
    dual = Dual(crew, crew.presence(crew.empty()))
    _improve(dual, options)
    pinned, prices = pinned_times(instance), _row_prices(crew, dual.presence_prices)
    starts = {key: [(pinned[key], 0)] if key in pinned else _by_cost(instance, crew.problem, prices, key, each)
              for key, each in open_times(instance).items()}
    best = {key: ways[0][0] for key, ways in starts.items()}
    problem = _possible(instance, compiled, best)
    if problem is None:
        best, problem = _one_by_one(instance, compiled, {key: [start for start, _ in ways] for key, ways in starts.items()})
    return Ranked(starts, best, dual.bound, problem)


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


def _row_prices(crew: Crew, prices: NDArray[np.float64]) -> list[NDArray[np.int64]]:
    """Of each class what its shifts cost at prices of presence; each of shape (rows of the class,)."""
    skills, whole = crew.problem.skills, np.round(prices).astype(np.int64)
    rows = {skill: crew.price_rows(np.ascontiguousarray(whole[skill:skill + skills.lanes]))
            for skill in {each.skill for each in crew.problem.classes}}
    return [rows[each.skill][each.rows] + each.cost for each in crew.problem.classes]


def _by_cost(
    instance: Instance, problem: Problem, prices: Sequence[NDArray[np.int64]], key: Key, activity: Activity
) -> list[tuple[int, int]]:
    """Starts of an activity, first those that most people can have, of these those whose best shifts of the day cost least.

    Each with what it costs more than the first one. People without any shift on that day that has the activity count nowhere.
    """
    table, lacking, costs = problem.table, dict.fromkeys(activity.starts, 0), dict.fromkeys(activity.starts, 0)
    times = {start: held_at(activity.kind, start, activity.minutes, instance.grid.cell_minutes) for start in activity.starts}
    held = {start: np.array([time in form.activities for form in table.forms], dtype=np.bool_) for start, time in times.items()}
    for each, cost in zip(problem.classes, prices, strict=True):
        today = table.day[each.rows] == key[1]
        form, of_day = table.form[each.rows][today], cost[today]
        least = {start: int(of_day[mask[form]].min()) for start, mask in held.items() if mask[form].any()}
        for start in activity.starts if least else ():
            lacking[start] += 0 if start in least else len(each.members)
            costs[start] += len(each.members) * least.get(start, max(least.values()))
    ranked = sorted(activity.starts, key=lambda start: (lacking[start], costs[start], start))
    return [(start, costs[start] - costs[ranked[0]] + _LACKING * (lacking[start] - lacking[ranked[0]])) for start in ranked]


def _possible(instance: Instance, compiled: Compiled, chosen: Chosen) -> Problem | None:
    """The problem with these times, if everybody has a roster with them."""
    problem = compiled(with_times(instance, chosen))
    return None if impossible_in(problem) else problem


def _one_by_one(
    instance: Instance, compiled: Compiled, costs: Mapping[Key, Sequence[int]]
) -> tuple[dict[Key, int], Problem]:
    """The cheapest times with which everybody has a roster, one activity after the other, and the problem with all of them."""
    chosen: dict[Key, int] = {}
    for key, ways in costs.items():
        tried = ((each, _possible(instance, compiled, chosen | {key: each})) for each in ways)
        found = next(((start, problem) for start, problem in tried if problem), None)
        if found is None:
            told = ", ".join(f"{name} on {instance.grid.date(day)} at {format_local_time(at % MINUTES_PER_DAY)}"
                             for (name, day), at in chosen.items())
            raise InfeasibleError(f"no roster is possible: {key[0]} on {instance.grid.date(key[1])} has no time at which "
                                  f"everybody may have it{f', with {told}' if told else ''}; allowed are wider windows "
                                  "(between), more starts (every_minutes), or together: false")
        chosen[key], problem = found
    return chosen, problem
