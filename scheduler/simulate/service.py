"""Service of a roster by simulation, as one function: what `solve` asks between two rounds of its truth loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.roster import Purchase, Shift
from scheduler.simulate.draw import Forecast, HandlingTime
from scheduler.simulate.duties import duties_of_instance
from scheduler.simulate.estimate import ratio
from scheduler.simulate.run import Settings, simulate
from scheduler.simulate.traffic import Uncertainty, traffic_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SimulatedService:
    """Service by queue and interval of the calls' arrival; every array of shape (queues, intervals).

    Parameters
    ----------
    queues
        Names, in the order of the rows.
    offered, in_time
        Mean number of calls, and of those answered within the threshold, in a replication; where callers call again, of first
        ones.
    service_level, standard_error
        Ratio of the two, and its standard error; NaN where no call came in any replication.
    total, total_error
        The same ratio over all queues and intervals.
    """

    queues: tuple[str | None, ...]
    offered: Floats
    in_time: Floats
    service_level: Floats
    standard_error: Floats
    total: float
    total_error: float


def simulated_service(
    instance: Instance, demand: Demand, shifts: Sequence[Shift], *, replications: int = 100, seed: int = 0,
    handling: HandlingTime | None = None, uncertainty: tuple[float, float] = (0.0, 0.0), lines: int | None = None,
    purchases: Sequence[Purchase] = (),
) -> SimulatedService:
    """Play the calls of an instance against shifts, and say for every queue and interval what callers met.

    The same seed gives the same calls whatever the shifts, so that two rosters differ by what they are and not by luck.

    Parameters
    ----------
    uncertainty
        Relative standard deviation of the load common to a day, and of that of an interval alone.
    lines
        Calls there can be at a time, talking and waiting; None: those of the hotline, without limit where it says none.
    purchases
        What an outside call centre takes.
    """
    traffic = traffic_of(instance, demand, purchases)
    if any(uncertainty):
        traffic = traffic.with_uncertainty(Uncertainty.equal(traffic, *uncertainty))
    duties = duties_of_instance(instance, shifts, purchases)
    source = Forecast(traffic, handling or HandlingTime())
    runs = simulate(source, traffic, duties, Settings(replications, seed, instance.hotline.lines if lines is None else lines))
    shape, rows = traffic.calls.shape, (replications, -1)
    level = ratio(runs.first_in_time.reshape(rows), runs.first.reshape(rows))
    total = ratio(runs.first_in_time.sum(axis=(1, 2))[:, None], runs.first.sum(axis=(1, 2))[:, None])
    return SimulatedService(
        traffic.queues, runs.first.mean(axis=0), runs.first_in_time.mean(axis=0), level.value.reshape(shape),
        level.standard_error.reshape(shape), float(total.value[0]), float(total.standard_error[0]),
    )
