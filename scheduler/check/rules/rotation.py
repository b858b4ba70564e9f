"""Each day of a rotation is worked, or off, as its pattern asks; where the rotation has a price, each that is not costs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.availability import entries_on
from scheduler.check.facts.priced import Priced
from scheduler.check.facts.rotation import Left, Rotations, days_left, pinned_with_times
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.violation import Violation
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Operator
from scheduler.roster import Shift

NAME = "rotation"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, a day each, for every day that is not as a rotation without a price asks, unless a pin says so."""
    for operator, left in _left(instance, shifts):
        if left.rotation.price_per_day is None and not _is_pinned(instance, operator, left):
            yield Violation(NAME, 1, "days", f"{operator.id} {'works' if left.is_worked else 'is off'} on "
                            f"{instance.grid.date(left.day)}, where {left.rotation.name or 'the rotation'!r} has "
                            f"{' or '.join(left.asked)}")


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of the days that are not as rotations with a price ask, if there are such rotations."""
    if all(each.price_per_day is None for each in instance.rotations):
        return
    prices = [each.rotation.price_per_day for _, each in _left(instance, shifts) if each.rotation.price_per_day is not None]
    yield Priced(NAME, sum(map(units, prices)), len(prices), "days")


def _left(instance: Instance, shifts: Sequence[Shift]) -> Iterator[tuple[Operator, Left]]:
    rotations = Rotations(instance)
    for operator, own in shifts_by_operator(instance, shifts) if instance.rotations else ():
        yield from ((operator, left) for left in days_left(rotations, operator, own))


def _is_pinned(instance: Instance, operator: Operator, left: Left) -> bool:
    """Whether a pin stands in place of the pattern: one with times, or any, where the pattern has no shift at all."""
    names_no_shift = set(left.asked) <= {"off"}
    return pinned_with_times(instance, operator.id, left.day) or (
        names_no_shift and left.is_worked and bool(entries_on(instance, operator.id, "pinned", left.day)))
