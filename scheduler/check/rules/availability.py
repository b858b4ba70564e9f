"""Nobody works when they are unavailable, or outside the only window they have on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.availability import days_touched, entries_on, entry_span
from scheduler.check.facts.times import Span, number, overlap, span
from scheduler.check.facts.words import shift_text, window_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "availability"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes worked, for each shift that overlaps a window in which its operator is unavailable.

    `unavailable` holds on every date it speaks of, also on the day before the horizon (its window may pass midnight)
    and after it (the last shifts may run on). `only` makes the rest of its local day unavailable; several of a day are
    allowed together, and so are the hours after midnight of an `only` of the day before whose window passes it.
    """
    for shift in shifts:
        for day in days_touched(instance, shift):
            for window, text in _forbidden(instance, shift.operator, day):
                if common := overlap(span(shift), window):
                    yield Violation(NAME, number(common), "min", f"{shift_text(instance, shift)}: {text} on "
                                    f"{instance.grid.date(day)}")


def _forbidden(instance: Instance, operator: str, day: int) -> Iterator[tuple[Span, str]]:
    for kind in ("unavailable", "leave", "sick", "public_holiday"):
        for entry in entries_on(instance, operator, kind, day):
            window = entry_span(instance, entry, day)
            yield window, f"{kind.replace('_', ' ')} {window_text(instance, window)}"
    whole_days = any(entry.kind == "only" and entry.start is None for entry in instance.availability_of.get(operator, ()))
    if whole_days or entries_on(instance, operator, "only", day):
        allowed = sorted(entry_span(instance, entry, near) for near in (day - 1, day)
                         for entry in entries_on(instance, operator, "only", near))
        text = ", ".join(window_text(instance, window) for window in allowed) or "on other days"
        for gap in _gaps(instance.grid.window(day, 0, 24 * 60), allowed):
            yield gap, f"available only {text}"


def _gaps(whole: Span, windows: list[Span]) -> Iterator[Span]:
    """Parts of `whole` that no window covers; the windows are in order of their starts."""
    reached, end = whole
    for opening, closing in windows:
        if opening > reached:
            yield reached, min(opening, end)
        reached = max(reached, closing)
    if reached < end:
        yield reached, end
