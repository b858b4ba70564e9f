"""Offers of lines: what each costs over a horizon, the cheapest, break-even and notice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.lines.offers import compare_offers
from scheduler.instance.offers import Offer


def offer(name: str = "A", **changes: Any) -> Offer:
    return Offer(**({"name": name, "monthly_fee": 20, "per_minute": 0.05, "channels": 2, "channel_fee": 5} | changes))


OFFERS = st.builds(
    Offer, name=st.just("A"), monthly_fee=st.floats(0, 1000), per_minute=st.floats(0, 1), channels=st.integers(1, 50),
    channel_fee=st.none() | st.floats(0, 50), term_months=st.integers(0, 48), discount_percent=st.floats(0, 100),
    notice_months=st.integers(0, 12), setup=st.floats(0, 500),
)


def test_setup_fees_further_channels_and_minutes():
    (cost,) = compare_offers([offer(setup=30)], lines=6, minutes_per_month=1000, months=12)
    assert cost.lines == 6
    assert cost.monthly == 20 + 4 * 5
    assert cost.total == pytest.approx(30 + 12 * 40 + 12 * 1000 * 0.05)
    assert cost.is_cheapest


def test_the_discount_is_off_the_fees_only():
    (cost,) = compare_offers([offer(setup=30, discount_percent=25, term_months=12)], 6, 1000, 12)
    assert cost.total == pytest.approx(30 + 12 * 30 + 600)


def test_included_channels_are_paid_for_whether_needed_or_not():
    (cost,) = compare_offers([offer(channels=30)], 6, 0, 1)
    assert (cost.lines, cost.monthly) == (30, 20)


def test_no_further_channels_is_not_further_channels_for_nothing():
    few, enough = compare_offers([offer(channel_fee=None), offer("B")], 3, 0, 12)
    assert (few.total, few.lines, few.is_cheapest) == (None, None, False)
    assert enough.is_cheapest
    (exactly,) = compare_offers([offer(channel_fee=None)], 2, 0, 12)
    assert exactly.total == 240


@pytest.mark.parametrize(("months", "term", "notice", "paid", "by_month", "late"), [
    (12, 0, 0, 12, 12, 0),
    (12, 0, 1, 12, 11, 1),    # noticed only at the end: one month more
    (12, 24, 3, 24, 21, 0),   # the term outlasts even a late notice
    (12, 14, 3, 14, 11, 1),   # late notice ends it after 15 months
    (1, 0, 3, 3, 0, 1),       # notice on the first day runs three months; after the only month, four
])
def test_what_term_and_notice_mean(months, term, notice, paid, by_month, late):
    (cost,) = compare_offers([offer(term_months=term, notice_months=notice)], 2, 0, months)
    assert cost.paid_months == paid
    assert cost.notice_by_month == by_month
    assert cost.late_notice_cost == 20 * late


def test_break_even_minutes_is_where_both_cost_the_same():
    offers = [offer(per_minute=0.05), offer("Flat", monthly_fee=70, per_minute=0)]
    by_minute, flat = compare_offers(offers, 2, 400, 12)
    assert by_minute.is_cheapest
    assert flat.break_even_minutes == pytest.approx(1000)
    there = compare_offers(offers, 2, 1000, 12)
    assert there[0].total == pytest.approx(there[1].total)


def test_break_even_months_is_the_first_longer_horizon():
    offers = [offer(), offer("Cheap by the month", monthly_fee=15, setup=50)]
    _, later = compare_offers(offers, 2, 0, 6)
    assert later.break_even_months == 10
    assert compare_offers(offers, 2, 0, 9)[1].total > compare_offers(offers, 2, 0, 9)[0].total
    assert compare_offers(offers, 2, 0, 10)[1].is_cheapest


def test_never_breaks_even():
    _, dear = compare_offers([offer(), offer("Dear", monthly_fee=30, per_minute=0.06)], 2, 100, 12)
    assert (dear.break_even_minutes, dear.break_even_months) == (None, None)


def test_no_offer_suffices():
    (cost,) = compare_offers([offer(channel_fee=None)], 9, 0, 12)
    assert not cost.is_cheapest
    assert (cost.break_even_minutes, cost.break_even_months) == (None, None)


@given(st.lists(OFFERS, min_size=1, max_size=6), st.integers(1, 60), st.floats(0, 1e5), st.integers(1, 48))
def test_the_cheapest_is_the_least_total_and_more_never_costs_less(offers, lines, minutes, months):
    costs = compare_offers(offers, lines, minutes, months)
    totals = [cost.total for cost in costs if cost.total is not None]
    for cost, longer in zip(costs, compare_offers(offers, lines + 1, minutes, months + 1), strict=True):
        assert cost.is_cheapest == (cost.total is not None and cost.total == min(totals))
        assert cost.paid_months >= max(months, cost.offer.term_months)
        assert cost.notice_by_month >= 0
        assert cost.late_notice_cost >= 0
        if longer.total is not None:
            assert cost.total is not None
            assert longer.total >= cost.total - 1e-6
