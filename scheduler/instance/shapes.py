"""How a day's calls spread over the day where there is no history: shapes by name, or a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from scheduler.instance.base import WEEKDAYS, LocalTime, Model, format_local_time, parse_weekdays
from scheduler.timegrid import MINUTES_PER_DAY

_STEP_MINUTES = 15
SHAPES: dict[str, tuple[tuple[str, float], ...]] = {
    "flat": (("00:00", 1), ("24:00", 1)),
    "double-peak": (("00:00", 0.06), ("05:00", 0.04), ("07:00", 0.25), ("08:00", 0.6), ("10:00", 1), ("11:30", 1),
                    ("13:00", 0.7), ("14:30", 0.92), ("16:00", 0.88), ("18:00", 0.5), ("20:00", 0.34), ("22:00", 0.18),
                    ("24:00", 0.06)),
    "evening": (("00:00", 0.2), ("02:00", 0.05), ("06:00", 0.05), ("09:00", 0.3), ("12:00", 0.42), ("15:00", 0.45),
                ("17:00", 0.65), ("19:00", 1), ("21:00", 1), ("22:30", 0.6), ("24:00", 0.2)),
}
"""Relative number of calls at a time of the wall clock; straight lines between. Two peaks, late in the morning and in the
afternoon, are what service hotlines see on a working day; consumers call in the evening."""


class ShapeRow(Model):
    """How many calls come from a time of the day until the time of the next row.

    Parameters
    ----------
    time
        From when on the row holds.
    weight
        Calls in an equal time, beside the weights of the other rows.
    """

    time: LocalTime
    weight: float = Field(ge=0, le=1e9)


def _named(value: object) -> object:
    """Rows of a shape that is given by its name."""
    if not isinstance(value, str):
        return value
    if value not in SHAPES:
        raise ValueError(f"not a shape; allowed are {', '.join(SHAPES)}, or the name of a CSV file with the columns time and "
                         "weight")
    return named_shape(value)


def named_shape(name: str) -> tuple[ShapeRow, ...]:
    """Rows of one of the `SHAPES`, every quarter of an hour."""
    knots = [(_minutes(time), weight) for time, weight in SHAPES[name]]
    weights = {minute: _between(knots, minute + _STEP_MINUTES / 2) for minute in range(0, MINUTES_PER_DAY, _STEP_MINUTES)}
    return tuple(ShapeRow.model_validate({"time": format_local_time(minute), "weight": weight})
                 for minute, weight in weights.items())


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def _between(knots: Sequence[tuple[int, float]], minute: float) -> float:
    for (start, before), (end, after) in pairwise(knots):
        if start <= minute <= end:
            return round(before + (after - before) * (minute - start) / (end - start), 6)
    raise AssertionError("knots go from 0 to 24 h")


def _in_order(rows: tuple[ShapeRow, ...]) -> tuple[ShapeRow, ...]:
    for before, after in pairwise(rows):
        if after.time <= before.time:
            later, earlier = format_local_time(after.time), format_local_time(before.time)
            raise ValueError(f"the row of {later} stands after that of {earlier}; times must rise")
    if not any(row.weight for row in rows):
        raise ValueError("every weight is 0; at least one above is needed")
    return rows


class _NameOrTable:
    """Says in the JSON Schema that a name may stand in place of the rows."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return handler(source)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"enum": list(SHAPES)}, handler(schema),
                          {"type": "string", "description": "name of a CSV file with the columns time and weight"}]}


Shape = Annotated[tuple[ShapeRow, ...], Field(min_length=1, max_length=1440), BeforeValidator(_named),
                  AfterValidator(_in_order), _NameOrTable()]


def _by_weekday(value: object) -> object:
    if not isinstance(value, dict):
        return value
    factors: dict[str, Any] = {}
    for key, factor in value.items():
        for weekday in sorted(parse_weekdays(key)):
            if WEEKDAYS[weekday] in factors:
                raise ValueError(f"{WEEKDAYS[weekday]} is named twice")
            factors[WEEKDAYS[weekday]] = factor
    return factors


WeekdayFactors = Annotated[dict[str, Annotated[float, Field(ge=0, le=100)]], BeforeValidator(_by_weekday)]


def weight_at(shape: Sequence[ShapeRow], minute: int) -> float:
    """Weight at a minute after midnight; before the first row that of the last, which goes on past midnight."""
    weight = shape[-1].weight
    for row in shape:
        if row.time > minute:
            break
        weight = row.weight
    return weight
