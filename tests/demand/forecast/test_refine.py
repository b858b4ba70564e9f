"""A forecast by hour or day spread over finer intervals: nothing is lost, and chance is added."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.demand.forecast import Days, forecast
from scheduler.demand.forecast.refine import even_weights, refined, weights_of_shape
from scheduler.instance.shapes import named_shape

from .conftest import MONDAY


def test_an_hour_over_its_quarters(made):
    coarse = forecast(made(), Days.of(MONDAY + dt.timedelta(days=84), 3), None)
    fine = refined(coarse, 15, even_weights(3, 15))
    assert fine.calls.shape == (3, 96)
    known = ~np.isnan(coarse.calls)
    assert fine.calls.reshape(3, 24, 4).sum(axis=2)[known] == pytest.approx(coarse.calls[known])
    assert (fine.low <= fine.calls)[~np.isnan(fine.calls)].all()
    busy = coarse.calls > 40
    relative = [((each.high - each.low) / each.calls) for each in (coarse, fine)]
    assert relative[1].reshape(3, 24, 4)[busy].mean() > relative[0][busy].mean()


def test_a_shape_over_some_hours(made):
    coarse = forecast(made(), Days.of(MONDAY + dt.timedelta(days=84), 2), None)
    weights = weights_of_shape(coarse, 30, named_shape("flat"), (9 * 60, 12 * 60), None)
    assert weights.shape == (2, 48)
    assert np.flatnonzero(weights[0]).tolist() == list(range(18, 24))
