"""Deferrable work: contacts such as e-mail that wait, and need only be handled by a deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Annotated, Self, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from scheduler.instance.activities import PREFIX, WorkName
from scheduler.instance.base import LocalTime, Model, format_local_time, ordered_pair
from scheduler.instance.objective import Price
from scheduler.instance.operators import Operator, empty_is_none
from scheduler.instance.quantities import Moment
from scheduler.instance.together import EVERYBODY, People, belongs

BlockMinutes = Annotated[int, Field(ge=5, le=720)]


Time = TypeVar("Time", dt.datetime, int)


def apart(blocks: Iterable[tuple[Time, Time]]) -> Iterator[tuple[Time, Time]]:
    """Begins and ends of the blocks of a shift in order of time, those that touch as one; none lies on another."""
    begins, ends = set[Time](), set[Time]()
    for begin, end in blocks:
        begins.add(begin)
        ends.add(end)
    sides = sorted(begins ^ ends)  # where one ends and the next begins is neither
    yield from zip(sides[::2], sides[1::2], strict=True)


class DeferrableWork(Model):
    """Contacts that wait until somebody has time for them, such as e-mail and letters.

    They are handled in blocks: parts of a shift, paid, away from the phone and no break. The planner chooses when and by whom.

    Parameters
    ----------
    name
        What documents call it.
    aht_s
        Mean handling time of a contact in seconds.
    per_day
        Contacts of each open day, which come evenly over its opening hours; beside what `backlog` says.
    within_hours
        They are to be handled within so many hours, of which those count, too, in which the hotline is closed.
    due
        In place of that: by this time of the clock on the next open day.
    who
        Who may handle them; left out: everybody.
    block_minutes
        Shortest and longest block.
    late_per_hour
        Price of an hour of work that is not done by its deadline.
    """

    name: WorkName
    aht_s: float = Field(gt=0, le=36000)
    per_day: float | None = Field(None, ge=0, le=1e7)
    within_hours: float | None = Field(None, gt=0, le=720)
    due: LocalTime | None = None
    who: People = EVERYBODY
    block_minutes: tuple[BlockMinutes, BlockMinutes] = (30, 120)
    late_per_hour: Price = 36

    @model_validator(mode="after")
    def _one_deadline(self) -> Self:
        if (self.within_hours is None) == (self.due is None):
            found = "stands beside due" if self.due is not None else "is missing, and so is due"
            raise ValueError(f"within_hours: {found}; allowed is one of the two: so many hours, or a time on the next open day")
        ordered_pair("block_minutes", "min", self.block_minutes)
        return self

    @property
    def kind(self) -> str:
        """What a block is called among the kinds of break."""
        return PREFIX + self.name

    def is_for(self, operator: Operator) -> bool:
        """Whether an operator may handle it."""
        return belongs(operator, self.who)

    def told(self) -> str:
        """Its deadline, in words."""
        if self.within_hours is not None:
            return f"within {self.within_hours:g} hours"
        return f"by {format_local_time(self.due or 0)} of the next open day"


class BacklogRow(Model):
    """Contacts of deferrable work that come, or wait, at a moment.

    Parameters
    ----------
    start
        When they come: wall clock of the hotline, or with an offset; also while it is closed, and, of those that wait when the
        horizon begins, before it.
    contacts
        How many.
    work
        Name of the work; left out where there is only one.
    """

    start: Moment
    contacts: float = Field(ge=0, le=1e7)
    work: Annotated[str | None, BeforeValidator(empty_is_none)] = None
