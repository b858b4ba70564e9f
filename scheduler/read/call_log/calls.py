"""The calls of a log, one by one: when each arrived, and how long it was handled if it was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.columns import Columns
from scheduler.read.call_log.outcomes import Fate, Outcomes
from scheduler.read.call_log.source import LogSource, Values, is_blank
from scheduler.read.call_log.times import day_comes_first, parse_duration_s, parse_moment

_MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Call:
    """One call.

    Parameters
    ----------
    row
        Its row in the log.
    arrived
        When it arrived: wall clock as written, with an offset where the log has one.
    answered
        Whether an operator took it.
    handling_s
        How long the operator spent with it, in seconds; None if it was not answered, or the log does not say.
    queue
        Its queue; None where no column of queues was named.
    """

    row: int
    arrived: dt.datetime
    answered: bool
    handling_s: float | None
    queue: str | None = None


def parse_calls(
    source: LogSource, columns: Columns, outcomes: Outcomes, day_first: bool | None
) -> tuple[list[Call], int]:
    """Calls of a log, and how many rows are no calls by their outcome.

    Without an outcome column a call with a handling time above 0 was answered, any other was not.

    Raises
    ------
    InputError
        With every cell that cannot be understood, up to fifty.
    """
    index = columns.find(source)
    day_first = _order(source, index, day_first)
    reader = _Reader(source, index, day_first, _fates(source, index, outcomes))
    calls, faults, ignored = [], [], 0
    for row, values in source.rows:
        try:
            call = reader.call(row, values)
        except _CellError as error:
            faults.append(Fault(source.place(row, index.get(error.role)), error.role, str(error)))
            continue
        if call is None:
            ignored += 1
        else:
            calls.append(call)
    if len(faults) > _MOST_FAULTS:
        faults = [*faults[:_MOST_FAULTS], Fault(source.name, "", f"and {len(faults) - _MOST_FAULTS} rows more")]
    if faults:
        raise InputError(faults)
    return calls, ignored


class _CellError(ValueError):
    def __init__(self, role: str, message: str) -> None:
        super().__init__(message)
        self.role = role


@dataclass(frozen=True)
class _Reader:
    source: LogSource
    index: dict[str, int]
    day_first: bool | None
    fates: dict[str, Fate] | None

    def call(self, row: int, values: Values) -> Call | None:
        """The call of a row; None if its outcome says that it is none."""
        fate = self._fate(values)
        if fate == "ignored":
            return None
        arrived = self._moment("start", values)
        handling_s = None if fate == "abandoned" else self._handling_s(values, arrived)
        answered = bool(handling_s) if fate is None else fate == "answered"
        return Call(row, arrived, answered, handling_s if answered else None, self._queue(values))

    def _queue(self, values: Values) -> str | None:
        if "queue" not in self.index:
            return None
        value = self._value("queue", values)
        if is_blank(value):
            raise _CellError("queue", "is empty; each row needs a queue")
        return str(value).strip()

    def _fate(self, values: Values) -> Fate | None:
        if self.fates is None:
            return None
        value = self._value("outcome", values)
        if is_blank(value):
            raise _CellError("outcome", "is empty; each row needs an outcome")
        return self.fates[str(value).strip()]

    def _handling_s(self, values: Values, arrived: dt.datetime) -> float | None:
        if "handling" in self.index:
            try:
                return parse_duration_s(self._value("handling", values), decimal_comma=self.source.decimal_comma)
            except ValueError as error:
                raise _CellError("handling", str(error)) from None
        if is_blank(self._value("end", values)):
            return None
        begun = arrived
        if "answered_at" in self.index:
            if is_blank(self._value("answered_at", values)):
                return None
            begun = self._moment("answered_at", values, after=arrived)
        return (self._moment("end", values, after=begun) - begun).total_seconds()

    def _moment(self, role: str, values: Values, after: dt.datetime | None = None) -> dt.datetime:
        value = self._value(role, values)
        if is_blank(value):
            raise _CellError(role, "is empty; each row needs it")
        try:
            moment = parse_moment(value, after or self._value("date", values), day_first=self.day_first)
        except ValueError as error:
            raise _CellError(role, str(error)) from None
        if after is None:
            return moment
        if (moment.tzinfo is None) != (after.tzinfo is None):
            raise _CellError(role, f"{value} and the moment before it must both have an offset from UTC, or none")
        if moment < after and _is_time_only(value):
            moment += dt.timedelta(days=1)  # the call passed midnight
        if moment < after:
            raise _CellError(role, f"{value} is before {after:%Y-%m-%d %H:%M:%S}")
        return moment

    def _value(self, role: str, values: Values) -> object:
        column = self.index.get(role)
        return values[column] if column is not None and column < len(values) else None


def _is_time_only(value: object) -> bool:
    return isinstance(value, dt.time) or (isinstance(value, str) and ":" in value.strip()[1:3])


def _texts(source: LogSource, column: int) -> Iterator[str]:
    for _, values in source.rows:
        if column < len(values) and not is_blank(values[column]):
            yield str(values[column]).strip()


def _fates(source: LogSource, index: dict[str, int], outcomes: Outcomes) -> dict[str, Fate] | None:
    if "outcome" not in index:
        return None
    return outcomes.meanings(_texts(source, index["outcome"]), source.name)


def _order(source: LogSource, index: dict[str, int], said: bool | None) -> bool | None:
    """Whether the day comes first in dates such as 03/04/2026: as said, or else as all dates of the log show."""
    if said is not None:
        return said
    columns = [index[role] for role in ("start", "date", "answered_at", "end") if role in index]
    try:
        order = day_comes_first({text for column in columns for text in _texts(source, column)})
    except ValueError as error:
        raise InputError([Fault(source.name, "date", str(error))]) from None
    if order is None:
        raise InputError([Fault(source.name, "date", "every date can be read with the day or with the month first; say "
                                "--day-first or --month-first")])
    return order
