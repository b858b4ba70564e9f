"""Who is on the phone and serves which queue, on every cell of the break grid, from plain times."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.allocation import allocate
from scheduler.check.facts.curves import is_priced_by_curves, marginal_of_curves
from scheduler.check.facts.times import minutes_between
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

_FIRST = 10**15


def serving(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> NDArray[np.int64]:
    """Operators who serve each queue in each cell, allocated at the least cost; shape (queues, cells).

    Who can answer no queue serves none; without `service.queues` everybody on the phone serves the only one.
    """
    queues = instance.service.queues
    if not queues:
        return on_phone(instance, shifts)[None, :]
    skills = {operator.id: tuple(queue in operator.skills for queue in queues) for operator in instance.operators}
    sets = sorted(set(skills.values()))
    by_set = [on_phone(instance, shifts, {operator for operator, own in skills.items() if own == each}) for each in sets]
    present, required = np.stack(by_set, axis=1), required_by_cell(instance, demand)
    cells = np.flatnonzero(present.any(axis=1))
    allocated = np.zeros((instance.grid.cells, len(queues)), dtype=np.int64)
    if is_priced_by_curves(instance):
        marginal = marginal_of_curves(instance, demand, cells)
    else:
        marginal = _marginal_cost(instance, required.T[cells], int(present.sum(axis=1).max(initial=0)))
    for index, service in enumerate(instance.queues.values()):
        marginal[:, index, : service.hard_operators] -= _FIRST  # a hard minimum is served first; others cost as they do
    allocated[cells] = allocate(present[cells], np.array(sets, dtype=np.bool_), marginal)
    return np.ascontiguousarray(allocated.T)


def _marginal_cost(instance: Instance, required: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Price of one more operator where 0, 1, …, most − 1 serve a queue; shape (*shape of `required`, most)."""
    prices = instance.objective
    first, beyond, surplus = amounts(required[..., None], np.arange(most + 1))
    total = (first * units(prices.understaffing_per_hour, 1)
             + beyond * units(prices.understaffing_beyond_10_percent_per_hour, 1)
             + surplus * units(prices.overstaffing_per_hour, 1))
    return np.asarray(np.diff(total, axis=-1))


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


def required_by_cell(instance: Instance, demand: Demand) -> NDArray[np.int64]:
    """Operators each queue requires in each cell: those of its interval; shape (queues, cells)."""
    return np.repeat(demand.required, instance.grid.cells_per_interval, axis=1)


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
