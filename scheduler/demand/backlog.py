"""Deferrable work on the grid of cells: what has to be done when, what blocks leave undone, and a first plan of it.

Work is divisible and handled in order of its deadlines. As what comes earlier is due no later, nothing done in another order
leaves less of it late (Glover 1967).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.backlog import batches_of, contacts_of
from scheduler.instance.deferrable import DeferrableWork
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Backlog:
    """Work of one kind.

    Parameters
    ----------
    work
        What was written of it.
    who
        Which of the operators may do it; shape (operators,).
    first, end
        Cells from which each batch is at hand, and before which it is due, rising; shape (batches,).
    minutes
        Work of each batch; shape (batches,).
    is_due
        Whether it is due in the horizon; shape (batches,).
    idle_price
        Units for a minute of a block in which nothing is at hand.
    least, most
        Shortest and longest block, in cells.
    cell_minutes
        Length of a cell.
    """

    work: DeferrableWork
    who: Mask
    first: Ints
    end: Ints
    minutes: Ints
    is_due: Mask
    idle_price: int
    least: int
    most: int
    cell_minutes: int

    @property
    def late_price(self) -> Ints:
        """Units for a minute of each batch that is not done in time, 0 where it is due after the horizon; shape (batches,)."""
        return np.asarray(self.is_due * units(self.work.late_per_hour, 1))

    @property
    def late_per_cell(self) -> int:
        """Units for somebody's cell of work that is not done in time; 0 where nothing is due in the horizon."""
        return int(self.late_price.max(initial=0)) * self.cell_minutes

    def left(self, minutes: Ints, until: int) -> tuple[Ints, int]:
        """Minutes left of each batch, and idle minutes, once all blocks before a cell are done.

        Parameters
        ----------
        minutes
            Minutes that blocks have in each cell; shape (cells,).
        """
        left, idle = self.minutes.tolist(), 0
        cells = np.flatnonzero(minutes[:until])
        # At hand are neighbours in the list, as both cells rise along it.
        begins, stops = np.searchsorted(self.end, cells, "right").tolist(), np.searchsorted(self.first, cells, "right").tolist()
        done = 0
        for there, begin, stop in zip(minutes[cells].tolist(), begins, stops, strict=True):
            done = max(done, begin)  # all before is done, or too late
            while there and done < stop:
                taken = min(there, left[done])
                left[done] -= taken
                there -= taken  # noqa: PLW2901 - what of the cell is still free
                done += not left[done]
            idle += there
        return np.array(left, dtype=np.int64), idle

    def beside(self, minutes: Ints) -> Backlog:
        """The work that is left beside such blocks; `minutes` as of `left`."""
        return replace(self, minutes=self.left(minutes, len(minutes))[0]) if minutes.any() else self

    def cost(self, minutes: Ints) -> int:
        """What is late and what is idle costs, in units; `minutes` as of `left`."""
        left, idle = self.left(minutes, len(minutes))
        return int(left @ self.late_price) + idle * self.idle_price


def backlogs(instance: Instance) -> tuple[Backlog, ...]:
    """All deferrable work of an instance, in the order written."""
    return tuple(_backlog(instance, work) for work in instance.deferrable)


def _backlog(instance: Instance, work: DeferrableWork) -> Backlog:
    grid, prices = instance.grid, instance.objective
    step = dt.timedelta(minutes=grid.cell_minutes)
    batches, last = batches_of(instance, work), grid.origin + grid.cells * step
    first = np.array([-((grid.origin - each.arrives) // step) for each in batches], dtype=np.int64)
    end = np.array([(each.due - grid.origin) // step for each in batches], dtype=np.int64)
    shortest, longest = work.block_minutes
    return Backlog(
        work, np.array([work.is_for(each) for each in instance.operators], dtype=np.bool_), first, end,
        np.array([each.minutes for each in batches], dtype=np.int64),
        np.array([each.due <= last for each in batches], dtype=np.bool_),
        units(prices.overstaffing_per_hour, 1) if prices.missed_call is None else 0,
        shortest // grid.cell_minutes, longest // grid.cell_minutes, grid.cell_minutes,
    )


def first_plan(backlog: Backlog, price: Floats, rise: float, possible: Ints) -> Ints:
    """People at the work in each cell so that all is done in time that is worth it, where they are missing least; (cells,).

    Parameters
    ----------
    price
        What it costs to have the first one there; shape (cells,).
    rise
        By how much each further one costs more.
    possible
        Most who could be there; shape (cells,).
    """
    planned, late = np.zeros(len(price), dtype=np.int64), units(backlog.work.late_per_hour, backlog.cell_minutes)
    done = asked = 0
    for first, end, minutes in zip(*(each[backlog.is_due] for each in (backlog.first, backlog.end, backlog.minutes)),
                                   strict=True):
        asked += int(minutes)
        span = slice(max(int(first), 0), max(int(end), 0))
        while done < asked:
            costs = np.where(planned[span] < possible[span], price[span] + rise * planned[span], np.inf)
            if not costs.size or costs.min() >= late:
                break
            planned[span.start + int(costs.argmin())] += 1
            done += backlog.cell_minutes
        done = max(done, asked)  # what has no place is late, and no later work is
    return planned


@dataclass(frozen=True)
class WorkHours:
    """What deferrable work asks for.

    Parameters
    ----------
    name, deadline
        Its name, and its deadline in words.
    contacts, operator_hours
        Contacts, and the hours that they take.
    due_hours
        Those due by the end of the horizon.
    """

    name: str
    deadline: str
    contacts: float
    operator_hours: float
    due_hours: float


def hours_of_work(instance: Instance) -> tuple[WorkHours, ...]:
    """Hours of all deferrable work, in the order written."""
    found = []
    for each in backlogs(instance):
        minutes, due = int(each.minutes.sum()), int(each.minutes[each.is_due].sum())
        found.append(WorkHours(each.work.name, each.work.told(), contacts_of(instance, each.work), minutes / 60, due / 60))
    return tuple(found)
