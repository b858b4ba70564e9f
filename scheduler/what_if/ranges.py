"""Numbers of which each is tried: one, a list, or ``0..6``."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

_RANGE = re.compile(r"([-+]?\d+)\s*\.\.\s*([-+]?\d+)")
_ALLOWED = "a number, a list of numbers, or a range of whole numbers such as 0..6"


def _each(value: object) -> object:
    if isinstance(value, str):
        match = _RANGE.fullmatch(value.strip())
        if not match or int(match[1]) > int(match[2]):
            raise ValueError(f"not a range; allowed is {_ALLOWED}")
        return tuple(range(int(match[1]), int(match[2]) + 1))
    return value if isinstance(value, list | tuple) else (value,)


_SCHEMA = WithJsonSchema({"description": _ALLOWED, "type": "string"})

_Whole = Annotated[int, Field(ge=-10_000, le=10_000)]
_Factor = Annotated[float, Field(gt=0, le=1000)]

Wholes = Annotated[tuple[_Whole, ...], BeforeValidator(_each), Field(min_length=1), _SCHEMA]
"""Whole numbers to try."""

Factors = Annotated[tuple[_Factor, ...], BeforeValidator(_each), Field(min_length=1), _SCHEMA]
"""Factors to try."""


def one_or_many(value: object) -> object:
    """A list as it is, a single thing as a list of one."""
    return value if isinstance(value, list | tuple) else (value,)
