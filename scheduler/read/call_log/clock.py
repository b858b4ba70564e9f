"""From what a wall clock showed to moments: hours that a clock change repeats or skips, offsets, and no zone at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from scheduler.read.call_log.complaints import Complaints
from scheduler.timegrid import wall_clock_exists, wall_clock_is_ambiguous

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, eq=False)
class Moments:
    """Moments of a column.

    Parameters
    ----------
    start
        Moments: with a zone where it is known, or else the wall clock.
    unsure
        Whether a moment lies in an hour that a clock change repeats, and nothing tells in which of the two; the first
        stands there.
    """

    start: pd.Series
    unsure: pd.Series


def zone_for(stamps: pd.DataFrame, zone: ZoneInfo | None) -> ZoneInfo | None:
    """Zone in which moments are told: the hotline's, or UTC where that is unknown and the log writes offsets."""
    return zone if zone is not None or stamps["offset"].isna().all() else UTC


def moments(stamps: pd.DataFrame, zone: ZoneInfo | None, complaints: Complaints, column: int) -> Moments:
    """Moments of stamps that have a date and a second of the day.

    Parameters
    ----------
    stamps
        Columns `date`, `second`, `offset`.
    zone
        Zone of the hotline.
    complaints
        Takes times that the clock skips, and wall-clock times among offsets.
    column
        Where they stand.
    """
    naive = _wall(stamps)
    if zone is None:
        return Moments(naive, pd.Series(False, naive.index))
    has_offset = stamps["offset"].notna()
    fold, unsure, skipped = _folds(naive.where(~has_offset), zone)
    for row in naive.index[skipped]:
        complaints.add(
            "start", int(row), column, naive[row].isoformat(), f"does not exist in {zone.key}: the clock skips this hour"
        )
    wall = naive.where(~has_offset & ~skipped)
    local = wall.dt.tz_localize(zone, ambiguous=(fold == 0).to_numpy(), nonexistent="NaT")
    utc = (naive - pd.to_timedelta(stamps["offset"], unit="min")).dt.tz_localize("UTC").dt.tz_convert(zone)
    return Moments(local.where(~has_offset, utc), unsure)


def skipped(stamps: pd.DataFrame, zone: ZoneInfo | None) -> pd.Series:
    """Whether each stamp tells a time of the wall clock that a clock change skips; False where no zone is known."""
    naive = _wall(stamps)
    return pd.Series(False, naive.index) if zone is None else _folds(naive.where(stamps["offset"].isna()), zone)[2]


def _wall(stamps: pd.DataFrame) -> pd.Series:
    return (stamps["date"] + pd.to_timedelta(stamps["second"], unit="s")).astype("datetime64[ns]")


def _folds(naive: pd.Series, zone: ZoneInfo) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Which reading of a repeated hour each wall-clock time is, whether that is unsure, and whether the clock skipped it.

    In rows that stand in order of time the second reading begins where the clock goes back.
    """
    fold, unsure, skipped = (pd.Series(value, naive.index) for value in (0, False, False))
    days = naive.dt.normalize()
    for day in days.dropna().unique():
        if _offsets(day, zone) == 1:
            continue
        rows = naive[days == day]
        texts = {moment: moment.to_pydatetime() for moment in rows.unique()}
        skipped[rows.index] = rows.map({moment: not wall_clock_exists(plain, zone) for moment, plain in texts.items()})
        repeated = rows[rows.map({moment: wall_clock_is_ambiguous(plain, zone) for moment, plain in texts.items()})]
        if len(repeated):
            fold[repeated.index], unsure[repeated.index] = _in_order(naive, repeated)
    return fold, unsure, skipped


def _offsets(day: pd.Timestamp, zone: ZoneInfo) -> int:
    """How many offsets from UTC a day has."""
    midnight = day.to_pydatetime()
    return len({(midnight + dt.timedelta(days=add)).replace(tzinfo=zone).utcoffset() for add in (0, 1)})


def _in_order(naive: pd.Series, repeated: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Reading of each time of a repeated hour by the order of the rows, and whether it stays unsure."""
    steps = naive.diff().dt.total_seconds().drop(repeated.index).dropna()
    back = repeated.diff().dt.total_seconds()
    up, down = (steps >= 0).mean(), (steps <= 0).mean()
    if len(steps) == 0 or up >= 0.98:
        jumps = back < 0
        second = jumps.cumsum() > 0
    elif down >= 0.98:
        jumps = back > 0
        second = jumps.cumsum() == 0
    else:
        jumps, second = pd.Series(False, repeated.index), pd.Series(False, repeated.index)
    sure = int(jumps.sum()) == 1
    return (second & sure).astype(int), pd.Series(not sure, repeated.index)
