"""What a scenario gives, each figure with its bound, and which differences are decided."""

from __future__ import annotations

from dataclasses import dataclass, field

_CENT = 0.005
_SURELY = 1.96
"""Standard errors on both sides of a mean within which it lies in 19 of 20 cases."""


@dataclass(frozen=True)
class Between:
    """Something that lies between two values: a cost between its bound and the best roster found, a mean with its error."""

    low: float
    high: float

    def above(self, other: Between) -> Between:
        """By how much it lies above another, at least and at most."""
        return Between(self.low - other.high, self.high - other.low)

    @property
    def sign(self) -> int:
        """1 or -1 where it is surely above or below 0, 0 where that is undecided or it is 0."""
        return int(self.low > _CENT) - int(self.high < -_CENT)

    @property
    def is_zero(self) -> bool:
        """Whether it is 0, which is as decided as can be."""
        return self.low >= -_CENT and self.high <= _CENT


@dataclass(frozen=True)
class Answer:
    """What the roster of one scenario costs and gives.

    Parameters
    ----------
    name
        What the scenario is called.
    cost, bound
        Of the roster, with the training of new people; and proven: no roster of the scenario costs less.
    short_hours, least_short_hours
        Operator-hours that are missing; and those that no roster can avoid.
    promised, simulated, simulated_error
        Service level by the formulas, and played with its standard error, from 0 to 1; None where no calls are given.
    people, working, least_people
        Operators of the hotline, those with a shift, and the fewest that could cover what is required.
    roster
        Its `roster.json` as text.
    """

    name: str
    cost: float
    bound: float
    short_hours: float
    least_short_hours: float
    promised: float | None
    simulated: float | None
    simulated_error: float
    people: int
    working: int
    least_people: int
    roster: str = field(default="", repr=False)

    @property
    def costs(self) -> Between:
        """Where the cost of the best roster of the scenario lies."""
        return Between(self.bound, self.cost)

    @property
    def service(self) -> Between | None:
        """Where the simulated service level lies in 19 of 20 cases."""
        if self.simulated is None:
            return None
        width = _SURELY * self.simulated_error
        return Between(self.simulated - width, self.simulated + width)

    @property
    def shortness(self) -> Between:
        """Where the least operator-hours that are missing lie."""
        return Between(self.least_short_hours, self.short_hours)


@dataclass(frozen=True)
class Failure:
    """A scenario without a roster, and why."""

    name: str
    reason: str
    exit_code: int
