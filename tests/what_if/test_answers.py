"""Which differences are decided."""

from __future__ import annotations

import pytest

from scheduler.what_if.answers import Answer, Between


@pytest.mark.parametrize(("one", "other", "sign"), [
    ((100, 110), (80, 90), 1), ((80, 90), (100, 110), -1), ((100, 110), (105, 120), 0), ((100, 110), (110, 120), 0),
    ((100, 100), (100, 100), 0)])
def test_what_gaps_leave_open_is_undecided(one, other, sign):
    assert Between(*one).above(Between(*other)).sign == sign


def test_equal_proven_costs_are_the_same():
    assert Between(7, 7).above(Between(7, 7)).is_zero
    assert not Between(7, 8).above(Between(7, 7)).is_zero


def test_bounds_of_an_answer():
    answer = Answer("a", 120, 100, 5, 2, 0.8, 0.81, 0.01, 4, 3, 3)
    assert (answer.costs, answer.shortness) == (Between(100, 120), Between(2, 5))
    assert (round(answer.service.low, 4), round(answer.service.high, 4)) == (0.7904, 0.8296)
