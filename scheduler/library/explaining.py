"""`scheduler.why` and `scheduler.compare`: what another day would have meant for somebody, and two rosters side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler.errors import Fault, InputError
from scheduler.instance.base import format_local_time, parse_local_time
from scheduler.library.continuing import changed
from scheduler.library.instance import Instance, ref_of
from scheduler.library.repairing import differences
from scheduler.library.result import Result
from scheduler.operate.changes import Change, changes, in_words
from scheduler.operate.repair import Repaired, Wanted, repair
from scheduler.operate.swaps import Duty, shift_of
from scheduler.roster import Shift
from scheduler.solve.options import Options

_LONG = 8 * 60
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
    """

    plan: Result
    after: Result
    said: str
    repaired: Repaired

    @property
    def cost(self) -> tuple[float, float]:
        """How much more the alternative costs, at least and with the roster found; changes of other people included."""
        most = self.after.cost + self.repaired.change_cost - self.plan.cost
        return min(most, self.repaired.bound - self.plan.cost), most

    def __str__(self) -> str:
        least, most = self.cost
        if most < _CENT:
            head = f"{self.said} costs nothing: nothing in the rules or prices decides between the two"
        elif most - least < _CENT:
            head = f"{self.said} costs {most:,.2f} more, which is proven"
        else:
            head = f"{self.said} costs {most:,.2f} more; at least {max(0.0, least):,.2f} more, which is proven"
        lines = [head, *(f"  {line}" for line in differences(self.plan, self.after))]
        if self.repaired.changes:
            lines.append(f"  and {self.repaired.change_cost:,.2f} for what else would change:")
            lines += [f"    {in_words(self.after.instance, change)}" for change in self.repaired.changes]
        return "\n".join(lines)


def why(plan: Result, operator: str, day: dt.date, options: Options, *, start: str | None = None) -> Why:
    """Force somebody's day off, or another start, and say what it means: as `scheduler.why`.

    Raises
    ------
    InputError
        If there is nothing to ask: the day is off already, or the shift begins then.
    InfeasibleError
        If no roster keeps all rules then; the rules are named.
    """
    instance, duty = plan.instance, Duty(operator, day)
    if not instance.horizon.start <= day < instance.horizon.start + dt.timedelta(days=instance.horizon.days):
        raise InputError([Fault("", "day", f"found {day}, outside the horizon, which begins on {instance.horizon.start}")])
    try:
        own = shift_of(instance, plan.roster.shifts, duty)
    except InputError:
        if operator not in {each.id for each in instance.operators} or start is None:
            raise
        own = None
    row, said = _alternative(instance, duty, own, start)
    rows = [entry.as_written() for entry in instance.availability]
    kept = [each for each in rows if each["operator"] != operator or each["when"] != str(day) or each["kind"] not in (
        "pinned", "prefer", "avoid")]
    after = changed(instance, availability=[*kept, row])
    left = tuple(shift for shift in plan.roster.shifts if shift is not own)
    wanted = Wanted(after, ref_of(after), left, (own,) if own else (), frozenset({(operator, day)}),
                    after.grid.origin, plan.roster.truth)
    repaired = repair(wanted, options)
    rest = tuple(change for change in repaired.changes if (change.operator, change.date) != (operator, day))
    return Why(plan, Result(after, repaired.roster), said, replace(repaired, changes=rest))


def _alternative(instance: Instance, duty: Duty, own: Shift | None, start: str | None) -> tuple[dict[str, object], str]:
    """Row that forces it, and its words."""
    name = next((each.label for each in instance.operators if each.id == duty.operator), duty.operator)
    row: dict[str, object] = {"operator": duty.operator, "when": str(duty.date)}
    if start is None:
        return row | {"kind": "unavailable"}, f"{name} off on {duty.date:%a} {duty.date}"
    try:
        minute = parse_local_time(start)
    except ValueError as error:
        raise InputError([Fault("", "start", f"found {start!r}: {error}")]) from None
    if own is not None and format_local_time(minute) == f"{own.start.astimezone(instance.grid.zone):%H:%M}":
        raise InputError([Fault("", "start", f"found {start}, when the shift begins already; allowed is another time")])
    end = (minute + (own.minutes if own else _LONG)) % (24 * 60)
    return (row | {"kind": "pinned", "from": format_local_time(minute), "to": format_local_time(end)},
            f"{name} from {format_local_time(minute)} to {format_local_time(end)} on {duty.date:%a} {duty.date}")


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
