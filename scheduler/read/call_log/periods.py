"""How long the intervals of a table are: as they say themselves, or as their beginnings lie apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scheduler.read.call_log.when import When

DAY, WEEK = 1_440, 10_080


def length_of(begun: When, is_row: pd.Series) -> int:
    """Length of a table's intervals in minutes: a day and a week for totals of these.

    The shortest distance of two beginnings of one day counts: an interval may be missing, but none is shorter.
    """
    stamps = begun.stamps[is_row]
    said = stamps["minutes"].dropna()
    if len(said):
        return int(said.mode().iloc[0])
    dates = stamps["date"].dropna()
    if begun.is_daily or (stamps["second"].fillna(0).nunique() == 1 and dates.nunique() > 1):
        steps = np.diff(np.unique(dates.to_numpy())) / np.timedelta64(1, "D")
        return WEEK if len(steps) and (steps % 7 == 0).all() else DAY
    steps = np.diff(np.unique(stamps["second"].dropna().to_numpy()))
    return max(1, round(float(steps.min()) / 60)) if len(steps) else 60
