"""Wishes of an operator: which of them a roster grants, and which it denies.

Each pair of a shift and an `avoid` window (that of one date) that overlap is a wish denied; an `avoid` window of a day of
the horizon that no shift touches is one granted. A `prefer` is a wish for each day of the horizon it speaks of: denied
where no shift that starts on the day overlaps its window, or, without times, no shift starts at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.availability import days_touched, entries_on, entry_span
from scheduler.check.facts.times import Span, day_of_shift, overlap, span
from scheduler.check.facts.words import hours_text, shift_text
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.roster import Shift


def denied_wishes(instance: Instance, operator: Operator, own: Sequence[Shift]) -> Iterator[str]:
    """Witness of each wish that the shifts of an operator deny."""
    if operator.id not in instance.availability_of:
        return
    for shift in own:
        yield from _avoided(instance, shift)
    for day, entry in _wishes(instance, operator, "prefer"):
        if not _is_fulfilled(instance, entry, day, own):
            yield f"{operator.id} does not work on {_text(instance, day, entry_span(instance, entry, day))}, as preferred"


def granted_wishes(instance: Instance, operator: Operator, own: Sequence[Shift]) -> int:
    """Number of wishes that the shifts of an operator grant."""
    return sum(granted for _, granted in judged_wishes(instance, operator, own))


def judged_wishes(instance: Instance, operator: Operator, own: Sequence[Shift]) -> Iterator[tuple[int, bool]]:
    """Day of the horizon of each wish, and whether the shifts of an operator grant it."""
    for day, entry in _wishes(instance, operator, "prefer"):
        yield day, _is_fulfilled(instance, entry, day, own)
    for day, entry in _wishes(instance, operator, "avoid"):
        yield day, _is_kept_free(instance, entry, day, own)


def _wishes(instance: Instance, operator: Operator, kind: str) -> Iterator[tuple[int, Availability]]:
    for day in range(instance.horizon.days):
        for entry in entries_on(instance, operator.id, kind, day):
            yield day, entry


def _avoided(instance: Instance, shift: Shift) -> Iterator[str]:
    for day in days_touched(instance, shift):
        for entry in entries_on(instance, shift.operator, "avoid", day):
            window = entry_span(instance, entry, day)
            if overlap(span(shift), window):
                yield f"{shift_text(instance, shift)} touches {_text(instance, day, window)}, to be avoided"


def _is_fulfilled(instance: Instance, entry: Availability, day: int, own: Sequence[Shift]) -> bool:
    starting = [shift for shift in own if day_of_shift(instance, shift) == day]
    window = entry_span(instance, entry, day)
    return any(entry.start is None or overlap(span(shift), window) for shift in starting)


def _is_kept_free(instance: Instance, entry: Availability, day: int, own: Sequence[Shift]) -> bool:
    return not any(overlap(span(shift), entry_span(instance, entry, day)) for shift in own)


def _text(instance: Instance, day: int, window: Span) -> str:
    return f"{instance.grid.date(day)} {hours_text(instance, window)}"
