"""Reading the multishift files, and judging a roster by plain minutes; nothing of the engine is used here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MINUTES_PER_DAY, INTERVAL_MINUTES, DAY_STARTS_MINUTE = 24 * 60, 15, 6 * 60
REST_MINUTES, MOST_DAYS_IN_A_ROW = 14 * 60, 5
LENGTH_MINUTES = (6 * 60, 10 * 60)
START_HOURS = ((6, 10), (14, 18), (20, 24))


@dataclass(frozen=True)
class Worker:
    """One of the staff, with the bounds of their minutes over the horizon."""

    id: str
    min_minutes: int
    max_minutes: int


@dataclass(frozen=True, eq=False)
class MultishiftFile:
    """A file: days, staff, and cover of each quarter-hour from 06:00 of the first day; `least`, `most` (intervals,)."""

    days: int
    staff: tuple[Worker, ...]
    least: NDArray[np.int64]
    most: NDArray[np.int64]


@dataclass(frozen=True)
class PlainShift:
    """A shift of a worker; minutes after 06:00 of the first day."""

    worker: str
    start: int
    end: int

    @property
    def day(self) -> int:
        """Day on which it starts; a day runs from 06:00 to 06:00."""
        return self.start // MINUTES_PER_DAY


def read_file(path: Path) -> MultishiftFile:
    """Read a file with one task.

    Raises
    ------
    ValueError
        If the file has more than one task, or does not cover every interval once.
    """
    sections: dict[str, list[list[str]]] = {}
    for line in (line.strip() for line in path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("SECTION_"):
            rows = sections.setdefault(line, [])
        elif line and not line.startswith("#"):
            rows.append(line.split(","))
    days = int(sections["SECTION_HORIZON"][0][0])
    if (tasks := int(sections["SECTION_TASKS"][0][0])) != 1:
        raise ValueError(f"{path}: {tasks} tasks; allowed is 1")
    staff = tuple(Worker(name, int(least), int(most)) for name, least, most in sections["SECTION_STAFF"])
    cover = {_minute(day, window): (int(least), int(most)) for day, window, _, least, most in sections["SECTION_COVER"]}
    if sorted(cover) != list(range(0, days * MINUTES_PER_DAY, INTERVAL_MINUTES)):
        raise ValueError(f"{path}: the cover does not name each interval of {days} days from 06:00 once")
    bounds = np.array([cover[minute] for minute in sorted(cover)], dtype=np.int64)
    return MultishiftFile(days, staff, bounds[:, 0].copy(), bounds[:, 1].copy())


def _minute(day: str, window: str) -> int:
    """Minute of an interval such as day 1, ``06:15-06:30``, after 06:00 of day 1."""
    hours, minutes = window.split("-")[0].split(":")
    return (int(day) - 1) * MINUTES_PER_DAY + int(hours) * 60 + int(minutes) - DAY_STARTS_MINUTE


def cover_of(file: MultishiftFile, shifts: Sequence[PlainShift]) -> NDArray[np.int64]:
    """Workers present in each interval."""
    cover = np.zeros(len(file.least), dtype=np.int64)
    for shift in shifts:
        cover[shift.start // INTERVAL_MINUTES : shift.end // INTERVAL_MINUTES] += 1
    return cover


def reference_cost(file: MultishiftFile, shifts: Sequence[PlainShift]) -> int:
    """Σ (cover − Max)² over all intervals."""
    return int(((cover_of(file, shifts) - file.most) ** 2).sum())


def faults(file: MultishiftFile, shifts: Sequence[PlainShift]) -> Iterator[str]:
    """What breaks a rule, in words."""
    for shift in shifts:
        yield from _faults_of_shift(file, shift)
    for worker in file.staff:
        own = sorted((shift for shift in shifts if shift.worker == worker.id), key=lambda shift: shift.start)
        yield from _faults_of_worker(worker, own)
    for interval in np.flatnonzero(cover_of(file, shifts) < file.least):
        yield f"interval {interval}: cover is below {file.least[interval]}"


def _faults_of_shift(file: MultishiftFile, shift: PlainShift) -> Iterator[str]:
    hour = (shift.start % MINUTES_PER_DAY + DAY_STARTS_MINUTE) / 60
    if not any(first <= hour <= last for first, last in START_HOURS):
        yield f"{shift}: starts at {hour:g} h"
    if not LENGTH_MINUTES[0] <= shift.end - shift.start <= LENGTH_MINUTES[1]:
        yield f"{shift}: is {shift.end - shift.start} min long"
    if shift.start < 0 or shift.end > file.days * MINUTES_PER_DAY:
        yield f"{shift}: leaves the horizon"
    if shift.start % INTERVAL_MINUTES or shift.end % INTERVAL_MINUTES:
        yield f"{shift}: is not on the grid"
    if shift.worker not in {worker.id for worker in file.staff}:
        yield f"{shift}: is of nobody"


def _faults_of_worker(worker: Worker, shifts: Sequence[PlainShift]) -> Iterator[str]:
    minutes = sum(shift.end - shift.start for shift in shifts)
    if not worker.min_minutes <= minutes <= worker.max_minutes:
        yield f"worker {worker.id}: {minutes} min, not {worker.min_minutes} to {worker.max_minutes}"
    for before, after in pairwise(shifts):
        if after.day == before.day:
            yield f"worker {worker.id}: two shifts on day {after.day + 1}"
        if after.start - before.end < REST_MINUTES:
            yield f"worker {worker.id}: {after.start - before.end} min rest before day {after.day + 1}"
    days = {shift.day for shift in shifts}
    for day in days:
        if all(day + step in days for step in range(MOST_DAYS_IN_A_ROW + 1)):
            yield f"worker {worker.id}: more than {MOST_DAYS_IN_A_ROW} days in a row from day {day + 1}"
