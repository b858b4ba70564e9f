"""A counter of rest: every week has one long rest between shifts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scheduler.rules.basis.missed import Ints, Missed


@dataclass(frozen=True, eq=False)
class LongRest(Missed):
    """Every week in `asked` has a rest of at least `cells`; one that lies in two weeks counts for both only if twice as long.

    Parameters
    ----------
    start, end
        First cell of each shift, and the one after its last; shape (rows,).
    cells
        Least length of the rest, no longer than half a week.
    weeks
        First and last day of each week, in order, without a gap: all days of the horizon.
    edges
        First cell of each week, and the one after the last; shape (weeks + 1,). Rest after the last does not count.
    asked
        Whether each week must have its rest; shape (weeks,).
    since
        Cell from which rest counts before the first shift; it may lie before the first edge.
    price
        Soft: cost units of each week without; ``None``: there may be none.
    """

    rule: str
    start: Ints
    end: Ints
    cells: int
    weeks: tuple[tuple[int, int], ...]
    edges: tuple[int, ...]
    asked: tuple[bool, ...]
    since: int
    price: int | None = None

    @cached_property
    def width(self) -> int:
        """By which a label, `start * width + length`, is parted again."""
        return int((self.end - self.start).max(initial=0)) + 1

    @property
    def label(self) -> Ints:
        """Start and length of a shift in one number."""
        return self.start * self.width + self.end - self.start

    def missed(self, rows: Ints) -> int:
        """Weeks without their rest, of the rows worked on all days, below 0 for a day off; shape (days,).

        Every week takes the first rest that is long enough and touches it; what is left of that is for later ones.
        """
        worked = rows[rows >= 0]
        begins = [self.since, *self.end[worked].tolist()]
        ends = [*self.start[worked].tolist(), self.edges[-1]]
        missed = 0
        for week, first, after in zip(self.asked, self.edges, self.edges[1:], strict=False):
            if not week:
                continue
            found = next((at for at, (begin, end) in enumerate(zip(begins, ends, strict=True))
                          if end - begin >= self.cells and begin < after and end > first), None)
            if found is None:
                missed += 1
            else:
                begins[found] += self.cells
        return missed
