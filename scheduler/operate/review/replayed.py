"""The calls that came, played against the roster as it was worked: service, and breaks that began late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.operate.review.attendance import LATE_MINUTES
from scheduler.reviewed import LateBreak
from scheduler.roster import Purchase, Shift
from scheduler.simulate.draw import RealCalls
from scheduler.simulate.duties import duties_of_instance
from scheduler.simulate.estimate import ratio
from scheduler.simulate.kernel import BREAK
from scheduler.simulate.run import Settings, replicate, warm_up
from scheduler.simulate.traffic import Traffic

_REPLICATIONS = 20


def replayed(
    instance: Instance, traffic: Traffic, calls: RealCalls, shifts: Sequence[Shift], purchases: Sequence[Purchase] = ()
) -> tuple[float, float, tuple[LateBreak, ...]]:
    """Share of the calls answered in time with its standard error, and how late each break began, in the mean.

    What no log says, such as the patience of those who were answered, is drawn anew in each replication.
    """
    warm_up()
    duties = duties_of_instance(instance, shifts, purchases)
    settings = Settings(_REPLICATIONS, lines=instance.hotline.lines)
    in_time, offered, late_s = [], [], []
    for index in range(settings.replications):
        played = replicate(calls, traffic, duties, settings, index)
        in_time.append(played.counts.first_in_time.sum())
        offered.append(played.counts.first.sum())
        late_s.append(np.nan_to_num(played.trace.came_s - duties.plan.at_s))
    service = ratio(np.array(in_time)[:, None], np.array(offered)[:, None])
    plan, mean_s = duties.plan, np.mean(late_s, axis=0)
    late = {(int(plan.operator[at]), float(plan.at_s[at])): float(mean_s[at]) / 60 for at in np.flatnonzero(plan.kind == BREAK)}
    return float(service.value[0]), float(service.standard_error[0]), tuple(_late(instance, shifts, late))


def _late(instance: Instance, shifts: Sequence[Shift], minutes: dict[tuple[int, float], float]) -> Iterator[LateBreak]:
    """Breaks that began at least a minute late in the mean; `minutes` by operator and planned second of the horizon."""
    number = {each.id: place for place, each in enumerate(instance.operators)}
    for shift in shifts:
        for each in shift.breaks:
            at_s = (each.start.astimezone(dt.UTC) - instance.grid.origin).total_seconds()
            late = minutes.get((number[shift.operator], at_s), 0.0)
            if late >= LATE_MINUTES:
                yield LateBreak(shift.operator, each.kind, each.start, late)
