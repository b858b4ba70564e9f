"""What ``schedule forecast`` says of a forecast and of a campaign, in words and as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import click
import numpy as np

from scheduler.demand.forecast.campaign_effect import CampaignEffect
from scheduler.demand.forecast.coming import Coming
from scheduler.demand.forecast.history import History
from scheduler.demand.forecast.horizon import COLUMNS, never_called
from scheduler.instance.base import format_local_time

_NAMED = 20
_FAR_DAYS = 14


def print_effect(effect: CampaignEffect, as_json: bool) -> None:
    """Print what a campaign really brought."""
    campaign = effect.campaign
    if as_json:
        click.echo(
            json.dumps(
                {
                    "campaign": campaign.label,
                    "date": campaign.date.isoformat(),
                    "days": effect.days,
                    "calls": round(effect.calls, 3),
                    "calls_without": round(effect.without, 3),
                    "expected_uplift_percent": campaign.uplift_percent,
                    "uplift_percent": round(effect.uplift_percent, 3),
                    "uplift_percent_p10": round(effect.low_percent, 3),
                    "uplift_percent_p90": round(effect.high_percent, 3),
                    "method": effect.method,
                    "placebos": effect.placebos,
                },
                indent=1,
            )
        )
        return
    click.echo(
        f"{campaign.label}, {campaign.date}: {effect.uplift_percent:+.0f} % on the first day (80 % interval "
        f"{effect.low_percent:+.0f} to {effect.high_percent:+.0f} %), expected were {campaign.uplift_percent:+.0f} %\n"
        f"{effect.calls:,.0f} calls in {effect.days} days, {effect.without:,.0f} foretold without it: "
        f"{effect.calls - effect.without:+,.0f}\n"
        f"the interval is what the same comparison finds at {effect.placebos} moments before it; method: "
        f"{effect.method}"
    )


def record_of_all(comings: Mapping[str | None, Coming]) -> dict[str, Any]:
    """The forecast of one queue as its object; of several, their objects by name under ``queues``."""
    if None in comings:
        return record(comings[None])
    return {"queues": {str(queue): record(coming) for queue, coming in comings.items()}}


def left_out(histories: Mapping[str | None, History], comings: Mapping[str | None, Coming]) -> Iterator[str]:
    """Queues of a log that the instance does not have, with their calls."""
    for queue, history in histories.items():
        if queue not in comings:
            yield f"queue {queue!r} of the log is none of the instance: its {np.nansum(history.calls):,.0f} calls are left out"


def record(coming: Coming) -> dict[str, Any]:
    """The forecast as one JSON object."""
    made = coming.made
    tested = made.tested and {
        "origins": made.tested.origins,
        "days_ahead": made.tested.days_ahead,
        "wape": {name: round(error, 6) for name, error in made.tested.wape.items()},
        "coverage": None if math.isnan(made.tested.coverage) else round(made.tested.coverage, 6),
    }
    return {
        "method": made.method,
        "parts": list(made.parts),
        "backtest": tested or None,
        "oddities": [{"kind": odd.kind, "date": odd.date.isoformat(), "text": str(odd)} for odd in made.oddities],
        "notes": [*made.notes, *coming.notes],
        "days_between": coming.days_between,
        "calls": round(float(coming.rows["calls"].sum()), 3),
        "intervals": [
            _interval(dict(zip(COLUMNS, values, strict=True))) for values in coming.rows[list(COLUMNS)].to_numpy(object)
        ],
    }


def _interval(row: dict[str, Any]) -> dict[str, Any]:
    """One interval, rounded; the campaign's factor is null where there are no campaigns."""
    factor = None if math.isnan(row["campaign_factor"]) else row["campaign_factor"]
    numbers = {
        name: round(row[name], digits) for name, digits in (("calls", 3), ("aht_s", 1), ("calls_p10", 3), ("calls_p90", 3))
    }
    named = {} if row["queue"] is None else {"queue": row["queue"]}
    return {"start": row["start"].isoformat(), **named, **numbers, "campaign_factor": factor}


def summary(coming: Coming) -> Iterator[str]:
    """The forecast in a few lines."""
    made, rows, history = coming.made, coming.rows, coming.history
    yield (
        f"{rows['calls'].sum():,.0f} calls in {len(rows)} interval{'s' if len(rows) != 1 else ''} "
        f"from {made.days.first} to {made.days.dates[-1]}, "
        f"foretold from {coming.days_learned} days with calls from {history.days.first} to {history.days.dates[-1]}"
    )
    yield from _distance(coming)
    named = made.method if len(made.parts) == 1 else f"{made.method}: {'; '.join(made.parts)}"
    if made.tested is None:
        yield f"method: {named}; the history is too short to test it"
    else:
        others = sorted((error, name) for name, error in made.tested.wape.items() if name != made.method)
        covered = (
            ""
            if math.isnan(made.tested.coverage)
            else (f"; {made.tested.coverage:.0%} of the intervals lay between calls_p10 and calls_p90, 80 % are meant")
        )
        yield (
            f"method: {named}; from {made.tested.origins} moments of the past, {made.tested.days_ahead} days ahead, it was "
            f"off by {made.tested.wape[made.method]:.1%} of the calls, over all intervals together{covered}"
        )
        yield "others: " + ", ".join(f"{name} {error:.1%}" for error, name in others if not math.isnan(error))
    yield from made.notes
    yield from coming.notes
    for start, end in never_called(history, rows):
        yield (
            f"the log never had a call from {format_local_time(start)} to {format_local_time(end)}, so next to none are "
            "foretold; if the hotline was closed then, write these rows by hand"
        )
    yield from (f"odd: {odd}" for odd in made.oddities[-_NAMED:])
    if len(made.oddities) > _NAMED:
        yield f"and {len(made.oddities) - _NAMED} earlier oddities (--json lists all)"


def _distance(coming: Coming) -> Iterator[str]:
    last = coming.days_between + len(coming.made.days)
    if coming.days_between:
        yield (
            f"the history ends {coming.days_between} day{'s' if coming.days_between != 1 else ''} before the first day foretold"
        )
    if last > _FAR_DAYS:
        yield f"the last day lies {last} days ahead: bounds of days further ahead than those tested are wider"
