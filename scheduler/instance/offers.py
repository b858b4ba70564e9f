"""What telephone companies offer: one row of a table of offers."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.instance.base import Model

Money = Annotated[float, Field(ge=0, le=1e9)]
Months = Annotated[int, Field(ge=0, le=600)]


class Offer(Model):
    """A contract for a number with some channels (lines); all money in one currency.

    Parameters
    ----------
    name
        Who offers what; several rows of one name differ in their term.
    monthly_fee
        Fee a month, with `channels` channels in it.
    per_minute
        Price of a minute in which a channel is held by a call, waiting included.
    channels
        Channels in the monthly fee.
    channel_fee
        Fee a month for each further channel; left out: there are no further ones.
    term_months
        Minimum term, for which the discount is given; 0: none. Afterwards the contract runs on by the month.
    discount_percent
        Off the monthly fees, those of further channels included; not off the minutes and the setup.
    notice_months
        Time between notice and the end of the contract.
    setup
        Paid once.
    """

    name: str = Field(min_length=1, max_length=200)
    monthly_fee: Money
    per_minute: Money
    channels: int = Field(ge=0, le=100_000)
    channel_fee: Money | None = None
    term_months: Months = 0
    discount_percent: float = Field(0, ge=0, le=100)
    notice_months: Months = 0
    setup: Money = 0

    @model_validator(mode="after")
    def _some_channel(self) -> Self:
        if not self.channels and self.channel_fee is None:
            raise ValueError("channels: found 0, and no channel_fee for further ones; at least one channel is needed")
        return self
