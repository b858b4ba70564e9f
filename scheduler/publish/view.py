"""A roster as people read it: by operator and by local day, in paid hours and wishes. All documents start here."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from scheduler.check.facts.covers import SetCover, covers, label_of
from scheduler.check.facts.dues import hours_due
from scheduler.check.facts.extra_time import agreed_minutes, counted_hours
from scheduler.check.facts.pay import paid_hours, paid_minutes
from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.check.facts.rotation import Rotations
from scheduler.check.facts.shifts import days_worked
from scheduler.check.facts.times import day_of_shift, number
from scheduler.check.facts.wishes import denied_wishes, granted_wishes
from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.language.words import Language, language
from scheduler.roster import Break, Roster, Shift, StandbyPlace, parts_of
from scheduler.timegrid import elapsed_minutes

_MINUTE, _HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
EntryT = TypeVar("EntryT", Shift, Break, StandbyPlace)


@dataclass(frozen=True)
class Day:
    """One calendar day: the shifts that lie in it at least partly, in order of start, and its intervals.

    Parameters
    ----------
    opens, closes
        The part of the day worth drawing, whole hours after its midnight, in UTC.
    """

    date: dt.date
    opens: dt.datetime
    closes: dt.datetime
    shifts: tuple[Shift, ...]
    intervals: tuple[SetCover, ...]

    @cached_property
    def minutes(self) -> int:
        """Length of the drawn part, in minutes."""
        return elapsed_minutes(self.opens, self.closes)

    def minute(self, moment: dt.datetime) -> int:
        """Minutes from `opens` to a moment, clipped to the drawn part."""
        return min(max((moment - self.opens) // _MINUTE, 0), self.minutes)

    def hours(self) -> Iterator[dt.datetime]:
        """Every full hour that is drawn, both ends included, in UTC."""
        moment = self.opens
        while moment <= self.closes:
            yield moment
            moment += _HOUR

    @cached_property
    def queues(self) -> tuple[str | None, ...]:
        """Queues, or sets of them that are staffed together, of the day's intervals, in order of appearance."""
        return tuple(dict.fromkeys(interval.queue for interval in self.intervals))

    def intervals_of(self, queue: str | None) -> tuple[SetCover, ...]:
        """Intervals of one queue, in order of time."""
        return tuple(sorted((i for i in self.intervals if i.queue == queue), key=lambda i: i.start))


@dataclass(frozen=True)
class Wishes:
    """Number of wishes of an operator that were granted and denied."""

    granted: int
    denied: int


def _in_utc(result: Roster) -> Roster:
    """The same result with all moments in UTC; Python compares and shifts those of one local zone by the wall clock."""
    def moved(entry: EntryT) -> EntryT:
        return entry.model_copy(update={"start": entry.start.astimezone(dt.UTC), "end": entry.end.astimezone(dt.UTC)})

    shifts = (moved(shift.model_copy(update={"breaks": tuple(map(moved, shift.breaks))})) for shift in result.shifts)
    intervals = (i.model_copy(update={"start": i.start.astimezone(dt.UTC)}) for i in result.intervals)
    pools = (i.model_copy(update={"start": i.start.astimezone(dt.UTC)}) for i in result.pools)
    outside = (row.model_copy(update={"start": row.start.astimezone(dt.UTC)}) for row in result.outside)
    return result.model_copy(update={"shifts": tuple(shifts), "intervals": tuple(intervals), "pools": tuple(pools),
                                     "outside": tuple(outside), "standby": tuple(map(moved, result.standby))})


