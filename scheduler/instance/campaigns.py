"""Advertising that makes people call: by how much it lifts the forecast, and for how long."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from scheduler.instance.base import LocalTime, Model
from scheduler.instance.quantities import Date, Percent


class Campaign(Model):
    r"""A campaign, which multiplies the calls of the day it appears on and, less and less, of those after it.

    On day :math:`d` after `date` (0 on the day itself) by :math:`1 + u \, e^{-d / \tau}`, with `decay` linear by
    :math:`1 + u \max(0, 1 - d / \tau)`, where :math:`u` is `uplift_percent` / 100 and :math:`\tau` is `decay_days`; with
    `decay_days` 0 on the day itself only. Campaigns that overlap multiply.

    Parameters
    ----------
    date
        Day on which it appears.
    name, channel
        What it is, and where it appears; for reading only.
    uplift_percent
        Expected uplift of the calls on that day.
    decay_days
        Days in which the uplift falls to 37 % (exponential) or to nothing (linear).
    from
        Time of the day from which it works; left out: all day.
    decay
        How it falls.
    """

    date: Date
    name: str = Field("", max_length=200)
    channel: str = Field("", max_length=200)
    uplift_percent: Percent = Field(gt=-100, le=10_000)
    decay_days: float = Field(ge=0, le=366)
    start: LocalTime | None = Field(None, alias="from")
    decay: Literal["exponential", "linear"] = "exponential"

    @property
    def label(self) -> str:
        """Name for reading."""
        return self.name or f"campaign of {self.date}"

    def share_left(self, date: dt.date, minute: int) -> float:
        """Share of the uplift at a time of the wall clock: 0 before the campaign, 1 on its day."""
        days = (date - self.date).days
        if days < 0 or (days == 0 and self.start is not None and minute < self.start):
            return 0.0
        if days == 0:
            return 1.0
        if self.decay_days == 0:
            return 0.0
        return max(0.0, 1 - days / self.decay_days) if self.decay == "linear" else math.exp(-days / self.decay_days)

    def factor(self, date: dt.date, minute: int) -> float:
        """What the calls at a time of the wall clock are multiplied by."""
        return 1 + self.uplift_percent / 100 * self.share_left(date, minute)


def campaign_factor(campaigns: Iterable[Campaign], date: dt.date, minute: int) -> float:
    """What all campaigns together multiply the calls at a time of the wall clock by."""
    return math.prod(campaign.factor(date, minute) for campaign in campaigns)
