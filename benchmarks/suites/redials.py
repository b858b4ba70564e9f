"""Do promises hold where callers call again? Promised and simulated service of operators put on the phone without breaks.

Five days of ten hours, calls that rise to the middle of the day, goal 80 % in 20 s, mean patience 180 s. As many operators are
on the phone as are required, or a share of them. `without redials` is what would be promised if nobody called again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.queue_hotlines import hotline_of
from benchmarks.row import Row
from benchmarks.suites import Asked
from benchmarks.suites.simulated_goals import layers
from scheduler.demand.demand import Demand, demand_of
from scheduler.instance.instance import Instance
from scheduler.simulate.draw import Forecast, HandlingTime
from scheduler.simulate.duties import duties_of
from scheduler.simulate.report import report
from scheduler.simulate.run import Settings, simulate
from scheduler.simulate.traffic import traffic_of

REPLICATIONS, SEED = 200, 1999
_SERVICE: dict[str, Any] = {"target_percent": 80, "answer_within_s": 20, "patience_s": 180}


@dataclass(frozen=True)
class Case:
    """A hotline with redials: of each queue the calls an hour at the peak; the share of the required who are there; lines."""

    calls: tuple[float, ...]
    percent: float
    delay_s: float
    there: float = 1.0
    lines: int | None = None


CASES = {
    "moderate load, 40 % after 5 min": Case((120,), 40, 300),
    "moderate load, 80 % after 5 min": Case((120,), 80, 300),
    "moderate load, 80 % after 1 min": Case((120,), 80, 60),
    "moderate load, 80 % after 1 h": Case((120,), 80, 3600),
    "600 calls an hour, 80 % after 5 min": Case((600,), 80, 300),
    "three queues answered by all, 60 % after 5 min": Case((60, 40, 40), 60, 300),
    "12 lines, 60 % after 5 min": Case((120,), 60, 300, lines=12),
    "10 lines, 80 % after 5 min": Case((120,), 80, 300, lines=10),
    "overload: 90 % of the required, 60 % after 5 min": Case((120,), 60, 300, there=0.9),
    "overload: 80 % of the required, 40 % after 5 min": Case((120,), 40, 300, there=0.8),
    "overload: 60 % of the required, 60 % after 5 min": Case((120,), 60, 300, there=0.6),
    "ten times the load, 80 % after 5 min": Case((120,), 80, 300, there=0.1),
}


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Measure every case."""
    for name, case in CASES.items():
        if asked.wants(name):
            yield Row(instance=name, method="formulas", seed=SEED, seconds=0.0, figures=figures(case))


def figures(case: Case, replications: int = REPLICATIONS) -> dict[str, float]:
    """What is promised and what is simulated, in percent."""
    instance = _instance(case, case.percent)
    demand = demand_of(instance)
    operators = np.ceil(demand.sets[0].required * case.there).astype(np.int64)
    if case.lines is not None:
        operators = np.minimum(operators, case.lines)
    level, attempts, answered = _promised(demand, operators)
    found = simulated(instance, demand, operators, replications).total
    assert found.attempts is not None
    assert found.got_through is not None
    return {
        "promised, %": 100 * level, "simulated, %": 100 * float(found.service_level.value[0]),
        "standard error, %": 100 * float(found.service_level.standard_error[0]),
        "without redials, %": 100 * _promised(demand_of(_instance(case, 0)), operators)[0],
        "calls each, promised": attempts, "calls each, simulated": float(found.attempts.value[0]),
        "answered at last, promised, %": 100 * answered,
        "answered at last, simulated, %": 100 * float(found.got_through.value[0]),
    }


def _instance(case: Case, percent: float) -> Instance:
    service = _SERVICE | {"redials": {"percent": percent, "delay_s": case.delay_s}}
    names = "abc"[: len(case.calls)]
    instance = hotline_of("redials", {name: (calls, 240) for name, calls in zip(names, case.calls, strict=True)}, [(1, names)],
                          dict.fromkeys(names, service))
    return instance.model_copy(update={"hotline": instance.hotline.model_copy(update={"lines": case.lines})})


def _promised(demand: Demand, operators: np.ndarray) -> tuple[float, float, float]:
    """Service level, calls of each caller, and share of the callers answered at last."""
    callers, present = demand.sets[0].callers, operators.astype(float)
    calls = np.stack([np.nan_to_num(queue.calls) for queue in callers.queues])
    met = [view.met(present) for view in callers.views]
    found = (np.stack([np.nan_to_num(each) for each in values]) for values in (
        [each.service_level for each in met], [each.attempts for each in met],
        [each.attempts * (1 - each.unanswered) for each in met]))
    level, attempts, answered = (float((calls * values).sum() / calls.sum()) for values in found)
    return level, attempts, answered


def simulated(instance: Instance, demand: Demand, operators: np.ndarray, replications: int) -> Any:
    """What callers of operators who answer every queue meet."""
    traffic, most = traffic_of(instance, demand), int(operators.max())
    everybody = np.ones((most, len(traffic.queues)), dtype=np.bool_)
    duties = duties_of(instance.grid, [f"all-{layer}" for layer in range(most)], list(layers(instance, operators, "all")),
                       everybody, len(traffic.queues))
    settings = Settings(replications, SEED, instance.hotline.lines)
    return report(simulate(Forecast(traffic, HandlingTime()), traffic, duties, settings))
