"""Real calls against a roster: a call log cut to the horizon and the opening hours of a hotline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scheduler.errors import Fault, InputError
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.read.call_log import Columns, Outcomes
from scheduler.read.call_log.calls import Call, parse_calls
from scheduler.read.call_log.source import open_log
from scheduler.simulate.draw import HandlingTime, RealCalls
from scheduler.simulate.traffic import Traffic


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


def read_calls(path: Path, columns: Columns | None = None, outcomes: Outcomes | None = None) -> list[Call]:
    """Calls of a log in CSV or Excel, one row a call, as `schedule calls` reads them.

    Raises
    ------
    InputError
        With every cell that cannot be understood.
    """
    return parse_calls(open_log(path), columns or Columns(), outcomes or Outcomes(), None)[0]


def handling_of(calls: Sequence[Call], place: str) -> HandlingTime:
    """Empirical distribution of the handling times of a log.

    Raises
    ------
    InputError
        If it has none.
    """
    known = np.array([call.handling_s for call in calls if call.handling_s], dtype=float)
    if not known.size:
        raise InputError([Fault(place, "handling", "no call has a handling time above 0 s")])
    return HandlingTime.empirical(known)


def replay_of(instance: Instance, traffic: Traffic, calls: Sequence[Call], handling: HandlingTime, place: str) -> Replay:
    """Cut real calls to the horizon and the opening hours.

    A wall-clock time that a clock change repeats is taken as its first reading. A call answered without a handling time,
    or with one of 0 s, and one that nobody answered, has a handling time drawn anew in each replication.

    Raises
    ------
    InputError
        If a call is of no queue of the hotline, or no call is left.
    """
    grid, queue = instance.grid, _queues(traffic, calls, place)
    arrival_s = np.array([_seconds(call.arrived, instance) for call in calls], dtype=float)
    handling_s = np.array([call.handling_s or np.nan for call in calls], dtype=float)
    inside = (arrival_s >= 0) & (arrival_s < grid.cells * grid.cell_minutes * 60)
    during = inside & _open(instance, arrival_s, inside)
    if not during.any():
        raise InputError([Fault(place, "start", f"none of the {len(calls)} calls falls into the opening hours from "
                                f"{grid.first_day} to {grid.date(grid.days - 1)}")])
    order = np.argsort(arrival_s[during], kind="stable")
    played = RealCalls(traffic, handling, arrival_s[during][order], queue[during][order], handling_s[during][order])
    return Replay(played, int((~inside).sum()), int((inside & ~during).sum()), int(np.isnan(played.handling_s).sum()))


def _queues(traffic: Traffic, calls: Sequence[Call], place: str) -> NDArray[np.int64]:
    """Index of the queue of each call; a hotline of one queue takes them all."""
    if traffic.queues == (None,):
        return np.zeros(len(calls), dtype=np.int64)
    if unknown := sorted({"none" if call.queue is None else repr(call.queue) for call in calls
                          if call.queue not in traffic.queues}):
        raise InputError([Fault(place, "queue", f"found {', '.join(unknown[:10])}; allowed: "
                                f"{', '.join(map(str, traffic.queues))}; name the column with --column queue=TITLE")])
    return np.array([traffic.queues.index(call.queue) for call in calls], dtype=np.int64)


def _seconds(arrived: dt.datetime, instance: Instance) -> float:
    aware = arrived if arrived.tzinfo is not None else arrived.replace(tzinfo=instance.grid.zone)
    return (aware.astimezone(dt.UTC) - instance.grid.origin).total_seconds()


def _open(instance: Instance, arrival_s: NDArray[np.float64], inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    cell = np.where(inside, arrival_s, 0) // (60 * instance.grid.cell_minutes)
    return open_cells(instance)[cell.astype(np.int64)]
