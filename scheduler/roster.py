"""A roster as plain times, and the result of a run around it: what `roster.json` holds."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from scheduler.instance.activities import PREFIX
from scheduler.timegrid import elapsed_minutes


def _aware(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError("the time has no offset; allowed is ISO 8601 with one, such as 2026-12-07T08:00:00+07:00")
    return moment


def gap_text(gap: float) -> str:
    """A gap in percent, as every output writes it; rounded up, so that nothing says 0 that is not proven the best."""
    return f"{math.ceil(round(gap * 10_000, 6)) / 100:.2f} %"


Moment = Annotated[dt.datetime, AfterValidator(_aware)]
BreakKind = Literal["lunch", "breather", "gap", "activity"]
"""A gap parts a split shift: it is no work, is not paid, and has no bounds of work around it. An activity is work away from the
phone: it is paid, and no break."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Break(_Model):
    """A break inside a shift, or an activity, which stands among its breaks.

    Parameters
    ----------
    kind
        Lunch, breather, the gap between the two parts of a split shift, or an activity.
    start, end
        Local times with offset.
    name
        Of an activity, which one; breaks have none, and are written without it.
    """

    kind: BreakKind
    start: Moment
    end: Moment
    name: str | None = Field(default=None, exclude_if=lambda name: not name)

    @model_validator(mode="after")
    def _activities_have_names(self) -> Self:
        if (self.kind == "activity") != bool(self.name):
            raise ValueError(f"name: found {self.name!r} of a {self.kind}; activities have a name, and breaks have none")
        return self

    @classmethod
    def of(cls, label: str, start: dt.datetime, end: dt.datetime) -> Self:
        """A break, or an activity, by its label."""
        name = label.removeprefix(PREFIX)
        return cls(kind="activity", start=start, end=end, name=name) if name != label else cls.model_validate(
            {"kind": label, "start": start, "end": end})

    @property
    def label(self) -> str:
        """Its kind, and of an activity its name."""
        return PREFIX + self.name if self.name else self.kind

    @property
    def minutes(self) -> int:
        """Length in elapsed minutes."""
        return elapsed_minutes(self.start, self.end)


class Shift(_Model):
    """One shift of one operator.

    Parameters
    ----------
    operator
        Id of the operator.
    start, end
        Local times with offset.
    breaks
        In order of time.
    """

    operator: str
    start: Moment
    end: Moment
    breaks: tuple[Break, ...] = ()

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        for what, start, end in [("shift", self.start, self.end), *((b.kind, b.start, b.end) for b in self.breaks)]:
            if elapsed_minutes(start, end) <= 0:
                raise ValueError(f"the {what} of {self.operator} ends ({end.isoformat()}) before it starts "
                                 f"({start.isoformat()})")
        return self

    @property
    def minutes(self) -> int:
        """Length in elapsed minutes."""
        return elapsed_minutes(self.start, self.end)

    @property
    def activities(self) -> tuple[Break, ...]:
        """Its activities, which stand among its breaks."""
        return tuple(each for each in self.breaks if each.kind == "activity")

    @property
    def pauses(self) -> tuple[Break, ...]:
        """Its breaks without the activities."""
        return tuple(each for each in self.breaks if each.kind != "activity")

    def keeping(self, is_kept: Callable[[Break], bool]) -> Self:
        """The shift with those of its breaks and activities that are kept; itself where all are."""
        kept = tuple(filter(is_kept, self.breaks))
        return self if len(kept) == len(self.breaks) else self.model_copy(update={"breaks": kept})

    def holding(self, more: Sequence[Break]) -> Self:
        """The shift with more breaks or activities among its own, in order of time; itself where there are none."""
        breaks = sorted((*self.breaks, *more), key=lambda each: each.start.timestamp())
        return self.model_copy(update={"breaks": tuple(breaks)}) if more else self


def parts_of(shift: Shift) -> tuple[Shift, ...]:
    """The parts of a split shift, each a shift with its own breaks; any other shift is one."""
    gap = next((each for each in shift.breaks if each.kind == "gap"), None)
    if gap is None:
        return (shift,)
    begins, others = gap.start.timestamp(), [each for each in shift.breaks if each is not gap]
    before, after = ([each for each in others if (each.start.timestamp() < begins) == earlier] for earlier in (True, False))
    return (shift.model_copy(update={"end": gap.start, "breaks": tuple(before)}),
            shift.model_copy(update={"start": gap.end, "breaks": tuple(after)}))


class StandbyPlace(_Model):
    """A place on a standby list: who can be called in a window, and as which of several.

    Parameters
    ----------
    name
        Name of the list.
    operator
        Id of the operator.
    start, end
        Local times with offset.
    place
        1 is called first.
    """

    name: str
    operator: str
    start: Moment
    end: Moment
    place: int = Field(ge=1)

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if elapsed_minutes(self.start, self.end) <= 0:
            raise ValueError(f"the place of {self.operator} on {self.name} ends ({self.end.isoformat()}) before it starts "
                             f"({self.start.isoformat()})")
        return self


class InstanceRef(_Model):
    """Which instance a roster is for.

    Parameters
    ----------
    name
        Name of its folder or file.
    sha256
        Digest of the files it was read from.
    path
        Where it lies, as seen from the roster.
    """

    name: str
    sha256: str
    path: str


class Run(_Model):
    """How a roster came about, and how good it is; costs are in the unit of `cost_per_hour`.

    Parameters
    ----------
    status
        `optimal` only if the cost is the bound.
    objective
        Cost of the roster.
    bound
        Proven: no roster under these rules costs less.
    gap
        (objective − bound) / objective.
    seconds
        Wall-clock time of the search; null in a deterministic run, which must repeat exactly.
    seed, workers
        What the search was given.
    interrupted
        Whether it was stopped before its end.
    versions
        Of this project and of the libraries that compute.
    """

    status: Literal["optimal", "feasible"]
    objective: float
    bound: float
    gap: float
    seconds: float | None
    seed: int
    workers: int
    interrupted: bool
    versions: dict[str, str]


