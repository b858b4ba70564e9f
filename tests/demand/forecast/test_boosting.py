"""Gradient-boosted trees, where the library is there."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.demand.forecast import Days, History, boosting
from scheduler.demand.forecast.learned import Learned
from scheduler.demand.forecast.methods import methods_for

from .conftest import expected


def next_days(history: History, count: int = 7) -> Days:
    return Days.of(history.days.dates[-1] + dt.timedelta(days=1), count)


def error(foretold: np.ndarray, meant: np.ndarray) -> float:
    """Sum of absolute differences over the open hours, as a share of the calls."""
    return float(np.abs(foretold - meant)[:, 8:20].sum() / meant[:, 8:20].sum())


@pytest.mark.skipif(not boosting.is_installed(), reason=boosting.WHY_ABSENT)
def test_gradient_boosting_learns_weekday_and_hour(made):
    history = made(140)
    foretold = boosting.gradient_boosting()(Learned(history), next_days(history))
    assert error(foretold, expected(7)) < 0.15
    assert np.isnan(foretold[:, :8]).all()
    np.testing.assert_array_equal(foretold, boosting.gradient_boosting()(Learned(history), next_days(history)))


def test_without_the_library_the_other_methods_compete(made, monkeypatch):
    monkeypatch.setattr(boosting, "is_installed", lambda: False)
    assert "LightGBM" not in methods_for(made())
    with pytest.raises(ModuleNotFoundError, match=r"hotline-scheduler\[forecast\]"):
        methods_for(made(), with_boosting=True)
