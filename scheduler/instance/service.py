"""What callers were promised, and the forecast of calls."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from scheduler.instance.base import LocalTime, Model, Table, Weekdays, both_or_none
from scheduler.instance.operators import empty_is_none, words_of
from scheduler.instance.quantities import Moment, Percent
from scheduler.instance.shapes import Shape, WeekdayFactors


def _plain_name(name: str) -> str:
    if not name or len(name) > 100 or not name.isprintable() or set(name) & set("|.") or " + " in name:
        raise ValueError("not a name of a queue; allowed are 1 to 100 printable characters without |, . and ' + '")
    return name


def _all_different(names: tuple[str, ...]) -> tuple[str, ...]:
    for name, count in Counter(names).items():
        if count > 1:
            raise ValueError(f"{name!r} stands here {count} times; allowed is once")
    return names


QueueName = Annotated[str, AfterValidator(_plain_name)]


class Hard(Model):
    """A number that every roster keeps, where a number by itself is a goal with a price.

    Parameters
    ----------
    hard
        Least number.
    """

    hard: int = Field(ge=1, le=10_000)


Least = Annotated[int, Field(ge=0, le=10_000)] | Hard


class Minimum(Model):
    """Operators on the phone at some times, whatever they answer.

    Parameters
    ----------
    operators
        Least number; ``{hard: 2}``: no roster has fewer.
    skill
        Only operators with this skill count; left out: all do.
    days
        Weekdays on which it holds; left out: every day.
    from, to
        Window of the day; left out: all of it. Only open hours count.
    """

    operators: Least
    skill: Annotated[str | None, BeforeValidator(empty_is_none)] = None
    days: Weekdays | None = None
    start: LocalTime | None = Field(None, alias="from")
    end: LocalTime | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        both_or_none(self.start, self.end)
        return self

    @property
    def number(self) -> int:
        """Least number of operators."""
        return self.operators.hard if isinstance(self.operators, Hard) else self.operators

    @property
    def is_hard(self) -> bool:
        """Whether no roster may have fewer."""
        return isinstance(self.operators, Hard)


class Redials(Model):
    """Callers who were not answered and call again.

    Parameters
    ----------
    percent
        Of those who hang up or find no line this share calls again, after every attempt anew.
    delay_s
        After so many seconds in the mean, exponentially distributed.
    """

    percent: Percent = Field(ge=0, le=100)
    delay_s: float = Field(gt=0, le=86400)

    @property
    def share(self) -> float:
        """Share of those who were not answered that calls again."""
        return self.percent / 100


class Service(Model):
    """Service goal of a queue.

    Parameters
    ----------
    target_percent, answer_within_s
        This share of the calls is answered within so many seconds.
    patience_s
        Mean time until a waiting caller hangs up, in seconds; left out: callers never hang up (Erlang C).
    max_occupancy_percent
        Largest share of their time that operators spend with callers.
    min_operators
        On the phone in every open interval; ``{hard: 2}``: no roster has fewer.
    shrinkage_percent
        Unplanned absence the plan must allow for.
    goal_over
        Over what the goal holds: each interval, or all calls of a day or of a week (from the horizon's first day)
        together, which fewer operators can keep. The largest occupancy and `min_operators` hold in each interval.
    certainty_percent
        On this share of the days the goal is met, although the load is uncertain: 90 means on nine days of ten. Left out:
        the load that is expected is staffed for.
    redials
        Who calls again; the calls of the forecast are then first attempts. Left out: nobody does, or their calls are among
        those of the forecast.
    priority
        Callers of the queue with the larger number are taken before all others that an operator answers, however long these
        wait; a call that is being answered is not broken off.
    concurrency
        Contacts that an operator handles at a time, as in a chat; the handling time is then that of one of them while others
        are handled, as measured at this number.
    """

    target_percent: Percent = Field(80, gt=0, lt=100)
    answer_within_s: float = Field(20, ge=0, le=3600)
    patience_s: float | None = Field(None, gt=0, le=36000)
    max_occupancy_percent: Percent = Field(100, gt=0, le=100)
    min_operators: Least = 0
    shrinkage_percent: Percent = Field(0, ge=0, lt=100)
    goal_over: Literal["interval", "day", "week"] = "interval"
    certainty_percent: Percent | None = Field(None, ge=1, lt=100)
    redials: Redials | None = None
    priority: int = Field(0, ge=0, le=100)
    concurrency: int = Field(1, ge=1, le=20)

    def is_promised_as(self, other: Service) -> bool:
        """Whether callers of both were promised the same, whatever `min_operators` say."""
        return self.model_copy(update={"min_operators": 0}) == other.model_copy(update={"min_operators": 0})

    @property
    def least_operators(self) -> int:
        """Least number on the phone, hard or not."""
        return self.min_operators.hard if isinstance(self.min_operators, Hard) else self.min_operators

    @property
    def hard_operators(self) -> int:
        """Least number on the phone that every roster keeps; 0 if there is none."""
        return self.min_operators.hard if isinstance(self.min_operators, Hard) else 0


class HotlineService(Service):
    """What callers of the hotline were promised: one goal, or one for each queue; and the topics somebody is there for.

    Parameters
    ----------
    queues
        Goal of each queue by its name, which is also the skill that its operators need; left out: one queue, which
        everybody answers.
    topics
        Skills of which somebody is to be on the phone in every open interval, also while others are on a break.
    minimums
        Least numbers on the phone by skill, weekday and time of the day, each hard or with a price.
    """

    queues: Annotated[dict[QueueName, Service], Field(min_length=1, max_length=10)] | None = None
    topics: Annotated[tuple[str, ...], BeforeValidator(words_of), AfterValidator(_all_different)] = ()
    minimums: tuple[Minimum, ...] = ()

    @model_validator(mode="after")
    def _one_goal_or_one_each(self) -> Self:
        goals = [name for name in Service.model_fields if name in self.model_fields_set]
        if self.queues is not None and goals:
            raise ValueError(f"{goals[0]}: stands beside `queues`; allowed is a goal inside each queue, and none beside")
        if self.queues is None and self.priority:
            raise ValueError(f"priority: found {self.priority} without `queues`; allowed is one inside each queue, where there "
                             "is another to come before")
        return self

    @model_serializer(mode="wrap")
    def _without_a_goal_beside_queues(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        return data if self.queues is None else {key: data[key] for key in data if key not in Service.model_fields}


class CallInterval(Model):
    """Forecast of one interval of one queue.

    Parameters
    ----------
    start
        Wall clock of the hotline, or with an offset.
    calls
        Expected calls.
    aht_s
        Their mean handling time in seconds.
    queue
        Which queue; left out where there is only one, without a name.
    calls_p10, calls_p90
        Quantiles: in one interval of ten fewer calls come, in one of ten more. Both or neither.
    campaign_factor
        What `campaigns` have multiplied these calls by already; left out: nothing.
    """

    start: Moment
    calls: float = Field(ge=0, le=1e7)
    aht_s: float = Field(gt=0, le=36000)
    queue: Annotated[str | None, BeforeValidator(empty_is_none)] = None
    calls_p10: Annotated[float | None, BeforeValidator(empty_is_none)] = Field(None, ge=0, le=1e7)
    calls_p90: Annotated[float | None, BeforeValidator(empty_is_none)] = Field(None, ge=0, le=1e7)
    campaign_factor: Annotated[float | None, BeforeValidator(empty_is_none)] = Field(None, gt=0, le=1000)

    @model_validator(mode="after")
    def _quantiles_are_ordered(self) -> Self:
        low, high = self.calls_p10, self.calls_p90
        if (low is None) != (high is None):
            found = "calls_p90" if low is None else "calls_p10"
            lacking = "calls_p10" if low is None else "calls_p90"
            raise ValueError(f"{lacking}: is missing; calls_p10 and calls_p90 stand together, found {found} only")
        if low is not None and high is not None:
            if low > high:
                raise ValueError(f"calls_p10: found {low:g}, above calls_p90 ({high:g})")
            # Counts are whole: the mean of a quiet interval may lie above its 90 % quantile, but never by a call.
            if not low - 1 <= self.calls <= high + 1:
                raise ValueError(f"calls: found {self.calls:g}, outside calls_p10 to calls_p90 ({low:g} to {high:g}) by more "
                                 "than one call")
        return self


class Calls(Model):
    """Where the calls come from: a forecast by interval, or without history a day's total and a shape.

    An open interval without a row is an error, not zero calls.

    Parameters
    ----------
    forecast
        A row for each interval.
    per_day
        Instead: calls on a usual day.
    shape
        How they spread over the day: `flat`, `double-peak`, `evening`, or a table of times and weights.
    aht_s
        Mean handling time in seconds.
    weekday_factors
        What `per_day` is multiplied by, by weekday; left out: 1.
    day_sd_percent
        How far a whole day's load may lie from what is expected, up or down on all queues and intervals alike: its standard
        deviation. Left out: half of the variance that `calls_p10` and `calls_p90` show, where there are any.
    """

    forecast: Table[CallInterval] = ()
    per_day: float | None = Field(None, ge=0, le=1e7)
    shape: Shape | None = None
    aht_s: float | None = Field(None, gt=0, le=36000)
    weekday_factors: WeekdayFactors = Field(default_factory=dict)
    day_sd_percent: Percent | None = Field(None, ge=0, le=200)

    @property
    def are_written(self) -> bool:
        """Whether the topic was written at all, if only as an empty table."""
        return bool(self.model_fields_set)

    @property
    def are_given(self) -> bool:
        """Whether anything is said of calls; not so where the requirement is given in their place."""
        return bool(self.forecast) or self.per_day is not None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = [name for name in ("per_day", "shape", "aht_s", "weekday_factors") if getattr(self, name) not in (None, {})]
        if self.forecast and given:
            raise ValueError(f"{given[0]}: stands beside `forecast`; allowed is one of the two: a forecast, or per_day with "
                             "shape and aht_s")
        if given and (self.per_day is None or self.aht_s is None):
            lacking = "aht_s" if self.aht_s is None else "per_day"
            raise ValueError(f"`{lacking}` is missing; without a forecast, per_day and aht_s stand together")
        if not given and "forecast" not in self.model_fields_set:
            raise ValueError("is missing `forecast`, a table with start, calls and aht_s; or without history `per_day`, "
                             "`shape` and `aht_s`")
        return self
