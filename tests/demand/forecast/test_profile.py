"""Profiles of a day on calls whose law is known."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.forecast.profile import profiles, smoother

from .conftest import SHAPE


def test_profiles_find_alike_weekdays_and_the_shape(made):
    learned = profiles(made())
    assert len(set(learned.groups[:5])) == 1
    np.testing.assert_allclose(learned.shares[0, 8:20], SHAPE[8:20], atol=0.01)
    np.testing.assert_allclose(np.nansum(learned.shares, axis=1), 1)


def test_weekdays_with_another_shape_stay_apart(made):
    history = made()
    history.calls[5::7, 8:20] = history.calls[5::7, 8:20][:, ::-1] * np.linspace(0, 2, 12)
    learned = profiles(history)
    assert learned.groups[5] not in set(learned.groups[[0, 1, 2, 3, 4]])


def test_a_day_known_in_part_is_completed(made, changed):
    whole = made()
    part = changed(whole, (82, slice(8, 14)), np.nan)
    assert profiles(part).totals[82] == pytest.approx(profiles(whole).totals[82], rel=0.12)


def test_smoothing_keeps_straight_lines_and_totals():
    line = np.linspace(1, 5, 12)
    np.testing.assert_allclose(smoother(12, 50) @ line, line)
    bumpy = line + np.resize([1, -1], 12)
    assert np.abs(np.diff(smoother(12, 50) @ bumpy, 2)).max() < 0.1 * np.abs(np.diff(bumpy, 2)).max()
    assert (smoother(12, 50) @ bumpy).sum() == pytest.approx(bumpy.sum())
