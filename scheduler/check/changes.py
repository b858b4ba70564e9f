"""What a repair changed, from plain times: what its changes cost, and whether what had begun stayed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from functools import partial

from scheduler.check.facts.breaks import parts
from scheduler.check.facts.led import without_led
from scheduler.check.facts.shifts import breaks_seen, shifts_by_day
from scheduler.check.facts.times import Span, minutes_between, overlap, span
from scheduler.check.facts.words import shift_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.instance.objective import CALLED_LATER
from scheduler.roster import Shift, StandbyPlace

Key = tuple[str, int]
"""Operator and day."""


def change_cost(
    instance: Instance, before: Sequence[Shift], after: Sequence[Shift], now: dt.datetime, exempt: Collection[Key] = (),
    standby: Sequence[StandbyPlace] = (),
) -> Fraction:
    """Price of all changes, in the unit of `cost_per_hour`; days that something else has changed cost nothing.

    Whoever comes in on a day off while they are on standby costs nothing as the first, and a cent more for each place after it.
    What a facilitator holds for one after the other moves with theirs, and costs nothing beside it.
    """
    old, new = (shifts_by_day(instance, without_led(instance, shifts)) for shifts in (before, after))
    found = Fraction(0)
    for key in (old.keys() | new.keys()) - set(exempt):
        price, shift = _price(instance, old.get(key), new.get(key), now), new.get(key)
        if key not in old and shift is not None:
            ranks = [each.place for each in standby if each.operator == shift.operator and overlap(span(each), span(shift))]
            price = min([price, *(Fraction(str(CALLED_LATER)) * (rank - 1) for rank in ranks)])
        found += price
    return found


def frozen_violations(
    instance: Instance, before: Sequence[Shift], after: Sequence[Shift], now: dt.datetime, asked: Collection[Key] = ()
) -> Iterator[Violation]:
    """Yield a violation for each shift begun before a moment that is not in both rosters, with the same breaks.

    Of those whose operators are `asked` for another end, only what lies before the moment must be the same. What a facilitator
    holds for one after the other follows from theirs.
    """
    old, new = (shifts_by_day(instance, [shift for shift in without_led(instance, shifts) if span(shift)[0] < now])
                for shifts in (before, after))
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        seen = partial(_begun, now) if key in asked else _seen
        if one is None or other is None or seen(one) != seen(other):
            told = shift_text(instance, one or other)  # type: ignore[arg-type]
            yield Violation("frozen", 1, "shifts", f"{told} had begun by {now.isoformat()} and is not as it was published")


def _seen(shift: Shift) -> tuple[object, ...]:
    return span(shift), breaks_seen(shift)


def _begun(now: dt.datetime, shift: Shift) -> tuple[object, ...]:
    """What of a shift lies before a moment: its start, the breaks that have begun, and its end if it is over."""
    start, end = span(shift)
    return start, end if end < now else None, [each for each in breaks_seen(shift) if each[0] < now]


def _times(shift: Shift) -> tuple[Span, ...]:
    """When somebody is there, in the gap of a split shift not."""
    return tuple(map(span, parts(shift)))


def _price(instance: Instance, one: Shift | None, other: Shift | None, now: dt.datetime) -> Fraction:
    """What it costs that a day is as `other` and not as `one`; more if the earlier of the two begins soon."""
    if one is not None and other is not None and _seen(one) == _seen(other):
        return Fraction(0)
    prices = instance.objective
    same_times = one is not None and other is not None and _times(one) == _times(other)
    starts = [span(each)[0] for each in (one, other) if each is not None]
    soon = minutes_between(now, min(starts)) < prices.short_notice_hours * 60
    price = Fraction(str(prices.changed_breaks if same_times else prices.changed_shift))
    return price * (prices.short_notice_factor if soon else 1)
