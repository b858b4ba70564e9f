"""A rotation found for nobody in particular, as plain values: shifts by day of the week, what a week asks for, the pattern."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Pattern = tuple[tuple[str | None, ...], ...]
"""Template of each day of each week; None: off."""


@dataclass(frozen=True)
class DayShift:
    """A shift of a day of the week.

    Parameters
    ----------
    template
        Its template.
    day
        Day of the week, from 0, the day on which weeks start.
    start, end
        Minutes after midnight of its day.
    paid_minutes
        Its paid time.
    work_permille
        Part of its time that is no break, in thousandths, rounded down.
    is_night
        Whether it is a night shift.
    """

    template: str
    day: int
    start: int
    end: int
    paid_minutes: int
    work_permille: int
    is_night: bool


@dataclass(frozen=True)
class Need:
    """Operators required in an interval of the week, which begins so many minutes after the week does."""

    start: int
    minutes: int
    required: int


@dataclass(frozen=True)
class Prices:
    """Hundredths of the unit of `cost_per_hour`, for an hour: of a missing operator, beyond 10 %, in surplus, and paid."""

    missing: int
    beyond: int
    surplus: int
    paid: int


COST_UNITS = 100 * 60 * 1000
"""Units in a cost of 1: a hundredth of an hour's price, for a minute of a thousandth of an operator."""


@dataclass(frozen=True)
class RotationPlan:
    """A rotation for as many people, or crews, as it has weeks, each a week behind the one before.

    Parameters
    ----------
    contract, crew
        Contract of the people, and how many work each week of the pattern.
    first_day
        First day of the week whose calls it was found for.
    pattern
        The pattern.
    cost, bound
        Cost of a week, and proven: no pattern under these rules costs less.
    missing_hours, surplus_hours
        Operator-hours of a week that are missing to the requirement, and beyond it.
    paid_hours
        Paid hours of each week of the pattern.
    """

    contract: str
    crew: int
    first_day: dt.date
    pattern: Pattern
    cost: float
    bound: float
    missing_hours: float
    surplus_hours: float
    paid_hours: tuple[float, ...]

    @property
    def gap(self) -> float:
        """(cost − bound) / cost."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def letters(self) -> dict[str, str]:
        """A letter for each template of the pattern: its first letter, or the next one that is free."""
        found: dict[str, str] = {}
        for template in sorted({day for week in self.pattern for day in week if day is not None}):
            free = (each for each in (*template.upper(), *map(chr, range(ord("A"), ord("Z") + 1)))
                    if each.isalpha() and each not in found)
            found[next(free)] = template
        return found

    @property
    def rotation(self) -> dict[str, object]:
        """The entry of `rotations` that says the same."""
        letter_of = {template: letter for letter, template in self.letters.items()}
        weeks = ["".join("-" if day is None else letter_of[day] for day in week) for week in self.pattern]
        return {"name": f"{len(weeks)} weeks", "who": {"contract": self.contract}, "weeks": weeks, "letters": self.letters,
                "starts": self.first_day.isoformat(), "offsets": "in_turn"}
