"""`scheduler.why` and `scheduler.compare`: what another day would have meant for somebody, and two rosters side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.check.facts.rotation import Left, Rotations, days_left
from scheduler.check.rules import opening_hours, shift_form
from scheduler.errors import Fault, InputError
from scheduler.instance.base import format_local_time, parse_local_time
from scheduler.instance.operators import EXTRA
from scheduler.instance.words.messages import did_you_mean
from scheduler.library.continuing import changed, refuse_changed
from scheduler.library.days import day as as_day
from scheduler.library.instance import ref_of
from scheduler.library.repairing import differences
from scheduler.library.result import Result
from scheduler.operate.changes import Change, changes, in_words
from scheduler.operate.judging import Judge
from scheduler.operate.other_shifts import MOST_TRIED, other_shifts
from scheduler.operate.reasons import short_in_words, shortened, who_could
from scheduler.operate.repair import Repaired, Wanted, repair
from scheduler.operate.swaps import Duty, shift_of
from scheduler.roster import Shift, parts_of
from scheduler.solve.options import Options

_CENT = 0.005


@dataclass(frozen=True, eq=False)
class Why:
    """What an alternative would mean.

    Parameters
    ----------
    plan, after
        The roster, and the best one found with the alternative.
    said
        The alternative in words.
    repaired
        What else would change, what that costs, and the bound.
    takers
        Who else could take the shift, and which rules keep the others from it; empty where there is none to take.
    rotation
        What the rotation of the operator has for that day, where the alternative is not so.
    """

    plan: Result
    after: Result
    said: str
    repaired: Repaired
    takers: str = ""
    rotation: Left | None = None

    @property
    def cost(self) -> tuple[float, float]:
        """How much more the alternative costs, at least and with the roster found; changes of other people included."""
        # A day off is asked for as an absence, before which a rotation gives way: its price is added here.
        more = self.rotation.rotation.price_per_day or 0.0 if self.rotation and not self.rotation.is_worked else 0.0
        most = self.after.cost + self.repaired.change_cost - self.plan.cost + more
        return min(most, self.repaired.bound - self.plan.cost + more), most

    @property
    def sentence(self) -> str:
        """The answer for the person: what it costs, what is short then, who else could come, and which rules bind."""
        least, most = self.cost
        if most < _CENT:
            otherwise = "nothing in the rules or prices decides between the two"
            return f"{self.said} costs nothing: {self._by_rotation or otherwise}"
        if most - least < _CENT:
            proven = ", which is proven"
        elif least >= _CENT:
            proven = f", at least {least:,.2f}, which is proven"
        else:
            proven = ", though it is not proven that it must cost anything"
        told = f"{self.said} costs {most:,.2f} more{proven}"
        windows = shortened(self.plan.instance, self.plan.roster, self.after.roster)
        short = short_in_words(self.plan.instance, windows)
        return "; ".join(filter(None, (told, self._by_rotation, short, self.takers)))

    @property
    def _by_rotation(self) -> str:
        """What the rotation has for the day, and whether a roster may leave it; empty where the alternative is as it asks."""
        if self.rotation is None:
            return ""
        price = self.rotation.rotation.price_per_day
        kept = "no roster leaves it, unless a pin or a row of rotation_changes says so" if price is None else \
            f"to leave it costs {price:,.2f}"
        return f"{self.rotation.rotation.label} has {' or '.join(self.rotation.asked)} for that day: {kept}"

    def __str__(self) -> str:
        lines = [self.sentence, *(f"  {line}" for line in differences(self.plan, self.after))]
        if self.repaired.changes:
            lines.append(f"  and {self.repaired.change_cost:,.2f} for what else would change:")
            lines += [f"    {in_words(self.after.instance, change)}" for change in self.repaired.changes]
        return "\n".join(lines)


def why(
    plan: Result, operator: str, day: dt.date | str, options: Options, *, start: str | None = None, template: str | None = None,
) -> Why:
    """Force somebody's day off, another start, or a template, and say what it means: as `scheduler.why`.

    Raises
    ------
    InputError
        If there is nothing to ask: the day is off already, the shift begins then, or no shift of the template fits.
    InfeasibleError
        If no roster keeps all rules then; the rules are named.
    """
    refuse_changed(plan, "allowed is to ask why")
    instance, duty = plan.instance, Duty(operator, as_day(day, "day"))
    day = duty.date
    own = _own_shift(plan, duty, needed=start is None and template is None)
    judge = plan.judge
    row, said = _alternative(judge, duty, own, start, template)
    rows = [entry.as_written() for entry in instance.availability]
    kept = [each for each in rows if each["operator"] != operator or each["when"] != str(day) or each["kind"] not in (
        "pinned", "prefer", "avoid", *EXTRA)]
    after = changed(instance, availability=[*kept, row])
    left = tuple(shift for shift in plan.roster.shifts if shift is not own)
    wanted = Wanted(after, ref_of(after), left, (own,) if own else (), frozenset({(operator, day)}),
                    after.grid.origin, plan.roster.truth)
    repaired = repair(wanted, options)
    result = Result(after, repaired.roster)
    mine = [shift for shift in result.roster.shifts if shift.operator == operator]
    person = next(each for each in instance.operators if each.id == operator)
    apart = days_left(Rotations(instance), person, mine)
    beside = next((each for each in apart if each.day == (day - instance.horizon.start).days), None)
    rest = tuple(change for change in repaired.changes if (change.operator, change.date) != (operator, day))
    return Why(plan, result, said, replace(repaired, changes=rest), who_could(judge, duty) if own else "", beside)


def _own_shift(plan: Result, duty: Duty, *, needed: bool) -> Shift | None:
    """Their shift of that day; None where they are off, unless it is needed."""
    horizon = plan.instance.horizon
    if not horizon.start <= duty.date < horizon.start + dt.timedelta(days=horizon.days):
        raise InputError([Fault("", "day", f"found {duty.date}, outside the horizon, which begins on {horizon.start}")])
    try:
        return shift_of(plan.instance, plan.roster.shifts, duty)
    except InputError:
        if needed or duty.operator not in {each.id for each in plan.instance.operators}:
            raise
        return None


def _alternative(
    judge: Judge, duty: Duty, own: Shift | None, start: str | None, template: str | None
) -> tuple[dict[str, object], str]:
    """Row that forces it, and its words."""
    instance = judge.instance
    name = next((each.label for each in instance.operators if each.id == duty.operator), duty.operator)
    row: dict[str, object] = {"operator": duty.operator, "when": str(duty.date)}
    if start is None and template is None:
        return row | {"kind": "unavailable"}, f"{name} off on {duty.date:%a} {duty.date}"
    pinned = _of_template(judge, duty, own, template, start) if template else _from(judge, duty, own, start or "")
    what = f" ({template})" if template else ""
    return row | {"kind": "pinned"} | pinned.row, f"{name} {pinned.words}{what} on {duty.date:%a} {duty.date}"


@dataclass(frozen=True)
class _Pinned:
    """A shift to pin: start and end of its part, or of both parts of a split one, as ``HH:MM``."""

    times: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, shift: Shift, zone: dt.tzinfo) -> _Pinned:
        """Any shift with the times of one, and of a split one with its gap."""
        return cls(tuple((f"{part.start.astimezone(zone):%H:%M}", f"{part.end.astimezone(zone):%H:%M}")
                         for part in parts_of(shift)))

    @property
    def row(self) -> dict[str, object]:
        """What a row of availability says of it."""
        row: dict[str, object] = {"from": self.times[0][0], "to": self.times[-1][1]}
        gaps = [f"gap {end}-{start}" for (_, end), (start, _) in pairwise(self.times)]
        return row | {"breaks": " | ".join(gaps)} if gaps else row

    @property
    def words(self) -> str:
        """Its times in words."""
        return " and ".join(f"from {start} to {end}" for start, end in self.times)


def _from(judge: Judge, duty: Duty, own: Shift | None, start: str) -> _Pinned:
    """The shift most like the present one that is offered from another time; in place of a split one a split one."""
    instance, minute, date = judge.instance, _minute(start), f"{duty.date:%a} {duty.date}"
    if own is not None and format_local_time(minute) == f"{own.start.astimezone(instance.grid.zone):%H:%M}":
        raise InputError([Fault("", "start", f"found {start}, when the shift begins already; allowed is another time")])
    bare = own and own.keeping(lambda each: each.kind != "activity")  # what is not pinned is placed anew
    parts = 1 if own is None else len(parts_of(own))
    alike = [each for each in _offered(judge, duty, bare, minute, None) if len(parts_of(each)) == parts]
    if own is not None and parts > 1:
        alike.sort(key=lambda each: _unlike(each, own))
    allowed = (each for each in alike if not [*opening_hours.check(instance, [each]), *shift_form.check(instance, [each])])
    if (best := next(allowed, None)) is None:
        raise InputError([Fault("", "start", f"no {'split ' if parts > 1 else ''}shift from {start} on {date} lies inside the "
                                f"opening hours and is one that the contract of {duty.operator} allows")])
    return _Pinned.of(best, instance.grid.zone)


def _minute(start: str) -> int:
    try:
        return parse_local_time(start)
    except ValueError as error:
        raise InputError([Fault("", "start", f"found {start!r}: {error}")]) from None


def _unlike(one: Shift, other: Shift) -> list[int]:
    """By how many minutes two split shifts differ: in all, and in each part."""
    return [abs(one.minutes - other.minutes), *(
        abs(here.minutes - there.minutes) for here, there in zip(parts_of(one), parts_of(other), strict=True))]


def _offered(
    judge: Judge, duty: Duty, own: Shift | None, start: int | None, template: str | None, most: int | None = None
) -> list[Shift]:
    """Other shifts of that day, those most like the present one first, and only so many of them."""
    mine = [shift for shift in judge.shifts if shift.operator == duty.operator]
    day = (duty.date - judge.instance.horizon.start).days
    try:
        return other_shifts(judge.instance, mine, day, own, duty.operator, start, template, most)
    except ValueError as error:
        raise InputError([Fault("", "template" if template else "start", str(error))]) from None


def _of_template(judge: Judge, duty: Duty, own: Shift | None, template: str, start: str | None) -> _Pinned:
    """A shift of a template, from a start if one is asked for: of those most like the present one the cheapest that the
    rules allow, as long as nobody else's day changes.
    """
    instance = judge.instance
    if template not in (known := [each.name for each in instance.shifts]):
        raise InputError([Fault("", "template", f"found {template!r}, no template{did_you_mean(template, known)}; allowed: "
                                f"{', '.join(known)}")])
    offered = _offered(judge, duty, own, None if start is None else _minute(start), template, MOST_TRIED)
    rest = [shift for shift in judge.shifts if shift is not own]
    judged = [(judge.judge([*rest, each], [duty.operator]), each) for each in offered]
    _, best = min(judged, key=lambda each: (len(each[0].violations), each[0].cost))
    return _Pinned.of(best, instance.grid.zone)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two rosters of one hotline.

    Parameters
    ----------
    one, other
        Both.
    changes
        Days that differ.
    """

    one: Result
    other: Result
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """Cost by term, and what differs, day by day."""
        yield f"cost {self.one.cost:,.2f} and {self.other.cost:,.2f} ({self.other.cost - self.one.cost:+,.2f})"
        yield from (f"  {line}" for line in differences(self.one, self.other))
        kinds = [str(change.kind) for change in self.changes]
        told = ", ".join(f"{kinds.count(kind)} {words}" for kind, words in (
            ("added", "shifts more"), ("dropped", "fewer"), ("moved", "at other times"), ("breaks", "with other breaks")))
        yield f"{len(self.one.roster.shifts)} and {len(self.other.roster.shifts)} shifts: {told}"
        yield from (f"  {in_words(self.other.instance, change)}" for change in self.changes)


def compare(one: Result, other: Result) -> Comparison:
    """Put two rosters side by side: as `scheduler.compare`.

    Raises
    ------
    InputError
        If they are for different days or hotlines.
    """
    for field, found, wanted in (("hotline", other.instance.hotline.name, one.instance.hotline.name),
                                 ("horizon", other.instance.horizon, one.instance.horizon)):
        if found != wanted:
            raise InputError([Fault("", field, f"found {found}, beside {wanted}; allowed are two rosters of the same")])
    return Comparison(one, other, changes(one.instance, one.roster.shifts, other.roster.shifts))
