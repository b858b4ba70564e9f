"""What all parameters of the search have in common: frozen, checked when made, with a default that was measured."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
"""A part of a whole."""
Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=1)]
"""A whole number, one at least."""
Some = Field(min_length=1)
"""Of a list: with one entry at least."""


class Parameters(BaseModel):
    """Base of the parameters of one part of the search; unknown names and wrong types are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
