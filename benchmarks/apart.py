"""What queues would take if each had operators of its own, at the service that is simulated of a roster they share.

The operators that each queue requires alone are simulated themselves, on the phone without breaks: each layer of the
requirement is one operator, absent at random by the shrinkage. All targets are moved by the same share of the way to 100 %, or
away from it, until the simulated service of all calls is as wanted; between the two nearest staffings the hours lie on a line.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from benchmarks.suites.simulated_goals import duties_of_required, hours, with_target
from scheduler.demand.demand import demand_of
from scheduler.demand.queue_demand import demand_of_queue
from scheduler.instance.instance import Instance
from scheduler.simulate.draw import Forecast, HandlingTime
from scheduler.simulate.run import Settings, simulate
from scheduler.simulate.traffic import traffic_of

_LEAST, _MOST = -2.0, 0.96
"""A goal of 80 % is moved between 40 % and 99.2 %."""
_STEPS = 6


class Apart:
    """A hotline whose queues are staffed apart.

    Parameters
    ----------
    replications, seed
        Of each simulation: that of the roster it is compared with, so that all meet the same calls.
    """

    def __init__(self, hotline: Instance, replications: int, seed: int) -> None:
        self.hotline, self.settings = hotline, Settings(replications, seed, hotline.hotline.lines)
        self.traffic = traffic_of(hotline, demand_of(hotline))
        self.at = cache(self._at)

    def hours_for(self, level: float) -> float:
        """Operator-hours on the phone with which that share of all calls is in time; NaN where no target gives it."""
        low, high = _LEAST, _MOST
        if not self.at(low)[1] <= level <= self.at(high)[1]:
            return float("nan")
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.at(middle)[1] <= level else (low, middle)
        (fewest, worse), (most, better) = self.at(low), self.at(high)
        return float(np.interp(level, [worse, better], [fewest, most]))

    def _at(self, shift: float) -> tuple[float, float]:
        """Hours, and the simulated share of all calls in time, with the targets moved so far."""
        moved = with_target(self.hotline, shift)
        required = [demand_of_queue(moved, name).required for name in moved.queues]
        runs = simulate(Forecast(self.traffic, HandlingTime()), self.traffic, duties_of_required(self.hotline, required),
                        self.settings)
        return hours(self.hotline, required), float(runs.first_in_time.sum() / runs.first.sum())