class Term(_Model):
    """One part of the cost.

    Parameters
    ----------
    cost
        What it adds to the objective.
    amount, unit
        How much of what it counts.
    """

    cost: float
    amount: float
    unit: str


class IntervalCover(_Model):
    """Coverage of one open interval of a queue.

    Parameters
    ----------
    start
        Local time with offset.
    queue
        Null where the hotline has no queues.
    calls
        Calls expected.
    required
        Operators required, were its calls answered by operators of its own.
    on_phone
        Operators on the phone who can answer it: the mean over the interval's cells.
    service_level
        Share of the calls answered in time that Erlang's formulas expect, of all who share the operators; null without calls.
    """

    start: Moment
    queue: str | None
    calls: float
    required: int
    on_phone: float
    service_level: float | None


class PoolCover(_Model):
    """Coverage of one open interval of several queues that share operators.

    Parameters
    ----------
    start
        Local time with offset.
    queues
        The queues.
    calls
        Calls expected on all of them.
    required
        Operators required, were all calls answered by all of the operators.
    on_phone
        Operators on the phone who can answer at least one of the queues: the mean over the interval's cells.
    """

    start: Moment
    queues: tuple[str, ...]
    calls: float
    required: int
    on_phone: float


class LoadFactor(_Model):
    """By how much more, or less, handling time an interval was planned with than the forecast says.

    Parameters
    ----------
    queue, start
        Which interval.
    factor
        What its handling time was multiplied by.
    """

    queue: str | None
    start: Moment
    factor: float = Field(gt=0, le=10)


class Truth(_Model):
    """What the truth loop of a run did; `intervals` then speak of the load with its factors.

    Parameters
    ----------
    rounds
        How often it was solved and simulated.
    replications, seed
        Of the simulation.
    simulated, standard_error
        Service level of this very roster over the horizon; null if the run was interrupted before.
    load_factors
        What simulation found.
    """

    rounds: int
    replications: int
    seed: int
    simulated: float | None
    standard_error: float | None
    load_factors: tuple[LoadFactor, ...]

    @property
    def by_moment(self) -> dict[tuple[str | None, dt.datetime], float]:
        """Load factor by queue and start of the interval (UTC)."""
        return {(each.queue, each.start.astimezone(dt.UTC)): each.factor for each in self.load_factors}


class Promised(_Model):
    """What callers are promised where the load is uncertain; shares of 1.

    Parameters
    ----------
    expected
        Of all calls that may come, those answered in time.
    bad_day, good_day
        The same on a day on which as many call as on one of ten at most, and as few.
    chance
        Days on which every queue meets its goal.
    """

    expected: float
    bad_day: float
    good_day: float
    chance: float


class Purchase(_Model):
    """What an outside call centre takes in one interval.

    Parameters
    ----------
    start, queue
        Which interval.
    amount
        Operator-hours or calls, as it is paid.
    cost
        What they cost.
    """

    start: Moment
    queue: str | None
    amount: float
    cost: float


class Roster(_Model):
    """A roster with everything that was promised about it.

    Parameters
    ----------
    schema
        Version of the format.
    instance
        Which instance it is for.
    run
        How it came about, and how good it is.
    terms
        Parts of the cost, by name.
    shifts
        Every shift with its breaks.
    intervals
        Coverage of every open interval, and queue.
    pools
        Coverage of every open interval, and set of queues that share operators; only if any do.
    promise
        What callers are promised; only where the load is uncertain.
    outside
        What is bought from an outside call centre; only if anything is.
    truth
        What the truth loop did; only if it was asked for.
    standby
        Places on standby lists, in order of their windows; only if the instance has such lists.
    standby_status
        `optimal`: no lists beside this roster are better, as `docs/guide/standby.md` says what is better; only with lists.
    """

    schema_version: Literal[1] = Field(1, alias="schema")
    instance: InstanceRef
    run: Run
    terms: dict[str, Term]
    shifts: tuple[Shift, ...]
    intervals: tuple[IntervalCover, ...]
    pools: tuple[PoolCover, ...] = ()
    promise: Promised | None = None
    outside: tuple[Purchase, ...] = ()
    truth: Truth | None = None
    standby: tuple[StandbyPlace, ...] = ()
    standby_status: Literal["optimal", "feasible"] | None = None

    @property
    def load_factors(self) -> dict[tuple[str | None, dt.datetime], float]:
        """Load factor by queue and start of the interval (UTC); empty without a truth loop."""
        return self.truth.by_moment if self.truth else {}

    def on_phone_of_sets(self) -> Iterator[tuple[tuple[str | None, ...], dt.datetime, float]]:
        """Queues, start and mean number on the phone, of every interval of a queue and of queues that share operators."""
        yield from (((row.queue,), row.start, row.on_phone) for row in self.intervals)
        yield from ((row.queues, row.start, row.on_phone) for row in self.pools)

    def intervals_on(self, date: dt.date, zone: dt.tzinfo) -> tuple[IntervalCover, ...]:
        """Intervals that start on a day."""
        return tuple(row for row in self.intervals if row.start.astimezone(zone).date() == date)

    def to_json(self) -> str:
        """Text of `roster.json`; equal results give equal text."""
        may_go = ("pools", "promise", "outside", "truth", "standby", "standby_status")
        without = {name for name in may_go if not getattr(self, name)}
        return self.model_dump_json(by_alias=True, indent=1, exclude=without) + "\n"
