"""A shift of nobody in particular, in cells."""

from __future__ import annotations

from typing import NamedTuple

from scheduler.roster import BreakKind


class Pause(NamedTuple):
    """A break: its first cell, the first cell after it, its kind, and whether it is paid."""

    start: int
    end: int
    kind: BreakKind
    paid: bool


class AnonymousShift(NamedTuple):
    """A shift of nobody in particular: first cell, first cell after it, and its breaks in order of time."""

    start: int
    end: int
    breaks: tuple[Pause, ...]

    @property
    def presence(self) -> list[int]:
        """Cells on the phone."""
        cells: list[int] = []
        begun = self.start
        for pause in self.breaks:
            cells.extend(range(begun, pause.start))
            begun = pause.end
        return [*cells, *range(begun, self.end)]

    @property
    def paid(self) -> int:
        """Paid cells."""
        return self.end - self.start - sum(pause.end - pause.start for pause in self.breaks if not pause.paid)

    def moved(self, cells: int) -> AnonymousShift:
        """The same shift so many cells later."""
        breaks = tuple(pause._replace(start=pause.start + cells, end=pause.end + cells) for pause in self.breaks)
        return AnonymousShift(self.start + cells, self.end + cells, breaks)
