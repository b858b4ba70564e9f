"""Real calls against a roster: a call log cut to the horizon and the opening hours of a hotline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.errors import Fault, InputError
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.simulate.draw import HandlingTime, RealCalls
from scheduler.simulate.traffic import Traffic


@dataclass(frozen=True, eq=False)
class Placed:
    """Calls of a log in a hotline's horizon and opening hours.

    Parameters
    ----------
    arrival_s, queue
        Seconds since the horizon's start, and index of the queue, of every call of the log; shape (calls,).
    inside, during
        Whether a call falls into the horizon, and into opening hours in it.
    """

    arrival_s: NDArray[np.float64]
    queue: NDArray[np.int64]
    inside: NDArray[np.bool_]
    during: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Replay:
    """Calls of a log that fall into a hotline's opening hours, and how many do not.

    Parameters
    ----------
    calls
        What is played.
    outside_horizon, outside_hours
        Calls of the log that are not: before or after the horizon, or while the hotline is closed.
    without_handling
        Calls played whose handling time the log does not say, most as they were not answered: it is drawn.
    """

    calls: RealCalls
    outside_horizon: int
    outside_hours: int
    without_handling: int


def handling_of(calls: pd.DataFrame, place: str) -> HandlingTime:
    """Empirical distribution of the handling times of a log.

    Parameters
    ----------
    calls
        Column `handling_s`, in seconds.
    place
        Name of the log, for what is refused.

    Raises
    ------
    InputError
        If it has none.
    """
    known = calls["handling_s"].to_numpy(dtype=float)
    known = known[np.nan_to_num(known) > 0]
    if not known.size:
        raise InputError([Fault(place, "handling", "no call has a handling time above 0 s")])
    return HandlingTime.empirical(known)


def replay_of(instance: Instance, traffic: Traffic, calls: pd.DataFrame, handling: HandlingTime, place: str) -> Replay:
    """Cut real calls to the horizon and the opening hours.

    A wall-clock time that a clock change repeats is taken as its first reading. A call answered without a handling time,
    or with one of 0 s, and one that nobody answered, has a handling time drawn anew in each replication.

    Parameters
    ----------
    calls
        One row a call: `start` (with a zone, or else by the hotline's clock), `handling_s`, and `queue` where there
        are several.

    Raises
    ------
    InputError
        If a call is of no queue of the hotline, or no call is left.
    """
    placed = placed_in(instance, traffic, calls, place)
    arrival_s, queue, inside, during = placed.arrival_s, placed.queue, placed.inside, placed.during
    handling_s = calls["handling_s"].to_numpy(dtype=float)
    handling_s = np.where(np.nan_to_num(handling_s) > 0, handling_s, np.nan)
    order = np.argsort(arrival_s[during], kind="stable")
    played = RealCalls(traffic, handling, arrival_s[during][order], queue[during][order], handling_s[during][order])
    return Replay(played, int((~inside).sum()), int((inside & ~during).sum()), int(np.isnan(played.handling_s).sum()))


def placed_in(instance: Instance, traffic: Traffic, calls: pd.DataFrame, place: str) -> Placed:
    """Where the calls of a log fall.

    Raises
    ------
    InputError
        If a call is of no queue of the hotline, or none falls into the opening hours.
    """
    grid, queue = instance.grid, _queues(traffic, calls, place)
    arrival_s = _seconds(calls["start"], instance)
    inside = (arrival_s >= 0) & (arrival_s < grid.cells * grid.cell_minutes * 60)
    during = inside & _open(instance, arrival_s, inside)
    if not during.any():
        raise InputError(
            [
                Fault(
                    place,
                    "start",
                    f"none of the {len(calls)} calls falls into the opening hours from "
                    f"{grid.first_day} to {grid.date(grid.days - 1)}",
                )
            ]
        )
    return Placed(arrival_s, queue, inside, during)


def _queues(traffic: Traffic, calls: pd.DataFrame, place: str) -> NDArray[np.int64]:
    """Index of the queue of each call; a hotline of one queue takes them all."""
    if traffic.queues == (None,):
        return np.zeros(len(calls), dtype=np.int64)
    names = [None if name is None or name != name else name for name in calls["queue"]]
    if unknown := sorted({"none" if name is None else repr(name) for name in names if name not in traffic.queues}):
        raise InputError(
            [
                Fault(
                    place,
                    "queue",
                    f"found {', '.join(unknown[:10])}; allowed: "
                    f"{', '.join(map(str, traffic.queues))}; name the column with --column queue=TITLE",
                )
            ]
        )
    return np.array([traffic.queues.index(name) for name in names], dtype=np.int64)


def _seconds(start: pd.Series, instance: Instance) -> NDArray[np.float64]:
    """Seconds from the beginning of the horizon."""
    if start.dt.tz is None:
        first = np.ones(len(start), dtype=bool)
        start = start.dt.tz_localize(instance.grid.zone, ambiguous=first, nonexistent="shift_forward")
    since = start.dt.tz_convert("UTC") - pd.Timestamp(instance.grid.origin)
    return np.asarray(since / pd.Timedelta(seconds=1), dtype=np.float64)


def _open(instance: Instance, arrival_s: NDArray[np.float64], inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    cell = np.where(inside, arrival_s, 0) // (60 * instance.grid.cell_minutes)
    return open_cells(instance)[cell.astype(np.int64)]
