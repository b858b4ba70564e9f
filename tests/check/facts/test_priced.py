"""A part of the cost, exact inside and in the unit of a contract outside."""

from __future__ import annotations

from fractions import Fraction

from scheduler.check.facts.priced import Priced
from scheduler.instance.objective import UNITS


def test_a_term_is_the_cost_in_the_unit_of_an_hour():
    term = Priced("pay", 3 * UNITS + UNITS // 2, Fraction(7, 2), "paid hours").term
    assert (term.cost, term.amount, term.unit) == (3.5, 3.5, "paid hours")


def test_the_price_of_a_second_is_not_lost():
    assert Priced("pay", Fraction(UNITS, 3600), Fraction(1, 3600), "paid hours").term.cost == 1 / 3600
