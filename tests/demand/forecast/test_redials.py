"""Redials in a log: by hand, and found again in what a call centre in plain Python did."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.forecast.redials import WINDOW_S, measured, redials

MINUTE = 60.0


def of(*calls: tuple[int, float, bool], wait_s: float = 0.0):
    """Calls of (caller, minute, answered)."""
    caller, minute, answered = (np.array(values) for values in zip(*calls, strict=True))
    start = minute * MINUTE
    return caller.astype(np.int64), start, start + wait_s, answered.astype(bool)


def test_a_call_after_one_that_was_not_answered_is_a_redial():
    calls = of((1, 0, False), (2, 1, True), (1, 10, False), (2, 12, True), (1, 30, True), (1, 40, True))
    assert redials(*calls).tolist() == [False, False, True, False, True, False]


def test_the_order_of_the_rows_does_not_matter():
    calls = of((1, 30, True), (1, 0, False), (1, 10, False))
    assert redials(*calls).tolist() == [True, False, True]


def test_after_two_hours_and_by_nobody_known_it_is_none():
    calls = of((1, 0, False), (1, 120, True), (3, 0, False), (3, 121, True), (-1, 5, False), (-1, 6, True))
    assert redials(*calls).tolist() == [False, True, False, False, False, False]
    assert redials(*of((3, 0, False), (3, 121, True), wait_s=61)).tolist() == [False, True], "the time counts from hanging up"


def log_of(share: float, delay_s: float, callers: int = 3000, answered: float = 0.4, seed: int = 1, hours: float = 200):
    """Callers over some hours; each attempt is answered with a chance, and followed up as told."""
    rng = np.random.default_rng(seed)
    rows = []
    for caller, first in enumerate(rng.random(callers) * hours * 3600):
        now, again = first, True
        while again:
            is_answered = rng.random() < answered
            rows.append((caller, now, is_answered))
            again = not is_answered and rng.random() < share
            now += rng.exponential(delay_s)
    caller, start, was = zip(*rows, strict=True)
    return np.array(caller), np.array(start), np.array(start), np.array(was)


@pytest.mark.parametrize(("share", "delay_s"), [(0.4, 300), (0.6, 1800), (0.5, 3600), (1.0, 600)])
def test_share_and_delay_are_found_again(share, delay_s):
    found = measured(*log_of(share, delay_s))
    assert found.share == pytest.approx(share, abs=0.04)
    assert found.delay_s == pytest.approx(delay_s, rel=0.15)
    assert found.after_answer < 0.02


def test_what_the_window_does_not_show_to_its_end_does_not_count():
    """All call after an hour; the redials of the last hour come when the log has ended."""
    first, after = ((n, n / 10, False) for n in range(3600)), ((n, 60 + n / 10, True) for n in range(3000))
    found = measured(*of(*first, *after))
    assert found.called_again == found.unanswered == 2400, "those of the first four hours of six"


def test_redials_as_chance_would_have_them_tell_no_delay():
    rng = np.random.default_rng(2)
    caller = rng.integers(0, 2000, 20_000)
    start = np.sort(rng.random(20_000) * 200 * 3600)
    found = measured(caller, start, start, rng.random(20_000) < 0.5)
    assert found.delay_s is None
    assert found.share == pytest.approx(found.after_answer, abs=0.02)


def test_few_calls_tell_nothing():
    assert measured(*of(*((n, n, False) for n in range(29)), (99, WINDOW_S / 60 + 40, True))) is None
