"""Counters that compare what shifts have, such as their starts: with the last one worked, and with all of a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.rules.basis.missed import Ints, Missed

Spans = tuple[tuple[int, int], ...]


class _Compared(Missed):
    """A counter to which shifts of equal values are the same."""

    value: Ints

    @property
    def label(self) -> Ints:
        """The value itself."""
        return self.value


@dataclass(frozen=True, eq=False)
class Change(_Compared):
    """The value of a shift is at most so far below or above that of the last one worked before it in the same span of days.

    Parameters
    ----------
    value
        What of a shift is compared, none below 0; shape (rows,).
    spans
        First and last day of each span, in order, without overlap.
    down, up
        Largest fall and rise; ``None``: any.
    before
        Value of the last shift before day 0, where the span of day 0 goes on with it.
    once
        Whether a change beyond counts 1, however far.
    price
        Soft: cost units of each unit beyond; ``None``: there may be none.
    """

    rule: str
    value: Ints
    spans: Spans
    down: int | None = None
    up: int | None = None
    before: int | None = None
    once: bool = False
    price: int | None = None

    def beyond(self, last: Ints, value: Ints) -> Ints:
        """By how much a value after another is too low or too high."""
        fall = 0 if self.down is None else np.maximum(last - value - self.down, 0)
        rise = 0 if self.up is None else np.maximum(value - last - self.up, 0)
        far = np.asarray(fall + rise + np.zeros_like(last + value))
        return np.minimum(far, 1) if self.once else far

    def changes(self, rows: Ints) -> Iterator[tuple[int, int, int]]:
        """Day, last value and value of each shift after another of its span, of the rows worked, below 0 for none; (days,)."""
        for first, end in self.spans:
            last = self.before if first == 0 else None
            for day in range(first, end + 1):
                if rows[day] >= 0:
                    value = int(self.value[rows[day]])
                    if last is not None:
                        yield day, last, value
                    last = value

    def missed(self, rows: Ints) -> int:
        """What is beyond in all; rows as `changes` has them."""
        return sum(int(self.beyond(np.array(last), np.array(value))) for _, last, value in self.changes(rows))


@dataclass(frozen=True, eq=False)
class Variety(_Compared):
    """Of the shifts of each span of days at most so many values differ.

    Parameters
    ----------
    value
        What of a shift is compared, none below 0; shape (rows,).
    spans
        First and last day of each span, in order, without overlap.
    most
        Largest number of different values, 1 or more.
    before
        Value of a shift before day 0 in the span of day 0, where one is known.
    price
        Soft: cost units of each value beyond; ``None``: there may be none.
    """

    rule: str
    value: Ints
    spans: Spans
    most: int
    before: int | None = None
    price: int | None = None

    def known(self, first: int) -> set[int]:
        """Values known of the span that begins on a day."""
        return {self.before} if first == 0 and self.before is not None else set()

    def missed(self, rows: Ints) -> int:
        """Values beyond the most, of all spans; of the rows worked, below 0 for a day off, shape (days,)."""
        return sum(self.missed_in(rows, first, last) for first, last in self.spans)

    def missed_in(self, rows: Ints, first: int, last: int) -> int:
        """The same of one span."""
        values = self.known(first) | {int(self.value[row]) for row in rows[first : last + 1] if row >= 0}
        return max(0, len(values) - self.most)
