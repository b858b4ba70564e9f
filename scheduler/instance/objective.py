"""Prices of what a roster lacks, in the unit of `cost_per_hour`."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.instance.base import Model
from scheduler.instance.bounds import PER_HOUR, BoundPrices
from scheduler.instance.fairness import Fairness

Price = Annotated[float, Field(ge=0, le=100_000, multiple_of=0.01)]


class Objective(Model):
    """Prices; at most two decimals each.

    Parameters
    ----------
    understaffing_per_hour
        Of an operator missing to the requirement for an hour, up to the first 10 % of it (at least one operator).
    understaffing_beyond_10_percent_per_hour
        Of an operator missing beyond that for an hour.
    overstaffing_per_hour
        Of an operator in surplus for an hour.
    denied_wish
        Of a wish not granted: a shift that touches an `avoid`, or a `prefer` left unworked.
    missing_topic_per_hour
        Of an open hour in which nobody with the skill of a topic is on the phone.
    unmanned_per_hour
        Of an open hour that requires somebody and in which nobody at all is on the phone, besides what else is missing.
    missed_call
        Of an expected call that is not answered within the threshold. Given, it takes the place of under- and
        overstaffing; only operators missing to `min_operators` are still priced, at
        `understaffing_beyond_10_percent_per_hour`.
    changed_shift
        When a published roster is repaired: of a shift that gets other times, is dropped or is added.
    changed_breaks
        Of a shift that keeps its times and gets other breaks.
    short_notice_hours, short_notice_factor
        What begins within so many hours costs so many times as much to change.
    bounds
        Of missing a bound of a contract, which otherwise no roster does.
    fairness
        Of what one operator has more of than others; left out: only among rosters of equal cost the fairer one is taken.
    """

    understaffing_per_hour: Price = 12
    understaffing_beyond_10_percent_per_hour: Price = 36
    overstaffing_per_hour: Price = 3
    denied_wish: Price = 15
    missing_topic_per_hour: Price = 36
    unmanned_per_hour: Price = 0
    missed_call: Annotated[float, Field(ge=0.01, le=100_000, multiple_of=0.01)] | None = None
    changed_shift: Price = 6
    changed_breaks: Price = 1
    short_notice_hours: float = Field(48, ge=0, le=8784)
    short_notice_factor: int = Field(2, ge=1, le=1000)
    bounds: BoundPrices = BoundPrices()
    fairness: Fairness = Fairness()

    @property
    def bound_units(self) -> dict[str, int]:
        """Cost units of each minute, or day, shift, start or week, by which a bound is missed, by the name of its rule."""
        return {name: units(price, 1 if name in PER_HOUR else 60) for name, price in self.bounds.priced.items()}

    @model_validator(mode="after")
    def _prices_rise(self) -> Self:
        first, beyond = self.understaffing_per_hour, self.understaffing_beyond_10_percent_per_hour
        if beyond < first:
            raise ValueError(f"understaffing_beyond_10_percent_per_hour: found {beyond:g}, below "
                             f"understaffing_per_hour ({first:g}); a larger lack costs more")
        return self


CALLED_LATER = 0.01
"""What it costs a repair to call the second on a standby list in place of the first, and so on; it decides among equals."""
UNITS = 6000
"""Integer cost units in a price of 1: a hundredth of a price per hour, for one minute, is one unit. Costs are exact."""


def units(price: float, minutes: int = 60) -> int:
    """Cost in integer units of `minutes` at a price per hour (or, by default, of a price paid once)."""
    return round(price * 100) * minutes
