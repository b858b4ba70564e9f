"""Made-up hotlines whose calls are known to come from a weekday's level and a shape, with Poisson noise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from scheduler.demand.forecast import Days, History

MONDAY = dt.date(2026, 1, 5)
LEVELS = np.array([1.2, 1.1, 1.0, 1.0, 0.9, 0.4, 0.3])
SHAPE = np.concatenate([np.zeros(8), [4, 8, 10, 9, 6, 8, 9, 8, 5, 3, 2, 1], np.zeros(4)]) / 73
"""Share of a day's calls in each hour: open from 08 to 20 h."""


def expected(days: int, per_day: float = 600, first: dt.date = MONDAY) -> np.ndarray:
    """Calls that are expected in each hour; shape (days, 24)."""
    kinds = np.array([(first + dt.timedelta(days=day)).weekday() for day in range(days)])
    return per_day * LEVELS[kinds][:, None] * SHAPE


def history_of(days: int = 84, per_day: float = 600, seed: int = 0, first: dt.date = MONDAY) -> History:
    """A history of so many days."""
    calls = np.random.default_rng(seed).poisson(expected(days, per_day, first)).astype(float)
    calls[:, :8] = calls[:, 20:] = np.nan
    return History.of(Days.of(first, days), 60, calls, np.where(np.isnan(calls), np.nan, 200.0))


@pytest.fixture
def made() -> Callable[..., History]:
    return history_of


@pytest.fixture
def changed() -> Callable[..., History]:
    """Copy a history with other calls on one day, or from one day to another."""

    def change(history: History, days: int | slice, value: object) -> History:
        calls = history.calls.copy()
        calls[days] = value(calls[days]) if callable(value) else value
        return replace(history, calls=calls)

    return change
