"""The load with which Erlang's formulas give what really happens: a factor for each interval, found by simulation.

Intervals are not independent and breaks start late, so the formulas are a little wrong where load changes fast or breaks
crowd. A *load factor* multiplies the mean handling time an interval is planned with; calls stay what they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from scheduler.instance.calls_grid import call_rows, moment_of
from scheduler.instance.instance import Instance
from scheduler.instance.service import Calls

Factors = Mapping[tuple[str | None, dt.datetime], float]
"""Factor by queue and start of the interval (UTC); 1 where none is named."""


def with_load_factors(instance: Instance, factors: Factors) -> Instance:
    """Return the instance whose forecast is planned with other handling times; the same one where all factors are 1."""
    changed = {key: factor for key, factor in factors.items() if factor != 1}
    if not changed:
        return instance
    zone = instance.grid.zone
    rows = tuple(
        row.model_copy(update={
            "aht_s": row.aht_s * changed.get((row.queue, moment_of(row.start, zone).astimezone(dt.UTC)), 1.0)
        })
        for row in call_rows(instance)
    )
    return instance.model_copy(update={"calls": Calls(forecast=rows, day_sd_percent=instance.calls.day_sd_percent)})
