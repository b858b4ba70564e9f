"""What a survey finds, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.errors import Fault
from scheduler.survey.hours import Capacity
from scheduler.survey.moments import Moment
from scheduler.survey.people import BarelyUsed

if TYPE_CHECKING:
    from scheduler.solve.conflicts import Conflict  # brings the engine, which takes a second to import


@dataclass(frozen=True)
class Facts:
    """What was found of an instance.

    Parameters
    ----------
    name, calls, operators, days, open_hours
        What was read: its name, calls of the horizon, operators, days, and open hours.
    whole, weeks, by_day
        Hours on the phone required and allowed: of all days, by calendar week and by day.
    tightest
        Moments with the fewest operators available for one required.
    away
        Moments at which nobody can be there, although contracts have shifts then.
    barely_used
        Operators who are hardly of use.
    impossible
        What no roster could ever keep: `schedule solve` refuses it.
    lacks
        What no roster can give, although nothing is impossible: hours within no shift, weeks that absences cut short.
    slips
        Numbers that look like slips.
    notes
        What is no fault and worth a word.
    conflicts
        Operators who have no roster, and what mends it; sought only where `scheduler.check` looks at each alone.
    """

    name: str
    calls: float
    operators: int
    days: int
    open_hours: float
    whole: Capacity
    weeks: tuple[Capacity, ...]
    by_day: tuple[Capacity, ...]
    tightest: tuple[Moment, ...]
    away: tuple[Moment, ...]
    barely_used: tuple[BarelyUsed, ...]
    impossible: tuple[Fault, ...]
    lacks: tuple[Fault, ...]
    slips: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    conflicts: tuple[Conflict, ...] = ()
