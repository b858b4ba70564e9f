"""The effect of a campaign is measured against what would have come without it."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest

from scheduler.demand.forecast import campaign_effect as module
from scheduler.demand.forecast.campaign_effect import campaign_effect
from scheduler.demand.forecast.methods import methods_for
from scheduler.errors import InputError
from scheduler.instance.campaigns import Campaign

from .conftest import MONDAY

DAY = MONDAY + dt.timedelta(days=70)


@pytest.fixture(autouse=True)
def without_boosting(monkeypatch):
    monkeypatch.setattr(module, "methods_for", lambda history: methods_for(history, with_boosting=False))


def campaign(uplift: float = 40, decay: float = 3, **more: object) -> Campaign:
    return Campaign.model_validate({"date": DAY, "name": "TV", "uplift_percent": uplift, "decay_days": decay, **more})


@pytest.mark.parametrize("real", [0.0, 0.3, 1.0])
def test_the_true_uplift_is_found_and_lies_in_the_interval(real, made, changed):
    factors = 1 + real * np.exp(-np.arange(14) / 3)
    effect = campaign_effect(changed(made(), slice(70, 84), lambda days: days * factors[:, None]), campaign())
    assert effect.uplift_percent == pytest.approx(100 * real, abs=9)
    assert effect.low_percent <= effect.uplift_percent <= effect.high_percent
    assert effect.low_percent - 5 <= 100 * real <= effect.high_percent + 5
    assert effect.days == math.floor(3 * math.log(20)) + 1
    assert effect.placebos >= 5


def test_a_campaign_of_the_afternoon_is_measured_by_its_hours(made, changed):
    history = changed(made(), (70, slice(14, 20)), lambda calls: calls * 2)
    effect = campaign_effect(history, campaign(decay=0, **{"from": "14:00"}))
    assert effect.days == 1
    assert effect.uplift_percent == pytest.approx(100, abs=30)


def test_a_campaign_that_the_history_does_not_know_is_refused(made):
    with pytest.raises(InputError, match=r"TV \(2026-03-16\): the history goes from 2026-01-05 to 2026-03-01"):
        campaign_effect(made(56), campaign())


def test_too_little_before_it_is_refused(made):
    early = Campaign(date=MONDAY + dt.timedelta(days=9), uplift_percent=40, decay_days=3)
    with pytest.raises(InputError, match="only 9 days before it"):
        campaign_effect(made(), early)
