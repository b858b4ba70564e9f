"""Wishes the roster denies: shifts that touch an `avoid`, and a `prefer` left unworked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.plain import (
    Span,
    day_of,
    days_touched,
    entries_on,
    entry_span,
    overlap,
    shift_text,
    shifts_by_operator,
    span,
    window_text,
)
from scheduler.check.facts.priced import Priced
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Availability, Operator
from scheduler.roster import Shift

NAME = "wishes"


def cost(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of the denied wishes."""
    count = len(list(denied(instance, shifts)))
    yield Priced("denied_wishes", count * units(instance.objective.denied_wish), count, "wishes")


def denied(instance: Instance, shifts: Sequence[Shift]) -> Iterator[str]:
    """Witness of each wish denied.

    Each pair of a shift and an `avoid` window (that of one date) that overlap is one. A `prefer` is one for each day of
    the horizon it speaks of on which no shift starts that overlaps its window, or, without times, no shift at all.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        if operator.id in instance.availability_of:
            for shift in own:
                yield from _avoided(instance, shift)
            for day in range(instance.horizon.days):
                starting = [shift for shift in own if day_of(instance, shift.start) == day]
                yield from _preferred(instance, operator, day, starting)


def _avoided(instance: Instance, shift: Shift) -> Iterator[str]:
    for day in days_touched(instance, shift):
        for entry in entries_on(instance, shift.operator, "avoid", day):
            window = entry_span(instance, entry, day)
            if overlap(span(shift), window):
                yield f"{shift_text(instance, shift)} touches {_text(instance, day, window)}, to be avoided"


def _preferred(instance: Instance, operator: Operator, day: int, starting: list[Shift]) -> Iterator[str]:
    for entry in entries_on(instance, operator.id, "prefer", day):
        window = entry_span(instance, entry, day)
        if not any(_fulfils(entry, shift, window) for shift in starting):
            yield f"{operator.id} does not work on {_text(instance, day, window)}, as preferred"


def _fulfils(entry: Availability, shift: Shift, window: Span) -> bool:
    return entry.start is None or overlap(span(shift), window) > 0


def _text(instance: Instance, day: int, window: Span) -> str:
    return f"{instance.grid.date(day)} {window_text(instance, window)}"
