"""What in a history is odd: days without a record, gaps, bursts of calls, days unlike their kind, and a new level.

A gap becomes unknown, a burst is cut down to what is usual, an odd day weighs next to nothing, and days before a new
level weigh less. Everything done is named, so that somebody who knows the reason can say so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.forecast.history import Floats, History
from scheduler.instance.base import WEEKDAYS, format_local_time

_GAP_EXPECTED_CALLS = 25
"""No call where so many were expected is no quiet time: nothing was recorded, or the lines were down."""
_ODD_DAY_SIGMAS = 4.5
_BURST_SIGMAS = 5.0
_NEAR_DAYS = 42
_LEAST_SCALE = 0.05
_LEAST_KNOWN_SHARE = 0.6
_SHIFT_DAYS = 5
"""So many days in a row, all odd in the same direction, are a new level and not odd."""
_ODD_WEIGHT = 0.02
_OLD_LEVEL_WEIGHT = 0.1

Kind = Literal["no record", "gap", "burst", "odd day", "new level"]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Oddity:
    """One odd thing.

    Parameters
    ----------
    kind
        What it is.
    date
        Day, or the first day of a new level.
    found, usual
        Calls found there, and how many are usual.
    window
        Minutes after midnight between which it lies; None: the whole day.
    """

    kind: Kind
    date: dt.date
    found: float
    usual: float
    window: tuple[int, int] | None = None

    def __str__(self) -> str:
        when = f"{WEEKDAYS[self.date.weekday()]} {self.date}"
        if self.window is not None:
            when += f" {format_local_time(self.window[0])}-{format_local_time(self.window[1])}"
        counts = f"{self.found:.0f} calls, usual are {self.usual:.0f}"
        return {
            "no record": f"{when}: no call, usual are {self.usual:.0f}; taken as not recorded or closed, not as zero",
            "gap": f"{when}: no call, usual are {self.usual:.0f}; taken as not recorded, not as zero",
            "burst": f"{when}: {counts}; cut down to what is usual",
            "odd day": f"{when}: {counts} on such a day; weighs next to nothing",
            "new level": f"from {when} on a new level: {counts} in these days; the days before weigh less",
        }[self.kind]


def clean(history: History) -> tuple[History, tuple[Oddity, ...]]:
    """A history from which can be learned, and what was odd in it, in order of time."""
    oddities: list[Oddity] = []
    cleaned = history
    for take_out in (_days_without_record, _gaps, _bursts):
        cleaned = replace(cleaned, calls=take_out(cleaned, oddities))
    weights = _weights(cleaned, oddities)
    recorded = dict(zip(history.days.dates, np.nansum(history.calls, axis=1).tolist(), strict=True))
    odd_days = {odd.date for odd in oddities if odd.kind == "odd day"}
    named = (replace(odd, found=recorded[odd.date]) if odd.kind == "odd day" else odd for odd in oddities
             if odd.kind in ("odd day", "new level") or odd.date not in odd_days)
    return replace(cleaned, weights=weights), tuple(sorted(named, key=lambda odd: (odd.date, odd.window or (0, 0))))


def _days_without_record(history: History, oddities: list[Oddity]) -> Floats:
    calls, usual = history.calls.copy(), _usual_totals(history)
    empty = history.is_known & (np.nansum(calls, axis=1) == 0) & (usual > _GAP_EXPECTED_CALLS)
    for day in np.flatnonzero(empty).tolist():
        oddities.append(Oddity("no record", history.days.dates[day], 0, float(usual[day])))
        calls[day] = np.nan
    return calls


def _gaps(history: History, oddities: list[Oddity]) -> Floats:
    """Runs of intervals without a call in which many were expected at the level of that kind of day."""
    calls, expected = history.calls.copy(), _usual_profiles(history) * _usual_totals(history)[:, None]
    for day in np.flatnonzero(history.is_known).tolist():
        for start, end in _runs(calls[day] == 0):
            usual = float(np.nansum(expected[day, start:end]))
            if usual > _GAP_EXPECTED_CALLS:
                oddities.append(Oddity("gap", history.days.dates[day], 0, usual, _minutes(history, start, end)))
                calls[day, start:end] = np.nan
    return calls


def _bursts(history: History, oddities: list[Oddity]) -> Floats:
    """Hours with far more calls than the rest of their day lets expect."""
    calls, shares = history.calls.copy(), _usual_profiles(history)
    hour = max(1, 60 // history.interval_minutes)
    for day in np.flatnonzero(history.is_known).tolist():
        expected = shares[day] * _typical_total(calls[day], shares[day])
        hourly, usually = (np.nansum(values.reshape(-1, hour), axis=1) for values in (calls[day], expected))
        is_odd = hourly - usually > _BURST_SIGMAS * np.sqrt(2 * usually + (0.2 * usually) ** 2 + 4)
        for start, end in _runs(np.repeat(is_odd, hour)):
            found, usual = (float(np.nansum(values[start:end])) for values in (calls[day], expected))
            if found - usual > 0.02 * np.nansum(calls[day]) and usual > 0:
                oddities.append(Oddity("burst", history.days.dates[day], found, usual, _minutes(history, start, end)))
                calls[day, start:end] = expected[start:end]
    return calls


def _weights(history: History, oddities: list[Oddity]) -> Floats:
    """Weight of each day by how far its calls lie from those of the days of its kind around it, at the same times."""
    totals, known_share = np.nansum(history.calls, axis=1), _known_share(history)
    usual = _usual_totals(history)
    is_judged = history.is_known & (usual > 0)
    ratio = np.where(is_judged, np.log(np.maximum(totals, 1) / np.maximum(np.nan_to_num(usual, nan=1) * known_share, 1)), 0.0)
    spread = 1.4826 * float(np.median(np.abs(ratio[is_judged]))) if is_judged.any() else 0.0
    scale = np.sqrt(max(spread, _LEAST_SCALE) ** 2 + 1 / np.maximum(totals, 1))
    odd = np.where(is_judged & (np.abs(ratio) > _ODD_DAY_SIGMAS * scale), np.sign(ratio), 0).astype(int)
    odd = np.where((odd == 0) & is_judged & (known_share < _LEAST_KNOWN_SHARE), -1, odd)
    weights = np.where(history.is_known, 1.0, 0.0)
    shift = _last_shift(odd, is_judged)
    if shift is not None:
        days = is_judged & (np.arange(len(odd)) >= shift)
        odd[shift:] = 0
        weights[:shift] *= _OLD_LEVEL_WEIGHT
        oddities.append(Oddity("new level", history.days.dates[shift], float(totals[days].sum()),
                               float(usual[days].sum())))
    for day in np.flatnonzero(odd).tolist():
        oddities.append(Oddity("odd day", history.days.dates[day], float(totals[day]), float(usual[day])))
        weights[day] = _ODD_WEIGHT
    return weights


def _known_share(history: History) -> Floats:
    """Share of a usual day's calls that falls into the intervals of which something is known; shape (days,)."""
    shares = np.nan_to_num(_usual_profiles(history))
    total = shares.sum(axis=1)
    return np.where(total > 0, (shares * ~np.isnan(history.calls)).sum(axis=1) / np.where(total > 0, total, 1.0), 1.0)


