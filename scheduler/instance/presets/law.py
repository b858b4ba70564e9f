"""What a law on working time asks of contracts, shifts and breaks, each with its article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ContractField = Literal["hours_per_week", "days_per_week", "rest_hours", "weekly_rest_hours"]


@dataclass(frozen=True)
class ContractLimit:
    """A bound of a contract that may only be stricter; of a pair [least, most] the most.

    Parameters
    ----------
    field
        Field of the contract, which has this value where nothing is written.
    value, unit
        The bound, and its unit.
    is_least
        Whether more is stricter; otherwise less is.
    article
        Where it stands.
    """

    field: ContractField
    value: float
    unit: str
    is_least: bool
    article: str


@dataclass(frozen=True)
class LongestWork:
    """Most minutes of work in a shift, its breaks of at least `break_minutes` not counted."""

    minutes: int
    break_minutes: int
    article: str


@dataclass(frozen=True)
class LongestSpan:
    """Most minutes from the start of a shift to its end, with its breaks and the gap of a split one."""

    minutes: int
    article: str


@dataclass(frozen=True)
class LongestStretch:
    """Most minutes of work without a break: what `breaks.spacing.max_work_minutes` is where nothing is written.

    Breaks of fewer than `each` minutes end no stretch; that is asked where no lunch lies in a window of the clock.
    """

    minutes: int
    article: str
    each: int = 0


@dataclass(frozen=True)
class BreakTotal:
    """A shift with more than so many minutes of work has breaks of this total, of which each has at least `each` minutes.

    `unpaid` counts unpaid ones alone, as those that are no working time.
    """

    above_work_minutes: int
    minutes: int
    each: int
    article: str
    unpaid: bool = False


@dataclass(frozen=True)
class LatestMeal:
    """Above so many minutes of work a shift has so many lunches, the last of them no later than so many after its start.

    Lunches of fewer than `each` minutes do not count.
    """

    number: int
    above_work_minutes: int
    latest_minutes: int
    each: int
    article: str


@dataclass(frozen=True)
class RestPeriods:
    """So many paid breathers of at least `each` minutes in a shift, from (or, if not `inclusive`, above) minutes of work on."""

    work_minutes: int
    inclusive: bool
    number: int
    each: int
    article: str


WorkLimit = LongestWork | LongestSpan
BreakLimit = LongestStretch | BreakTotal | LatestMeal | RestPeriods


@dataclass(frozen=True)
class Law:
    """A law.

    Parameters
    ----------
    name, title
        What an instance calls it, and what it is called.
    contract, work, breaks
        What it asks of contracts, of the length of shifts, and of breaks.
    beyond
        What it asks besides, and no rule here keeps: in words, with the article.
    """

    name: str
    title: str
    contract: tuple[ContractLimit, ...]
    work: tuple[WorkLimit, ...]
    breaks: tuple[BreakLimit, ...]
    beyond: tuple[str, ...]
