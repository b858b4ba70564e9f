"""What the supervisor pinned stands in the roster as it was pinned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.availability import entries_on, entry_span
from scheduler.check.facts.led import held_by
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import Span, day_of_shift, minutes_between, number, span
from scheduler.check.facts.words import shift_text, window_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability
from scheduler.roster import Shift

NAME = "pins"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation for each pin that the roster does not hold.

    Pinned with times, the shift of that day is exactly that window: the amount is by how many minutes its start and end
    differ, or the whole window if there is no shift. Pinned without times, the operator works on that day. Of pinned breaks
    each that does not stand there counts, and so does a gap that is not pinned: it is split only if its pin says so.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        if operator.id not in instance.availability_of:
            continue
        of_day = {day_of_shift(instance, shift): shift for shift in own}
        for day in range(instance.horizon.days):
            for pin in entries_on(instance, operator.id, "pinned", day):
                yield from _of_pin(instance, operator.id, pin, day, of_day.get(day))


def is_pinned(instance: Instance, shift: Shift) -> bool:
    """Whether a shift is exactly a window that its operator is pinned to, with times, on the day it starts, and as split."""
    day = day_of_shift(instance, shift)
    pins = [pin for pin in entries_on(instance, shift.operator, "pinned", day) if pin.start is not None]
    return any(entry_span(instance, pin, day) == span(shift)
               and _gaps(_pinned(pin)) == _gaps(_found(instance, shift)) for pin in pins)


def _of_pin(instance: Instance, operator: str, pin: Availability, day: int, shift: Shift | None) -> Iterator[Violation]:
    date, window = instance.grid.date(day), entry_span(instance, pin, day)
    if pin.start is None:
        if shift is None:
            yield Violation(NAME, 1, "days", f"{operator} does not work on {date}, where a shift is pinned")
    elif shift is None:
        yield Violation(NAME, number(minutes_between(*window)), "min", f"{operator} does not work on {date}, where "
                        f"{window_text(instance, window)} is pinned")
    elif off := _difference(span(shift), window):
        yield Violation(NAME, off, "min", f"{shift_text(instance, shift)}: pinned is {window_text(instance, window)}")
    else:
        yield from _of_breaks(instance, pin, shift)


def _of_breaks(instance: Instance, pin: Availability, shift: Shift) -> Iterator[Violation]:
    """Compare breaks by what the wall clock shows at them; one too many breaks another rule, unless it is a gap or a block.

    What its operator holds for one after the other stands where those have it, whatever the pin says.
    """
    pinned, found = _pinned(pin), _found(instance, shift)
    led = tuple(f"activity {name} " for name in held_by(instance, shift.operator))
    for text in sorted(text for text in pinned - found if not text.startswith(led)):
        yield Violation(NAME, 1, "breaks", f"{shift_text(instance, shift)}: {text} is pinned and not in the roster")
    for text in sorted(_gaps(found) - pinned):
        yield Violation(NAME, 1, "gaps", f"{shift_text(instance, shift)}: {text} is in the roster and not pinned")
    blocks = tuple(f"{work.kind} " for work in instance.deferrable) if pin.fixes_breaks else ()
    for text in sorted(text for text in found - pinned if text.startswith(blocks)):
        yield Violation(NAME, 1, "blocks", f"{shift_text(instance, shift)}: {text} is in the roster and not pinned")


def _pinned(pin: Availability) -> set[str]:
    return set(map(str, pin.breaks or ()))


def _found(instance: Instance, shift: Shift) -> set[str]:
    return {f"{each.label} " + "-".join(f"{moment.astimezone(instance.grid.zone):%H:%M}" for moment in (each.start, each.end))
            for each in shift.breaks}


def _gaps(breaks: set[str]) -> set[str]:
    return {text for text in breaks if text.startswith("gap ")}


def _difference(one: Span, other: Span) -> int | float:
    return number(sum(max(minutes_between(a, b), minutes_between(b, a)) for a, b in zip(one, other, strict=True)))
