r"""What our roster lost against the best in hindsight, split into parts that add up.

All rosters are priced on what happened: the calls that came, the handling times and the patience measured. With
:math:`C(x)` the cost of roster *x* on these days,

.. math:: C(w) - C(h) = [C(w) - C(p)] + [C(p) - C(b)] + [C(b) - C(f)] + [C(f) - C(k)] + [C(k) - C(s)] + [C(s) - C(h)]

where *w* is the roster as it was worked, *p* as it was planned, *b* has the same shifts with the best breaks for the forecast,
*f* is the best roster for the forecast, *k* for the calls that a better forecast could have known (`measures.corrected`), *s*
for those with the handling times and patience measured, and *h* for each interval's calls as they came. The brackets are
attendance, breaks, shifts, calls, handling and chance. Each roster is searched from the one before it, so that a part is 0
where its cause changes nothing. A part may be below 0: a mistake can happen to help.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scheduler.check.cost import soft_rules
from scheduler.demand.demand import Demand, demand_of
from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.model.from_roster import solution_of
from scheduler.reviewed import Group, Part
from scheduler.roster import InstanceRef, Shift
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search

Shifts = tuple[Shift, ...]
OF_PRESENCE = frozenset(("unmanned", "coverage", "topic_cover", "minimums", "together"))
"""Terms of the cost that depend on who was there; the others are owed for the shifts as they were planned."""

PARTS: Mapping[str, Group] = {
    "attendance": "attendance", "breaks": "roster", "shifts": "roster", "calls": "forecast", "handling": "staffing",
    "chance": "forecast"}
_BETTER = 0.005
"""A roster takes the place of the one before it if it is better by this share of the cost, for what it is searched for; a
smaller gain is no reason for other shifts, and would only add chance to the parts. The best in hindsight always does."""
_SHARES = {"breaks": 0.1, "shifts": 0.2, "calls": 0.2, "handling": 0.2, "chance": 0.3}
"""How much of the time each search has."""


@dataclass(frozen=True, eq=False)
class Stages:
    """What each roster of the split is searched for; None: the same as the one before it.

    Parameters
    ----------
    breaks
        The plan with its shifts pinned.
    shifts
        The plan.
    calls, handling, chance
        With the calls that a better forecast could have known; with handling times and patience as measured, too; with the
        calls of each interval as they came, which is what happened.
    """

    breaks: Instance
    shifts: Instance
    calls: Instance | None
    handling: Instance | None
    chance: Instance


@dataclass(frozen=True, eq=False)
class Split:
    """What was lost, part by part, and the rosters between.

    Parameters
    ----------
    parts
        In the order of the brackets.
    cost
        Of the roster as it was worked.
    rosters
        By the name of the part that each ends.
    bound
        Proven: no roster costs less on what happened.
    """

    parts: tuple[Part, ...]
    cost: float
    rosters: Mapping[str, Shifts]
    bound: float


def cost_as_worked(instance: Instance, demand: Demand, planned: Sequence[Shift], worked: Sequence[Shift]) -> float:
    """Cost of a roster whose callers met those who were there, while pay, wishes and the like are those of the plan."""
    parts = (part for rule in soft_rules()
             for part in rule.cost(instance, demand, worked if rule.NAME in OF_PRESENCE else planned))
    return float(sum((Fraction(part.units) for part in parts), Fraction(0)) / UNITS)


def split(stages: Stages, ref: InstanceRef, planned: Shifts, worked: Shifts, options: Options) -> Split:
    """Search the rosters between ours and the best in hindsight, and price all of them on what happened."""
    rosters, at, bound = {"attendance": planned}, planned, 0.0
    for name, share in _SHARES.items():
        instance = getattr(stages, name)
        if instance is not None:
            found, bound = _best(instance, ref, at, replace(options, seconds=options.seconds * share))
            demand = demand_of(instance)
            before, after = (cost_as_worked(instance, demand, each, each) for each in (at, found))
            if name == "chance" or before - after > _BETTER * before:
                at = found
        rosters[name] = at
    happened, demand = stages.chance, demand_of(stages.chance)
    costs = [cost_as_worked(happened, demand, planned, worked)]
    costs += [cost_as_worked(happened, demand, each, each) for each in rosters.values()]
    parts = tuple(Part(name, PARTS[name], costs[place] - costs[place + 1]) for place, name in enumerate(rosters))
    return Split(parts, costs[0], rosters, bound)


def _best(instance: Instance, ref: InstanceRef, start: Shifts, options: Options) -> tuple[Shifts, float]:
    """The best roster found, from another one, and what none costs less than."""
    prepared = prepare(instance, ref)
    try:
        solution = solution_of(instance, prepared.problem, start)
    except ValueError as error:
        raise InputError([Fault("", "plan", f"does not fit the instance, which may have changed since: {error}")]) from None
    roster, _ = search(prepared, options, solution)
    return roster.shifts, roster.run.bound
