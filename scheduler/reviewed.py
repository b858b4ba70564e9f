"""What a review of a plan found once its days are over, as plain values: what `review.json` holds and the page shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Group = Literal["attendance", "roster", "forecast", "staffing"]


@dataclass(frozen=True)
class IntervalSeen:
    """An open interval of a queue, as it was planned and as it was.

    Parameters
    ----------
    start
        Its start, in the hotline's zone.
    queue
        Its queue; None with only one.
    forecast, calls
        Calls that were forecast, and that came.
    required_planned, required
        Operators required by the forecast, and by the calls that came with the handling times measured.
    on_phone
        Operators on the phone who can answer it, as worked; in the mean.
    at_lunch
        Of those rostered, how many were at lunch; in the mean.
    """

    start: dt.datetime
    queue: str | None
    forecast: float
    calls: int
    required_planned: int
    required: int
    on_phone: float
    at_lunch: float

    @property
    def short(self) -> float:
        """Operators missing."""
        return max(0.0, self.required - self.on_phone)

    @property
    def short_for_lunch(self) -> float:
        """Operators missing who were at lunch."""
        return min(self.short, self.at_lunch)


@dataclass(frozen=True)
class Measured:
    """A figure that was planned, and what it was.

    Parameters
    ----------
    name
        ``calls``, ``aht_s``, ``patience_s`` or ``shrinkage_percent``.
    queue
        Of which queue; None: of all.
    planned, found
        Both; None: not planned, or not to be seen in the log.
    error
        Standard error of what was found; None: not known.
    """

    name: str
    queue: str | None
    planned: float | None
    found: float | None
    error: float | None = None

    @property
    def ratio(self) -> float | None:
        """What was found over what was planned; None where either is not known."""
        return self.found / self.planned if self.planned and self.found is not None else None


@dataclass(frozen=True)
class Served:
    """Share of the calls answered in time.

    Parameters
    ----------
    target, promised
        The goal, and what the roster promised (None: nothing), by its forecast.
    in_log
        By the waits of the log, those who hung up counted against it; None: the log has no waits.
    simulated, error
        Of the calls that came, played against the roster as it was worked, with the standard error.
    """

    target: float
    promised: float | None
    in_log: float | None
    simulated: float
    error: float


@dataclass(frozen=True)
class LateBreak:
    """A break that began late: whose, when it was planned, and by how many minutes (in the mean, where it was simulated)."""

    operator: str
    kind: str
    start: dt.datetime
    minutes: float


@dataclass(frozen=True)
class Part:
    """A part of what our roster lost against the best in hindsight.

    Parameters
    ----------
    name
        ``attendance``, ``breaks``, ``shifts``, ``calls``, ``handling`` or ``chance``.
    group
        What it belongs to: attendance, roster, forecast or staffing.
    cost
        In the unit of `cost_per_hour`.
    """

    name: str
    group: Group
    cost: float


@dataclass(frozen=True)
class Finding:
    """A strength or weakness: which part of the loss it explains, what it cost, and plain words."""

    cause: str
    cost: float
    text: str


@dataclass(frozen=True)
class Suggestion:
    """A change to the instance: field, what stands there, what is proposed, and why."""

    field: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Review:
    """A plan, and what became of it.

    Parameters
    ----------
    hotline, first, last, zone
        Whose it is, its days, and the zone of all times.
    source
        Where calls come from, and what was left out of them.
    intervals, measured, served
        What was planned and what was, by interval and in total.
    late_breaks, breaks_from
        Breaks that began late, and whether ``attendance`` says so or a ``simulation``.
    planned_cost, cost, hindsight, bound
        Cost of the roster by its forecast; as it was worked, by the calls that came; of the best roster found for those calls;
        and what no roster costs less than, which is proven.
    parts
        What was lost, `cost` less `hindsight`, in parts that add up to it.
    weaknesses, strengths
        In plain words, the dearest first.
    beyond_reach_hours
        Operator-hours short even in the best roster in hindsight.
    suggestions
        Changes to the instance.
    patch
        The same as a unified diff of the instance's files; empty where there is nothing to change, or no text file.
    notes
        What else somebody should know.
    """

    hotline: str
    first: dt.date
    last: dt.date
    zone: str
    source: str
    intervals: tuple[IntervalSeen, ...]
    measured: tuple[Measured, ...]
    served: Served
    late_breaks: tuple[LateBreak, ...]
    breaks_from: Literal["attendance", "simulation"]
    planned_cost: float
    cost: float
    hindsight: float
    bound: float
    parts: tuple[Part, ...]
    weaknesses: tuple[Finding, ...]
    strengths: tuple[Finding, ...]
    beyond_reach_hours: float
    suggestions: tuple[Suggestion, ...]
    patch: str
    notes: tuple[str, ...]

    @property
    def lost(self) -> float:
        """What our roster cost more than the best in hindsight."""
        return self.cost - self.hindsight

    def group(self, name: Group) -> float:
        """What was lost by the parts of a group."""
        return sum(part.cost for part in self.parts if part.group == name)
