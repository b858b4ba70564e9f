"""Times at which there was never a call are closed; a forecast of the others is as without them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.demand.forecast.closed import never_on, without_closed


def test_a_weekday_without_any_call_is_closed(made):
    history = made()
    sundays = history.days.kinds == 6
    calls = np.where(sundays[:, None] & ~np.isnan(history.calls), 0.0, history.calls)
    cleaned, notes = without_closed(replace(history, calls=calls))
    assert np.isnan(cleaned.calls[sundays]).all()
    assert (cleaned.calls[~sundays] == history.calls[~sundays])[~np.isnan(history.calls[~sundays])].all()
    assert never_on(replace(history, calls=calls)) == [6]
    assert notes == ("never a call on sun: taken as closed, not as quiet",)


def test_hours_without_any_call_are_closed_and_zeros_between_stay(made):
    history = made()
    zeros = np.nan_to_num(history.calls)
    zeros[3, 12] = 0
    cleaned, notes = without_closed(replace(history, calls=zeros))
    assert np.isnan(cleaned.calls[:, [0, 7, 20, 23]]).all()
    assert cleaned.calls[3, 12] == 0
    assert notes == ("never a call at 00:00-08:00, 20:00-24:00: taken as closed, not as quiet",)


def test_a_weekdays_own_hours_are_closed_too(made):
    history = made()
    calls = np.nan_to_num(history.calls)
    saturdays = history.days.kinds == 5
    calls[saturdays, 13:] = 0
    cleaned, _ = without_closed(replace(history, calls=calls))
    assert np.isnan(cleaned.calls[saturdays, 13:]).all()
    assert not np.isnan(cleaned.calls[~saturdays, 13:20]).any()


def test_a_history_without_calls_and_one_without_zeros_stay_as_they_are(made):
    history = made()
    assert without_closed(history)[1] == ()
    nothing = replace(history, calls=np.zeros(history.calls.shape))
    assert without_closed(nothing) == (nothing, ())
