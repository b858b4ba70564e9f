"""The tightest moments: where the operators who could be there are fewest for what is required; and where there are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.opening import outside_intervals
from scheduler.survey.reach import Team


@dataclass(frozen=True)
class Moment:
    """Open time on one day with the same figures throughout.

    Parameters
    ----------
    start, end
        From when to when.
    queue
        Who calls; None: the only queue, or all queues together.
    required, available
        Operators required, and those who could be on the phone then, were they planned for nothing else.
    offered
        Those whose contract has a shift then, whether or not they are away.
    """

    start: dt.datetime
    end: dt.datetime
    queue: str | None
    required: int
    available: int
    offered: int


def tightest(team: Team, number: int) -> tuple[Moment, ...]:
    """Moments with the fewest operators available for one required, of those with somebody; in order of time."""
    found = [each for each in _moments(team) if each.available]
    found.sort(key=lambda each: (each.available / each.required, each.available - each.required, each.start.timestamp()))
    return tuple(sorted(found[:number], key=lambda each: (each.start.timestamp(), each.queue or "")))


def away(team: Team) -> tuple[Moment, ...]:
    """Moments at which nobody who answers can be there, although contracts have shifts then: all are away, or not allowed."""
    return tuple(each for each in _moments(team) if not each.available and each.offered)


def _moments(team: Team) -> Iterator[Moment]:
    """Open time that requires somebody, queue by queue and all together, in runs of equal figures."""
    names = list(team.instance.queues)
    for name, required in zip(names, team.required, strict=True):
        yield from _runs(team, name, _own(team, name, required), team.answering(name))
    if len(names) > 1:
        answering = sorted({index for name in names for index in team.answering(name)})
        yield from _runs(team, None, team.required_together, answering)


def _own(team: Team, queue: str | None, required: NDArray[np.int64]) -> NDArray[np.int64]:
    """What is required of own operators: nothing where outside help takes the calls."""
    outside = team.instance.outside
    if outside is None or outside.queue != queue:
        return required
    taken = np.repeat(outside_intervals(team.instance), team.instance.grid.cells_per_interval)
    return np.asarray(np.where(taken[: len(required)], 0, required))


def _runs(team: Team, queue: str | None, required: NDArray[np.int64], answering: list[int]) -> Iterator[Moment]:
    grid, cells = team.instance.grid, len(required)
    available, offered = (
        np.sum([getattr(team.reaches[index], kind) for index in answering], axis=0, dtype=np.int64) if answering
        else np.zeros(cells, dtype=np.int64) for kind in ("covers", "offered"))
    figures = np.stack([required, available, offered])
    edges = {0, cells, *(np.flatnonzero((figures[:, 1:] != figures[:, :-1]).any(axis=0)) + 1),
             *(start for start in grid.day_starts if start < cells)}
    ordered = sorted(map(int, edges))
    for first, end in pairwise(ordered):
        if required[first] > 0:
            yield Moment(grid.moment(first), grid.moment(end), queue, *map(int, figures[:, first]))
