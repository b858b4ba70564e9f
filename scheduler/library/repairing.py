"""`scheduler.repair`: what was published changes as little as it can; the answer in words, with its bound."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.check.cost import term_changes
from scheduler.check.facts.standby import empty_places, wanted_places
from scheduler.errors import Fault, InputError
from scheduler.library.continuing import changed, moment
from scheduler.library.instance import Instance, ref_of
from scheduler.library.reading import rows_of_file
from scheduler.library.result import Result
from scheduler.operate.changes import Change, changes, in_words, people
from scheduler.operate.events import Event, Happened, begins, happened
from scheduler.operate.frozen import Row
from scheduler.operate.offers import Offer
from scheduler.operate.repair import Repaired, Wanted
from scheduler.operate.repair import repair as search_repair
from scheduler.operate.standby import on_standby, standby_changes, standby_in_words
from scheduler.roster import InstanceRef, Shift
from scheduler.solve.options import Options

_NOTHING = 1e-6


@dataclass(frozen=True, eq=False)
class Repair:
    """A repaired roster beside the one that was published.

    Parameters
    ----------
    before, after
        Both, each with its instance.
    lost
        Shifts that nobody works any more.
    repaired
        Changes, what they cost, and the bound.
    most
        People whom it may touch; None: any number.
    """

    before: Result
    after: Result
    lost: tuple[Shift, ...]
    repaired: Repaired
    most: int | None = None

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """The answer in words: what changes, whom to call, what it costs term by term, and what no repair can beat."""
        found = self.repaired
        told, asked = list(people(found.changes)), {offer.key: offer for offer in found.offers}
        yield from self._left()
        if not told:
            yield "nothing else changes" if self.lost else "nothing changes"
        else:
            yield f"{_counted(found.changes)}; {'1 person' if len(told) == 1 else f'{len(told)} people'} to call:"
            yield from (f"  {self._change(change, asked.get((change.operator, change.date)))}" for change in found.changes)
        yield from self._missed()
        yield from standby_differences(self.before, self.after)
        yield from self._cost()
        total = self.after.cost + found.change_cost
        best = "; this is the best repair" if abs(total - found.bound) < _NOTHING else ""
        which = "" if self.most is None else f" that touches at most {self.most} people"
        yield f"proven: no repair{which} costs less than {found.bound:,.2f}, its changes included; this one {total:,.2f}{best}"
        if found.least_short is not None:
            yield (f"proven: no repair{which} misses fewer than {found.least_short:,.2f} operator-hours; this one "
                   f"{_short(self.after):,.2f}")
        yield from self._which_repairs()

    def _left(self) -> Iterator[str]:
        """Who is no operator any more, as the instance was edited since, and how many shifts fall away with them."""
        known = {operator.id for operator in self.after.instance.operators}
        for who, count in Counter(shift.operator for shift in self.lost if shift.operator not in known).items():
            yield f"{who} is no operator any more: {'a shift' if count == 1 else f'{count} shifts'} of theirs fell away"

    def _which_repairs(self) -> Iterator[str]:
        """What the bounds say of overtime and time off, where contracts allow any."""
        instance, step = self.after.instance, self.repaired.step_minutes
        if step:
            yield (f"proven of repairs with overtime and time off by multiples of {step} min, or by the most allowed, breaks "
                   "as near as can be to where they were")
        elif any(contract.overtime_minutes_per_day or contract.time_off_minutes_per_day
                 for contract in instance.contracts.values()):
            yield "proven of repairs without overtime and time off"

    def _missed(self) -> Iterator[str]:
        """Who misses what its facilitator is not there for any more, in a shift that had begun."""
        instance, told = self.after.instance, {(each.operator, each.date) for each in self.repaired.changes}
        labels = frozenset().union(*instance.led_by.values())
        found = [each for each in changes(instance, self.before.roster.shifts, self.after.roster.shifts)
                 if each.kind == "breaks" and each.before and each.operator not in instance.led_by
                 and (each.operator, each.date) not in told and any(one.label in labels for one in each.before.activities)]
        if found:
            yield f"{len(found)} to be told that nobody is there to hold it:"
            yield from (f"  {in_words(instance, each)}" for each in found)

    def _change(self, change: Change, offer: Offer | None) -> str:
        told = in_words(self.after.instance, change)
        own = [each for each in self.before.roster.standby if each.operator == change.operator]
        if change.kind == "added" and change.after and (called := next(on_standby(own, change.after), None)):
            told = f"{told} (on standby: {called.name}, place {called.place})"
        return told if offer is None else f"ask {told} ({offer.words(self.after.instance)})"

    def _cost(self) -> Iterator[str]:
        yield f"cost {self.after.cost:,.2f}, it was {self.before.cost:,.2f}; the changes {self.repaired.change_cost:,.2f}"
        yield from (f"  {line}" for line in differences(self.before, self.after))


def _counted(found: Sequence[Change]) -> str:
    """How many shifts change, and of how many others the breaks alone."""
    breaks = sum(each.kind == "breaks" for each in found)
    shifts = len(found) - breaks
    if not shifts:
        return f"the breaks of {'1 shift' if breaks == 1 else f'{breaks} shifts'} change"
    told = "1 shift changes" if shifts == 1 else f"{shifts} shifts change"
    return f"{told}, and the breaks of {breaks} more" if breaks else told


def standby_differences(before: Result, after: Result) -> Iterator[str]:
    """Places on standby lists that have changed hands, and how many are empty."""
    places = after.roster.standby
    if found := standby_changes(before.roster.standby, places):
        yield f"{len(found)} places on standby change hands:" if len(found) > 1 else "1 place on standby changes hands:"
        yield from (f"  {standby_in_words(after.instance, each)}" for each in found)
    if empty := sum(count for _, count in empty_places(after.instance, places)):
        yield f"{empty} of {wanted_places(after.instance)} places on standby {'is' if empty == 1 else 'are'} empty"


def differences(one: Result, other: Result) -> Iterator[str]:
    """By how much each term of the cost differs, where it does."""
    for each in term_changes(one.roster.terms, other.roster.terms):
        yield f"{each.name.replace('_', ' ')} {each.cost:+,.2f} ({each.amount:+,.2f} {each.unit})"


def _short(result: Result) -> float:
    """Operator-hours missing to the requirement."""
    return sum(term.amount for name, term in result.roster.terms.items() if name.startswith("understaffing"))


def read_events(path: str | Path) -> tuple[Event, ...]:
    """Events of a CSV file with the columns ``event, operator, from, to, value``.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place.
    """
    return rows_of_file(Path(path), Event)


def repair(
    plan: Result, events: Sequence[Event], options: Options, *, now: dt.datetime | str | None = None,
    most: int | None = None, breaks_only: bool = False, offers: bool = True, declined: Collection[str] = (),
) -> Repair:
    """Repair a roster after events: as `scheduler.repair`, which says what may be asked.

    Raises
    ------
    InputError
        If an event cannot be, or nothing is asked.
    """
    instance = plan.instance
    if not events and now is None:
        raise InputError([Fault("", "events", "found none, and no `now`; allowed is a table with a row, or a time")])
    if most is not None and most < 0:
        raise InputError([Fault("", "max_people", f"found {most}; allowed is a whole number from 0")])
    if unknown := sorted(set(declined) - {operator.id for operator in instance.operators}):
        raise InputError([Fault("", "declined", f"found {unknown[0]!r}, no operator of {instance.hotline.name!r}")])
    since = moment(instance, now, "now") if now is not None else min(begins(instance, event) for event in events)
    found = happened(instance, plan.roster.shifts, events, since)
    _lose_who_has_left(instance, found)
    after = _with(instance, found.topics)
    agreed = [after]

    def with_rows(rows: Sequence[Row]) -> tuple[Instance, InstanceRef]:
        agreed.append(changed(after, availability=[*(each.as_written() for each in after.availability), *rows]))
        return agreed[-1], ref_of(agreed[-1])

    is_as_it_was = not found.topics and plan.roster.instance.sha256 == instance.origin.sha256
    wanted = Wanted(after, ref_of(after), tuple(found.shifts), tuple(found.lost), frozenset(found.exempt), since,
                    plan.roster.truth, most, breaks_only, frozenset(found.dates), with_rows if offers else None,
                    frozenset(declined), plan.roster.standby, plan.bound if is_as_it_was else 0.0)
    repaired = search_repair(wanted, options)
    return Repair(plan, Result(agreed[-1], repaired.roster), tuple(found.lost), repaired, most)


def _lose_who_has_left(instance: Instance, found: Happened) -> None:
    """Shifts of people who are not there any more, as the instance was edited since, are lost."""
    known = {operator.id for operator in instance.operators}
    gone = [shift for shift in found.shifts if shift.operator not in known]
    found.shifts = [shift for shift in found.shifts if shift.operator in known]
    found.lost += gone


def _with(instance: Instance, topics: dict[str, list[dict[str, object]]]) -> Instance:
    """The instance with what has happened, under its own name."""
    changes: dict[str, object] = {**topics}
    if "calls" in topics:
        changes["calls"] = {"forecast": topics["calls"], "per_day": None, "shape": None, "aht_s": None, "weekday_factors": None}
    return changed(instance, **changes)