def _last_shift(odd: NDArray[np.int_], is_judged: Mask) -> int | None:
    """First day of the run of odd days with which the history ends, if it is long enough to be a new level."""
    days = np.flatnonzero(is_judged)
    run = 0
    for day in days[::-1].tolist():
        if odd[day] == 0 or odd[day] != odd[days[-1]]:
            break
        run += 1
    return int(days[-run]) if run >= _SHIFT_DAYS else None


def _usual_totals(history: History) -> Floats:
    """Median calls of the other days of the same kind within six weeks; NaN if there are fewer than two; shape (days,)."""
    totals, known = np.nansum(history.calls, axis=1), history.is_known
    usual = np.full(len(totals), np.nan)
    for day in np.flatnonzero(history.days.kinds >= 0).tolist():
        near = slice(max(0, day - _NEAR_DAYS), day + _NEAR_DAYS + 1)
        others = known[near] & (history.days.kinds[near] == history.days.kinds[day])
        others[day - (near.start or 0)] = False
        if others.sum() >= 2:
            usual[day] = np.median(totals[near][others])
    return usual


def _usual_profiles(history: History) -> Floats:
    """Median share of each interval over the days of the same kind within six weeks; shape (days, intervals).

    Of two days the smaller share counts, as one of them may have a burst.
    """
    totals, known = np.nansum(history.calls, axis=1), history.is_known
    of_days = history.calls / np.where(totals > 0, totals, np.nan)[:, None]
    shares = np.full(history.calls.shape, np.nan)
    for kind in range(7):
        rows = np.flatnonzero(known & (history.days.kinds == kind) & (totals > 0))
        for day in np.flatnonzero(history.days.kinds == kind).tolist():
            near = of_days[rows[np.abs(rows - day) <= _NEAR_DAYS]]
            if len(near) >= 2:
                is_known = ~np.isnan(near).all(axis=0)
                middle = _median(near[:, is_known]) if len(near) > 2 else np.nanmin(near[:, is_known], axis=0)
                shares[day, is_known] = middle / (middle.sum() or 1.0)
    return shares


def _median(values: Floats) -> Floats:
    """Median of what is known in each column, of which something is; `nanmedian` takes ten times as long for few rows."""
    ordered, counts, columns = np.sort(values, axis=0), (~np.isnan(values)).sum(axis=0), np.arange(values.shape[1])
    middle: Floats = (ordered[(counts - 1) // 2, columns] + ordered[counts // 2, columns]) / 2
    return middle


def _typical_total(calls: Floats, shares: Floats) -> float:
    """Total of a day as its intervals say in the median, each weighed by its share: a burst does not lift it."""
    usable = ~np.isnan(calls) & (np.nan_to_num(shares) > 0)
    if not usable.any():
        return 0.0
    ratios, weights = calls[usable] / shares[usable], shares[usable]
    order = np.argsort(ratios)
    at = int(np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2))
    return float(ratios[order][min(at, len(order) - 1)])


def _runs(mask: Mask) -> Iterator[tuple[int, int]]:
    """Half-open ranges in which a mask is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _minutes(history: History, start: int, end: int) -> tuple[int, int]:
    return start * history.interval_minutes, end * history.interval_minutes
