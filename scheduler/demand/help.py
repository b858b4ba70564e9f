"""What an outside call centre answers beside a roster, as it changes the service that callers are promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.calls_grid import interval_of
from scheduler.instance.instance import Instance

Floats = NDArray[np.float64]


class Bought(Protocol):
    """What is bought for a queue in an interval: operator-hours or calls, as it is paid."""

    @property
    def start(self) -> dt.datetime:
        """Start of the interval."""
        ...

    @property
    def queue(self) -> str | None:
        """Name of the queue."""
        ...

    @property
    def amount(self) -> float:
        """Operator-hours or calls."""
        ...


@dataclass(frozen=True, eq=False)
class Help:
    """What is bought of an outside call centre.

    Parameters
    ----------
    queue
        Index of the queue whose calls it takes.
    operators
        Mean number of its operators there; 0 where calls are bought; shape (intervals,).
    share
        Share of the expected calls that are handed over, and answered at once; shape (intervals,).
    """

    queue: int
    operators: Floats
    share: Floats


def help_of(instance: Instance, calls: Floats, bought: Iterable[Bought]) -> Help | None:
    """Help as bought; None for nothing. `calls` are those expected, NaN or 0 where closed; shape (queues, intervals)."""
    if instance.outside is None or not (rows := [row for row in bought if row.queue == instance.outside.queue]):
        return None
    amount, share = np.zeros((2, instance.grid.intervals))
    for row in rows:
        amount[interval_of(row.start, instance.grid)] = row.amount
    queue = list(instance.queues).index(instance.outside.queue)
    if not instance.outside.by_call:
        return Help(queue, amount * 60 / instance.grid.interval_minutes, share)
    called = np.nan_to_num(calls[queue])
    np.divide(amount, called, out=share, where=called > 0)
    return Help(queue, np.zeros(len(share)), np.minimum(share, 1.0))
