"""What a workbook says now: its shifts with their breaks, where each stands, and what differs from what was published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.roster import Roster, Shift, parts_of

Place = tuple[str, dt.date]
"""An operator's id, and a day."""


@dataclass(frozen=True)
class Edit:
    """A cell of the sheet `Roster` that says something else than what was published."""

    cell: str
    operator: str
    date: dt.date
    before: str
    now: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.operator} {self.date}: {self.before or 'no shift'} became {self.now or 'no shift'}"


@dataclass(frozen=True)
class EditedRoster:
    """A workbook read back.

    Parameters
    ----------
    shifts
        All shifts, with the breaks that stand on the sheet `Breaks`.
    cells
        Cell of the sheet `Roster` of each operator and day.
    notes
        What should be known besides, each with its cell: breaks that did not move with their shift, or have none any more.
    """

    shifts: tuple[Shift, ...]
    cells: Mapping[Place, str]
    notes: tuple[str, ...]

    def edits(self, published: Roster, tz: dt.tzinfo) -> list[Edit]:
        """Cells in which the times of a day are not those published."""
        before, now = (_times(shifts, tz) for shifts in (published.shifts, self.shifts))
        return [Edit(cell, *place, before.get(place, ""), now.get(place, "")) for place, cell in self.cells.items()
                if before.get(place, "") != now.get(place, "")]

    def says_the_same(self, published: Roster) -> bool:
        """Whether shifts and breaks are those of a roster."""
        return _plain(self.shifts) == _plain(published.shifts)


def _times(shifts: Sequence[Shift], tz: dt.tzinfo) -> dict[Place, str]:
    times: dict[Place, list[str]] = {}
    for shift in sorted(shifts, key=lambda each: each.start.timestamp()):
        place = shift.operator, shift.start.astimezone(tz).date()
        times.setdefault(place, []).extend(
            f"{part.start.astimezone(tz):%H:%M}–{part.end.astimezone(tz):%H:%M}" for part in parts_of(shift))
    return {place: ", ".join(found) for place, found in times.items()}


def _plain(shifts: Sequence[Shift]) -> list[tuple[object, ...]]:
    return sorted((shift.operator, shift.start.timestamp(), shift.end.timestamp(),
                   tuple((pause.label, pause.start.timestamp(), pause.end.timestamp()) for pause in shift.breaks))
                  for shift in shifts)
