"""What offers of telephone lines cost over a horizon in months, and which is cheapest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.instance.offers import Offer

LONGEST_HORIZON_MONTHS = 120
"""How far a break-even is looked for."""


@dataclass(frozen=True)
class OfferCost:
    """Cost of an offer for some lines, minutes and months.

    Parameters
    ----------
    offer
        What was offered.
    lines
        Channels paid for: those needed, or those included where they are more; None where the offer has too few.
    paid_months
        Months paid: those of the horizon, but never fewer than the minimum term or the notice period.
    monthly
        Fees a month after discount, without minutes.
    total
        Setup, fees of the paid months, and minutes of the horizon; None where the offer has too few channels.
    notice_by_month
        Notice must be given by the end of this month (0: when signing) for no more than `paid_months` to be paid.
    late_notice_cost
        What it costs to give notice only when the horizon is over: the fees of the months the contract still runs.
    is_cheapest
        Whether no offer costs less.
    break_even_minutes
        Minutes a month at which it costs the same as the cheapest; None if there are none.
    break_even_months
        Shortest horizon above the given one from which on it costs no more than the cheapest; None if not within
        `LONGEST_HORIZON_MONTHS`.
    """

    offer: Offer
    lines: int | None
    paid_months: int
    monthly: float
    total: float | None
    notice_by_month: int
    late_notice_cost: float
    is_cheapest: bool = False
    break_even_minutes: float | None = None
    break_even_months: int | None = None


def compare_offers(
    offers: Sequence[Offer], lines: int, minutes_per_month: float, months: int
) -> tuple[OfferCost, ...]:
    """Cost of each offer, in the order given.

    Parameters
    ----------
    lines
        Lines needed.
    minutes_per_month
        Minutes a month in which a line is held.
    months
        Months for which the hotline runs.
    """
    totals = [_total(offer, lines, minutes_per_month, months) for offer in offers]
    known = [total for total in totals if total is not None]
    cheapest = offers[totals.index(min(known))] if known else None
    return tuple(
        _cost(offer, total, cheapest, lines, minutes_per_month, months)
        for offer, total in zip(offers, totals, strict=True)
    )


def _cost(
    offer: Offer, total: float | None, cheapest: Offer | None, lines: int, minutes: float, months: int
) -> OfferCost:
    monthly, paid = _monthly(offer, lines), _paid_months(offer, months)
    is_cheapest = cheapest is not None and total is not None and total <= (_total(cheapest, lines, minutes, months) or 0.0)
    compared = cheapest if total is not None and not is_cheapest else None
    return OfferCost(
        offer=offer,
        lines=None if monthly is None else max(lines, offer.channels),
        paid_months=paid,
        monthly=monthly or 0.0,
        total=total,
        notice_by_month=paid - offer.notice_months,
        late_notice_cost=(monthly or 0.0) * (max(paid, months + offer.notice_months) - paid),
        is_cheapest=is_cheapest,
        break_even_minutes=_break_even_minutes(offer, compared, lines, months) if compared else None,
        break_even_months=_break_even_months(offer, compared, lines, minutes, months) if compared else None,
    )


def _monthly(offer: Offer, lines: int) -> float | None:
    """Fees a month after discount, or None where the offer has too few channels."""
    further = max(lines - offer.channels, 0)
    if further and offer.channel_fee is None:
        return None
    return (offer.monthly_fee + further * (offer.channel_fee or 0.0)) * (1 - offer.discount_percent / 100)


def _paid_months(offer: Offer, months: int) -> int:
    return max(months, offer.term_months, offer.notice_months)


def _fixed(offer: Offer, lines: int, months: int) -> float | None:
    monthly = _monthly(offer, lines)
    return None if monthly is None else offer.setup + monthly * _paid_months(offer, months)


def _total(offer: Offer, lines: int, minutes: float, months: int) -> float | None:
    fixed = _fixed(offer, lines, months)
    return None if fixed is None else fixed + offer.per_minute * minutes * months


def _break_even_minutes(offer: Offer, cheapest: Offer, lines: int, months: int) -> float | None:
    more_fixed = (_fixed(offer, lines, months) or 0.0) - (_fixed(cheapest, lines, months) or 0.0)
    saved = (cheapest.per_minute - offer.per_minute) * months
    return more_fixed / saved if saved and more_fixed / saved > 0 else None


def _break_even_months(offer: Offer, cheapest: Offer, lines: int, minutes: float, months: int) -> int | None:
    for longer in range(months + 1, LONGEST_HORIZON_MONTHS + 1):
        if (_total(offer, lines, minutes, longer) or 0.0) <= (_total(cheapest, lines, minutes, longer) or 0.0):
            return longer
    return None
