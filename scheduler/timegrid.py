"""Local wall clock ↔ integer grid of cells. The only place that knows about clock changes.

A *cell* is one step of the break grid. Cell 0 starts at local midnight of the first day; cells count elapsed time, so a
day on which the clock changes has fewer or more of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

MINUTES_PER_DAY = 24 * 60


def elapsed_minutes(start: datetime, end: datetime) -> int:
    """Minutes that pass between two aware moments; Python itself subtracts two times of one zone naively."""
    seconds = (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds()
    return int(seconds // 60)


def wall_clock_exists(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the naive local time `moment` occurs in `zone` (it does not in the hour skipped in spring)."""
    aware = moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) == moment.replace(fold=0)


def wall_clock_is_ambiguous(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the naive local time `moment` occurs twice in `zone` (in the hour repeated in autumn)."""
    first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and wall_clock_exists(moment, zone)


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """``HH:MM`` on the wall clock of a zone; in the hour repeated in autumn with ``(1st)`` or ``(2nd)`` behind it."""
    local = moment.astimezone(zone)
    which = f" ({'2nd' if local.fold else '1st'})" if wall_clock_is_ambiguous(local.replace(tzinfo=None), zone) else ""
    return f"{local:%H:%M}{which}"


@dataclass(frozen=True)
class TimeGrid:
    """The horizon of a hotline as cells of equal length.

    Parameters
    ----------
    zone
        The hotline's time zone.
    first_day
        First day of the horizon.
    days
        Number of days in the horizon.
    cell_minutes
        Length of a cell, in minutes: the break grid.
    interval_minutes
        Length of an interval of the forecast, in minutes; a multiple of `cell_minutes`.
    evening_cells
        Cells after the last midnight that still belong to the horizon: an opening window of its last day goes on in them.
    """

    zone: ZoneInfo
    first_day: date
    days: int
    cell_minutes: int
    interval_minutes: int
    evening_cells: int = 0

    @cached_property
    def origin(self) -> datetime:
        """The moment at which cell 0 starts, in UTC."""
        return self._midnight(0)

    @cached_property
    def day_starts(self) -> tuple[int, ...]:
        """First cell of each day, of the day after the horizon, and of the day after that; shape (days + 2,)."""
        return tuple(self.cell(self._midnight(day)) for day in range(self.days + 2))

    @property
    def cells(self) -> int:
        """Number of cells in the horizon: those of its days, and what its last opening window has after midnight."""
        return self.day_starts[self.days] + self.evening_cells

    @property
    def cells_per_interval(self) -> int:
        """Number of cells in an interval."""
        return self.interval_minutes // self.cell_minutes

    @property
    def intervals(self) -> int:
        """Number of intervals in the horizon."""
        return self.cells // self.cells_per_interval

    def date(self, day: int) -> date:
        """Calendar date of a day of the horizon."""
        return self.first_day + timedelta(days=day)

    def day_of(self, cell: int) -> int:
        """Day of the horizon in which a cell lies; -1 before the horizon, and counted on past its end."""
        return (self.moment(cell).date() - self.first_day).days

    def cell(self, moment: datetime) -> int:
        """Cell that starts at an aware moment.

        Raises
        ------
        ValueError
            If the moment does not lie on the grid.
        """
        seconds = (moment.astimezone(UTC) - self.origin).total_seconds()
        cell, rest = divmod(seconds, 60 * self.cell_minutes)
        if rest:
            raise ValueError(f"{moment.isoformat()} does not lie on the grid of {self.cell_minutes} minutes")
        return int(cell)

    def moment(self, cell: int) -> datetime:
        """Moment at which a cell starts, in the hotline's zone."""
        return (self.origin + timedelta(minutes=cell * self.cell_minutes)).astimezone(self.zone)

    def instants(self, day: int, minute: int) -> list[datetime]:
        """Moments (UTC) of a day at which the wall clock reads `minute` after midnight: none, one or two.

        `minute` may be 1440 or more: it then belongs to a following day.
        """
        extra, minute = divmod(minute, MINUTES_PER_DAY)
        naive = datetime.combine(self.date(day + extra), time(minute // 60, minute % 60))
        if not wall_clock_exists(naive, self.zone):
            return []
        both = {naive.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
        return sorted(both)

    def readings(self, day: int, minute: int) -> list[datetime]:
        """The same, and of a minute that the clock skips the moment of the change: one or two moments (UTC)."""
        while not (found := self.instants(day, minute)):
            minute += 1  # the first minute that exists again is the moment of the change
        return found

    def clock_changes(self) -> list[int]:
        """Days of the horizon that are not 24 hours long."""
        return [day for day in range(self.days) if self.minutes_of_day(day) != MINUTES_PER_DAY]

    def minutes_of_day(self, day: int) -> int:
        """Minutes that pass on a day."""
        return (self._midnight(day + 1) - self._midnight(day)) // timedelta(minutes=1)

    def window(self, day: int, start_minute: int, end_minute: int) -> tuple[datetime, datetime]:
        """Moments (UTC) between which a wall-clock window of a day lies, at its widest.

        A window whose end is not after its start passes midnight. On the night when an hour repeats, the window starts
        at the first reading of its start and ends at the last reading of its end; at midnight it ends with the day, though
        midnight may repeat. On the night when an hour is skipped, a bound inside it moves to the moment of the change.
        """
        if end_minute <= start_minute:
            end_minute += MINUTES_PER_DAY
        ends = self.readings(day, end_minute)
        return self.readings(day, start_minute)[0], ends[-1 if end_minute % MINUTES_PER_DAY else 0]

    def window_cells(self, day: int, start_minute: int, end_minute: int) -> tuple[int, int]:
        """The same as `window`, as half-open cells, widened to whole cells where it lies off the grid."""
        return self.cells_touched(*self.window(day, start_minute, end_minute))

    def cells_touched(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Half-open cells that the time between two moments in UTC touches."""
        step = timedelta(minutes=self.cell_minutes)
        return (start - self.origin) // step, -(-(end - self.origin) // step)

    def cells_within(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Half-open cells that lie wholly between two moments in UTC."""
        step = timedelta(minutes=self.cell_minutes)
        return -((self.origin - start) // step), (end - self.origin) // step

    def _midnight(self, day: int) -> datetime:
        return self.readings(day, 0)[0]
