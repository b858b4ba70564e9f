"""Who is on the phone and can answer what, on every cell of the break grid, from plain times."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.check.facts.times import minutes_between
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.roster import Shift


def on_phone_of_sets(instance: Instance, shifts: Sequence[Shift]) -> NDArray[np.int64]:
    """Operators on the phone who answer a queue of each set that is staffed together, `staffed_sets`; shape (sets, cells)."""
    return np.stack([on_phone(instance, shifts, each.people) for each in staffed_sets(instance)])


def on_phone_of_queues(instance: Instance, shifts: Sequence[Shift]) -> NDArray[np.int64]:
    """Operators on the phone who can answer each queue; shape (queues, cells)."""
    if instance.service.queues is None:
        return on_phone(instance, shifts)[None, :]
    who = ({each.id for each in instance.operators if name in each.skills} for name in instance.service.queues)
    return np.stack([on_phone(instance, shifts, people) for people in who])


def amounts(
    required: NDArray[np.int64], present: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Operators missing within the first tenth of the requirement, missing beyond it, and in surplus."""
    missing = np.maximum(required - present, 0)
    first = np.minimum(missing, np.maximum(1, required // 10))
    return first, missing - first, np.maximum(present - required, 0)


def on_phone(instance: Instance, shifts: Iterable[Shift], among: Container[str] | None = None) -> NDArray[np.int64]:
    """Operators in a shift and not in a break for the whole of a cell, shifts of yesterday included; shape (cells,).

    Parameters
    ----------
    among
        Ids of the operators who count; None: all.
    """
    present = np.zeros(instance.grid.cells, dtype=np.int64)
    for shift in (one for one in (*still_there(instance), *shifts) if among is None or one.operator in among):
        start, end = _cells(instance, shift.start, shift.end, inner=True)
        working = np.ones(max(0, end - start), dtype=np.int64)
        for pause in shift.breaks:
            away_start, away_end = _cells(instance, pause.start, pause.end, inner=False)
            working[max(0, away_start - start):max(0, away_end - start)] = 0
        inside = slice(max(0, -start), max(0, len(present) - start))
        present[max(0, start):max(0, end)] += working[inside]
    return present


def still_there(instance: Instance) -> Iterator[Shift]:
    """Shifts of yesterday that `history` says end in the horizon; without breaks, as these are not known."""
    midnight = instance.grid.moment(0)
    for entry in instance.history:
        if entry.last_end is not None:
            end = entry.last_end if entry.last_end.tzinfo else entry.last_end.replace(tzinfo=instance.grid.zone)
            if minutes_between(midnight, end) > 0:
                yield Shift(operator=entry.operator, start=midnight, end=end, breaks=())


def required_of_sets(instance: Instance, demand: Demand) -> NDArray[np.int64]:
    """Operators each set requires in each cell: those of its interval; shape (sets, cells)."""
    required = np.stack([demand.set_of(each.queues).required for each in staffed_sets(instance)])
    return np.repeat(required, instance.grid.cells_per_interval, axis=1)


def means(instance: Instance, cells: NDArray[np.int64]) -> NDArray[np.float64]:
    """Means over the cells of each interval, from the last axis; shape (…, intervals)."""
    grid = instance.grid
    whole = cells[..., : grid.intervals * grid.cells_per_interval]
    return np.asarray(whole.reshape(*cells.shape[:-1], grid.intervals, grid.cells_per_interval).mean(axis=-1))


def stretches(mask: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Half-open runs of true cells, in order."""
    edges = np.flatnonzero(np.diff(mask.astype(np.int8), prepend=0, append=0)).tolist()
    yield from list(pairwise(edges))[::2]


def _cells(instance: Instance, start: datetime, end: datetime, *, inner: bool) -> tuple[int, int]:
    """Half-open cells of a span: those wholly inside it, or all that it touches."""
    step, origin = timedelta(minutes=instance.grid.cell_minutes), instance.grid.origin
    since_start, since_end = start.astimezone(UTC) - origin, end.astimezone(UTC) - origin
    if inner:
        return -(-since_start // step), since_end // step
    return since_start // step, -(-since_end // step)
