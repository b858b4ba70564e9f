"""What all models of an instance share: frozen, unknown keys refused; and the small types of times and days."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from scheduler.timegrid import MINUTES_PER_DAY

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")

RowT = TypeVar("RowT")


class Model(BaseModel):
    """A frozen model that refuses unknown keys, and truth values in place of numbers."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True, validate_default=False
    )

    @field_validator("*", mode="before")
    @classmethod
    def _truth_is_no_number(cls, value: object, info: ValidationInfo) -> object:
        is_meant = cls.model_fields[info.field_name or ""].annotation is bool
        if not is_meant and any(isinstance(part, bool) for part in (value if isinstance(value, list) else (value,))):
            raise PydanticCustomError("truth_value", "Input should be no truth value")
        return value

    def as_written(self) -> dict[str, Any]:
        """The plain data it was made of: what was said, under the names it was said by."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


def parse_local_time(value: object) -> int:
    """Minutes after midnight of a wall-clock time ``HH:MM``; ``24:00`` is the end of the day."""
    match = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if match:
        minutes = int(match[1]) * 60 + int(match[2])
        if int(match[2]) < 60 and minutes <= MINUTES_PER_DAY:
            return minutes
    if isinstance(value, dt.time) and not value.second:
        return value.hour * 60 + value.minute
    raise ValueError('not a local time; allowed is "HH:MM" from "00:00" to "24:00", in quotes')


def format_local_time(minutes: int) -> str:
    """``HH:MM`` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


LocalTime = Annotated[
    int,
    BeforeValidator(parse_local_time),
    PlainSerializer(format_local_time),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}:\d{2}$", "description": "wall-clock time HH:MM"}),
]


@dataclass(frozen=True, order=True)
class Window:
    """A wall-clock window of a day, in minutes after midnight; one whose end is not after its start passes midnight."""

    start: int
    end: int

    @classmethod
    def parse(cls, value: object) -> Window:
        """Read ``"HH:MM-HH:MM"``."""
        if isinstance(value, Window):
            return value
        if not isinstance(value, str) or value.count("-") != 1:
            raise ValueError('not a window of time; allowed is "HH:MM-HH:MM", such as "08:00-20:00", in quotes')
        start, end = (parse_local_time(part) for part in value.split("-"))
        refuse_next_midnight(start)
        if start == end:
            raise ValueError(f"the window starts and ends at {format_local_time(start)}; "
                             "for a whole day write 00:00-24:00")
        return cls(start, end)

    def __str__(self) -> str:
        return f"{format_local_time(self.start)}-{format_local_time(self.end)}"

    @property
    def minutes(self) -> int:
        """Its length by the clock."""
        return (self.end - self.start) % MINUTES_PER_DAY or MINUTES_PER_DAY

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{1,2}:\d{2}-\d{1,2}:\d{2}$", "description": "window HH:MM-HH:MM"}


def as_tuple(value: object) -> object:
    """One value in place of a list of one."""
    return value if isinstance(value, list | tuple) else (value,)


def parse_weekdays(value: object) -> frozenset[int]:
    """Weekdays (0 is Monday) of ``mon``, ``mon-fri``, or ``mon,wed,fri``; a range may pass Sunday."""
    if isinstance(value, frozenset):
        return value
    days: set[int] = set()
    for part in str(value).lower().replace(" ", "").split(","):
        ends = part.split("-")
        if len(ends) > 2 or any(end not in WEEKDAYS for end in ends):
            known = ", ".join(WEEKDAYS)
            raise ValueError(f"not a weekday or a range of weekdays; allowed are {known}, such as mon-fri")
        first, last = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(days)


Weekdays = Annotated[
    frozenset[int],
    BeforeValidator(parse_weekdays),
    PlainSerializer(lambda days: ",".join(WEEKDAYS[day] for day in sorted(days))),
    WithJsonSchema({"type": "string", "description": "mon, mon-fri, or mon,wed,fri"}),
]


class _NameOfAFile:
    """Adds to a table's JSON Schema that the name of a CSV file may stand in its place."""

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"type": "string", "description": "name of a CSV file beside this one"}]}


class OrOne:
    """Adds to a list's JSON Schema that a single item may stand in its place."""

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [many, many["items"]]}


Table = Annotated[tuple[RowT, ...], _NameOfAFile()]
"""Rows of a table: inline, or the name of a CSV file that the reader puts the rows in place of."""


def refuse_next_midnight(start: int | None, field: str = "") -> None:
    """Refuse a window that starts at 24:00: whoever writes it may mean the begin of that day, or of the next one.

    Raises
    ------
    ValueError
        If it does.
    """
    if start == MINUTES_PER_DAY:
        raise ValueError(f"{field}a window that starts at 24:00 starts at 00:00 of the next day; write that day and 00:00")


def both_or_none(start: int | None, end: int | None) -> None:
    """Refuse a window of the day of which only one end is given, or which starts at its end."""
    refuse_next_midnight(start, "from: ")
    if (start is None) != (end is None):
        lacking = "from" if start is None else "to"
        raise ValueError(f"{lacking}: is missing; `from` and `to` stand together, or both are left out for the whole day")


def ordered_pair(name: str, unit: str, pair: tuple[float, float]) -> tuple[float, float]:
    """Return `pair` if it is [least, most]; otherwise say what was found."""
    if pair[0] > pair[1]:
        raise ValueError(f"{name}: the least ({pair[0]:g} {unit}) is above the most ({pair[1]:g} {unit})")
    return pair
