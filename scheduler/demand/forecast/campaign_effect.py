r"""What a campaign really brought: the calls that came against the forecast made without it.

With :math:`y_d` the calls of day :math:`d`, :math:`f_d` those foretold from before the campaign, and :math:`s_d` the share of
the uplift that is left on it, the uplift is estimated by least squares, each day weighed by its calls:
:math:`\hat u = \sum s_d (y_d - f_d) / \sum s_d^2 f_d`. The same is done at moments of the past at which there was no campaign:
what it finds there is the error of the method, and gives the interval.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np

from scheduler.demand.forecast.backtest import LEAST_TRAINING_DAYS, Backtest, blend, choose, origins
from scheduler.demand.forecast.history import CLOSED, Floats, History
from scheduler.demand.forecast.intervals import HIGH, LOW
from scheduler.demand.forecast.methods import methods_for
from scheduler.errors import Fault, InputError
from scheduler.instance.campaigns import Campaign

_LEAST_PLACEBOS = 5
_SHARE_THAT_COUNTS = 0.05
_MOST_DAYS = 28


@dataclass(frozen=True)
class CampaignEffect:
    """Effect of a campaign.

    Parameters
    ----------
    campaign
        The campaign, as planned.
    days
        Days of it that the log has.
    calls, without
        Calls that came in these days, and how many were foretold without it.
    uplift_percent
        Measured uplift of the first day.
    low_percent, high_percent
        Between which it lies in 80 % of all cases.
    placebos
        Number of moments without a campaign from which the interval was learned.
    method
        Method of the forecast.
    """

    campaign: Campaign
    days: int
    calls: float
    without: float
    uplift_percent: float
    low_percent: float
    high_percent: float
    placebos: int
    method: str


def campaign_effect(history: History, campaign: Campaign) -> CampaignEffect:
    """Measure the effect of a campaign of the past.

    Parameters
    ----------
    history
        Calls as recorded, from which other campaigns have been taken out.
    campaign
        The campaign, with the decay that is assumed.

    Raises
    ------
    InputError
        If the history has no day of it, or too few days before it.
    """
    start = (campaign.date - history.days.first).days
    days = min(_span(campaign), len(history.days) - start)
    if days < 1 or start < 0:
        raise _fault(campaign, f"the history goes from {history.days.first} to {history.days.dates[-1]}, so it has no day "
                     "of it")
    shares = _shares(history, campaign, start, days)
    test = Backtest(history, methods_for(history.before(start)), days)
    past = origins(start, days)
    if len(past) < _LEAST_PLACEBOS or start < LEAST_TRAINING_DAYS + days:
        needed = LEAST_TRAINING_DAYS + 2 * days + _LEAST_PLACEBOS
        raise _fault(campaign, f"the history has only {start} days before it; at least {needed} are needed to say what would "
                     "have come without it")
    choice = choose(test.folds(start), list(test.methods))
    pairs = [_day_totals(blend(test.fold(origin).foretold, choice.parts), test.fold(origin).came) for origin in [*past, start]]
    uplifts = np.array([_uplift(*pair, shares) for pair in pairs])
    errors = uplifts[:-1][~np.isnan(uplifts[:-1])]
    if math.isnan(uplifts[-1]) or errors.size < _LEAST_PLACEBOS:
        raise _fault(campaign, "no day of it, or too few before it, have calls in the history")
    low, high = np.quantile(errors, [LOW, HIGH])
    return CampaignEffect(
        campaign=campaign, days=days, calls=float(np.nansum(pairs[-1][1])), without=float(np.nansum(pairs[-1][0])),
        uplift_percent=100 * float(uplifts[-1]), low_percent=100 * float(uplifts[-1] - max(high, 0)),
        high_percent=100 * float(uplifts[-1] - min(low, 0)), placebos=errors.size, method=choice.name,
    )


def _span(campaign: Campaign) -> int:
    """Days on which at least a twentieth of the uplift is left."""
    return sum(campaign.share_left(campaign.date + dt.timedelta(days=day), 24 * 60) >= _SHARE_THAT_COUNTS
               for day in range(_MOST_DAYS))


def _shares(history: History, campaign: Campaign, start: int, days: int) -> Floats:
    """Share of the uplift left on each day, in the mean over the calls that are usual at its times; shape (days,)."""
    usual = np.nansum(history.calls[:start][history.days.kinds[:start] != CLOSED], axis=0)
    dates = history.days.dates[start : start + days]
    minutes = [at * history.interval_minutes for at in range(len(usual))]
    shares = np.array([[campaign.share_left(date, minute) for minute in minutes] for date in dates])
    return np.asarray(shares @ usual / max(usual.sum(), 1e-12))


def _day_totals(foretold: Floats, came: Floats) -> tuple[Floats, Floats]:
    counts = ~np.isnan(foretold) & ~np.isnan(came)
    some = counts.any(axis=1)
    return tuple(np.where(some, np.where(counts, values, 0).sum(axis=1), np.nan) for values in (foretold, came))  # type: ignore[return-value]


def _uplift(foretold: Floats, came: Floats, shares: Floats) -> float:
    """Least squares, each day weighed by the calls foretold, as small days are noisy."""
    known = ~np.isnan(foretold) & (np.nan_to_num(foretold) > 0)
    share, expected, calls = shares[: len(foretold)][known], foretold[known], came[known]
    weight = float((expected * share**2).sum())
    return float((share * (calls - expected)).sum()) / weight if weight > 0 else math.nan


def _fault(campaign: Campaign, message: str) -> InputError:
    return InputError([Fault("", "campaigns", f"{campaign.label} ({campaign.date}): {message}")])
