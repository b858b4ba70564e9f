"""An outside call centre that takes calls for a price."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from scheduler.instance.base import Model
from scheduler.instance.hours import Hours


class Outside(Model):
    """An outside call centre, paid by the call or by the operator-hour; prices in the unit of `cost_per_hour`.

    Parameters
    ----------
    name
        Who takes the calls.
    queue
        The queue whose calls it takes; left out where the hotline has only one.
    price_per_hour, price_per_call
        Price of an outside operator for an hour, or of a call taken; exactly one of them.
    capacity_operators, capacity_calls_per_hour
        Most that can be had at a time, with a price per hour or per call; left out: without a limit.
    minimum_purchase
        Paid over the horizon whether bought or not: what is bought for less costs the same, and what is missing to it is
        a part of the cost (`minimum_purchase`). The roster uses what is paid anyway where it saves most.
    hours
        When it takes calls; left out: whenever the hotline is open. An interval counts if all of it lies inside.
    """

    name: str = Field(min_length=1, max_length=200)
    queue: str | None = None
    price_per_hour: float | None = Field(None, ge=0.01, le=100_000, multiple_of=0.01)
    price_per_call: float | None = Field(None, ge=0.01, le=100_000, multiple_of=0.01)
    capacity_operators: int | None = Field(None, ge=0, le=10_000)
    capacity_calls_per_hour: float | None = Field(None, ge=0, le=1e7)
    minimum_purchase: float = Field(0, ge=0, le=1e9)
    hours: Hours | None = None

    @model_validator(mode="after")
    def _one_price_with_its_capacity(self) -> Self:
        if (self.price_per_hour is None) == (self.price_per_call is None):
            found = "neither" if self.price_per_hour is None else "both"
            raise ValueError(f"found {found} of price_per_hour and price_per_call; allowed is exactly one")
        if self.price_per_hour is None and self.capacity_operators is not None:
            raise ValueError("capacity_operators: stands with a price per call; allowed is capacity_calls_per_hour")
        if self.price_per_call is None and self.capacity_calls_per_hour is not None:
            raise ValueError("capacity_calls_per_hour: stands with a price per hour; allowed is capacity_operators")
        return self

    @property
    def by_call(self) -> bool:
        """Whether it is paid by the call."""
        return self.price_per_call is not None

    @property
    def price(self) -> float:
        """Price of an hour, or of a call."""
        return self.price_per_call or self.price_per_hour or 0.0

    @property
    def unit(self) -> str:
        """What is bought at the price."""
        return "calls" if self.by_call else "operator-hours"

    def without_minimum(self) -> Outside:
        """The same, paid for what is bought alone."""
        return self.model_copy(update={"minimum_purchase": 0})
