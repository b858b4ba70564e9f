"""Search with a least purchase of outside help: rounds that share the time, each with another share of its price forgiven.

A roster shows what the last purchase within the minimum saves for its price (`demand.cost.least_purchase.settled`); the next
round forgives the rest of the price, so that own staff is planned as if help cost no more than that. Costs are those of the
roster with its cheapest purchase, whatever was forgiven, and every round's bound holds for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from scheduler.check.facts.coverage import on_phone_of_sets
from scheduler.demand.cost.least_purchase import anyway, settled
from scheduler.engine.search import Progress
from scheduler.errors import InterruptedEmptyError, NoRosterError
from scheduler.roster import Roster
from scheduler.solve.options import Options
from scheduler.solve.prepared import Prepared
from scheduler.solve.recipe import search

_ROUNDS = 8
_SHARE = 0.6
"""Of the time limit, the part for all rounds but the last."""
_ALIKE = 1e-3
"""Shares of the price so near to each other are one."""


@dataclass
class _Best:
    """The cheapest roster of all rounds, the highest of their bounds, and the share of the price that gave it."""

    roster: Roster | None = None
    bound: float = 0.0
    share: float = 0.0
    seconds: float = 0.0

    def take(self, roster: Roster, share: float) -> None:
        self.seconds += roster.run.seconds or 0.0
        if roster.run.bound >= self.bound:
            self.bound, self.share = roster.run.bound, share
        if self.roster is None or roster.run.objective <= self.roster.run.objective:
            self.roster = roster

    def whole(self, *, interrupted: bool) -> Roster:
        """The roster with what all rounds have proven."""
        assert self.roster is not None
        run = self.roster.run
        bound = min(self.bound, run.objective)
        return self.roster.model_copy(update={"run": run.model_copy(update={
            "bound": bound, "gap": (run.objective - bound) / run.objective if run.objective else 0.0,
            "status": "optimal" if bound == run.objective else "feasible", "interrupted": interrupted,
            "seconds": None if run.seconds is None else round(self.seconds, 3)})})


@dataclass
class _Bracket:
    """Between which shares of the price the right one lies: spending rises with what is forgiven."""

    low: float = 0.0
    high: float = 1.0

    def next(self, share: float, wanted: float, *, too_little: bool) -> float:
        """The share for the next round: what the last one asks for, if that lies between those tried, else their middle."""
        if too_little:
            self.low = share
        else:
            self.high = share
        if self.low + _ALIKE < wanted < self.high - _ALIKE:
            return wanted
        return (self.low + self.high) / 2


def binds(prepared: Prepared) -> bool:
    """Whether there is a least purchase that a roster may miss."""
    return any(each.bound_to_buy is not None for each in prepared.demand.sets)


def solve_with_least_purchase(prepared: Prepared, options: Options) -> Roster:
    """Search until the share of the price that the minimum pays anyway is found, or the rounds are used up.

    Raises
    ------
    InfeasibleError, NoRosterError, InterruptedEmptyError, CheckError
        As `recipe.search`; an interrupt after the first roster returns the best one so far.
    """
    best, bracket, share, start, last = _Best(), _Bracket(), 0.0, None, False
    for number in range(1, _ROUNDS + 1):
        planned = prepared if share == prepared.forgiven else prepared.forgiving(share)
        part = _SHARE / (_ROUNDS - 1)
        limited = replace(options, seconds=options.seconds * (1 - part * (number - 1) if last else part),
                          progress=partial(_tell, prepared, options, share))
        try:
            roster, start = search(planned, limited, start)
        except (NoRosterError, InterruptedEmptyError):
            if best.roster is None:
                raise
            break
        best.take(roster, share)
        if last or options.is_interrupted:
            break
        following = _following(prepared, roster, bracket, share)
        last = following == share or number == _ROUNDS - 1
        share = best.share if last else following
    return best.whole(interrupted=options.is_interrupted)


def _following(prepared: Prepared, roster: Roster, bracket: _Bracket, share: float) -> float:
    """The share for the next round; the same again where nothing better can be asked."""
    wanted, missed = _asked(prepared, roster, share)
    return share if abs(wanted - share) < _ALIKE else bracket.next(share, wanted, too_little=missed)


def _asked(prepared: Prepared, roster: Roster, share: float) -> tuple[float, bool]:
    """What the cheapest purchase beside a roster asks to be forgiven, and whether it stays below the minimum without it."""
    instance, demand = prepared.instance, prepared.demand
    cells = np.flatnonzero(demand.is_open)
    interval = cells // instance.grid.cells_per_interval
    present = on_phone_of_sets(instance, roster.shifts)
    for each, there in zip(demand.sets, present, strict=True):
        if each.bound_to_buy is not None:
            found = settled(each.bound_to_buy, interval, there[cells])
            return found.forgiven, found.forgiven > share
    return 0.0, False


def _tell(prepared: Prepared, options: Options, share: float, told: Progress) -> None:
    """Report progress with what is paid anyway."""
    more = anyway(prepared.instance, share)
    options.report(replace(told, cost=told.cost + more, bound=None if told.bound is None else told.bound + more))