class RosterView:
    """An instance and its result, all moments in UTC, looked at from the sides people ask from.

    The two parts of a split shift are two shifts of `result`, as people see them; in `whole` they are one.

    Parameters
    ----------
    said_in
        Language of everything; left out: that of the hotline, and for somebody's own documents theirs.

    Raises
    ------
    InputError
        If the result speaks of an operator the instance does not have.
    """

    def __init__(self, instance: Instance, result: Roster, said_in: Language | None = None) -> None:
        self.instance = instance
        self.language = said_in or language(instance.hotline.language)
        self._is_fixed = said_in is not None
        self.whole = whole = _in_utc(result)
        divided = [(shift, parts_of(shift)) for shift in whole.shifts]
        self.result = result = whole.model_copy(update={"shifts": tuple(part for _, parts in divided for part in parts)})
        self._wholes = {(part.operator, part.start): shift for shift, parts in divided if len(parts) > 1 for part in parts}
        self.zone = ZoneInfo(instance.hotline.timezone)
        self.operators = {operator.id: operator for operator in instance.operators}
        for topic, people in (("shifts", result.shifts), ("standby", result.standby)):
            strangers = sorted({each.operator for each in people} - self.operators.keys())
            if strangers:
                raise InputError(Fault("roster.json", f"{topic}.operator", f"{stranger!r} is no operator of the instance "
                                   f"{instance.hotline.name!r}") for stranger in strangers)
        sets = {each.queues for each in staffed_sets(instance)}
        if unknown := sorted({row.queues for row in result.pools} - sets):
            raise InputError(Fault("roster.json", "pools.queues", f"{' + '.join(queues)!r} is no set of queues that share "
                                   "operators in the instance; allowed is a roster made for it") for queues in unknown)
        shifts: dict[str, list[Shift]] = defaultdict(list)
        for shift in sorted(result.shifts, key=lambda shift: shift.start):
            shifts[shift.operator].append(shift)
        self._shifts = dict(shifts)
        self._clocks: dict[dt.datetime, str] = {}
        self._dates: dict[dt.datetime, dt.date] = {}
        self._paid: dict[str, float] = {}
        self._due: dict[str, tuple[float, float]] = {}
        self._extra: dict[str, tuple[float, float]] = {}

    def shifts_of(self, operator: Operator) -> list[Shift]:
        """Shifts of an operator, in order of start."""
        return self._shifts.get(operator.id, [])

    def standby_of(self, operator: Operator) -> list[StandbyPlace]:
        """Places of an operator on standby lists, in order of start."""
        return sorted((each for each in self.result.standby if each.operator == operator.id), key=lambda each: each.start)

    @cached_property
    def _whole(self) -> dict[str, list[Shift]]:
        """Shifts of each operator, in order of start, split ones as one."""
        found: dict[str, list[Shift]] = defaultdict(list)
        for shift in sorted(self.whole.shifts, key=lambda shift: shift.start):
            found[shift.operator].append(shift)
        return dict(found)

    def whole_shifts_of(self, operator: Operator) -> list[Shift]:
        """The same, split ones as one."""
        return self._whole.get(operator.id, [])

    def language_of(self, operator: Operator) -> Language:
        """Language of an operator's own documents."""
        return self.language if self._is_fixed or operator.language is None else language(operator.language)

    def zone_of(self, operator: Operator) -> ZoneInfo:
        """Time zone of an operator's own documents."""
        return ZoneInfo(operator.timezone) if operator.timezone else self.zone

    def local(self, moment: dt.datetime) -> dt.datetime:
        """A moment on the hotline's wall clock."""
        return moment.astimezone(self.zone)

    def whole_of(self, shift: Shift) -> Shift:
        """The split shift of which a shift is a part; any other is itself."""
        return self._wholes.get((shift.operator, shift.start), shift)

    def date_of(self, shift: Shift) -> dt.date:
        """Day on which a shift starts; a part has the day of the whole shift, though it may begin after midnight."""
        return self._local_date(self.whole_of(shift).start)

    def _local_date(self, moment: dt.datetime) -> dt.date:
        if moment not in self._dates:
            self._dates[moment] = self.local(moment).date()
        return self._dates[moment]

    def clock(self, moment: dt.datetime) -> str:
        """``HH:MM`` of a moment in UTC on the hotline's wall clock."""
        if moment not in self._clocks:
            self._clocks[moment] = self.language.clock(moment, self.zone)
        return self._clocks[moment]

    def span(self, start: dt.datetime, end: dt.datetime) -> str:
        """``HH:MM–HH:MM`` of moments in UTC on the hotline's wall clock."""
        return f"{self.clock(start)}–{self.clock(end)}"

    @cached_property
    def interval_hours(self) -> float:
        """Length of an interval, in hours."""
        return self.instance.grid.interval_minutes / 60

    @cached_property
    def rotations(self) -> Rotations:
        """What rotations ask of operators."""
        return Rotations(self.instance)

    @cached_property
    def covers(self) -> tuple[SetCover, ...]:
        """Coverage of every open interval, one row for each set of queues that is staffed together."""
        return covers(self.instance, self.result)

    @cached_property
    def needed_hours(self) -> float:
        """Operator-hours required, where queues that share operators are answered by all of them."""
        alone = {label_of(each.queues) for each in staffed_sets(self.instance) if each.stands_alone}
        return sum(row.required for row in self.covers if row.queue in alone) * self.interval_hours

    @cached_property
    def dates(self) -> tuple[dt.date, ...]:
        """Days of the horizon."""
        grid = self.instance.grid
        return tuple(grid.date(day) for day in range(grid.days))

    @cached_property
    def rota_dates(self) -> tuple[dt.date, ...]:
        """Days of the horizon, and the one after it where shifts start on it: in a window that the last day opened."""
        return tuple(sorted({*self.dates, *map(self.date_of, self.result.shifts)}))

    @cached_property
    def at_work(self) -> Counter[dt.date]:
        """Number of operators that start a shift on each day."""
        return Counter(date for _, date in {(shift.operator, self.date_of(shift)) for shift in self.result.shifts})

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Days of the horizon with what happens in them; a shift past midnight stands in both of its days.

        Where the last window passes midnight, the day after the horizon is there as well.
        """
        shifts: dict[dt.date, list[Shift]] = defaultdict(list)
        for shift in sorted(self.result.shifts, key=lambda s: (s.start, s.end, s.operator)):
            date, last = self._local_date(shift.start), self.local(shift.end - dt.timedelta(minutes=1)).date()
            while date <= last:
                shifts[date].append(shift)
                date += dt.timedelta(days=1)
        intervals: dict[dt.date, list[SetCover]] = defaultdict(list)
        for interval in self.covers:
            intervals[self.local(interval.start).date()].append(interval)
        grid = self.instance.grid
        dates = (grid.date(day) for day in range(grid.days + (grid.evening_cells > 0)))
        return tuple(self._day(day, shifts[date], intervals[date]) for day, date in enumerate(dates))

    def _day(self, day: int, shifts: list[Shift], intervals: list[SetCover]) -> Day:
        grid = self.instance.grid
        midnight, end = (grid.moment(grid.day_starts[at]).astimezone(dt.UTC) for at in (day, day + 1))
        length = dt.timedelta(minutes=self.instance.grid.interval_minutes)
        starts = [shift.start for shift in shifts] + [interval.start for interval in intervals]
        ends = [shift.end for shift in shifts] + [interval.start + length for interval in intervals]
        first = max(min(starts, default=midnight) - midnight, dt.timedelta()) // _HOUR
        last = -((midnight - min(max(ends, default=end), end)) // _HOUR)
        closes = min(midnight + last * _HOUR, end)
        return Day(grid.date(day), midnight + first * _HOUR, closes, tuple(shifts), tuple(intervals))

    def paid_minutes(self, shift: Shift) -> int | float:
        """Length of a shift less its unpaid breaks, in minutes."""
        return number(paid_minutes(self.instance, shift))

    def paid_hours(self, operator: Operator) -> float:
        """Paid hours of an operator over the horizon."""
        if operator.id not in self._paid:
            self._paid[operator.id] = float(paid_hours(self.instance, self.shifts_of(operator)))
        return self._paid[operator.id]

    def extra_hours(self, operator: Operator) -> tuple[float, float]:
        """Agreed overtime and time off of an operator: what is paid without counting, and what counts without being paid."""
        if operator.id not in self.instance.availability_of:
            return 0.0, 0.0
        if operator.id not in self._extra:
            days = [day_of_shift(self.instance, shift) for shift in self.whole_shifts_of(operator)]
            overtime, time_off = (sum(agreed_minutes(self.instance, operator.id, day, kind) for day in days) / 60
                                  for kind in ("overtime", "time_off"))
            self._extra[operator.id] = overtime, time_off
        return self._extra[operator.id]

    def beyond_contract(self, operator: Operator) -> str:
        """``below`` or ``above``, where the hours that count are not those of the contract; else empty."""
        counted, (least, most) = counted_hours(self.instance, self.whole_shifts_of(operator)), self.contract_hours(operator)
        return "below" if counted < least - 1e-6 else "above" if counted > most + 1e-6 else ""

    def extra_words(self, operator: Operator) -> str:
        """``Overtime 2``, in the roster's language; empty without any."""
        of_kind = zip((self.language.say("Overtime"), self.language.say("Voluntary time off")), self.extra_hours(operator),
                      strict=True)
        return " · ".join(f"{what} {self.language.figure(f'{hours:.4g}')}" for what, hours in of_kind if hours)

    def days_worked(self, operator: Operator) -> int:
        """Days on which an operator starts a shift."""
        return len(days_worked(self.instance, self.whole_shifts_of(operator)))

    def contract_hours(self, operator: Operator) -> tuple[float, float]:
        """Least and most paid hours over the horizon."""
        if operator.id not in self._due:
            least, most = hours_due(self.instance, operator)
            self._due[operator.id] = float(least), float(most)
        return self._due[operator.id]

    def wishes(self, operator: Operator) -> Wishes:
        """Wishes of an operator, granted and denied, as the checker counts them."""
        own = self.whole_shifts_of(operator)
        denied = sum(1 for _ in denied_wishes(self.instance, operator, own))
        return Wishes(granted_wishes(self.instance, operator, own), denied)
